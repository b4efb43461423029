/* The small controls on the map: legend (which is the filter and the count), layers, buttons. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const NARROW_PX = 500;
  const { element } = matbang;

  function control(position, box) {
    const made = L.control({ position });
    made.onAdd = () => {
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      /* A pressed row is redrawn before the map hears of the click and would no longer count as ours. */
      L.DomEvent.on(box, "click", L.DomEvent.stopPropagation);
      return box;
    };
    return made;
  }

  /* Own icons in a box of 18 by 18. */
  const ICONS = {
    full: "M2 6.5V2h4.5M11.5 2H16v4.5M16 11.5V16h-4.5M6.5 16H2v-4.5",
    whole: "M2 8.5 9 2.5l7 6M4 8v7.5h10V8",
    locate: "M4.5 9a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M9 1v3.5M9 13.5V17M1 9h3.5M13.5 9H17",
  };

  function icon(name, title, action) {
    const made = button("matbang-icon", title, action);
    made.append(matbang.picture(ICONS[name], 18));
    return made;
  }

  function button(name, title, action) {
    const made = element("button", name);
    made.type = "button";
    made.title = title;
    made.setAttribute("aria-label", title);
    made.addEventListener("click", action);
    return made;
  }

  /* A little picture: the class's colour with its sign on it. */
  function swatch(colour, draw) {
    const side = 20;
    const ratio = window.devicePixelRatio || 1;
    const picture = element("canvas", "matbang-swatch");
    picture.width = picture.height = side * ratio;
    const ctx = picture.getContext("2d");
    ctx.scale(ratio, ratio);
    ctx.fillStyle = colour;
    ctx.fillRect(0, 0, side, side);
    ctx.translate(side / 2, side / 2);
    draw(ctx);
    return picture;
  }

  class Legend {
    constructor(view) {
      this.view = view;
      this.box = element("section", "matbang-box matbang-legend");
      this.box.setAttribute("aria-label", view.meta.words.legend);
      this.drawn = "";
      this.control = control("topleft", this.box).addTo(view.map);
      this.update();
    }

    /* Signs and counts only: on a narrow map, or when folded by its title. */
    fit() {
      const narrow = this.view.map.getSize().x < NARROW_PX;
      const small = this.folded === undefined ? narrow : this.folded;
      this.box.classList.toggle("matbang-compact", small);
      /* Beside the other corners' buttons on a wide map, under the thumb on a narrow one. */
      const place = narrow ? "bottomleft" : "topleft";
      if (this.control.getPosition() !== place) this.control.setPosition(place);
      /* On a narrow map scale and note stand above the legend, not on it. */
      const corner = this.box.closest(".leaflet-control-container").querySelector(".leaflet-bottom.leaflet-right");
      corner.style.bottom = narrow ? this.box.offsetHeight + 12 + "px" : "";
    }

    fold() {
      this.folded = !this.box.classList.contains("matbang-compact");
      this.fit();
    }

    update() {
      const { status } = this.view;
      const picture = JSON.stringify([status.colour, status.counts, status.filters.stage, status.filters.obstacle]);
      if (picture === this.drawn) return;
      this.drawn = picture;
      const held = document.activeElement && this.box.contains(document.activeElement) && document.activeElement.dataset.code;
      this.box.replaceChildren(...this.rows());
      const again = held && [...this.box.querySelectorAll("button")].find((one) => one.dataset.code === held);
      if (again) again.focus();
      this.fit();
    }

    rows() {
      const { status, meta } = this.view;
      const { words } = meta;
      const { stage, obstacle } = status.filters;
      const title = button("matbang-title", words.fold, () => this.fold());
      title.dataset.code = "title";
      title.textContent = words["title_" + status.colour];
      const rows = [title];
      const stages = status.colour === "stage";
      status.classes[status.colour].forEach((one) => {
        const picture = swatch(one.colour, (ctx) => matbang.sign(ctx, one, 6.5));
        const toggle = stages && (() => this.view.toggle("stage", one.code));
        rows.push(this.row(one.code, one.label, picture, toggle, stage.includes(one.code), stage.length > 0));
      });
      const stuck = swatch(meta.obstacle.colour, (ctx) => matbang.bang(ctx, 8, meta.obstacle.colour));
      const any = obstacle.length > 0;
      rows.push(this.row("obstacle", meta.obstacle.label, stuck, () => this.view.toggle("obstacle", "any"), any, any));
      rows.push(this.total());
      return rows;
    }

    row(code, text, picture, toggle, pressed, filtering) {
      const row = toggle ? button("matbang-row", text, toggle) : element("div", "matbang-row");
      row.dataset.code = code;
      if (toggle) row.setAttribute("aria-pressed", String(pressed));
      row.classList.toggle("matbang-off", filtering && !pressed);
      const count = this.view.status.counts[code];
      row.append(picture, element("span", "matbang-label", text), element("span", "matbang-count", String(count)));
      row.setAttribute("aria-label", text + ": " + count);
      return row;
    }

    total() {
      const { status, meta } = this.view;
      const foot = element("div", "matbang-total");
      const text = meta.words.total.replace("{shown}", status.counts.shown).replace("{total}", status.counts.total);
      foot.append(element("span", "", text));
      if (status.filters.stage.length || status.filters.obstacle.length) {
        const clear = button("matbang-clear", meta.words.clear, () => this.view.toggle(null));
        clear.dataset.code = "clear";
        clear.textContent = meta.words.clear;
        foot.append(clear);
      }
      return foot;
    }
  }

  function layerSwitch(view) {
    const { words } = view.meta;
    const box = element("details", "matbang-box matbang-layers");
    const head = element("summary", "", words.layers);
    box.append(head);
    const add = (name, on, change) => {
      const line = element("label", "");
      const tick = element("input", "");
      tick.type = "checkbox";
      tick.checked = on;
      tick.dataset.layer = name;
      tick.addEventListener("change", () => change(tick.checked));
      line.append(tick, element("span", "", words["layer_" + name]));
      box.append(line);
    };
    const put = (layer) => (on) => (on ? layer.addTo(view.map) : layer.remove());
    add("parcels", true, put(view.parcels.layer));
    add("sites", true, (on) => view.ground.show("sites", on));
    add("areas", true, (on) => view.ground.show("areas", on));
    add("base", true, (on) => view.ground.show("base", on));
    add("numbers", true, (on) => view.parcels.showNumbers(on));
    if (view.basemap) add("basemap", true, put(view.basemap));
    control("topright", box).addTo(view.map);
  }

  /* Fill the screen; where the browser refuses (telephones), fill the page around the frame. */
  function fullScreen() {
    if (document.fullscreenElement) return document.exitFullscreen();
    const root = document.documentElement;
    const spread = () => {
      const frame = window.frameElement;
      if (!frame) return;
      const wide = frame.style.position === "fixed";
      Object.assign(frame.style, { position: wide ? "" : "fixed", inset: wide ? "" : "0", zIndex: wide ? "" : "999999" });
      Object.assign(frame.style, { width: wide ? "" : "100vw", height: wide ? "" : "100dvh" });
    };
    return root.requestFullscreen ? root.requestFullscreen().catch(spread) : spread();
  }

  function locate(view) {
    const { map, meta } = view;
    if (view.here) view.here.remove();
    map.once("locationfound", (found) => {
      view.here = L.circle(found.latlng, { radius: found.accuracy, color: "#0B57D0", weight: 2, interactive: false }).addTo(map);
      map.panTo(found.latlng);
    });
    map.once("locationerror", () => view.say(meta.words.not_located, 6000));
    map.locate({ enableHighAccuracy: true, timeout: 10000 });
  }

  function buttons(view) {
    const { words } = view.meta;
    L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out, position: "topright" }).addTo(view.map);
    const box = element("div", "matbang-box matbang-buttons");
    const whole = () => view.map.fitBounds(view.bounds(), { animate: false });
    box.append(icon("full", words.full_screen, fullScreen));
    box.append(icon("whole", words.whole_ward, whole));
    const canLocate = window.isSecureContext && navigator.geolocation;
    if (canLocate) box.append(icon("locate", words.locate, () => locate(view)));
    control("topright", box).addTo(view.map);
    const note = element("div", "matbang-note", words.schematic);
    const source = view.meta.basemap && view.meta.basemap.attribution;
    if (source) note.append(element("span", "", " · " + source));
    control("bottomright", note).addTo(view.map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(view.map);
  }

  matbang.Legend = Legend;
  matbang.addControls = (view) => {
    layerSwitch(view);
    buttons(view);
  };
})();
