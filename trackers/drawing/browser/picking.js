/* Choosing many cases on the map: parcel by parcel, by a box, or by a shape drawn corner by corner.
   The set is shown and counted here; "use" hands it to the page, whose set is the one that holds. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { element } = matbang;
  const SMALLEST_PX = 8;
  const CLOSING_PX = 16;
  const MOST = 2000;
  const LINE = { color: "#A3005C", weight: 2, dashArray: "6 4", fillOpacity: 0.08, interactive: false };

  class Picking {
    constructor(view) {
      Object.assign(this, { view, mode: null, codes: new Set(), held: [], ids: new Set(), corners: [] });
      this.bar = new matbang.PickingBar(this);
      const { box } = view;
      /* Before Leaflet and the component hear of it: a tap that picks selects nothing. */
      box.addEventListener("click", (event) => this.click(event), true);
      box.addEventListener("pointerdown", (event) => this.press(event), true);
      box.addEventListener("pointermove", (event) => this.drag(event));
      box.addEventListener("pointerup", (event) => this.release(event));
      box.addEventListener("pointercancel", () => this.dropFrame());
      box.addEventListener("keydown", (event) => this.key(event));
    }

    /* ---- the set ---- */

    /* The set the page holds; a set that is being made goes on undisturbed. */
    hold(codes) {
      this.held = codes;
      if (this.mode) return;
      this.codes = new Set(codes);
      this.update();
    }

    /* What the record says changed: let go of cases that are no more. */
    follow() {
      /* Work on many is done on the present, by officers. */
      const off = this.view.status.isPublic || Boolean(this.view.feed.asOf);
      if (off) {
        this.codes.clear();
        this.leave();
      }
      this.bar.icon.hidden = off;
      this.update();
    }

    has(id) {
      return this.ids.has(id);
    }

    passing(id) {
      const look = this.view.status.look(id);
      return look ? look.passing : [];
    }

    toggle(id) {
      const codes = this.passing(id);
      const off = codes.length && codes.every((code) => this.codes.has(code));
      codes.forEach((code) => (off ? this.codes.delete(code) : this.codes.add(code)));
      if (!codes.length) this.bar.say(this.view.meta.words.pick_nothing);
      this.limit();
      this.update();
    }

    async addWithin(corners) {
      const { words } = this.view.meta;
      try {
        const found = (await this.view.parcels.within(corners)).flatMap((id) => this.passing(id));
        if (!this.mode) return;
        found.forEach((code) => this.codes.add(code));
        if (!found.length) this.bar.say(words.pick_nothing);
      } catch (error) {
        this.bar.say(words.pick_failed);
      }
      this.limit();
      this.update();
    }

    limit() {
      if (this.codes.size <= MOST) return;
      this.codes = new Set([...this.codes].slice(0, MOST));
      this.bar.say(this.view.meta.words.pick_most.replace("{n}", MOST));
    }

    update() {
      const { status, parcels } = this.view;
      const before = [...this.ids].join();
      this.ids = new Set();
      this.codes.forEach((code) => {
        const one = status.cases.get(code);
        if (one && !one.x) this.ids.add(one.p);
        else if (status.revision) this.codes.delete(code);
      });
      if (before !== [...this.ids].join()) parcels.redraw();
      this.bar.show();
    }

    use() {
      this.held = [...this.codes].sort();
      this.leave();
      this.view.pointer.report("pick", { cases: this.held });
    }

    clear() {
      this.codes.clear();
      this.dropShape();
      this.update();
      if (!this.mode && this.held.length) this.use();
    }

    /* ---- the ways of choosing ---- */

    enter(mode) {
      this.mode = mode;
      this.dropShape();
      const { map, box } = this.view;
      box.classList.toggle("matbang-picking", Boolean(mode));
      box.classList.toggle("matbang-framing", mode === "box");
      map.dragging[mode === "box" ? "disable" : "enable"]();
      map.doubleClickZoom[mode ? "disable" : "enable"]();
      this.update();
    }

    leave() {
      if (!this.mode) return;
      this.enter(null);
    }

    /* Stop without using: what the page holds is shown again. */
    cancel() {
      this.leave();
      this.hold(this.held);
    }

    onMap(event) {
      return this.mode && !event.target.closest(".leaflet-control-container");
    }

    click(event) {
      if (!this.onMap(event)) return;
      event.stopImmediatePropagation();
      const { map } = this.view;
      if (this.mode === "box" || map.dragging.moved()) return;
      const latlng = map.mouseEventToLatLng(event);
      if (this.mode === "area") this.corner(latlng);
      else this.tap(latlng);
    }

    tap(latlng) {
      const { parcels, pointer } = this.view;
      const found = parcels.pick(latlng, pointer.reach());
      if (found) this.toggle(found.id);
    }

    key(event) {
      if (!this.mode || (event.key !== "Escape" && event.key !== "Enter")) return;
      if (event.key === "Enter") {
        if (event.target !== this.view.box) return;
        this.close();
      } else if (this.corners.length) this.dropShape();
      else this.cancel();
      event.stopPropagation();
    }

    /* ---- a box ---- */

    press(event) {
      /* A second finger enlarges the map. */
      if (!event.isPrimary) this.dropFrame();
      if (!this.onMap(event) || this.mode !== "box" || !event.isPrimary || event.button) return;
      const at = this.view.map.mouseEventToContainerPoint(event);
      /* Else the browser would mark words, and take the finger for a drag of them. */
      event.preventDefault();
      this.frame = { from: at, to: at, picture: element("div", "matbang-frame") };
      this.view.box.append(this.frame.picture);
      this.view.box.setPointerCapture(event.pointerId);
    }

    drag(event) {
      if (!this.frame) return;
      const { from, picture } = this.frame;
      const to = (this.frame.to = this.view.map.mouseEventToContainerPoint(event));
      const size = { width: Math.abs(to.x - from.x) + "px", height: Math.abs(to.y - from.y) + "px" };
      Object.assign(picture.style, { left: Math.min(from.x, to.x) + "px", top: Math.min(from.y, to.y) + "px", ...size });
    }

    release() {
      if (!this.frame) return;
      const { from, to } = this.frame;
      const { map } = this.view;
      this.dropFrame();
      const corners = [from, L.point(to.x, from.y), to, L.point(from.x, to.y)];
      if (from.distanceTo(to) < SMALLEST_PX) this.tap(map.containerPointToLatLng(to));
      else this.addWithin(corners.map((point) => map.containerPointToLatLng(point)));
    }

    dropFrame() {
      if (this.frame) this.frame.picture.remove();
      this.frame = null;
    }

    /* ---- a shape ---- */

    corner(latlng) {
      const { map } = this.view;
      const away = (at) => map.latLngToContainerPoint(at).distanceTo(map.latLngToContainerPoint(latlng));
      if (this.corners.length > 2 && away(this.corners[0]) < CLOSING_PX) this.close();
      else {
        this.corners.push(latlng);
        this.drawShape();
      }
    }

    drawShape() {
      if (this.shape) this.shape.remove();
      const renderer = this.view.ground.over;
      const dots = this.corners.map((at) => L.circleMarker(at, { ...LINE, renderer, radius: 5, dashArray: null, fillOpacity: 1 }));
      this.shape = L.layerGroup([L.polygon(this.corners, { ...LINE, renderer }), ...dots]).addTo(this.view.map);
      this.bar.show();
    }

    close() {
      const corners = this.corners;
      if (corners.length < 3) return;
      this.dropShape();
      this.addWithin(corners);
    }

    dropShape() {
      if (this.shape) this.shape.remove();
      this.shape = null;
      this.corners = [];
      this.dropFrame();
    }
  }

  matbang.Picking = Picking;
})();
