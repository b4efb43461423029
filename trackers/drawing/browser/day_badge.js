/* What stands over the map while it shows the end of a past day, and the way back to the present. */
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
      const back = button("", words.present, () => this.back());
      back.textContent = words.present;
      this.box.append(this.text, back);
      L.DomEvent.disableClickPropagation(this.box);
      L.DomEvent.on(this.box, "click", L.DomEvent.stopPropagation);
      this.show(null);
      view.box.append(this.box);
    }

    /* `day` is YYYY-MM-DD, or null for the present; `sight` "true" or "known". */
    show(day, sight) {
      this.box.hidden = !day;
      this.view.box.dataset.asOf = day || "";
      const written = (day || "").split("-").reverse().join("/");
      const { words } = this.view.meta;
      this.text.textContent = (sight === "known" ? words.as_of_known : words.as_of).replace("{day}", written);
    }

    back() {
      matbang.page.writeUrl({ as_of: "", sight: "" });
      this.view.showDay(null);
      this.view.pointer.report("present");
    }
  }

  matbang.DayBadge = DayBadge;
})();
