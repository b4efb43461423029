/* The map's own life: starts it, follows the record, obeys the page's commands, reports clicks.
   Loaded last. Works inside streamlit-folium and on a plain page under a strict CSP. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const POLL_MS = 2000;
  const SLOWEST_MS = 15000;
  const ANSWER_MS = 10000;
  const LOST_MS = 15000;
  const CHANGE_MS = 1200;
  const DOUBLE_MS = 350;
  const NO_FILTERS = { project: [], area: [], track: [], officer: [], obstacle: [], stage: [], days: null };

  /* The page around us when it is ours to read, else this window. */
  function page() {
    try {
      return window.parent.location.href ? window.parent : window;
    } catch (error) {
      return window;
    }
  }

  function remember(name, value) {
    try {
      if (value === undefined) return JSON.parse(window.sessionStorage.getItem(name));
      window.sessionStorage.setItem(name, JSON.stringify(value));
    } catch (error) {
      /* Storage may be forbidden or full: the map works without a memory. */
    }
    return null;
  }

  function readUrl(name) {
    return new URLSearchParams(page().location.search).get(name);
  }

  /* Write stable codes into the page's address; an empty value takes its name out. */
  function writeUrl(changes) {
    const { location, history } = page();
    const query = new URLSearchParams(location.search);
    Object.entries(changes).forEach(([name, value]) => (value ? query.set(name, value) : query.delete(name)));
    const text = query.toString().replace(/%2C/g, ",");
    if (text === location.search.slice(1).replace(/%2C/g, ",")) return;
    history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash);
  }

  class View {
    constructor(map, options) {
      Object.assign(this, { map, options, lang: options.lang, filters: { ...NO_FILTERS } });
      this.address = options.source || "/w/" + encodeURIComponent(options.ward) + "/";
      this.selected = { case: null, parcel: null };
      this.key = (name) => "matbang." + options.ward + "." + name;
      this.box = map.getContainer();
      this.badge = matbang.element("div", "matbang-badge");
      this.badge.setAttribute("role", "status");
      this.box.append(this.badge);
      this.failures = 0;
      this.answeredAt = Date.now();
      this.pageRevision = 0;
      map.on("click", (event) => this.click(event));
      this.load();
    }

    /* ---- starting ---- */

    async load() {
      try {
        const answer = await this.ask("map.json?lang=" + encodeURIComponent(this.lang));
        if (!answer.ok) throw new Error("map.json " + answer.status);
        this.meta = await answer.json();
      } catch (error) {
        window.setTimeout(() => this.load(), POLL_MS);
        return;
      }
      this.draw();
    }

    draw() {
      const { meta, map } = this;
      this.status = new matbang.Status(meta);
      this.ground = new matbang.Ground(this);
      this.parcels = new matbang.Parcels(this, "matbang-parcels");
      this.layer = meta.layer;
      if (meta.basemap) this.basemap = this.makeBasemap(meta.basemap);
      if (this.basemap) this.basemap.addTo(map);
      Object.values(this.ground.groups).forEach((group) => group.addTo(map));
      if (this.layer) this.parcels.layer.addTo(map);
      if (this.layer) this.loadGround();
      matbang.addControls(this);
      this.legend = new matbang.Legend(this);
      this.place();
      this.watch();
      if (this.waiting) this.command(this.waiting);
      if (this.waitingSites) this.sites(this.waitingSites);
      this.poll();
    }

    makeBasemap({ url }) {
      const archive = new URL(url, window.location.href).pathname.endsWith(".pmtiles");
      const look = { url, flavor: "light", lang: this.lang, attribution: "" };
      if (archive) return protomapsL.leafletLayer(look);
      return L.tileLayer(url, { maxNativeZoom: 19, maxZoom: 22 });
    }

    loadGround() {
      const address = this.meta.base.replace("{layer}", encodeURIComponent(this.layer));
      this.ground.load(address).catch(() => window.setTimeout(() => this.loadGround(), POLL_MS));
    }

    watch() {
      const { map } = this;
      new ResizeObserver(() => this.resize()).observe(this.box);
      map.on("moveend", () => this.keep());
      map.on("movestart", () => (this.settled = true));
      map.on("mousemove", (event) => this.hover(event));
      map.on("mouseout", () => this.hover(null));
      document.addEventListener("visibilitychange", () => {
        this.answeredAt = Date.now();
        if (!document.hidden) this.poll();
      });
      window.setInterval(() => this.showLost(), 1000);
    }

    /* The style sheet may come after the first drawing: until someone moves, fit again. */
    resize() {
      const moved = this.settled;
      this.map.invalidateSize({ animate: false });
      this.legend.fit();
      if (!moved) this.place();
    }

    bounds() {
      const [west, south, east, north] = this.meta.bounds;
      return L.latLngBounds([south, west], [north, east]);
    }

    place() {
      const kept = readUrl("view") || remember(this.key("view")) || "";
      const [lat, lng, zoom] = String(kept).split(",").map(Number);
      const usable = [lat, lng, zoom].every(Number.isFinite) && this.bounds().pad(1).contains([lat, lng]);
      if (usable) this.map.setView([lat, lng], zoom, { animate: false });
      else this.map.fitBounds(this.bounds(), { animate: false });
      /* Nobody has moved yet: what was kept stays as written, however the pixels round it. */
      this.settled = false;
      if (usable) this.write(kept);
      else this.keep();
    }

    /* Keep the view where a reload, another page and a shared link find it. */
    keep() {
      const { lat, lng } = this.map.getCenter();
      const text = lat.toFixed(6) + "," + lng.toFixed(6) + "," + this.map.getZoom();
      if (this.settled) this.write(text);
      else this.box.dataset.view = this.viewText || text;
    }

    write(text) {
      this.viewText = text;
      this.box.dataset.view = text;
      remember(this.key("view"), text);
      writeUrl({ view: text });
    }

    /* ---- following the record ---- */

    ask(path, headers) {
      const stop = new AbortController();
      const timer = window.setTimeout(() => stop.abort(), ANSWER_MS);
      const options = { headers: headers || {}, cache: "no-store", credentials: "same-origin", signal: stop.signal };
      return fetch(this.address + path, options).finally(() => window.clearTimeout(timer));
    }

    async poll() {
      window.clearTimeout(this.timer);
      if (document.hidden || this.asking) return;
      this.asking = true;
      try {
        const since = this.status.revision;
        const answer = await this.ask("status?since=" + since, this.etag ? { "If-None-Match": this.etag } : {});
        if (answer.status !== 304) await this.take(answer, since);
        this.answered();
      } catch (error) {
        this.failures += 1;
      }
      this.asking = false;
      const pause = Math.min(SLOWEST_MS, POLL_MS * 2 ** this.failures);
      this.timer = window.setTimeout(() => this.poll(), pause * (0.85 + 0.3 * Math.random()));
      if (this.viewText) writeUrl({ view: this.viewText });
    }

    answered() {
      this.failures = 0;
      this.answeredAt = Date.now();
      this.showLost();
      if (this.parcels.tiles.failed) this.parcels.redraw();
    }

    async take(answer, since) {
      if (!answer.ok) throw new Error("status " + answer.status);
      const feed = await answer.json();
      if (feed.revision < since && !feed.full) {
        /* The record was restored from an older copy: begin anew. */
        this.status.revision = 0;
        this.etag = null;
        return;
      }
      this.etag = answer.headers.get("ETag");
      const before = this.status.revision ? JSON.stringify(this.status.counts) : null;
      const touched = feed.cases.some((one) => one.c === this.selected.case || one.p === this.selectedParcel());
      this.status.take(feed);
      this.follow(feed.layer);
      this.refresh();
      this.box.dataset.ready = "1";
      const news = before !== null && (touched || before !== JSON.stringify(this.status.counts));
      if (news && feed.revision > this.pageRevision) this.announce();
    }

    follow(layer) {
      if (!layer || layer === this.layer) return;
      const first = !this.layer;
      this.layer = layer;
      this.parcels.swap(layer);
      if (first) this.parcels.layer.addTo(this.map);
      this.loadGround();
    }

    refresh() {
      this.parcels.redraw();
      this.legend.update();
      const { dataset } = this.box;
      dataset.revision = this.status.revision;
      dataset.counts = JSON.stringify(this.status.counts);
      dataset.selected = this.selectedParcel() || "";
      dataset.layer = this.layer;
    }

    /* Tell the page once, after the last of a burst of changes. */
    announce() {
      window.clearTimeout(this.news);
      this.news = window.setTimeout(() => {
        if (this.status.revision > this.pageRevision) this.report("change", this.map.getCenter(), {});
      }, CHANGE_MS);
    }

    say(text, forMs) {
      this.badge.textContent = text;
      this.badge.classList.toggle("matbang-shown", Boolean(text));
      window.clearTimeout(this.saying);
      if (forMs) this.saying = window.setTimeout(() => this.say(""), forMs);
    }

    showLost() {
      const lost = !document.hidden && Date.now() - this.answeredAt > LOST_MS;
      if (lost === Boolean(this.lost)) return;
      this.lost = lost;
      this.box.dataset.lost = lost ? "1" : "";
      this.say(lost ? this.meta.words.lost : "");
    }

    /* ---- obeying the page ---- */

    command(wanted) {
      if (!this.status) {
        this.waiting = wanted;
        return;
      }
      this.filters = { ...NO_FILTERS, ...wanted.filters };
      this.status.filters = this.filters;
      this.status.colour = wanted.colour || "stage";
      this.selected = wanted.selected || { case: null, parcel: null };
      this.pageRevision = wanted.revision || 0;
      this.status.derive();
      this.refresh();
      if (wanted.fly) this.fly(wanted.fly);
    }

    fly(flight) {
      const text = JSON.stringify(flight);
      if (remember(this.key("fly")) === text) return;
      remember(this.key("fly"), text);
      const [west, south, east, north] = flight.box;
      const box = [[south, west], [north, east]];
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      const options = { padding: [48, 48], maxZoom: 19, duration: 0.7 };
      if (still) this.map.fitBounds(box, { ...options, animate: false });
      else this.map.flyToBounds(box, options);
    }

    sites(list) {
      this.waitingSites = list;
      const text = JSON.stringify(list);
      if (!this.ground || text === this.drawnSites) return;
      this.drawnSites = text;
      this.ground.sites(list);
    }

    selectedParcel() {
      const one = this.selected.case && this.status.cases.get(this.selected.case);
      return one ? one.p : this.selected.parcel;
    }

    /* A row of the legend was pressed: filter at once, then let the page know. */
    toggle(name, code) {
      if (name) {
        const now = this.filters[name];
        const off = name === "obstacle" ? now.length > 0 : now.includes(code);
        this.filters[name] = off ? (name === "obstacle" ? [] : now.filter((one) => one !== code)) : [...now, code];
      } else {
        Object.assign(this.filters, { stage: [], obstacle: [] });
      }
      const { stage, obstacle } = this.filters;
      this.status.filters = this.filters;
      this.status.derive();
      this.refresh();
      const written = { stage: stage.join(","), obstacle: obstacle.join(",") };
      writeUrl(written);
      this.report("legend", this.map.getCenter(), written);
    }

    /* ---- reporting ---- */

    reach() {
      return window.matchMedia("(pointer: coarse)").matches ? 22 : 14;
    }

    click(event) {
      const twice = this.clicked && Date.now() - this.clickedAt < DOUBLE_MS && this.clicked.point.distanceTo(event.containerPoint) < 6;
      if (twice) {
        /* The second half of a double click zooms: it selects nothing new. */
        Object.assign(event.latlng, this.clicked.value);
        return;
      }
      const found = this.parcels && this.status ? this.parcels.pick(event.latlng, this.reach()) : null;
      const value = this.value("click", event.latlng, found ? found.id : 0, {});
      this.clicked = { point: event.containerPoint, value };
      this.clickedAt = Date.now();
      if (found) this.selected = { case: null, parcel: found.id };
      if (found) this.refresh();
      /* The component's own handler comes after ours and sends this very object. */
      Object.assign(event.latlng, value);
      this.send(value);
    }

    value(kind, { lat, lng }, id, more) {
      const n = (remember("matbang.n") || 0) + 1;
      remember("matbang.n", n);
      return { lat, lng, n, id, kind, revision: this.status ? this.status.revision : 0, ...more };
    }

    report(kind, at, more) {
      this.send(this.value(kind, at, 0, more));
    }

    send(value) {
      this.box.dispatchEvent(new CustomEvent("matbang", { detail: value, bubbles: true }));
      const shared = window.__GLOBAL_DATA__;
      if (!window.Streamlit || !shared) return;
      shared.lat_lng_clicked = value;
      const whole = { last_clicked: value };
      const wanted = shared.returned_objects;
      if (!wanted || wanted.length !== 1 || wanted[0] !== "last_clicked") return;
      /* So the component does not send the same again at the next move. */
      shared.previous_data = whole;
      window.Streamlit.setComponentValue(whole);
    }

    hover(event) {
      if (event && !window.matchMedia("(hover: hover)").matches) return;
      this.hovered = event;
      if (this.hovering) return;
      this.hovering = window.requestAnimationFrame(() => {
        this.hovering = 0;
        this.showTip(this.hovered);
      });
    }

    showTip(event) {
      const found = event && this.parcels.pick(event.latlng, 3);
      const look = found && this.status.look(found.id);
      this.box.classList.toggle("matbang-pointing", Boolean(look));
      this.tip = this.tip || L.tooltip({ direction: "top", offset: [0, -8], opacity: 1, className: "matbang-tip" });
      if (!found) {
        this.tip.remove();
        return;
      }
      if (this.tip.parcel !== found.id || this.tip.revision !== this.status.revision) this.tip.setContent(this.tipText(found, look));
      Object.assign(this.tip, { parcel: found.id, revision: this.status.revision });
      this.tip.setLatLng(event.latlng).addTo(this.map);
    }

    tipText(found, look) {
      const cut = String(found.name).lastIndexOf("/");
      const [sheet, parcel] = [found.name.slice(0, cut), found.name.slice(cut + 1)];
      const text = this.meta.words.parcel.replace("{sheet}", sheet).replace("{parcel}", parcel);
      const box = matbang.element("div", "");
      box.append(matbang.element("strong", "", text));
      (look ? look.cases : []).forEach((one) => {
        const stage = this.status.classes.stage[this.status.stageRank.get(one.s)];
        const stuck = one.b && one.b.length ? " · " + this.meta.obstacle.label : "";
        box.append(matbang.element("div", "", one.c + " · " + stage.label + stuck));
      });
      return box;
    }
  }

  function count(box) {
    const outer = page();
    outer.matbangMounts = (outer.matbangMounts || 0) + 1;
    box.dataset.mounts = outer.matbangMounts;
  }

  /* Make a Leaflet map ours. `options`: ward, lang, and on a plain page `source`, the folder in
     which map.json and status are (default /w/{ward}/). */
  matbang.start = (map, options) => {
    if (matbang.view) return;
    count(map.getContainer());
    matbang.view = new View(map, options);
  };

  matbang.command = (wanted) => matbang.view.command(wanted);
  matbang.sites = (list) => matbang.view.sites(list);

  /* A plain page says <div data-matbang-ward="…" data-lang="vi" data-source="…"></div>. */
  function open(box) {
    const bare = { zoomControl: false, attributionControl: false, preferCanvas: true };
    const map = L.map(box, { ...bare, minZoom: 12, maxZoom: 20, center: [0, 0], zoom: 12 });
    matbang.start(map, { ward: box.dataset.matbangWard, lang: box.dataset.lang || "vi", source: box.dataset.source });
  }

  const plain = document.querySelector("[data-matbang-ward]");
  if (plain) open(plain);
})();
