/* What stands over the map while it shows a past day or what changed since one, and the way back. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { element, button } = matbang;

  class DayBadge {
    constructor(view) {
      this.view = view;
      const { words } = view.meta;
      this.box = element("div", "matbang-day");
      this.box.setAttribute("role", "status");
      this.text = element("span", "");
      this.button = button("", words.present, () => this.back());
      this.box.append(this.text, this.button);
      L.DomEvent.disableClickPropagation(this.box);
      L.DomEvent.on(this.box, "click", L.DomEvent.stopPropagation);
      this.shown = {};
      this.show(null);
      view.box.append(this.box);
    }

    /* `day` is YYYY-MM-DD, or null for the present; `sight` "true" or "known". */
    show(day, sight) {
      this.view.box.dataset.asOf = day || "";
      this.tell({ day, sight });
    }

    /* `since` (YYYY-MM-DD) when only changes from there are shown; `played` the day played back. */
    tell(news) {
      Object.assign(this.shown, news);
      const { day, sight, since, played } = this.shown;
      const { words } = this.view.meta;
      const written = (iso) => (iso || "").split("-").reverse().join("/");
      const until = written(played || day) || words.today;
      const text = since ? words.since : sight === "known" ? words.as_of_known : words.as_of;
      this.text.textContent = text.replace("{since}", written(since)).replace("{day}", until);
      this.button.textContent = since ? words.unsince : words.present;
      this.button.title = this.button.textContent;
      this.button.setAttribute("aria-label", this.button.textContent);
      this.box.hidden = !since && (!day || Boolean(played));
    }

    back() {
      if (this.shown.since) {
        this.view.playback.ask(null);
        return;
      }
      matbang.page.writeUrl({ as_of: "", sight: "" });
      this.view.showDay(null);
      this.view.pointer.report("present");
    }
  }

  matbang.DayBadge = DayBadge;
})();
