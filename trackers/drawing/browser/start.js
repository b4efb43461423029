/* Where the map begins, inside streamlit-folium or on a plain page under a strict CSP; loaded last. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});

  function count(box) {
    const outer = matbang.page.outer();
    outer.matbangMounts = (outer.matbangMounts || 0) + 1;
    box.dataset.mounts = outer.matbangMounts;
  }

  const LISTS = ["project", "area", "track", "stage", "officer", "obstacle", "contact", "promise"];

  /* On a plain page the address alone says what to show; its names are those of Streamlit's page. */
  function wanted() {
    const { readUrl } = matbang.page;
    const lists = LISTS.map((name) => [name, (readUrl(name) || "").split(",").filter(Boolean)]);
    const days = Number(readUrl("days")) || null;
    const [asOf, sight, since] = ["as_of", "sight", "since"].map(readUrl);
    return { filters: { ...Object.fromEntries(lists), days }, colour: readUrl("colour"), asOf, sight, since };
  }

  /* Make a Leaflet map ours. `options`: ward, lang; and `plain` on a page without Streamlit, there
     with `source`, the folder in which map.json and status are (default /w/{ward}/). */
  matbang.start = (map, options) => {
    if (matbang.view) return;
    count(map.getContainer());
    matbang.view = new matbang.View(map, options);
  };

  matbang.command = (wanted) => matbang.view.command(wanted);
  matbang.sites = (list) => matbang.view.sites(list);

  /* A plain page says <div data-matbang-ward="…" data-lang="vi" data-source="…"></div>; with data-plain
     nobody works there: no cases are chosen, and the sites come with map.json. */
  function open(box) {
    const bare = { zoomControl: false, attributionControl: false, preferCanvas: true };
    const map = L.map(box, { ...bare, minZoom: 12, maxZoom: 20, center: [0, 0], zoom: 12 });
    const { matbangWard: ward, lang = "vi", source } = box.dataset;
    matbang.start(map, { ward, lang, source, plain: "plain" in box.dataset });
    matbang.command(wanted());
  }

  const plain = document.querySelector("[data-matbang-ward]");
  if (plain) open(plain);
})();
