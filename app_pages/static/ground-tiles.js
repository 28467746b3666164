/* The ground under the parcels: our own vector context, or a raster service chosen in its place.
   wanted of the ground: {url, box, style, names, show}, box being where there is ground at all, or null; of a raster: {layers: [{url, subdomains, shift}], credit}. */
(function () {
  "use strict";
  const { SIDE, VectorTiles, pathText, pathOf } = mutu;
  const EQUATOR_M = 40075016.68;

  const GroundTiles = VectorTiles.extend({
    prepare(layers) { return layers; },

    paintTile(ctx, tile, coords, matrix) {
      const style = this.wanted.style;
      const metre = 1 / this._metresPerPixel(coords);
      const draw = (features, paint, closed) => {
        if (!features?.length) return;
        const text = features.map((f) => (f.type === 1 ? "" : pathText(f.parts, closed && f.type === 3))).join("");
        const placed = pathOf(text, matrix);
        this._stroke(ctx, placed, paint, closed);
      };
      draw(tile.outline, { fill: style.outline.fill }, true);
      for (const name of ["green", "water"]) draw(tile[name], style[name], true);
      this._paintRoads(draw, tile.road || [], style.road, metre);
      for (const stroke of style.rail) draw(tile.rail, stroke, false);
      draw(tile.zone, style.zone, true);
      draw(tile.facility, style.facility, true);
      draw(tile.outline, { ...style.outline, fill: null }, true);
      for (const place of tile.facility || []) if (place.type === 1) this._paintPlace(ctx, place, matrix, style.facility);
    },

    /** All casings first, then all surfaces, so that crossings stay open. */
    _paintRoads(draw, roads, style, metre) {
      const classes = [3, 2, 1].map((w) => ({ w, of: roads.filter((r) => (r.tags.w || 3) === w), ...style[w] }));
      const wide = (c) => Math.max(c.least, c.metres * metre);
      for (const c of classes) draw(c.of, { line: c.casing, width: wide(c) + 1.6 }, false);
      for (const c of classes) draw(c.of, { line: c.surface, width: wide(c) }, false);
      for (const c of classes) if (c.centre && wide(c) > 6) draw(c.of, { line: c.centre, width: 1, dash: [8, 7] }, false);
    },

    _stroke(ctx, path, paint, closed) {
      if (paint.fill && closed) {
        ctx.fillStyle = paint.fill;
        ctx.fill(path, "nonzero");
      }
      if (!paint.line) return;
      ctx.strokeStyle = paint.line;
      ctx.lineWidth = paint.width || 1;
      ctx.setLineDash(paint.dash || []);
      ctx.lineJoin = ctx.lineCap = paint.dash ? "butt" : "round";
      ctx.lineJoin = "round";
      ctx.stroke(path);
      ctx.setLineDash([]);
    },

    _paintPlace(ctx, place, matrix, style) {
      const at = matrix.transformPoint(new DOMPoint(place.parts[0][0], place.parts[0][1]));
      ctx.beginPath();
      ctx.arc(at.x, at.y, 3, 0, 7);
      ctx.fillStyle = style.line;
      ctx.fill();
    },

    _metresPerPixel(coords) {
      const n = Math.PI - (2 * Math.PI * (coords.y + 0.5)) / 2 ** coords.z;
      return (EQUATOR_M / SIDE / 2 ** coords.z) / Math.cosh(n);
    },

    onAdd(map) {
      VectorTiles.prototype.onAdd.call(this, map);
      mutu.overlayOf(map).addSource(this);
    },

    labels() {
      const zoom = this._map.getZoom(), names = this.wanted.names;
      return this.tilesInView().flatMap(({ tile, scale, left, top }) => (tile.name || []).map((point) => {
        const style = names[point.tags.k] || names["*"];
        const main = point.tags.w === 1;
        if (!point.tags.n || zoom < (main ? style.mainFrom : style.from) || zoom > (style.until || 99)) return null;
        const size = main ? style.size + 1 : style.size;
        return { text: String(point.tags.n), x: point.parts[0][0] * scale + left, y: point.parts[0][1] * scale + top,
                 angle: uprightAngle(point.tags.r || 0), size, spacing: main ? style.spacing + 2 : style.spacing,
                 font: `${main ? 600 : 400} ${size}px ${mutu.FONT}`, colour: style.colour, halo: style.halo,
                 rank: style.rank || (main ? 7 : 3), moves: style.moves };
      })).filter(Boolean);
    },
  });

  /** r counts clockwise from east, as a canvas does. Never upside down. */
  function uprightAngle(r) {
    let angle = r % 180;
    if (angle > 90) angle -= 180;
    if (angle <= -90) angle += 180;
    return angle;
  }

  /* ---- GCJ-02, for the display of one raster service only: the raster is moved, our shapes never are */

  function gcjOf(lat, lng) {
    const x = lng - 105, y = lat - 35, rad = Math.PI / 180, a = 6378245, ee = 0.00669342162296594323;
    const wave = (k) => Math.sin(k * Math.PI);
    const common = ((20 * wave(6 * x) + 20 * wave(2 * x)) * 2) / 3;
    const dy = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + common
      + ((20 * wave(y) + 40 * wave(y / 3)) * 2) / 3 + ((160 * wave(y / 12) + 320 * wave(y / 30)) * 2) / 3;
    const dx = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + common
      + ((20 * wave(x) + 40 * wave(x / 3)) * 2) / 3 + ((150 * wave(x / 12) + 300 * wave(x / 30)) * 2) / 3;
    const m = 1 - ee * Math.sin(lat * rad) ** 2;
    return L.latLng(lat + dy / (((a * (1 - ee)) / (m * Math.sqrt(m))) * rad),
                    lng + dx / ((a / Math.sqrt(m)) * Math.cos(lat * rad) * rad));
  }

  const ShiftedTiles = L.TileLayer.extend({
    _offset(latlng, zoom) {
      return this._map.project(gcjOf(latlng.lat, latlng.lng), zoom).subtract(this._map.project(latlng, zoom));
    },
    _getTiledPixelBounds(center) {
      const bounds = L.TileLayer.prototype._getTiledPixelBounds.call(this, center);
      const by = this._offset(center, this._tileZoom);
      return L.bounds(bounds.min.add(by), bounds.max.add(by));
    },
    _getTilePos(coords) {
      const middle = this._map.unproject(L.point(coords.x + 0.5, coords.y + 0.5).multiplyBy(SIDE), coords.z);
      return L.TileLayer.prototype._getTilePos.call(this, coords).subtract(this._offset(middle, coords.z).round());
    },
  });

  /* ---- carriers of the wish, as in parcel-tiles.js */

  L.GroundState = L.Layer.extend({
    initialize(wanted) { this.wanted = wanted; },
    onAdd(map) {
      const { show, land, box } = this.wanted;
      map.getContainer().style.background = land;
      map.ground = map.ground || new GroundTiles(this.wanted, { failed: "", zIndex: 1, priority: "low" });
      map.ground.options.bounds = box && L.latLngBounds([box[1], box[0]], [box[3], box[2]]);
      const drawn = show && box;
      if (drawn && !map.hasLayer(map.ground)) map.ground.addTo(map);
      if (!drawn && map.hasLayer(map.ground)) map.removeLayer(map.ground);
      map.ground.update(this.wanted);
      if (show) mutu.showCredit(map, this.wanted.credit);
    },
    onRemove() {},
  });

  L.RasterState = L.Layer.extend({
    initialize(wanted) { this.wanted = wanted; },
    onAdd(map) {
      const text = JSON.stringify(this.wanted);
      if (map.mutuRaster?.text !== text) {
        for (const layer of map.mutuRaster?.layers || []) map.removeLayer(layer);
        const layers = this.wanted.layers.map(({ url, subdomains, shift, maxNativeZoom }) =>
          new (shift ? ShiftedTiles : L.TileLayer)(url, { subdomains, maxNativeZoom, maxZoom: 20, zIndex: 1 }).addTo(map));
        map.mutuRaster = { text, layers };
      }
      if (this.wanted.layers.length) mutu.showCredit(map, this.wanted.credit);
    },
    onRemove() {},
  });

  Object.assign(mutu, { GroundTiles, ShiftedTiles, gcjOf, uprightAngle });
})();
