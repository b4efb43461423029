/* Finger and mouse on the map: what was clicked is told to the page, what is hovered is named. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { element } = matbang;
  const { remember } = matbang.page;
  const DOUBLE_MS = 350;

  class Pointer {
    constructor(view) {
      this.view = view;
      view.map.on("click", (event) => this.click(event));
    }

    watch() {
      this.view.map.on("mousemove", (event) => this.hover(event));
      this.view.map.on("mouseout", () => this.hover(null));
    }

    /* How far from a strip a click may fall, in pixels: a finger's width. */
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
      const { view } = this;
      if (view.opinions && view.opinions.takes(event.latlng)) {
        const place = this.value("place", event.latlng, 0, {});
        Object.assign(event.latlng, place);
        this.send(place);
        return;
      }
      const found = view.status ? view.parcels.pick(event.latlng, this.reach()) : null;
      const value = this.value("click", event.latlng, found ? found.id : 0, {});
      this.clicked = { point: event.containerPoint, value };
      this.clickedAt = Date.now();
      if (found) view.select(found.id);
      /* Where no panel tells what was touched, the map itself does. */
      if (view.plain && view.status) this.showTip(event);
      /* The component's own handler comes after ours and sends this very object. */
      Object.assign(event.latlng, value);
      this.send(value);
    }

    value(kind, { lat, lng }, id, more) {
      const n = (remember("matbang.n") || 0) + 1;
      remember("matbang.n", n);
      const { status } = this.view;
      return { lat, lng, n, id, kind, revision: status ? status.revision : 0, ...more };
    }

    report(kind, more) {
      this.send(this.value(kind, this.view.map.getCenter(), 0, more || {}));
    }

    send(value) {
      this.view.box.dispatchEvent(new CustomEvent("matbang", { detail: value, bubbles: true }));
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
      const { status, parcels, box, map } = this.view;
      const found = event && !this.view.picking.frame && !this.view.drawing.active && parcels.pick(event.latlng, 3);
      const look = found && status.look(found.id);
      box.classList.toggle("matbang-pointing", Boolean(look));
      this.tip = this.tip || L.tooltip({ direction: "top", offset: [0, -8], opacity: 1, className: "matbang-tip" });
      if (!found) {
        this.tip.remove();
        return;
      }
      if (this.tip.parcel !== found.id || this.tip.looks !== status.looks) this.tip.setContent(this.tipText(found, look));
      Object.assign(this.tip, { parcel: found.id, looks: status.looks });
      this.tip.setLatLng(event.latlng).addTo(map);
    }

    tipText(found, look) {
      const { status, meta } = this.view;
      const cut = String(found.name).lastIndexOf("/");
      const [sheet, parcel] = [found.name.slice(0, cut), found.name.slice(cut + 1)];
      const text = meta.words.parcel.replace("{sheet}", sheet).replace("{parcel}", parcel);
      const box = element("div", "");
      box.append(element("strong", "", text));
      (look ? look.cases : []).forEach((one) => {
        const stuck = one.b && one.b.length ? " · " + meta.obstacle.label : "";
        box.append(element("div", "", one.c + " · " + status.wayOf(one) + stuck));
      });
      return box;
    }
  }

  matbang.Pointer = Pointer;
})();
