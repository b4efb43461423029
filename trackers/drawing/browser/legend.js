/* The legend: it is the filter and the count. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { element, button, control, sign, bang } = matbang;

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
      const { narrow } = this.view;
      const small = !this.view.bare && (this.folded === undefined ? narrow : this.folded);
      this.box.classList.toggle("matbang-compact", small);
      /* Beside the other corners' buttons on a wide map, under the thumb on a narrow one. */
      const place = narrow ? "bottomleft" : "topleft";
      if (this.control.getPosition() !== place) this.control.setPosition(place);
    }

    fold() {
      this.folded = !this.box.classList.contains("matbang-compact");
      this.fit();
    }

    update() {
      const { status, bare } = this.view;
      if (bare) {
        this.explain();
        return;
      }
      const picture = JSON.stringify([status.projection, status.colour, status.counts, this.held()]);
      if (picture === this.drawn) return;
      this.drawn = picture;
      const held = document.activeElement && this.box.contains(document.activeElement) && document.activeElement.dataset.code;
      this.box.replaceChildren(...this.rows());
      const again = held && [...this.box.querySelectorAll("button")].find((one) => one.dataset.code === held);
      if (again) again.focus();
      this.fit();
    }

    /* The filters that rows of a legend set, whatever is coloured now. */
    held() {
      const { stage = [], contact = [], promise = [], obstacle = [] } = this.view.status.filters;
      return { stage, contact, promise, obstacle };
    }

    rows() {
      const { status, meta } = this.view;
      const { words } = meta;
      const { colour } = status;
      const { [colour]: chosen, obstacle } = this.held();
      const title = button("matbang-title", words.fold, () => this.fold());
      title.dataset.code = "title";
      title.textContent = words["title_" + colour];
      const rows = [title];
      const there = (one) => !one.rare || status.counts[one.code] > 0 || chosen.includes(one.code);
      status.classes[colour].filter(there).forEach((one) => {
        const picture = swatch(one.colour, (ctx) => sign(ctx, one, 6.5));
        const toggle = () => this.view.toggle(colour, one.code);
        rows.push(this.row(one.code, one.label, picture, toggle, chosen.includes(one.code), chosen.length > 0));
      });
      if (!status.isPublic && meta.obstacle) rows.push(this.stuck(obstacle.length > 0));
      rows.push(this.total());
      return rows;
    }

    /* A map for everybody counts nothing: its legend only says what the colours of runs mean. */
    explain() {
      const { key = [] } = this.view.meta;
      this.box.hidden = !key.length;
      if (this.box.childElementCount) return;
      key.forEach(({ colour, label }) => {
        const row = element("div", "matbang-row");
        row.append(swatch(colour, () => {}), element("span", "matbang-label", label));
        this.box.append(row);
      });
    }

    stuck(any) {
      const { obstacle } = this.view.meta;
      const picture = swatch(obstacle.colour, (ctx) => bang(ctx, 8, obstacle.colour));
      return this.row("obstacle", obstacle.label, picture, () => this.view.toggle("obstacle", "any"), any, any);
    }

    row(code, text, picture, toggle, pressed, filtering) {
      const row = button("matbang-row", text, toggle);
      row.dataset.code = code;
      row.setAttribute("aria-pressed", String(pressed));
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
      if (Object.values(this.held()).some((codes) => codes.length)) {
        const clear = button("matbang-clear", meta.words.clear, () => this.view.toggle(null));
        clear.dataset.code = "clear";
        clear.textContent = meta.words.clear;
        foot.append(clear);
      }
      return foot;
    }
  }

  matbang.Legend = Legend;
})();
