/* What lies under and over the parcels: ward outline, water, roads, areas, their names, sites.
   Names are put in by textContent only. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { element, picture } = matbang;
  const EARTH_M = 40075016.686;
  const AREA_ZOOM = 14;
  const ROAD_ZOOM = 15;
  const LANE_ZOOM = 17;
  /* Own pictograms in a box of 16 by 16. */
  const PICTOGRAMS = {
    admin: "M8 2 14 6H2ZM3 7h2v5H3zM7 7h2v5H7zM11 7h2v5h-2zM2 13h12v1.5H2z",
    health: "M6 2h4v4h4v4h-4v4H6v-4H2V6h4z",
    school: "M8 3 15 6.5 8 10 1 6.5ZM4 9l4 2 4-2v3.5L8 14.5 4 12.5z",
    road: "M5 2h1.5L4.5 14H2zM9.5 2H11l3 12h-2.5zM7.5 2h1v3h-1zM7.5 6.5h1v3h-1zM7.5 11h1v3h-1z",
    other: "M8 2 14 8 8 14 2 8Z",
  };
  const SITE_COLOUR = "#5B2A86";
  const DASHES = { identification: "2 6", preparation: "8 6" };

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
      this.groups = { ward: L.layerGroup(), base: L.layerGroup(), areas: L.layerGroup(), sites: L.layerGroup() };
      this.names = [];
      this.roads = [];
      /* Sites along a line, and the signs of all sites. */
      this.narrow = [];
      this.siteSigns = [];
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
      /* From far a lane's site would cover the strips along it. */
      const near = this.map.getZoom() >= LANE_ZOOM;
      this.narrow.forEach((group) => (near ? group.addTo(this.groups.sites) : this.groups.sites.removeLayer(group)));
      const taken = this.siteSigns.map((box) => box.getBoundingClientRect()).filter((box) => box.width);
      this.names.forEach(({ marker, zoom, group, inner }) => {
        marker.remove();
        if (this.map.getZoom() < zoom || !this.map.hasLayer(group)) return;
        marker.addTo(this.map);
        const box = inner.getBoundingClientRect();
        const clash = taken.some((one) => box.left < one.right && box.right > one.left && box.top < one.bottom && box.bottom > one.top);
        if (clash) marker.remove();
        else taken.push(box);
      });
    }

    /* Sites: [{c: code, k: kind, s: status, g: GeoJSON geometry or null, l: centreline or null}]. */
    sites(list) {
      this.groups.sites.clearLayers();
      this.narrow = [];
      this.siteSigns = [];
      list.forEach((site) => {
        const color = site.s === "cancelled" ? "#777777" : SITE_COLOUR;
        const style = { color, fillOpacity: 0.05, dashArray: DASHES[site.s] || null, weight: site.l ? 1.4 : 2, fill: !site.l };
        const group = L.layerGroup().addTo(this.groups.sites);
        const draw = (shape, own) => L.geoJSON(shape, { renderer: this.over, interactive: false, style: { ...style, ...own } }).addTo(group);
        if (site.g) draw(site.g, {});
        if (site.l) draw(site.l, { weight: 1.2, dashArray: "12 4 2 4" });
        if (site.l) this.narrow.push(group);
        this.siteSign(site);
      });
      this.rescale();
    }

    siteSign(site) {
      const at = site.l ? halfway(this.map, lines(site.l)[0]).at : L.geoJSON(site.g).getBounds().getCenter();
      const box = element("div", "matbang-site");
      box.dataset.site = site.c;
      const name = (this.view.meta.projects || {})[site.c];
      box.append(picture(PICTOGRAMS[site.k] || PICTOGRAMS.other, 16));
      if (name) box.append(element("span", "", name));
      if (site.l) box.classList.add("matbang-beside");
      const icon = L.divIcon({ html: box, className: "matbang-name", iconSize: [0, 0] });
      L.marker(at, { icon, interactive: false, keyboard: false }).addTo(this.groups.sites);
      this.siteSigns.push(box);
    }

    show(name, visible) {
      const group = this.groups[name];
      if (visible) group.addTo(this.map);
      else group.remove();
      this.rescale();
    }
  }

  matbang.Ground = Ground;
})();
