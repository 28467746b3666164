/* Parcels, plants and their labels. `wanted` is the one state:
   {url, styles, plant, selected: [id], hidden: [code], tip, labelFrom: {code | "*" | "area": zoom}, focus, legend}
   styles: {code: {fill, line, width, dash, pattern, ink, bold, word}} in the order in which they are painted. */
(function () {
  "use strict";
  const { SIDE, VectorTiles, pathText, pathOf, holds } = mutu;
  const FADED = 0.14;
  const HOVER = "mutu:hover";
  const PATTERN_FROM_ZOOM = 13;
  const INK = "#1F2A33";

  /* ---- patterns, drawn on a small canvas at the screen's own resolution */

  const SIZES = { diagonal: 8, dots: 7, horizontal: 5, vertical: 6 };
  const motifs = {
    diagonal(c, s) { for (const d of [-s, 0, s]) { c.moveTo(d, s); c.lineTo(d + s, 0); } c.stroke(); },
    horizontal(c, s) { c.moveTo(0, s / 2); c.lineTo(s, s / 2); c.stroke(); },
    vertical(c, s) { c.moveTo(s / 2, 0); c.lineTo(s / 2, s); c.stroke(); },
    dots(c, s) { for (const [x, y] of [[s / 4, s / 4], [(3 * s) / 4, (3 * s) / 4]]) { c.moveTo(x, y); c.arc(x, y, 0.85, 0, 7); } c.fill(); },
  };

  function patternOf(ctx, style, ratio, coords) {
    const side = SIZES[style.pattern];
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = side * ratio;
    const c = canvas.getContext("2d");
    c.scale(ratio, ratio);
    c.fillStyle = style.fill;
    c.fillRect(0, 0, side, side);
    c.strokeStyle = c.fillStyle = style.ink;
    c.lineWidth = style.pattern === "diagonal" ? 1.5 : 1;
    c.beginPath();
    motifs[style.pattern](c, side);
    const pattern = ctx.createPattern(canvas, "repeat");
    // the motif runs on over the edges of tiles
    pattern.setTransform(new DOMMatrix([1 / ratio, 0, 0, 1 / ratio, -((coords.x * SIDE) % side), -((coords.y * SIDE) % side)]));
    return pattern;
  }

  /** The round mark of a vacant plant: a small works with a saw-tooth roof. */
  function drawWorks(ctx, x, y) {
    ctx.save();
    ctx.translate(x, y);
    ctx.beginPath();
    ctx.arc(0, 0, 9, 0, 7);
    ctx.fillStyle = INK;
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = "#FFFFFF";
    ctx.stroke();
    ctx.fillStyle = "#FFFFFF";
    ctx.fill(new Path2D("M-5 4V-3.6h2V-1l3-2.2V-1l3-2.2V-1L5-2.4V4Z"));
    ctx.restore();
  }

  /* ---- the layer */

  const ParcelTiles = VectorTiles.extend({
    lit: [], // ids under the pointer, here or in the list

    prepare(layers) {
      const tile = { parcels: layers.p || [], plants: layers.b || [], labels: layers.l || [], vacant: layers.v || [],
                     paths: new Map(), byId: new Map() };
      const texts = new Map();
      for (const parcel of tile.parcels) {
        const key = parcel.tags.s + (parcel.tags.d ? "/faded" : "");
        texts.set(key, (texts.get(key) || "") + pathText(parcel.parts, true));
        if (parcel.id) tile.byId.set(parcel.id, parcel);
      }
      for (const [key, text] of texts) tile.paths.set(key, pathOf(text));
      return tile;
    },

    isHidden(code) { return this.wanted.hidden?.includes(code); },

    paintTile(ctx, tile, coords, matrix, ratio) {
      const codes = Object.entries(this.wanted.styles);
      for (const faded of ["/faded", ""]) {
        for (const [code, style] of codes) {
          const path = tile.paths.get(code + faded);
          if (!path || this.isHidden(code)) continue;
          const placed = new Path2D();
          placed.addPath(path, matrix);
          ctx.globalAlpha = faded ? FADED : 1;
          this._paintParcels(ctx, placed, style, coords, ratio);
        }
      }
      ctx.globalAlpha = 1;
      if (tile.plants.length) this._paintPlants(ctx, tile, matrix);
    },

    _paintParcels(ctx, path, style, coords, ratio) {
      const near = coords.z >= PATTERN_FROM_ZOOM;
      // nonzero: with evenodd two overlapping parcels of one status would punch a hole
      ctx.fillStyle = style.pattern ? (near ? patternOf(ctx, style, ratio, coords) : style.ink) : style.fill;
      ctx.fill(path, "nonzero");
      if (coords.z < 12) return;
      ctx.strokeStyle = style.line;
      ctx.lineWidth = (style.width || 1) * Math.min(1, 0.3 + Math.max(0, coords.z - 12) * 0.25);
      ctx.setLineDash(near ? style.dash || [] : []);
      ctx.lineJoin = "round";
      ctx.stroke(path);
      ctx.setLineDash([]);
    },

    /** Plants stand on their parcel: they fade and vanish with it. */
    _paintPlants(ctx, tile, matrix) {
      const texts = { plain: "", vacant: "", faded: "" };
      const mixed = this.wanted.hidden?.length || [...tile.paths.keys()].some((k) => k.endsWith("/faded"));
      for (const plant of tile.plants) {
        const host = mixed ? this._at(tile, (plant.box[0] + plant.box[2]) / 2, (plant.box[1] + plant.box[3]) / 2, true) : null;
        if (host && this.isHidden(host.tags.s)) continue;
        const kind = host?.tags.d ? "faded" : plant.tags.v && !this.isHidden("vacant") ? "vacant" : "plain";
        texts[kind] += pathText(plant.parts, true);
      }
      for (const [kind, text] of Object.entries(texts)) {
        const style = this.wanted.plant[kind === "vacant" ? "vacant" : "plain"];
        const placed = pathOf(text, matrix);
        ctx.globalAlpha = kind === "faded" ? FADED : 1;
        ctx.fillStyle = style.fill;
        ctx.fill(placed, "nonzero");
        ctx.strokeStyle = style.line;
        ctx.lineWidth = style.width;
        ctx.stroke(placed);
      }
      ctx.globalAlpha = 1;
    },

    /* ---- what lies under a point */

    _at(tile, x, y, withHidden) {
      for (let i = tile.parcels.length - 1; i >= 0; i--) {
        const parcel = tile.parcels[i];
        if (!withHidden && this.isHidden(parcel.tags.s)) continue;
        if (holds(parcel, x, y)) return parcel;
      }
      return null;
    },

    parcelAt(latlng) {
      const z = this.heldNative(this._tileZoom);
      const p = this._map.project(latlng, z);
      const tile = this._held.get(`${z}/${Math.floor(p.x / SIDE)}/${Math.floor(p.y / SIDE)}`);
      return tile ? this._at(tile, p.x % SIDE, p.y % SIDE) : null;
    },

    /* ---- hover, click, tooltip */

    onAdd(map) {
      map.createPane("mutuParcels").style.zIndex = 300;
      this.options.pane = "mutuParcels";
      VectorTiles.prototype.onAdd.call(this, map);
      this.overlay = mutu.overlayOf(map);
      this.overlay.addSource(this);
      this.tip = L.DomUtil.create("div", "mutu-tip", map.getContainer());
      map.on("mousemove", this._hoverAt, this);
      map.on("mouseout movestart", this._hoverNone, this);
      map.on("click", this._clickAt, this);
      this._fromList = (event) => event.detail.from === "list" && this._light(event.detail.ids);
      mutu.page.addEventListener(HOVER, this._fromList);
      window.addEventListener("pagehide", () => mutu.page.removeEventListener(HOVER, this._fromList));
      this._goTo(this.wanted.focus, true);
      mutu.showBusy(map, this, this.wanted.loading);
    },

    update(wanted) {
      const focus = JSON.stringify(wanted.focus) !== JSON.stringify(this.wanted.focus) && wanted.focus;
      const found = JSON.stringify(wanted.results) !== JSON.stringify(this.wanted.results) && wanted.results;
      const asked = { ...this.wanted, selected: 0, focus: 0, results: 0, legend: 0, tip: 0, hidden: this._legendHidden(wanted) };
      const next = { ...wanted, selected: 0, focus: 0, results: 0, legend: 0, tip: 0, hidden: asked.hidden };
      const onlyOverlay = JSON.stringify(asked) === JSON.stringify(next);
      wanted = { ...wanted, hidden: asked.hidden };
      if (onlyOverlay) {
        this.wanted = wanted;
        this.fire("changed");
      } else VectorTiles.prototype.update.call(this, wanted);
      if (focus) this._goTo(focus, false);
      else if (found) this._bringIntoView(found);
    },

    /** What a filter found comes into view only where nothing of it can be seen. */
    _bringIntoView([west, south, east, north]) {
      const bounds = L.latLngBounds([south, west], [north, east]);
      if (!this._map.getBounds().intersects(bounds)) this._map.flyToBounds(bounds.pad(0.1), { maxZoom: 16, duration: 0.6 });
    },

    /** What the person switched off in the legend outlives a new wish from the server. */
    _legendHidden(wanted) { return this.switched || wanted.hidden || []; },

    setHidden(codes) {
      this.switched = codes;
      this.wanted = { ...this.wanted, hidden: codes };
      this.repaint();
    },

    /** Moves gently to [west, south, east, north]; at the start only where the address names no place. */
    _goTo(focus, first) {
      if (!focus || (first && mutu.placeInAddress && mutu.placeInAddress())) return;
      const bounds = L.latLngBounds([focus[1], focus[0]], [focus[3], focus[2]]);
      const zoom = Math.max(12, Math.min(16, this._map.getBoundsZoom(bounds.pad(0.5))));
      const known = this._map.getBounds().pad(-0.1).contains(bounds) && this._map.getZoom() >= 15;
      if (first) this._map.setView(bounds.getCenter(), zoom, { animate: false });
      else if (!known) this._map.flyTo(bounds.getCenter(), zoom, { duration: 0.6 });
    },

    _hoverAt(event) {
      if (this._map.mutuPaused) return;
      this._pointer = event;
      this._pointing = this._pointing || requestAnimationFrame(() => {
        this._pointing = null;
        if (!this._pointer) return;
        const parcel = this.parcelAt(this._pointer.latlng);
        this._showTip(parcel, this._pointer.containerPoint);
        const ids = parcel ? [parcel.id] : [];
        if (String(ids) === String(this.lit)) return;
        this._light(ids);
        this._tell(ids);
      });
    },

    _hoverNone() {
      this._pointer = null;
      this._showTip(null);
      if (this.lit.length) this._tell([]);
      this._light([]);
    },

    _light(ids) {
      this.lit = ids;
      this._map.getContainer().style.cursor = ids.length && this._pointer ? "pointer" : "";
      this.fire("changed");
    },

    _tell(ids) {
      mutu.page.dispatchEvent(new mutu.page.CustomEvent(HOVER, { detail: { ids, from: "map" } }));
    },

    _showTip(parcel, at) {
      const words = parcel && this.wanted.tip
        ? [parcel.tags.n, this.wanted.styles[parcel.tags.s]?.word, parcel.tags.a].filter(Boolean) : [];
      this.tip.textContent = words.join("　");
      this.tip.style.display = words.length ? "block" : "none";
      if (!words.length) return;
      const right = at.x + 14 + this.tip.offsetWidth < this._map.getSize().x;
      const x = right ? at.x + 14 : at.x - 14 - this.tip.offsetWidth;
      this.tip.style.transform = `translate(${x}px, ${Math.max(4, at.y - 30)}px)`;
    },

    /** streamlit-folium hands the "tooltip" of a clicked layer to Python: ours is the numeric id, 0 for none. */
    _clickAt(event) {
      if (this._map.mutuPaused) return;
      const id = String(this.parcelAt(event.latlng)?.id || 0);
      const source = { _tooltip: { _content: id }, getTooltip: () => ({ getContent: () => id }) };
      this.fire("click", { latlng: event.latlng, sourceTarget: source });
    },

    /* ---- over the tiles */

    drawOver(ctx) {
      const selected = new Set((this.wanted.selected || []).map(Number));
      for (const { tile, scale, left, top } of this.tilesInView()) {
        const here = (ids) => ids.map((id) => tile.byId.get(id)).filter(Boolean);
        const lit = here(this.lit.filter((id) => !selected.has(id))), chosen = here([...selected]);
        if (!lit.length && !chosen.length) continue;
        ctx.save();
        ctx.beginPath();
        ctx.rect(left, top, SIDE * scale, SIDE * scale);
        ctx.clip(); // the shape goes on in the next tile, its cut edge is no boundary
        const matrix = new DOMMatrix([scale, 0, 0, scale, left, top]);
        for (const parcel of lit) this._outline(ctx, parcel, matrix, [["#FFFFFF", 5], ["#0B6E75", 2.5]], "rgba(11,110,117,.10)");
        for (const parcel of chosen) this._outline(ctx, parcel, matrix, [["#FFFFFF", 7], ["#063B40", 3.5]]);
        ctx.restore();
      }
    },

    _outline(ctx, parcel, matrix, strokes, wash) {
      const path = pathOf(pathText(parcel.parts, true), matrix);
      ctx.lineJoin = "round";
      if (wash) { ctx.fillStyle = wash; ctx.fill(path); }
      for (const [colour, width] of strokes) {
        ctx.strokeStyle = colour;
        ctx.lineWidth = width;
        ctx.stroke(path);
      }
    },

    symbols() {
      if (this.isHidden("vacant")) return [];
      return this.tilesInView().flatMap(({ tile, scale, left, top }) => tile.vacant.map((plant) => {
        const [px, py] = plant.parts[0], host = this._at(tile, px, py, true);
        if (host && (host.tags.d || this.isHidden(host.tags.s))) return null;
        const x = px * scale + left, y = py * scale + top;
        return { box: [x - 10, y - 10, x + 10, y + 10], draw: (ctx) => drawWorks(ctx, x, y) };
      })).filter(Boolean);
    },

    labels(ctx) {
      const zoom = this._map.getZoom(), from = this.wanted.labelFrom || {};
      const selected = new Set((this.wanted.selected || []).map(Number));
      if (!selected.size && zoom < Math.min(...Object.values(from))) return [];
      const views = this.tilesInView(), found = [];
      for (const { tile, scale, left, top } of views) {
        for (const point of tile.labels) {
          const { s, n, a, d } = point.tags, style = this.wanted.styles[s], chosen = selected.has(point.id);
          if (!style || !n || this.isHidden(s) || (d && !chosen)) continue;
          if (!chosen && zoom < (from[s] ?? from["*"] ?? 16)) continue;
          const room = this._sizeOf(point.id, views), font = `${style.bold || chosen ? 700 : 400} 12px ${mutu.FONT}`;
          if (!style.bold && !chosen && (room.x < mutu.widthOf(ctx, font, n) || room.y < 14)) continue;
          const halo = style.bold && !chosen ? "" : "rgba(255,255,255,.85)";
          const lines = [{ text: n, font, colour: INK, halo }];
          const light = `400 12px ${mutu.FONT}`;
          const half = mutu.widthOf(ctx, light, a || "") / 2 - 2;
          const fits = this._isInside(tile.byId.get(point.id), point.parts[0], half / scale, 11 / scale);
          if (a && fits && (style.bold || chosen || (zoom >= (from.area ?? 16) && room.y > 30)))
            lines.push({ text: a, font: light, colour: INK, halo });
          found.push({ x: point.parts[0][0] * scale + left, y: point.parts[0][1] * scale + top, lines, tall: room.y,
                       rank: chosen ? 9 : style.bold ? 8 : 4 });
        }
      }
      return found;
    },

    /** Whether the lower line of a label at (x, y) stays inside its parcel; beyond its tile nothing is known. */
    _isInside(parcel, [x, y], half, below) {
      if (!parcel) return false;
      const beyond = (px, py) => px < 0 || py < 0 || px > mutu.SIDE || py > mutu.SIDE;
      return [x - half, x + half].every((px) => [y, y + below].every((py) => beyond(px, py) || mutu.holds(parcel, px, py)));
    },

    /** Width and height of a parcel on the screen, over all the tiles that it lies in. */
    _sizeOf(id, views) {
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const { tile, scale, left, top } of views) {
        const parcel = tile.byId.get(id);
        if (!parcel) continue;
        box[0] = Math.min(box[0], parcel.box[0] * scale + left);
        box[1] = Math.min(box[1], parcel.box[1] * scale + top);
        box[2] = Math.max(box[2], parcel.box[2] * scale + left);
        box[3] = Math.max(box[3], parcel.box[3] * scale + top);
      }
      return { x: box[2] - box[0], y: box[3] - box[1] };
    },
  });

  /** Carries a wish from Python. st_folium rebuilds it at every change; the real layer is made once and kept. */
  L.ParcelState = L.Layer.extend({
    initialize(wanted) { this.wanted = wanted; },
    onAdd(map) {
      if (map.parcels) map.parcels.update(this.wanted);
      else {
        const hidden = mutu.hiddenInAddress?.();
        map.parcels = new ParcelTiles(hidden ? { ...this.wanted, hidden } : this.wanted, { failed: this.wanted.failed });
        map.parcels.switched = hidden;
        map._fadeAnimated = false; // the first picture stands at once; only later tiles fade in
        map.parcels.once("load", () => { map._fadeAnimated = map.options.fadeAnimation; });
        map.parcels.addTo(map);
      }
      mutu.showLegend?.(map, this.wanted.legend);
    },
    onRemove() {},
  });

  Object.assign(mutu, { HOVER, ParcelTiles, drawWorks });
})();
