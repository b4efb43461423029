/* The place that is shown: where a map opens, how it flies, and how it keeps its view. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { remember, readUrl, writeUrl } = matbang.page;

  class Place {
    constructor(view) {
      Object.assign(this, { view, map: view.map });
    }

    bounds() {
      const [west, south, east, north] = this.view.meta.bounds;
      return L.latLngBounds([south, west], [north, east]);
    }

    /* What the map was made to show, where that is less than the ward. */
    box() {
      const { box } = this.view.meta;
      return box && L.latLngBounds([box[1], box[0]], [box[3], box[2]]).pad(0.1);
    }

    begin() {
      const { meta } = this.view;
      const kept = readUrl("view") || remember(this.view.key("view")) || meta.view || "";
      const [lat, lng, zoom] = String(kept).split(",").map(Number);
      const usable = [lat, lng, zoom].every(Number.isFinite) && this.bounds().pad(1).contains([lat, lng]);
      if (usable) this.map.setView([lat, lng], zoom, { animate: false });
      else this.map.fitBounds(this.box() || this.bounds(), { animate: false });
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
      else this.view.box.dataset.view = this.text || text;
    }

    write(text) {
      this.text = text;
      this.view.box.dataset.view = text;
      remember(this.view.key("view"), text);
      this.keepAddress();
    }

    /* The page writes its own part of the address anew: ours must stay in it. */
    keepAddress() {
      if (this.text) writeUrl({ view: this.text });
    }

    fly(flight) {
      const text = JSON.stringify(flight);
      if (remember(this.view.key("fly")) === text) return;
      remember(this.view.key("fly"), text);
      const [west, south, east, north] = flight.box;
      const box = [[south, west], [north, east]];
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      const options = { padding: [48, 48], maxZoom: 19, duration: 0.7 };
      if (still) this.map.fitBounds(box, { ...options, animate: false });
      else this.map.flyToBounds(box, options);
    }
  }

  matbang.Place = Place;
})();
