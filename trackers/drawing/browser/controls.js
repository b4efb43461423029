/* The small controls of the map: layers, zoom, full screen, place, scale and note. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { ICONS, element, picture, icon, control } = matbang;

  function layerSwitch(view) {
    const { words } = view.meta;
    const box = element("details", "matbang-box matbang-layers");
    const head = element("summary", "");
    head.title = words.layers;
    head.setAttribute("aria-label", words.layers);
    head.append(picture(ICONS.layers, 18), element("span", "", words.layers));
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
    if (!view.bare) add("parcels", true, put(view.parcels.layer));
    add("sites", true, (on) => view.ground.show("sites", on));
    add("areas", true, (on) => view.ground.show("areas", on));
    add("opinions", true, (on) => view.ground.show("opinions", on));
    add("base", true, (on) => view.ground.show("base", on));
    if (!view.bare) add("numbers", true, (on) => view.parcels.showNumbers(on));
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
    const whole = () => view.map.fitBounds(view.place.bounds(), { animate: false });
    box.append(icon("full", words.full_screen, fullScreen));
    box.append(icon("whole", words.whole_ward, whole));
    const canLocate = window.isSecureContext && navigator.geolocation;
    if (!view.plain) box.append(view.picking.bar.icon);
    if (!view.bare) box.append(view.playback.icon);
    if (canLocate) box.append(icon("locate", words.locate, () => locate(view)));
    control("topright", box).addTo(view.map);
  }

  /* What stands around the map. On a narrow one scale and note go above the legend. */
  class Margin {
    constructor(view) {
      this.view = view;
      layerSwitch(view);
      buttons(view);
      this.note = element("div", "matbang-note");
      this.tell();
      this.below = [control("bottomright", this.note), L.control.scale({ imperial: false, position: "bottomright" })];
      this.below.forEach((one) => one.addTo(view.map));
    }

    /* How far the shapes can be trusted, and who made the basemap. */
    tell() {
      const { note, basemap } = this.view.meta;
      this.note.textContent = [note, basemap && basemap.attribution].filter(Boolean).join(" · ");
    }

    fit() {
      const place = this.view.narrow ? "bottomleft" : "bottomright";
      this.below.forEach((one) => one.getPosition() !== place && one.setPosition(place));
    }
  }

  matbang.Margin = Margin;
})();
