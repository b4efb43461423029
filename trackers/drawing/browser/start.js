/* Where the map begins, inside streamlit-folium or on a plain page under a strict CSP; loaded last. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});

  function count(box) {
    const outer = matbang.page.outer();
    outer.matbangMounts = (outer.matbangMounts || 0) + 1;
    box.dataset.mounts = outer.matbangMounts;
  }

  /* Make a Leaflet map ours. `options`: ward, lang, and on a plain page `source`, the folder in
     which map.json and status are (default /w/{ward}/). */
  matbang.start = (map, options) => {
    if (matbang.view) return;
    count(map.getContainer());
    matbang.view = new matbang.View(map, options);
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
