/* Runs in every frame before its own scripts. In the map's frame it watches until the map is drawn and stays so for a
   while, then leaves in the page around it `mutuDrawn`: when the last of it appeared, and what there was to see.
   Drawn: the map stands; every tile that the view asks for has arrived, is painted and faded in; no zooming goes on. */
(() => {
  "use strict";
  if (window === window.top || !location.pathname.startsWith("/component/")) return;
  const STAYS_MS = 800, LOOK_MS = 20;
  let seen = null, since = Infinity;

  const grids = (map) => [map.parcels, map.ground, ...Object.values(map._layers)].filter((l, i, all) => l?._tiles && all.indexOf(l) === i);

  /** What is drawn, as text; null while something is missing. */
  function picture(map) {
    if (!map?._loaded || map._animatingZoom) return null;
    const wanted = new URL(top.location.href).searchParams.get("parcels");
    const inline = Object.values(map._layers).filter((l) => l.feature).length;
    if (Number(wanted || 0) !== inline) return null;
    if (wanted === null && !map.parcels) return null;
    const tiles = grids(map).flatMap((grid) => grid._loading ? [null] : Object.values(grid._tiles));
    if (tiles.some((t) => !t?.el.dataset.state || t.el.dataset.state === "failed" || Number(t.el.style.opacity || 1) < 1)) return null;
    const size = map.getSize();
    return JSON.stringify([map.getZoom(), map.getCenter(), size.x, size.y, inline, tiles.map((t) => t.coords)]);
  }

  function coloured(map) {
    const of = (canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i]) count += 1;
      return count;
    };
    return Object.values(map.parcels?._tiles || {}).reduce((sum, t) => sum + of(t.el), 0);
  }

  function look() {
    const map = window.map, now = picture(map);
    if (now !== seen) {
      seen = now;
      since = Infinity;
      // two frames on, the browser has painted what the scripts made
      requestAnimationFrame(() => requestAnimationFrame(() => { since = now === seen ? top.performance.now() : Infinity; }));
    }
    if (seen && top.performance.now() - since > STAYS_MS) {
      const ids = new Set((map.parcels?.tilesInView() || []).flatMap(({ tile }) => tile.parcels.map((p) => p.id)));
      top.mutuDrawn = { ms: since, at: top.performance.timeOrigin + since, zoom: map.getZoom(), pixels: coloured(map),
                        parcels: ids.size };
      return;
    }
    setTimeout(look, LOOK_MS);
  }
  look();
})();
