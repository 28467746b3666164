/* Vector tiles on Leaflet's own grid: fetch, decode, paint on canvas, say where a tile failed.
   Tiles exist to zoom 16; above that a part of the z16 parent is painted, always from vectors.
   A subclass gives prepare(layers) → tile and paintTile(ctx, tile, coords, matrix, scale). */
(function () {
  "use strict";
  const SIDE = 256;
  const DEEPEST = 16;
  const HELD_TILES = 300;
  const RETRY_MS = [1500, 3000, 6000, 12000, 30000];

  /* ---- Mapbox Vector Tile 2.1 → {layer: [{id, type, tags, parts, box}]}, coordinates in 1/256 of the tile */

  function readValue(field, out, pbf) {
    if (field === 1) out.value = pbf.readString();
    else if (field === 2) out.value = pbf.readFloat();
    else if (field === 3) out.value = pbf.readDouble();
    else if (field === 4 || field === 5) out.value = pbf.readVarint(true);
    else if (field === 6) out.value = pbf.readSVarint();
    else if (field === 7) out.value = pbf.readBoolean();
  }

  function readLayer(field, layer, pbf) {
    if (field === 1) layer.name = pbf.readString();
    else if (field === 2) layer.starts.push(pbf.pos);
    else if (field === 3) layer.keys.push(pbf.readString());
    else if (field === 4) layer.values.push(pbf.readMessage(readValue, {}).value);
    else if (field === 5) layer.extent = pbf.readVarint();
  }

  function readParts(pbf, unit) {
    const end = pbf.readVarint() + pbf.pos;
    const parts = [];
    let part, command = 0, left = 0, x = 0, y = 0;
    while (pbf.pos < end) {
      if (left === 0) {
        const word = pbf.readVarint();
        command = word & 7;
        left = word >> 3;
      }
      left -= 1;
      if (command === 7) continue; // rings are closed when they are drawn
      x += pbf.readSVarint();
      y += pbf.readSVarint();
      if (command === 1) parts.push((part = []));
      part.push(x * unit, y * unit);
    }
    return parts;
  }

  class Feature {
    id = 0;
    tags = {};
    parts = [];
    type = 0;

    /** [west, north, east, south], made when somebody first asks: of most shapes nobody does. */
    get box() {
      if (this._box) return this._box;
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const part of this.parts) {
        for (let i = 0; i < part.length; i += 2) {
          box[0] = Math.min(box[0], part[i]);
          box[1] = Math.min(box[1], part[i + 1]);
          box[2] = Math.max(box[2], part[i]);
          box[3] = Math.max(box[3], part[i + 1]);
        }
      }
      return (this._box = box);
    }
  }

  function readFeature(pbf, layer) {
    const feature = new Feature();
    const unit = SIDE / layer.extent;
    pbf.readMessage((field, out, reader) => {
      if (field === 1) out.id = reader.readVarint();
      else if (field === 2) {
        const end = reader.readVarint() + reader.pos;
        while (reader.pos < end) {
          const key = layer.keys[reader.readVarint()];
          out.tags[key] = layer.values[reader.readVarint()];
        }
      } else if (field === 3) out.type = reader.readVarint();
      else if (field === 4) out.parts = readParts(reader, unit);
    }, feature);
    return feature;
  }

  function decode(bytes) {
    const pbf = new Pbf.PbfReader(bytes);
    const out = {};
    pbf.readFields((field, layers, reader) => {
      if (field !== 3) return;
      const layer = { starts: [], keys: [], values: [], extent: 4096, name: "" };
      const end = reader.readVarint() + reader.pos;
      reader.readFields(readLayer, layer, end);
      layers[layer.name] = layer.starts.map((at) => {
        reader.pos = at;
        return readFeature(reader, layer);
      });
      reader.pos = end;
    }, out);
    return out;
  }

  /* ---- shapes */

  const STEP = 16; // whole numbers in sixteenths of a pixel, as the tiles have them: the shortest text

  /** The shape as path text. Thousands of shapes as one text are read six times faster than they are traced. */
  function pathText(parts, closed) {
    let text = "";
    for (const part of parts) {
      if (part.length < 4) continue; // a lone point would spoil the whole text
      let x = Math.round(part[0] * STEP), y = Math.round(part[1] * STEP);
      text += `M${x} ${y}l`;
      for (let i = 2; i < part.length; i += 2) {
        const nextX = Math.round(part[i] * STEP), nextY = Math.round(part[i + 1] * STEP);
        text += `${nextX - x} ${nextY - y} `;
        x = nextX;
        y = nextY;
      }
      if (closed) text += "z";
    }
    return text;
  }

  function pathOf(text, matrix = new DOMMatrix()) {
    const path = new Path2D();
    path.addPath(new Path2D(text), matrix.scale(1 / STEP));
    return path;
  }

  function holds(feature, x, y) {
    const [x0, y0, x1, y1] = feature.box;
    if (x < x0 || x > x1 || y < y0 || y > y1) return false;
    let inside = false;
    for (const ring of feature.parts) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const above = ring[i + 1] > y;
        if (above !== ring[j + 1] > y &&
            x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]) inside = !inside;
      }
    }
    return inside;
  }

  /* ---- the layer */

  const VectorTiles = L.GridLayer.extend({
    options: { maxZoom: 20, keepBuffer: 1, updateWhenZooming: false, failed: "", priority: "auto" },

    initialize(wanted, options) {
      L.GridLayer.prototype.initialize.call(this, options);
      this.wanted = wanted;
      this._turn = 0; // one per URL: answers to an older question are thrown away
      this._held = new Map(); // "z/x/y" → decoded tile on the screen, or null where nothing lies
      this._asked = new Map(); // "z/x/y" → promise
      this._stop = new AbortController();
    },

    /** Takes the new wish. A changed address asks every visible tile anew and leaves the old picture until then. */
    update(wanted) {
      const moved = wanted.url !== this.wanted.url;
      const same = JSON.stringify(wanted) === JSON.stringify(this.wanted);
      this.wanted = wanted;
      if (same) return;
      if (moved) {
        this._turn += 1;
        this._stop.abort();
        this._stop = new AbortController();
        this._asked.clear();
      }
      this.repaint();
    },

    repaint() {
      for (const tile of Object.values(this._tiles || {})) {
        if (tile.current) this._draw(tile.el, tile.coords);
      }
      this.fire("changed");
    },

    createTile(coords, done) {
      const canvas = L.DomUtil.create("canvas", "mutu-tile");
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      canvas.width = canvas.height = SIDE * ratio;
      // always done(null, …): with an error Leaflet keeps the tile hidden, and the frame that says so with it
      this._draw(canvas, coords).then(() => done(null, canvas));
      return canvas;
    },

    /** The tile of the source that covers the drawn one, and which part of it. */
    nativeOf(coords) {
      const deeper = Math.max(0, coords.z - DEEPEST);
      const x = coords.x >> deeper, y = coords.y >> deeper, scale = 2 ** deeper;
      return { key: `${coords.z - deeper}/${x}/${y}`, z: coords.z - deeper, x, y, scale,
               left: (coords.x - x * scale) * SIDE, top: (coords.y - y * scale) * SIDE };
    },

    heldNative(z) { return Math.min(DEEPEST, z); },

    _ask(native) {
      if (this._asked.has(native.key)) return this._asked.get(native.key);
      const turn = this._turn;
      const url = L.Util.template(this.wanted.url, native);
      const answer = fetch(url, { signal: this._stop.signal, credentials: "same-origin", priority: this.options.priority }).then(async (response) => {
        if (!response.ok) throw new Error(String(response.status));
        const bytes = response.status === 204 ? new ArrayBuffer(0) : await response.arrayBuffer();
        const tile = bytes.byteLength ? this.prepare(decode(bytes)) : null;
        if (turn === this._turn) this._hold(native.key, tile);
        return tile;
      });
      answer.catch(() => turn === this._turn && this._asked.delete(native.key));
      this._asked.set(native.key, answer);
      return answer;
    },

    _hold(key, tile) {
      this._held.delete(key);
      this._held.set(key, tile);
      if (this._held.size > HELD_TILES) {
        const oldest = this._held.keys().next().value;
        this._held.delete(oldest);
        this._asked.delete(oldest);
      }
    },

    async _draw(canvas, coords, tries = 0) {
      const turn = this._turn, native = this.nativeOf(coords);
      try {
        const tile = await this._ask(native);
        if (turn === this._turn) this._paint(canvas, coords, native, tile);
      } catch (error) {
        if (turn !== this._turn) return;
        console.info(`tile ${native.key}: ${error.message}`);
        this._paintFailure(canvas);
        const wait = RETRY_MS[Math.min(tries, RETRY_MS.length - 1)];
        setTimeout(() => {
          if (turn === this._turn && canvas.isConnected) this._draw(canvas, coords, tries + 1);
        }, wait);
      }
      if (turn === this._turn) this.fire("changed");
    },

    _paint(canvas, coords, native, tile) {
      const ctx = canvas.getContext("2d");
      const ratio = canvas.width / SIDE;
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, canvas.width, canvas.height);
      canvas.dataset.state = tile ? "drawn" : "empty";
      if (!tile) return;
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      const matrix = new DOMMatrix([native.scale, 0, 0, native.scale, -native.left, -native.top]);
      this.paintTile(ctx, tile, coords, matrix, ratio);
    },

    _paintFailure(canvas) {
      const ctx = canvas.getContext("2d");
      const ratio = canvas.width / SIDE;
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, SIDE, SIDE);
      canvas.dataset.state = "failed";
      if (!this.options.failed) return;
      ctx.strokeStyle = "#C4CBCE";
      ctx.setLineDash([6, 4]);
      ctx.strokeRect(4.5, 4.5, SIDE - 9, SIDE - 9);
      ctx.fillStyle = "#5B6770";
      ctx.font = `12px ${mutu.FONT}`;
      ctx.textAlign = "center";
      ctx.fillText(this.options.failed, SIDE / 2, SIDE / 2);
    },

    /** Every decoded tile under the view with the matrix from its pixels to layer points. */
    tilesInView() {
      const map = this._map, z = this.heldNative(this._tileZoom ?? Math.round(map.getZoom()));
      const scale = map.getZoomScale(map.getZoom(), z);
      const origin = map.getPixelOrigin();
      const view = map.getPixelBounds();
      const found = [];
      for (let x = Math.floor(view.min.x / scale / SIDE) - 1; x <= view.max.x / scale / SIDE + 1; x++) {
        for (let y = Math.floor(view.min.y / scale / SIDE) - 1; y <= view.max.y / scale / SIDE + 1; y++) {
          const tile = this._held.get(`${z}/${x}/${y}`);
          if (tile) found.push({ tile, scale, left: x * SIDE * scale - origin.x, top: y * SIDE * scale - origin.y });
        }
      }
      return found;
    },
  });

  window.mutu = Object.assign(window.mutu || {}, {
    FONT: '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif',
    SIDE, VectorTiles, decode, pathText, pathOf, holds,
    // the page around the frame: hover and position are shared through it, never with another tab
    page: (() => { try { return window.parent.document ? window.parent : window; } catch { return window; } })(),
  });
})();
