/* The map's own life: it is drawn, keeps its place, obeys the page's commands. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { writeUrl } = matbang.page;
  const [CHANGE_MS, NARROW_PX] = [1200, 500];
  const LEGEND = ["stage", "contact", "promise", "obstacle"];
  const NONE = Object.fromEntries(["project", "area", "track", "officer", ...LEGEND].map((name) => [name, []]));
  const NO_FILTERS = { ...NONE, days: null };

  class View {
    constructor(map, options) {
      Object.assign(this, { map, lang: options.lang, plain: Boolean(options.plain), filters: { ...NO_FILTERS } });
      this.address = options.source || "/w/" + encodeURIComponent(options.ward) + "/";
      this.selected = { case: null, parcel: null };
      this.key = (name) => "matbang." + options.ward + "." + name;
      this.box = map.getContainer();
      this.badge = matbang.element("div", "matbang-badge");
      this.badge.setAttribute("role", "status");
      this.box.append(this.badge);
      this.pageRevision = 0;
      this.feed = new matbang.Feed(this, (feed) => this.take(feed));
      this.pointer = new matbang.Pointer(this);
      this.load();
    }

    /* ---- starting ---- */

    async load() {
      try {
        const answer = await this.feed.ask(this.metaAddress());
        if (!answer.ok) throw new Error("map.json " + answer.status);
        this.meta = await answer.json();
      } catch (error) {
        window.setTimeout(() => this.load(), matbang.POLL_MS);
        return;
      }
      this.draw();
    }

    metaAddress() {
      return "map.json?lang=" + encodeURIComponent(this.lang) + (this.plain ? "&sites=1" : "");
    }

    draw() {
      const { meta, map } = this;
      this.status = new matbang.Status(meta);
      this.place = new matbang.Place(this);
      this.ground = new matbang.Ground(this);
      this.parcels = new matbang.Parcels(this, "matbang-parcels");
      this.layer = meta.layer;
      if (meta.basemap) this.basemap = this.makeBasemap(meta.basemap);
      if (this.basemap) this.basemap.addTo(map);
      Object.values(this.ground.groups).forEach((group) => group.addTo(map));
      /* The place first: tiles of any other would be fetched in vain. */
      this.place.begin();
      if (this.layer && !this.bare) this.parcels.layer.addTo(map);
      if (this.layer) this.loadGround();
      this.picking = new matbang.Picking(this);
      this.drawing = new matbang.Drawing(this);
      this.playback = new matbang.Playback(this);
      this.margin = new matbang.Margin(this);
      this.opinions = new matbang.Opinions(this);
      this.day = new matbang.DayBadge(this);
      this.strip = new matbang.Strip(this);
      this.legend = new matbang.Legend(this);
      this.fit();
      this.watch();
      if (this.waiting) this.command(this.waiting);
      if (this.waitingSites || meta.sites) this.sites(this.waitingSites || meta.sites);
      if (this.bare) this.box.dataset.ready = "1";
      else this.feed.start();
    }

    /* A map for everybody knows no parcels: works, ground and names. */
    get bare() {
      return !this.meta.tiles;
    }

    makeBasemap({ url }) {
      const archive = new URL(url, window.location.href).pathname.endsWith(".pmtiles");
      const look = { url, flavor: "light", lang: this.lang, attribution: "" };
      if (archive) return protomapsL.leafletLayer(look);
      return L.tileLayer(url, { maxNativeZoom: 19, maxZoom: 22 });
    }

    loadGround() {
      const address = this.meta.base.replace("{layer}", encodeURIComponent(this.layer));
      this.ground.load(address).catch(() => window.setTimeout(() => this.loadGround(), matbang.POLL_MS));
    }

    watch() {
      new ResizeObserver(() => this.resize()).observe(this.box);
      this.map.on("moveend", () => this.place.keep());
      /* Only tiles that are there tell where a name would cover a case. */
      this.parcels.layer.on("load", () => this.ground.rescale());
      this.map.on("movestart", () => (this.place.settled = true));
      this.pointer.watch();
    }

    /* The style sheet may come after the first drawing: until someone moves, fit again. */
    resize() {
      const moved = this.place.settled;
      this.map.invalidateSize({ animate: false });
      this.fit();
      if (!moved) this.place.begin();
    }

    get narrow() {
      return this.map.getSize().x < NARROW_PX;
    }

    /* Let the controls stand where they cover nothing. */
    fit() {
      this.box.classList.toggle("matbang-narrow", this.narrow);
      [this.legend, this.picking.bar, this.drawing, this.opinions, this.margin].forEach((one) => one.fit());
    }

    /* ---- showing the record ---- */

    take(feed) {
      const { status } = this;
      const before = status.revision ? JSON.stringify(status.counts) : null;
      const touched = feed.cases.some((one) => one.c === this.selected.case || one.p === this.selectedParcel());
      status.take(feed);
      this.follow(feed.layer);
      this.refresh();
      this.picking.follow();
      /* Of the public projection none come, and those of another one go. */
      if (feed.opinions || feed.full) this.opinions.take(feed.opinions || []);
      this.ground.rescale();
      this.box.dataset.ready = "1";
      const news = before !== null && (touched || Boolean(feed.opinions) || before !== JSON.stringify(status.counts));
      if (news && feed.revision > this.pageRevision) this.announce();
    }

    /* The server answers: what failed before is asked for again. */
    retry() {
      if (this.parcels.tiles.failed) this.parcels.redraw();
    }

    /* Show no case at all. */
    forget() {
      this.status.forget();
      this.refresh();
    }

    follow(layer) {
      if (!layer || layer === this.layer) return;
      const first = !this.layer;
      this.layer = layer;
      this.parcels.swap(layer);
      if (first) this.parcels.layer.addTo(this.map);
      this.loadGround();
      this.tellAnew();
    }

    refresh() {
      this.parcels.redraw();
      this.tell();
    }

    /* The same for a day that is played back; resolves when all of it is painted. */
    repaint(how) {
      this.tell();
      return this.parcels.drawn(how);
    }

    tell() {
      this.legend.update();
      this.strip.update();
      this.ground.works.mark();
      const { dataset } = this.box;
      dataset.revision = this.status.revision;
      dataset.projection = this.status.projection;
      dataset.counts = JSON.stringify(this.status.counts);
      dataset.selected = this.selectedParcel() || "";
      dataset.layer = this.layer;
    }

    /* Tell the page once, after the last of a burst of changes. */
    announce() {
      window.clearTimeout(this.news);
      this.news = window.setTimeout(() => {
        if (this.status.revision > this.pageRevision) this.pointer.report("change");
      }, CHANGE_MS);
    }

    say(text, forMs) {
      this.badge.textContent = text;
      this.badge.classList.toggle("matbang-shown", Boolean(text));
      window.clearTimeout(this.saying);
      if (forMs) this.saying = window.setTimeout(() => this.say(""), forMs);
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
      this.showDay(wanted.asOf || null, wanted.sight);
      this.playback.follow(wanted.since || null);
      this.picking.hold(wanted.picked || []);
      this.drawing.follow(wanted.draw || null);
      this.opinions.follow(wanted.opinion || {});
      if (wanted.fly) this.place.fly(wanted.fly);
    }

    showDay(day, sight) {
      this.day.show(day, sight);
      this.feed.showDay(day, sight);
      this.picking.follow();
    }

    sites(list) {
      this.waitingSites = list;
      const text = JSON.stringify(list);
      if (!this.ground || text === this.drawnSites) return;
      this.drawnSites = text;
      this.ground.works.draw(list);
      if (list.some((one) => !(one.c in (this.meta.projects || {})))) this.tellAnew();
    }

    /* A work was added or another layer put in force since the map was opened. */
    async tellAnew() {
      const answer = await this.feed.ask(this.metaAddress()).catch(() => null);
      if (!answer || !answer.ok) return;
      const { projects, benefits, note, sites } = await answer.json();
      if (sites) this.waitingSites = sites;
      Object.assign(this.meta, { projects, benefits, note });
      this.margin.tell();
      if (this.waitingSites) this.ground.works.draw(this.waitingSites);
    }

    /* The sign of a work was pressed: show its cases alone, or all again. */
    showWork(code) {
      const { project } = this.filters;
      this.filters.project = project.length === 1 && project[0] === code ? [] : [code];
      this.selected = { case: null, parcel: null };
      this.filter("work", { project: this.filters.project.join(",") });
    }

    select(parcel) {
      this.selected = { case: null, parcel };
      this.refresh();
    }

    selectedParcel() {
      const one = this.selected.case && this.status.cases.get(this.selected.case);
      return one ? one.p : this.selected.parcel;
    }

    /* A row of the legend was pressed: filter at once, then let the page know. */
    toggle(name, code) {
      const now = this.filters[name];
      if (!name) LEGEND.forEach((one) => (this.filters[one] = []));
      else if (name === "obstacle") this.filters[name] = now.length ? [] : [code];
      else this.filters[name] = now.includes(code) ? now.filter((one) => one !== code) : [...now, code];
      this.filter("legend", Object.fromEntries(LEGEND.map((one) => [one, this.filters[one].join(",")])));
    }

    filter(kind, written) {
      this.status.filters = this.filters;
      this.status.derive();
      this.refresh();
      writeUrl(written);
      this.pointer.report(kind, written);
    }
  }

  matbang.View = View;
})();
