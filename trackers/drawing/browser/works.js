/* The works: their sites, a sign that tells kind and status, and their names, which cover neither
   each other nor a parcel with a case. A press on a sign shows what belongs to that work. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { element, picture, button } = matbang;
  const { overlaps } = matbang.shapes;
  const NAME_ZOOM = 14;
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
  const PREVIEW_COLOUR = "#A3005C";
  const TICK = "M3 8.5 6.5 12 13 4.5";
  const PLACES = ["right", "left", "below", "above"];
  const DASHES = { identification: "2 6", preparation: "8 6" };

  class Works {
    constructor(view, ground) {
      Object.assign(this, { view, ground, map: view.map, signs: [], narrow: [] });
      view.map.on("moveend", () => this.place());
    }

    get group() {
      return this.ground.groups.sites;
    }

    /* `list`: [{c: code, k: kind, s: status, g: GeoJSON geometry or null, l: centreline or null, p: 1 for a preview}]. */
    draw(list) {
      this.group.clearLayers();
      Object.assign(this, { signs: [], narrow: [] });
      list.forEach((site) => {
        this.shape(site);
        if (!site.p) this.sign(site);
      });
      const { runs = [], key } = this.view.meta;
      if (runs.length) this.runs(runs, key);
      this.mark();
      this.ground.rescale();
    }

    /* Whole runs of road as a page for everybody may show them: [{g: line, c: 1 where it is cleared}]. */
    runs(list, [cleared, other]) {
      const look = { renderer: this.ground.over, interactive: false };
      [0, 1].forEach((done) => {
        const style = { color: (done ? cleared : other).colour, weight: done ? 7 : 4, opacity: 0.9, lineCap: "butt" };
        list.filter(({ c }) => Boolean(c) === Boolean(done)).forEach(({ g }) => L.geoJSON(g, { ...look, style }).addTo(this.ground.groups.sites));
      });
    }

    shape(site) {
      if (site.p) return this.preview(site);
      const color = site.s === "cancelled" ? "#777777" : SITE_COLOUR;
      const style = { color, fillOpacity: 0.05, dashArray: DASHES[site.s] || null, weight: site.l ? 1.4 : 2, fill: !site.l };
      const group = L.layerGroup().addTo(this.group);
      const renderer = this.ground.over;
      const draw = (shape, own) => L.geoJSON(shape, { renderer, interactive: false, style: { ...style, ...own } }).addTo(group);
      if (site.g) draw(site.g, {});
      if (site.l) draw(site.l, { weight: 1.2, dashArray: "12 4 2 4" });
      if (site.l) this.narrow.push(group);
      return group;
    }

    /* A corridor that is looked at and not saved: seen from far too, and in no other colour's way. */
    preview(site) {
      const style = { color: PREVIEW_COLOUR, weight: 2, fillOpacity: 0.18 };
      const look = { renderer: this.ground.over, interactive: false };
      if (site.g) L.geoJSON(site.g, { ...look, style }).addTo(this.group);
      if (site.l) L.geoJSON(site.l, { ...look, style: { ...style, dashArray: "8 5", fill: false } }).addTo(this.group);
    }

    sign(site) {
      const { projects = {}, kinds = {}, statuses = {} } = this.view.meta;
      const at = site.l ? matbang.halfway(this.map, matbang.lines(site.l)[0]).at : L.geoJSON(site.g).getBounds().getCenter();
      const name = projects[site.c] || site.c;
      const title = [name, kinds[site.k], statuses[site.s]].filter(Boolean).join(" · ");
      const box = button("matbang-site", title, () => this.view.showWork(site.c));
      Object.assign(box.dataset, { site: site.c, status: site.s });
      L.DomEvent.disableClickPropagation(box);
      box.append(picture(PICTOGRAMS[site.k] || PICTOGRAMS.other, 16));
      const done = site.s === "completion" || site.s === "maintenance";
      if (done) box.append(picture(TICK, 16));
      const label = element("span", "matbang-work", name);
      box.append(label);
      if (site.l) box.classList.add("matbang-beside");
      const icon = L.divIcon({ html: box, className: "matbang-name", iconSize: [0, 0] });
      L.marker(at, { icon, interactive: false, keyboard: false }).addTo(this.group);
      this.signs.push({ box, label });
    }

    /* Mark the works that are filtered by, what they bring, and the areas that wait for it. */
    mark() {
      const { project, area } = this.view.filters;
      const { benefits = {}, words = {} } = this.view.meta;
      const waiting = new Set();
      this.signs.forEach(({ box, label }) => {
        const own = benefits[box.dataset.site] || [];
        const chosen = project.includes(box.dataset.site);
        const told = own.filter((one) => (chosen ? one.n.length : one.a.some((code) => area.includes(code))));
        box.setAttribute("aria-pressed", String(chosen));
        told.forEach((one) => one.n.filter((name, n) => chosen || area.includes(one.a[n])).forEach((name) => waiting.add(name)));
        told.length ? (label.dataset.brings = told.map((one) => one.t).join("; ")) : delete label.dataset.brings;
      });
      this.ground.markAreas(waiting, words.awaits);
      /* Names have grown or shrunk: put them anew, but not for every day that is played. */
      const marked = JSON.stringify([project, area]);
      if (this.marked !== undefined && this.marked !== marked) this.ground.rescale();
      this.marked = marked;
    }

    /* Put each name where there is room, or leave it out; give the boxes on the screen that are taken. */
    place() {
      /* From far a lane's site would cover the strips along it. */
      const near = this.map.getZoom() >= LANE_ZOOM;
      this.narrow.forEach((group) => (near ? group.addTo(this.group) : this.group.removeLayer(group)));
      const shown = this.signs.filter(({ box }) => box.isConnected);
      const taken = shown.map(({ box }) => box.firstChild.getBoundingClientRect());
      const frame = this.view.box.getBoundingClientRect();
      const cases = this.view.parcels ? this.view.parcels.caseBoxes(frame) : [];
      shown.forEach(({ label }) => {
        const fits = (side) => {
          label.dataset.side = side;
          const box = label.getBoundingClientRect();
          const inside = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
          return inside && !overlaps(box, taken) && !overlaps(box, cases);
        };
        label.hidden = false;
        label.hidden = this.map.getZoom() < NAME_ZOOM || !PLACES.some(fits);
        if (!label.hidden) taken.push(label.getBoundingClientRect());
      });
      return taken;
    }
  }

  matbang.Works = Works;
})();
