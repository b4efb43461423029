/* The bar of choosing many: its ways, what to do, how many are chosen, and what becomes of them. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { element, button, icon, control } = matbang;
  const MODES = ["tap", "box", "area"];
  const SAID_MS = 5000;

  function worded(text, name, action) {
    const made = button(name, text, action);
    made.textContent = text;
    return made;
  }

  class PickingBar {
    constructor(picking) {
      Object.assign(this, { picking, view: picking.view, said: "" });
      const words = (this.words = this.view.meta.words);
      this.box = element("section", "matbang-box matbang-pick");
      this.box.setAttribute("aria-label", words.pick);
      this.ways = MODES.map((mode) => worded(words["pick_" + mode], "matbang-way", () => picking.enter(mode)));
      this.closing = worded(words.pick_close, "matbang-way", () => picking.close());
      this.hint = element("span", "matbang-hint");
      this.hint.setAttribute("role", "status");
      this.using = worded("", "matbang-use", () => picking.use());
      this.clearing = worded(words.pick_clear, "matbang-clear", () => picking.clear());
      this.ending = worded(words.pick_end, "matbang-clear", () => picking.cancel());
      this.box.append(...this.ways, this.closing, this.hint, this.using, this.clearing, this.ending);
      this.control = control("bottomleft", this.box).addTo(this.view.map);
      this.icon = icon("pick", words.pick, () => (picking.mode ? picking.cancel() : picking.enter("tap")));
      this.show();
    }

    show() {
      const { words } = this;
      const { mode, codes, corners } = this.picking;
      const count = codes.size;
      this.box.hidden = !mode && !count;
      this.icon.setAttribute("aria-pressed", String(Boolean(mode)));
      this.ways.forEach((way, place) => {
        way.hidden = !mode;
        way.setAttribute("aria-pressed", String(mode === MODES[place]));
      });
      this.closing.hidden = corners.length < 3;
      const hint = mode ? words["pick_hint_" + mode] : words.pick_count.replace("{n}", count);
      this.hint.textContent = this.said || hint;
      this.hint.hidden = Boolean(mode && count && !this.said);
      this.using.hidden = !mode || !count;
      this.using.textContent = words.pick_use.replace("{n}", count);
      this.using.setAttribute("aria-label", this.using.textContent);
      this.using.title = this.using.textContent;
      this.clearing.hidden = !count;
      this.ending.hidden = !mode;
      this.view.box.dataset.picked = count;
    }

    /* Say something for a while. */
    say(text) {
      this.said = text;
      window.clearTimeout(this.saying);
      this.saying = window.setTimeout(() => {
        this.said = "";
        this.show();
      }, SAID_MS);
    }

    /* On a narrow map the legend stands below, so the bar stands above. */
    fit() {
      const place = this.view.narrow ? "topleft" : "bottomleft";
      if (this.control.getPosition() !== place) this.control.setPosition(place);
    }
  }

  matbang.PickingBar = PickingBar;
})();
