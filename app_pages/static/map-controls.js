/* The frame around the map: place in the address, zoom, scale, north, legend, credit, coordinates, measuring. */
(function () {
  "use strict";

  /* ---- the address of the page around the frame: ?at=z/lat/lon and ?hide=code,code, written without a rerun */

  function read(key) {
    return new URL(mutu.page.location.href).searchParams.get(key);
  }

  function write(key, value) {
    const url = new URL(mutu.page.location.href);
    if (value) url.searchParams.set(key, value);
    else url.searchParams.delete(key);
    url.search = url.search.replace(/%2F/g, "/").replace(/%2C/g, ",");
    if (url.href !== mutu.page.location.href) mutu.page.history.replaceState(mutu.page.history.state, "", url);
  }

  /** {zoom, center} from ?at, or null where it says nothing sensible. */
  function placeInAddress() {
    const [zoom, lat, lon] = (read("at") || "").split("/").map(Number);
    const sound = zoom >= 3 && zoom <= 20 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
    return sound ? { zoom, center: [lat, lon] } : null;
  }

  function writePlace(map) {
    const at = map.getCenter();
    write("at", `${+map.getZoom().toFixed(1)}/${at.lat.toFixed(5)}/${at.lng.toFixed(5)}`);
  }

  function hiddenInAddress() {
    const codes = read("hide");
    return codes ? codes.split(",").filter((code) => /^[a-z_]+$/.test(code)) : null;
  }

  /* ---- small controls */

  function control(map, position, className, fill) {
    const it = new L.Control({ position });
    it.onAdd = () => {
      const box = L.DomUtil.create("div", className);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      fill(box);
      return box;
    };
    return it.addTo(map);
  }

  const NORTH = "M8 0 14.5 19 8 15 1.5 19Z";

  function north(map, word) {
    control(map, "topright", "mutu-north", (box) => {
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.setAttribute("viewBox", "0 0 16 20");
      svg.setAttribute("aria-hidden", "true");
      for (const [d, fill] of [[NORTH, "#FFFFFF"], ["M8 0 8 15 1.5 19Z", "#1F2A33"]]) {
        const path = document.createElementNS(svg.namespaceURI, "path");
        path.setAttribute("d", d);
        path.setAttribute("fill", fill);
        path.setAttribute("stroke", "#1F2A33");
        svg.append(path);
      }
      box.append(svg, word);
    });
  }

  /** Says that shapes are on their way when they take longer than a moment. */
  function busy(map, layer, word) {
    if (!word) return;
    control(map, "bottomleft", "mutu-busy", (box) => {
      let timer = 0;
      box.setAttribute("role", "status");
      layer.on("loading", () => {
        clearTimeout(timer);
        timer = setTimeout(() => { box.textContent = word; }, 400);
      });
      layer.on("load", () => {
        clearTimeout(timer);
        box.textContent = "";
      });
    });
  }

  /** A button under the zoom that shows all there is. */
  function whole(map, word, [west, south, east, north_]) {
    control(map, "topright", "leaflet-bar mutu-whole", (box) => {
      const button = L.DomUtil.create("button", "", box);
      button.type = "button";
      button.textContent = word;
      button.onclick = () => map.flyToBounds([[south, west], [north_, east]], { padding: [12, 12], duration: 0.6 });
    });
  }

  function credit(map, text) {
    if (!map.mutuCredit) control(map, "bottomright", "mutu-credit", (box) => { map.mutuCredit = box; });
    map.mutuCredit.textContent = text || "";
  }

  /** Rows {code, word, count, swatch}: real checkboxes, drawn once per wording, switched without Python. */
  function legend(map, wanted) {
    if (!wanted || map.mutuLegendText === JSON.stringify(wanted)) return;
    map.mutuLegendText = JSON.stringify(wanted);
    if (map.mutuLegend) map.mutuLegend.remove();
    map.mutuLegend = control(map, "bottomright", "mutu-legend", (box) => {
      const title = L.DomUtil.create("strong", "", box);
      title.textContent = wanted.title;
      for (const row of wanted.rows) {
        const label = L.DomUtil.create("label", "", box);
        const input = L.DomUtil.create("input", "", label);
        input.type = "checkbox";
        input.value = row.code;
        input.checked = !map.parcels.isHidden(row.code);
        const swatch = L.DomUtil.create("img", "", label);
        swatch.src = row.swatch;
        swatch.alt = "";
        label.append(row.word);
        const count = L.DomUtil.create("small", "", label);
        count.textContent = row.count ?? "";
        input.onchange = () => {
          const codes = [...box.querySelectorAll("input:not(:checked)")].map((i) => i.value);
          map.parcels.setHidden(codes);
          write("hide", codes.join(","));
        };
      }
    });
  }

  /* ---- coordinates under the pointer: CGCS2000, 3-degree zone of the longitude, Krüger's series to n⁴ */

  const A = 6378137, F = 1 / 298.257222101, N = F / (2 - F);
  const RADIUS = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
  const ALPHA = [
    N / 2 - (2 * N ** 2) / 3 + (5 * N ** 3) / 16 + (41 * N ** 4) / 180,
    (13 * N ** 2) / 48 - (3 * N ** 3) / 5 + (557 * N ** 4) / 1440,
    (61 * N ** 3) / 240 - (103 * N ** 4) / 140,
    (49561 * N ** 4) / 161280,
  ];

  /** {x: northing m, y: easting m with the zone's number before it, zone} of degrees on CGCS2000. */
  function planeOf(lat, lon) {
    const zone = Math.round(lon / 3), rad = Math.PI / 180;
    const phi = lat * rad, lambda = (lon - zone * 3) * rad, e = Math.sqrt(F * (2 - F));
    const t = Math.sinh(Math.atanh(Math.sin(phi)) - e * Math.atanh(e * Math.sin(phi)));
    const xi = Math.atan2(t, Math.cos(lambda)), eta = Math.atanh(Math.sin(lambda) / Math.sqrt(1 + t * t));
    let north = xi, east = eta;
    ALPHA.forEach((alpha, i) => {
      const k = 2 * (i + 1);
      north += alpha * Math.sin(k * xi) * Math.cosh(k * eta);
      east += alpha * Math.cos(k * xi) * Math.sinh(k * eta);
    });
    return { x: RADIUS * north, y: zone * 1e6 + 500000 + RADIUS * east, zone };
  }

  function coordinates(map, pattern) {
    control(map, "bottomleft", "mutu-coordinates", (box) => {
      map.on("mousemove", ({ latlng }) => {
        const { x, y, zone } = planeOf(latlng.lat, latlng.lng);
        const values = { x: x.toFixed(1), y: y.toFixed(1), zone, lat: latlng.lat.toFixed(6), lon: latlng.lng.toFixed(6) };
        box.textContent = pattern.replace(/\{(\w+)\}/g, (_, key) => values[key]);
      });
      map.on("mouseout", () => { box.textContent = ""; });
    });
  }

  function measuring(map, options) {
    // the tool lays a marker over the whole map; focusing it would pan the map under every click
    L.Marker.mergeOptions({ autoPanOnFocus: false });
    L.control.measure({ position: "topleft", primaryLengthUnit: "meters", secondaryLengthUnit: "kilometers",
      primaryAreaUnit: "mu", secondaryAreaUnit: "sqmeters", activeColor: "#0B6E75", completedColor: "#0B6E75",
      units: { mu: { factor: 3 / 2000, display: options.mu, decimals: 2 } } }).addTo(map);
    map.on("measurestart", () => { map.mutuPaused = true; });
    // the click that ends a measurement must not select a parcel
    map.on("measurefinish", () => setTimeout(() => { map.mutuPaused = false; }, 300));
  }

  /** Called once by the map's own script: {bounds: [w,s,e,n], whole: [w,s,e,n], words, coordinates, measure}. */
  mutu.frame = function (map, wanted) {
    const [west, south, east, north_] = wanted.bounds;
    const place = placeInAddress();
    if (place) map.setView(place.center, place.zoom, { animate: false });
    else map.fitBounds([[south, west], [north_, east]], { padding: [12, 12], animate: false });
    map.on("moveend", () => writePlace(map));
    map.attributionControl?.remove();
    const { words } = wanted;
    L.control.zoom({ position: "topright", zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
    if (wanted.whole) whole(map, words.whole, wanted.whole);
    north(map, words.north);
    L.control.scale({ imperial: false, maxWidth: 100 }).addTo(map);
    if (wanted.coordinates) coordinates(map, words.coordinates);
    if (wanted.measure) measuring(map, { mu: words.mu });
    map.getContainer().setAttribute("aria-label", words.map);
  };

  Object.assign(mutu, { placeInAddress, hiddenInAddress, planeOf, showCredit: credit, showLegend: legend, showBusy: busy });
})();
