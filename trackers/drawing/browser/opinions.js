/* What voters asked for, as pins on officers' maps: a press on one opens it in the page's panel.
   A new one, or an answer, comes with the feed. Here too a place is chosen for one that is being
   written down: the next click on the map is that place. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { element, picture, button, control } = matbang;
  /* A speech bubble in a box of 28 by 28; its tip is the place. */
  const BUBBLE = "M5 1h18a4 4 0 0 1 4 4v11a4 4 0 0 1-4 4h-5l-4 7-4-7H5a4 4 0 0 1-4-4V5a4 4 0 0 1 4-4Z";
  const SPOT = { color: "#A3005C", weight: 3, radius: 9, fillOpacity: 0.25, interactive: false };

  class Opinions {
    constructor(view) {
      Object.assign(this, { view, group: view.ground.groups.opinions, list: [], pins: new Map(), selected: null, placing: 0 });
      this.bar = this.makeBar(view.meta.words);
      /* Before the page hears of it: Esc gives the choosing up. */
      view.box.addEventListener("keydown", (event) => this.key(event), true);
      this.draw();
    }

    makeBar(words) {
      const box = element("section", "matbang-box matbang-spot");
      const end = button("matbang-clear", words.place_end, () => this.giveUp());
      end.textContent = words.place_end;
      const hint = element("span", "matbang-told", words.place_hint);
      hint.setAttribute("role", "status");
      box.append(hint, end);
      box.hidden = true;
      this.control = control("bottomleft", box).addTo(this.view.map);
      return box;
    }

    /* ---- pins ---- */

    /* `list`: [{c: code, x: longitude, y: latitude, s: "open" or "answered", d: day to answer by}]. */
    take(list) {
      this.list = list;
      this.draw();
    }

    /* An open one whose day is over is late: the day goes on while the map stays open. */
    stateOf(one) {
      if (one.s !== "open") return one.s;
      return one.d && matbang.dayNumber(one.d) < this.view.status.today ? "late" : "open";
    }

    draw() {
      this.group.clearLayers();
      this.pins.clear();
      const order = ["answered", "open", "late"];
      [...this.list].sort((a, b) => order.indexOf(this.stateOf(a)) - order.indexOf(this.stateOf(b))).forEach((one) => this.pin(one));
      this.mark();
      const { box } = this.view;
      box.dataset.opinions = this.list.map((one) => one.c + ":" + this.stateOf(one)).sort().join(" ");
      const tick = box.querySelector("input[data-layer=opinions]");
      if (tick) tick.parentElement.hidden = !this.list.length;
    }

    pin(one) {
      const state = this.stateOf(one);
      const look = (this.view.meta.opinion || {})[state] || { sign: "", colour: "", label: "" };
      const box = button("matbang-pin", one.c + " · " + look.label, () => this.press(one.c));
      Object.assign(box.dataset, { opinion: one.c, state });
      box.style.setProperty("--look", look.colour);
      L.DomEvent.disableClickPropagation(box);
      /* What lies under a pin is not what is pointed at. */
      L.DomEvent.on(box, "mousemove", L.DomEvent.stopPropagation);
      L.DomEvent.on(box, "mouseover", () => this.view.pointer.hover(null));
      box.append(picture(BUBBLE, 28), element("span", "", look.sign));
      const icon = L.divIcon({ html: box, className: "matbang-name", iconSize: [0, 0] });
      L.marker([one.y, one.x], { icon, interactive: false, keyboard: false }).addTo(this.group);
      this.pins.set(one.c, box);
    }

    /* The boxes on the screen that pins take. */
    boxes() {
      return [...this.pins.values()].filter((box) => box.isConnected).map((box) => box.getBoundingClientRect());
    }

    press(code) {
      if (this.placing) return;
      this.selected = code;
      this.mark();
      this.view.pointer.report("opinion", { opinion: code });
    }

    mark() {
      this.pins.forEach((box, code) => box.setAttribute("aria-pressed", String(code === this.selected)));
    }

    /* ---- a place for one that is being written ---- */

    /* What the page wants: {selected: code or null, placing: a number or 0, spot: [lng, lat] or null}. */
    follow({ selected = null, placing = 0, spot = null }) {
      this.selected = selected;
      this.mark();
      this.show(spot);
      if (placing !== this.asked) this.place(placing);
      this.asked = placing;
    }

    place(number) {
      this.placing = number;
      this.bar.hidden = !number;
      if (number) this.view.picking.cancel();
      this.view.box.classList.toggle("matbang-picking", Boolean(number));
      this.view.box.dataset.placing = number ? "1" : "";
    }

    show(spot) {
      if (this.spot) this.spot.remove();
      this.spot = spot && L.circleMarker([spot[1], spot[0]], { ...SPOT, renderer: this.view.ground.over }).addTo(this.view.map);
    }

    /* A click while a place is wanted; tells whether it was taken. */
    takes({ lat, lng }) {
      if (!this.placing) return false;
      this.place(0);
      this.show([lng, lat]);
      return true;
    }

    giveUp() {
      this.place(0);
      this.view.pointer.report("unplaced");
    }

    key(event) {
      if (!this.placing || event.key !== "Escape") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.giveUp();
    }

    fit() {
      const place = this.view.narrow ? "topleft" : "bottomleft";
      if (this.control.getPosition() !== place) this.control.setPosition(place);
    }
  }

  matbang.Opinions = Opinions;
})();
