/* One canvas over the view for everything that changes without new tiles: hover, selection, symbols, labels.
   Layers hand in what they want written; boxes decide who gets the room, so no two texts ever touch. */
(function () {
  "use strict";
  const CELL = 64;
  const LINE_PX = 14;

  /** The same name is not written again nearer than this. */
  const NAME_AGAIN_PX = 320;

  /** Room on the paper: boxes taken so far, in cells of 64 px. */
  class Room {
    constructor(view) {
      this.view = view;
      this.cells = new Map();
    }

    /** Free for a text: nothing lies there, and the edge of the view does not cut it. */
    freeForText(boxes) { return this.free(boxes) && !this.crossesEdge(boxes); }

    crossesEdge(boxes) {
      const [x0, y0, x1, y1] = this.view;
      const within = boxes.filter((b) => b[0] >= x0 && b[1] >= y0 && b[2] <= x1 && b[3] <= y1).length;
      return within < boxes.length && boxes.some((b) => b[2] > x0 && b[0] < x1 && b[3] > y0 && b[1] < y1);
    }

    *cellsOf([x0, y0, x1, y1]) {
      for (let x = Math.floor(x0 / CELL); x <= x1 / CELL; x++)
        for (let y = Math.floor(y0 / CELL); y <= y1 / CELL; y++) yield `${x}/${y}`;
    }

    free(boxes) {
      return boxes.every((a) => {
        for (const cell of this.cellsOf(a))
          for (const b of this.cells.get(cell) || [])
            if (a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1]) return false;
        return true;
      });
    }

    take(boxes) {
      for (const box of boxes)
        for (const cell of this.cellsOf(box)) {
          if (!this.cells.has(cell)) this.cells.set(cell, []);
          this.cells.get(cell).push(box);
        }
    }
  }

  const widths = new Map();
  function widthOf(ctx, font, text) {
    const key = font + text;
    if (!widths.has(key)) {
      if (widths.size > 20000) widths.clear();
      ctx.font = font;
      widths.set(key, ctx.measureText(text).width);
    }
    return widths.get(key);
  }

  /** Boxes of level lines of text centred on (x, y): one per line, as wide as its words. */
  function levelBoxes(ctx, label, lines, x, y) {
    const top = y - (lines.length * LINE_PX) / 2;
    return lines.map((line, i) => {
      const half = widthOf(ctx, line.font, line.text) / 2 + 2;
      return [x - half, top + i * LINE_PX, x + half, top + (i + 1) * LINE_PX];
    });
  }

  /** Glyphs of a name along its direction, each with its place and a box. */
  function glyphsAlong(ctx, label) {
    const glyphs = [...label.text];
    const steps = glyphs.map((g) => widthOf(ctx, label.font, g) + label.spacing);
    const angle = (label.angle * Math.PI) / 180;
    let along = -steps.reduce((a, b) => a + b, 0) / 2;
    return glyphs.map((glyph, i) => {
      const middle = along + steps[i] / 2;
      along += steps[i];
      const x = label.x + Math.cos(angle) * middle, y = label.y + Math.sin(angle) * middle;
      const half = label.size / 2 + 2;
      return { glyph, x, y, angle, box: [x - half, y - half, x + half, y + half] };
    });
  }

  const Overlay = L.Renderer.extend({
    options: { padding: 0.1, pane: "mutuOverlay" },

    initialize(options) {
      L.Renderer.prototype.initialize.call(this, options);
      this.sources = [];
      this.placed = []; // boxes of what was written last, for the tests and for nobody else
    },

    addSource(source) {
      this.sources.push(source);
      source.on("changed", this.soon, this);
      this.soon();
    },

    /** Draws once before the next frame, however often it is asked. */
    soon() {
      this._frame = this._frame || requestAnimationFrame(() => {
        this._frame = null;
        if (this._map && !this._map._animatingZoom) this._update();
      });
    },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.className = "mutu-overlay";
      this._ctx = this._container.getContext("2d");
    },

    _destroyContainer() {
      this._container.remove();
      this._container = this._ctx = null;
    },

    _updatePaths() {},

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const bounds = this._bounds, size = bounds.getSize(), ratio = Math.min(2, window.devicePixelRatio || 1);
      const canvas = this._container, ctx = this._ctx;
      L.DomUtil.setPosition(canvas, bounds.min);
      canvas.width = size.x * ratio;
      canvas.height = size.y * ratio;
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
      ctx.setTransform(ratio, 0, 0, ratio, -bounds.min.x * ratio, -bounds.min.y * ratio);
      for (const source of this.sources) if (source._map && source.drawOver) source.drawOver(ctx);
      this._write(ctx);
    },

    _write(ctx) {
      const corner = this._map.containerPointToLayerPoint([0, 0]), size = this._map.getSize();
      const room = new Room([corner.x, corner.y, corner.x + size.x, corner.y + size.y]);
      this.placed = [];
      const taken = (boxes, text) => { room.take(boxes); this.placed.push({ boxes, text }); };
      const live = this.sources.filter((s) => s._map);
      for (const symbol of live.flatMap((s) => (s.symbols ? s.symbols() : []))) {
        if (!room.free([symbol.box])) continue;
        symbol.draw(ctx);
        taken([symbol.box], "");
      }
      const labels = live.flatMap((s) => (s.labels ? s.labels(ctx) : []));
      labels.sort((a, b) => b.rank - a.rank || a.y - b.y);
      for (const label of labels) {
        if (label.lines) this._writeLevel(ctx, room, taken, label);
        else this._writeAlong(ctx, room, taken, label);
      }
    },

    /** Two lines in the middle; else a little lower or higher; else the first line alone; else nothing. */
    _writeLevel(ctx, room, taken, label) {
      const short = label.lines.slice(0, 1);
      for (const lines of label.lines.length > 1 ? [label.lines, short] : [short]) {
        const reach = (lines.length * LINE_PX) / 2 + 11;
        for (const dy of [0, reach, -reach]) {
          if (dy && (label.tall || 0) < 3 * reach) continue; // it would stand on the edge
          const boxes = levelBoxes(ctx, label, lines, label.x, label.y + dy);
          if (!room.freeForText(boxes)) continue;
          taken(boxes, lines.map((l) => l.text).join(" "));
          ctx.textAlign = "center";
          ctx.textBaseline = "middle";
          lines.forEach((line, i) => this._text(ctx, line.text, label.x, (boxes[i][1] + boxes[i][3]) / 2, line));
          return;
        }
      }
    },

    /** A name along its direction; one that may move stands a little higher or lower where its place is taken. */
    _writeAlong(ctx, room, taken, label) {
      const isNear = ({ text, boxes: [[x, y]] }) => text === label.text && Math.hypot(x - label.x, y - label.y) < NAME_AGAIN_PX;
      if (this.placed.some(isNear)) return;
      const tried = (label.moves || [0]).map((dy) => glyphsAlong(ctx, { ...label, y: label.y + dy }));
      const glyphs = tried.find((g) => room.freeForText(g.map(({ box }) => box)));
      if (!glyphs) return;
      taken(glyphs.map(({ box }) => box), label.text);
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      for (const g of glyphs) {
        ctx.save();
        ctx.translate(g.x, g.y);
        ctx.rotate(g.angle);
        this._text(ctx, g.glyph, 0, 0, label);
        ctx.restore();
      }
    },

    _text(ctx, text, x, y, style) {
      ctx.font = style.font;
      ctx.lineJoin = "round";
      ctx.lineWidth = 3;
      ctx.strokeStyle = style.halo;
      if (style.halo) ctx.strokeText(text, x, y);
      ctx.fillStyle = style.colour;
      ctx.fillText(text, x, y);
    },
  });

  /** The one overlay of a map. */
  mutu.overlayOf = function (map) {
    if (!map.mutuOverlay) {
      map.createPane("mutuOverlay").style.zIndex = 450;
      map.getPane("mutuOverlay").style.pointerEvents = "none";
      map.mutuOverlay = new Overlay().addTo(map);
    }
    return map.mutuOverlay;
  };
  mutu.widthOf = widthOf;
})();
