/* What lies under and over the parcels: ward outline, water, roads, areas, and their names.
   Names are put in by textContent only. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { element } = matbang;
  const { overlaps } = matbang.shapes;
  const EARTH_M = 40075016.686;
  const AREA_ZOOM = 14;
  const ROAD_ZOOM = 15;
  function pixelsPerMetre(map) {
    return (256 * 2 ** map.getZoom()) / (EARTH_M * Math.cos((map.getCenter().lat * Math.PI) / 180));
  }

  function pane(map, name, order) {
    const made = map.createPane(name);
    made.style.zIndex = order;
    made.style.pointerEvents = "none";
    return L.canvas({ pane: name, padding: 0.3 });
  }

  /* The longest straight run of a line, as its middle and its angle on the screen in degrees. */
  function bestRun(map, line) {
    const points = line.map((at) => map.project([at[1], at[0]], 18));
    let best = { length: -1 };
    for (let i = 0; i + 1 < points.length; i += 1) {
      let [a, b] = [points[i], points[i + 1]];
      if (a.x > b.x) [a, b] = [b, a];
      const length = a.distanceTo(b);
      if (length > best.length) best = { length, middle: a.add(b).divideBy(2), angle: (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI };
    }
    return { ...best, at: map.unproject(best.middle, 18) };
  }

  /* A name on a line stands where the line is halfway, turned along it. */
  function halfway(map, line) {
    const points = line.map((at) => map.project([at[1], at[0]], 18));
    const steps = points.slice(1).map((at, place) => at.distanceTo(points[place]));
    let left = steps.reduce((sum, one) => sum + one, 0) / 2;
    const place = Math.max(0, steps.findIndex((one) => (left -= one) <= 0));
    return bestRun(map, line.slice(Math.max(0, place - 1), place + 3));
  }

  function lines(geometry) {
    if (geometry.type === "LineString") return [geometry.coordinates];
    return geometry.type === "MultiLineString" ? geometry.coordinates : [];
  }

  class Ground {
    constructor(view) {
      this.view = view;
      this.map = view.map;
      this.under = pane(view.map, "matbang-under", 220);
      view.map.createPane("matbang-parcels").style.zIndex = 300;
      this.over = pane(view.map, "matbang-over", 420);
      this.groups = { ward: L.layerGroup(), base: L.layerGroup(), areas: L.layerGroup(), sites: L.layerGroup(), opinions: L.layerGroup() };
      this.names = [];
      this.roads = [];
      this.works = new matbang.Works(view, this);
      view.map.on("zoomend", () => this.rescale());
    }

    load(address) {
      return fetch(address, { credentials: "same-origin" })
        .then((answer) => (answer.ok ? answer.json() : { features: [] }))
        .then((collection) => this.draw(collection.features));
    }

    draw(features) {
      [this.groups.ward, this.groups.base, this.groups.areas].forEach((group) => group.clearLayers());
      this.names.forEach((name) => name.marker.remove());
      this.names = [];
      this.roads = [];
      const of = (kind) => features.filter((one) => one.properties.k === kind);
      this.mask(of("outline"));
      this.shapes(of("water"), this.groups.base, this.under, { stroke: true, color: "#9CC9DD", weight: 1.2, fillColor: "#CFE6F0", fillOpacity: 1 });
      const roads = of("road");
      roads.forEach((one) => this.road(one, "#B9B2A3", 1.6));
      roads.forEach((one) => this.road(one, "#FFFFFF", 0));
      this.shapes(of("area"), this.groups.areas, this.over, { color: "#6F6A5E", weight: 1.2, dashArray: "2 5", fill: false });
      this.shapes(of("outline"), this.groups.ward, this.over, { color: "#4A4A48", weight: 2.2, dashArray: "10 4 2 4", fill: false });
      of("area").forEach((one) => this.nameShape(one, "matbang-area", AREA_ZOOM, this.groups.areas));
      of("water").forEach((one) => this.nameAny(one, "matbang-water", AREA_ZOOM));
      this.nameRoads(roads);
      this.works.mark();
      this.rescale();
    }

    shapes(features, group, renderer, style) {
      const fill = style.fill !== false;
      const own = (one) => ({ ...style, fill: fill && one.geometry.type.endsWith("Polygon") });
      features.forEach((one) => L.geoJSON(one, { renderer, interactive: false, style: own }).addTo(group));
    }

    /* Grey out what is not the ward. */
    mask(features) {
      const rings = [];
      const outlines = features.filter((one) => one.geometry.type.endsWith("Polygon"));
      outlines.forEach(({ geometry }) => {
        const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
        polygons.forEach((polygon) => rings.push(polygon[0].map((at) => [at[1], at[0]])));
      });
      if (!rings.length) return;
      const far = L.latLngBounds(rings.flat()).pad(3);
      const frame = [far.getNorthWest(), far.getNorthEast(), far.getSouthEast(), far.getSouthWest()];
      const style = { renderer: this.under, interactive: false, stroke: false, fillColor: "#E4E2DC", fillOpacity: 0.75 };
      L.polygon([frame, ...rings], style).addTo(this.groups.ward);
    }

    road(feature, color, extra) {
      const line = L.geoJSON(feature, { renderer: this.under, interactive: false, style: { color, lineCap: "round" } });
      this.roads.push({ line, width: feature.properties.w || 2, extra });
      line.addTo(this.groups.base);
    }

    nameShape(feature, style, zoom, group) {
      const centre = L.geoJSON(feature).getBounds().getCenter();
      if (feature.properties.n) this.name(feature.properties.n, centre, style, zoom, group, 0);
    }

    nameAny(feature, style, zoom) {
      const found = lines(feature.geometry);
      if (!found.length) this.nameShape(feature, style, zoom, this.groups.base);
      else if (feature.properties.n) this.nameLine(feature.properties.n, found[0], style, zoom);
    }

    /* A road drawn in pieces is named once, on its longest piece. */
    nameRoads(features) {
      const longest = new Map();
      features.forEach((one) => {
        lines(one.geometry).forEach((line) => {
          const before = longest.get(one.properties.n);
          const size = bestRun(this.map, line).length * line.length;
          if (one.properties.n && !(before && before.size >= size)) longest.set(one.properties.n, { line, size });
        });
      });
      longest.forEach(({ line }, name) => this.nameLine(name, line, "matbang-road", ROAD_ZOOM));
    }

    nameLine(text, line, style, zoom) {
      const { at, angle } = halfway(this.map, line);
      this.name(text, at, style, zoom, this.groups.base, angle);
    }

    /* Say beside the names of areas that they wait for a work. */
    markAreas(waiting, words) {
      const areas = this.names.filter(({ group }) => group === this.groups.areas);
      areas.forEach(({ inner }) => {
        waiting.has(inner.textContent) && words ? (inner.dataset.awaits = words) : delete inner.dataset.awaits;
      });
    }

    /* A lane's name stands beside it: on it are the strips that people look at. */
    name(text, at, style, zoom, group, angle) {
      const inner = element("span", style, text);
      inner.style.transform = "translate(-50%, -50%) rotate(" + angle.toFixed(1) + "deg)" + (style === "matbang-road" ? " translateY(-13px)" : "");
      const outer = element("div", "");
      outer.append(inner);
      const icon = L.divIcon({ html: outer, className: "matbang-name", iconSize: [0, 0] });
      this.names.push({ marker: L.marker(at, { icon, interactive: false, keyboard: false }), zoom, group, inner });
    }

    /* Road widths follow the scale; names come with the zoom, the first of two in one place wins. */
    rescale() {
      const scale = pixelsPerMetre(this.map);
      this.roads.forEach(({ line, width, extra }) => line.setStyle({ weight: Math.max(1.2, Math.min(width * scale, 60)) + extra }));
      const taken = this.works.place();
      this.names.forEach(({ marker, zoom, group, inner }) => {
        marker.remove();
        if (this.map.getZoom() < zoom || !this.map.hasLayer(group)) return;
        marker.addTo(this.map);
        const box = inner.getBoundingClientRect();
        if (overlaps(box, taken)) marker.remove();
        else taken.push(box);
      });
    }

    show(name, visible) {
      const group = this.groups[name];
      if (visible) group.addTo(this.map);
      else group.remove();
      this.rescale();
    }
  }

  Object.assign(matbang, { Ground, halfway, lines });
})();
