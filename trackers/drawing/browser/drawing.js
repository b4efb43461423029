/* Drawing a line on the map: a click adds a point (on the line, between two), a drag moves one, a
   click on one takes it away; a double click or Enter ends, Esc gives up. The page says when one is
   to be drawn, and is told its points. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { element, button, control } = matbang;
  const LINE = { color: "#A3005C", weight: 3, interactive: false };
  const MOST = 2000;
  const DOTS = { ...LINE, weight: 2, radius: 6, fillColor: "#FFF", fillOpacity: 1 };
  const FINGER_PX = 22;
  const MOUSE_PX = 10;

  class Drawing {
    constructor(view) {
      Object.assign(this, { view, points: [], number: null, active: false, held: null });
      this.bar = this.makeBar(view.meta.words);
      const { box } = view;
      /* Before Leaflet and the component hear of it: a tap that draws selects nothing. */
      box.addEventListener("click", (event) => this.click(event), true);
      box.addEventListener("dblclick", (event) => this.twice(event), true);
      box.addEventListener("pointerdown", (event) => this.press(event), true);
      box.addEventListener("pointermove", (event) => this.drag(event));
      box.addEventListener("pointerup", () => this.release());
      box.addEventListener("pointercancel", () => this.release());
      box.addEventListener("keydown", (event) => this.key(event), true);
    }

    makeBar(words) {
      const worded = (text, name, action) => {
        const made = button(name, text, action);
        made.textContent = text;
        return made;
      };
      const box = element("section", "matbang-box matbang-draw");
      box.setAttribute("aria-label", words.draw);
      this.hint = element("span", "matbang-told");
      this.hint.setAttribute("role", "status");
      this.ending = worded(words.draw_done, "matbang-use", () => this.finish());
      this.back = worded(words.draw_undo, "matbang-way", () => this.change(this.points.slice(0, -1)));
      box.append(this.hint, this.ending, this.back, worded(words.draw_end, "matbang-clear", () => this.giveUp()));
      box.hidden = true;
      this.control = control("bottomleft", box).addTo(this.view.map);
      return box;
    }

    /* What the page wants: null, or {n, points: [[lng, lat]…]} to begin with; each n once. */
    follow(wanted) {
      if (!wanted) {
        this.number = null;
        this.leave();
      } else if (wanted.n !== this.number) {
        this.number = wanted.n;
        this.begin(wanted.points.map(([lng, lat]) => L.latLng(lat, lng)));
      }
    }

    begin(points) {
      this.view.picking.cancel();
      this.active = true;
      this.frame();
      this.change(points);
      if (points.length) this.view.map.fitBounds(L.latLngBounds(points), { maxZoom: 18, animate: false });
      this.view.box.focus({ preventScroll: true });
    }

    frame() {
      const { map, box } = this.view;
      box.classList.toggle("matbang-picking", this.active);
      map.doubleClickZoom[this.active ? "disable" : "enable"]();
      this.bar.hidden = !this.active;
      box.dataset.drawing = this.active ? "1" : "";
    }

    leave() {
      if (!this.active) return;
      this.active = false;
      this.held = null;
      this.change([]);
      this.frame();
    }

    finish() {
      if (!this.active || this.points.length < 2) return;
      const points = this.points.map((at) => [Number(at.lng.toFixed(7)), Number(at.lat.toFixed(7))]);
      this.leave();
      this.view.pointer.report("drawn", { points });
    }

    giveUp() {
      this.leave();
      this.view.pointer.report("undrawn");
    }

    /* ---- the points ---- */

    change(points) {
      this.points = points.slice(0, MOST);
      if (this.shape) this.shape.remove();
      this.shape = null;
      const { map, ground, meta, box } = this.view;
      if (this.points.length) {
        const renderer = ground.over;
        const dots = this.points.map((at) => L.circleMarker(at, { ...DOTS, renderer }));
        this.shape = L.layerGroup([L.polyline(this.points, { ...LINE, renderer }), ...dots]).addTo(map);
      }
      const metres = this.points.slice(1).reduce((sum, at, place) => sum + map.distance(this.points[place], at), 0);
      const counted = meta.words.draw_count.replace("{n}", this.points.length).replace("{m}", Math.round(metres));
      this.hint.textContent = this.points.length ? counted : meta.words.draw_hint;
      this.ending.hidden = this.points.length < 2;
      this.back.hidden = !this.points.length;
      box.dataset.drawn = this.points.length;
    }

    at(event) {
      return this.view.map.mouseEventToContainerPoint(event);
    }

    reach(event) {
      return event.pointerType === "touch" || window.matchMedia("(pointer: coarse)").matches ? FINGER_PX : MOUSE_PX;
    }

    /* The point under finger or mouse, by its place; -1 where there is none. */
    pointAt(event) {
      const { map } = this.view;
      const away = this.points.map((one) => map.latLngToContainerPoint(one).distanceTo(this.at(event)));
      const nearest = away.indexOf(Math.min(...away));
      return nearest >= 0 && away[nearest] <= this.reach(event) ? nearest : -1;
    }

    /* Behind which point a new one belongs: on the line between two, else at the end. */
    placeOf(event) {
      const { map } = this.view;
      const on = this.points.map((one) => map.latLngToContainerPoint(one));
      for (let n = 0; n + 1 < on.length; n += 1) {
        if (L.LineUtil.pointToSegmentDistance(this.at(event), on[n], on[n + 1]) <= this.reach(event) / 2) return n + 1;
      }
      return on.length;
    }

    /* ---- finger, mouse, keys ---- */

    onMap(event) {
      return this.active && !event.target.closest(".leaflet-control-container");
    }

    click(event) {
      if (!this.onMap(event)) return;
      event.stopImmediatePropagation();
      const { map } = this.view;
      /* The second half of a double click, the end of a drag: nothing new. */
      if (event.detail > 1 || this.dragged || map.dragging.moved()) {
        this.dragged = false;
        return;
      }
      const found = this.pointAt(event);
      const points = [...this.points];
      if (found >= 0) points.splice(found, 1);
      else points.splice(this.placeOf(event), 0, map.mouseEventToLatLng(event));
      this.change(points);
    }

    twice(event) {
      if (!this.onMap(event)) return;
      event.stopImmediatePropagation();
      this.finish();
    }

    press(event) {
      this.dragged = false;
      if (!this.onMap(event) || !event.isPrimary || event.button) return;
      const found = this.pointAt(event);
      if (found < 0) return;
      this.held = found;
      this.from = this.at(event);
      this.view.map.dragging.disable();
      this.view.box.setPointerCapture(event.pointerId);
    }

    drag(event) {
      if (this.held === null) return;
      if (!this.dragged && this.at(event).distanceTo(this.from) < 4) return;
      this.dragged = true;
      const points = [...this.points];
      points[this.held] = this.view.map.mouseEventToLatLng(event);
      this.change(points);
    }

    release() {
      if (this.held === null) return;
      this.held = null;
      this.view.map.dragging.enable();
    }

    key(event) {
      if (!this.active || (event.key !== "Escape" && event.key !== "Enter")) return;
      /* A button of ours does what it says; whatever else was touched last does not hear of it. */
      if (event.key === "Enter" && event.target.closest(".leaflet-control-container")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key === "Enter") this.finish();
      else this.giveUp();
    }

    fit() {
      const place = this.view.narrow ? "topleft" : "bottomleft";
      if (this.control.getPosition() !== place) this.control.setPosition(place);
    }
  }

  matbang.Drawing = Drawing;
})();
