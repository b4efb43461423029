/* What lies around the map of a shared page: it follows the record, ends when its link does, prints.
   The words come from the server as HTML that is escaped there; no text of ours is put in. */
(function () {
  "use strict";
  const [SEEN_MS, HIDDEN_MS, LOST_MS] = [8000, 20000, 15000];
  /* A4 between its margins, in CSS pixels; the map takes less than half of it. */
  const [PAPER_PX, PAPER_HIGH_PX] = [700, 420];
  const map = document.getElementById("map");
  const content = document.getElementById("content");
  const header = document.querySelector("header");
  const read = document.getElementById("read");
  const address = map.dataset.source + "content?lang=" + encodeURIComponent(map.dataset.lang);
  let [tag, timer, asking, answeredAt, revision, ended] = ["", 0, false, Date.now(), "", false];

  /* The server has nothing to show any more: the page it gives instead says so. */
  function end() {
    if (!ended) window.location.reload();
    ended = true;
  }

  /* Put in what changed and leave the rest as it stands: nothing jumps, no picture blinks. */
  function put(html) {
    const fresh = [...new DOMParser().parseFromString(html, "text/html").body.children];
    const now = [...content.children];
    if (fresh.length !== now.length) {
      content.replaceChildren(...fresh);
      return;
    }
    now.forEach((one, place) => one.outerHTML !== fresh[place].outerHTML && one.replaceWith(fresh[place]));
  }

  async function ask() {
    if (asking) return;
    asking = true;
    window.clearTimeout(timer);
    try {
      const headers = tag ? { "If-None-Match": tag } : {};
      const answer = await fetch(address, { headers, cache: "no-store", credentials: "same-origin" });
      if (answer.status === 410) return end();
      if (answer.status === 200) put(await answer.text());
      if (answer.status === 200 || answer.status === 304) {
        tag = answer.headers.get("ETag") || tag;
        answeredAt = Date.now();
        if (read) read.textContent = answer.headers.get("Matbang-Read");
      }
    } catch (error) {
      /* Asked again below; how long nobody answered is told by the header. */
    }
    asking = false;
    header.classList.toggle("lost", Date.now() - answeredAt > LOST_MS);
    timer = window.setTimeout(ask, document.hidden ? HIDDEN_MS : SEEN_MS);
  }

  /* A sign on the map leads to its work's card. */
  function lead({ detail }) {
    if (detail.kind !== "work" || !detail.project) return;
    const card = document.getElementById("work-" + detail.project);
    if (card) card.scrollIntoView({ behavior: "smooth", block: "start" });
  }

  /* On paper the map stands as it is looked at, scaled to the sheet: it is not drawn anew. */
  function fit() {
    const { offsetWidth: wide, offsetHeight: high } = map;
    if (!wide) return;
    Object.assign(map.style, { width: wide + "px", height: high + "px", zoom: String(Math.min(PAPER_PX / wide, PAPER_HIGH_PX / high)) });
  }

  function unfit() {
    Object.assign(map.style, { width: "", height: "", zoom: "" });
  }

  map.addEventListener("matbang", lead);
  window.addEventListener("beforeprint", fit);
  window.addEventListener("afterprint", unfit);
  document.addEventListener("matbang-over", end);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  /* The map hears of a change within a second: what stands beside it follows at once. */
  new MutationObserver(() => {
    if (map.dataset.revision === revision) return;
    const first = !revision;
    revision = map.dataset.revision;
    if (!first) ask();
  }).observe(map, { attributeFilter: ["data-revision"] });
  const print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  /* Charts that were not drawn yet when the page was asked for: by now they are, or soon. */
  timer = window.setTimeout(ask, content.querySelector(".waiting") ? 0 : SEEN_MS);
})();
