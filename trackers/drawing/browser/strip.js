/* The strip of a road: both of its sides by chainage, in the colours of the map. Shown while one road
   alone is filtered; a piece selects its case, and what is selected on the map is marked here. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { element, button, INK } = matbang;
  const [ROW_PX, GAP_PX, TICKS_PX, EDGE_PX] = [16, 2, 14, 34];
  const DONE = ["handed", "done"];

  function chainage(metres) {
    const whole = Math.round(metres);
    return "Km" + Math.floor(whole / 1000) + "+" + String(whole % 1000).padStart(3, "0");
  }

  class Strip {
    constructor(view) {
      this.view = view;
      const { words } = view.meta;
      this.box = element("section", "matbang-strip");
      this.box.setAttribute("aria-label", words.strip);
      this.title = button("matbang-striphead", words.strip_fold, () => this.fold());
      this.canvas = element("canvas", "");
      this.canvas.tabIndex = 0;
      this.canvas.setAttribute("role", "listbox");
      this.canvas.setAttribute("aria-label", words.strip);
      this.box.append(this.title, this.canvas);
      this.box.hidden = true;
      L.DomEvent.disableClickPropagation(this.box);
      L.DomEvent.disableScrollPropagation(this.box);
      this.canvas.addEventListener("click", (event) => this.press(event));
      this.canvas.addEventListener("mousemove", (event) => this.hover(event));
      this.canvas.addEventListener("mouseleave", () => this.hover(null));
      this.canvas.addEventListener("keydown", (event) => this.step(event));
      view.box.append(this.box);
    }

    /* On a narrow map it opens when its title is pressed. */
    get closed() {
      return this.folded === undefined ? this.view.narrow : this.folded;
    }

    fold() {
      this.folded = !this.closed;
      this.update();
    }

    /* The pieces of the one road that is filtered, in the order of its chainage; none for others. */
    read() {
      const { status, filters } = this.view;
      const [project] = filters.project;
      this.pieces = [];
      if (filters.project.length !== 1) return;
      status.cases.forEach((one) => {
        if (one.j !== project || one.x) return;
        (one.u || []).forEach(([side, from, to]) => this.pieces.push({ one, side, from, to, rank: status.stageRank.get(one.s) }));
      });
      /* Where two lie over each other the one that is behind is painted last. */
      this.pieces.sort((a, b) => b.rank - a.rank);
      this.length = Math.max(0, ...this.pieces.map(({ to }) => to));
    }

    /* Metres of road whose land is handed over, and all that have to be: as the server counts them. */
    cleared() {
      let [done, all] = [0, 0];
      [0, 1].forEach((side) => {
        const own = this.pieces.filter((one) => one.side === side);
        const marks = [...new Set(own.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
        const begins = [...own].sort((a, b) => a.from - b.from);
        let [here, next] = [[], 0];
        marks.slice(1).forEach((end, place) => {
          const start = marks[place];
          here = here.filter(({ to }) => to > start);
          for (; next < begins.length && begins[next].from <= start; next += 1) here.push(begins[next]);
          if (!here.length) return;
          all += end - start;
          if (here.every(({ one }) => DONE.includes(one.s))) done += end - start;
        });
      });
      return { done, all };
    }

    update() {
      this.read();
      const shown = this.pieces.length > 0;
      this.view.box.classList.toggle("matbang-striped", shown);
      this.box.hidden = !shown;
      this.canvas.hidden = this.closed;
      this.title.setAttribute("aria-expanded", String(!this.closed));
      this.view.box.classList.toggle("matbang-strip-open", shown && !this.closed);
      if (!shown) return;
      const { done, all } = this.cleared();
      const share = all ? ((100 * done) / all).toFixed(1).replace(".", this.view.lang === "en" ? "." : ",") : "–";
      this.title.textContent = this.view.meta.words.strip_cleared.replace("{share}", share);
      this.box.dataset.share = share;
      this.box.dataset.pieces = this.pieces.length;
      if (!this.closed) this.draw();
    }

    draw() {
      const { canvas, pieces } = this;
      const ratio = window.devicePixelRatio || 1;
      const [wide, high] = [canvas.clientWidth || 300, 2 * ROW_PX + GAP_PX + TICKS_PX];
      Object.assign(canvas, { width: wide * ratio, height: high * ratio });
      const ctx = canvas.getContext("2d");
      ctx.scale(ratio, ratio);
      this.scale = (wide - EDGE_PX) / this.length;
      ctx.fillStyle = "#EFEDE6";
      [0, 1].forEach((side) => ctx.fillRect(EDGE_PX, side * (ROW_PX + GAP_PX), wide - EDGE_PX, ROW_PX));
      pieces.forEach((piece) => this.paint(ctx, piece));
      this.label(ctx, wide);
      this.mark(ctx);
    }

    place({ side, from, to }) {
      const left = EDGE_PX + from * this.scale;
      return { left, top: side * (ROW_PX + GAP_PX), wide: Math.max((to - from) * this.scale, 1.5) };
    }

    paint(ctx, piece) {
      const { status, meta } = this.view;
      const { left, top, wide } = this.place(piece);
      const look = status.look(piece.one.p);
      const passes = look && look.passing.includes(piece.one.c);
      const code = status.classesOf(piece.one)[status.colour];
      ctx.fillStyle = passes ? (status.classes[status.colour].find((one) => one.code === code) || {}).colour : "#D9D6CC";
      ctx.fillRect(left, top, Math.max(wide - 0.7, 1), ROW_PX);
      if (!passes || !(piece.one.b || []).length) return;
      ctx.fillStyle = meta.obstacle.colour;
      ctx.fillRect(left, top + ROW_PX - 4, Math.max(wide - 0.7, 1), 4);
    }

    label(ctx, wide) {
      const { words } = this.view.meta;
      ctx.fillStyle = INK;
      ctx.font = "11px sans-serif";
      ctx.textBaseline = "middle";
      ctx.fillText(words.strip_left, 2, ROW_PX / 2);
      ctx.fillText(words.strip_right, 2, ROW_PX * 1.5 + GAP_PX);
      const apart = Math.max(100, Math.ceil(this.length / ((wide - EDGE_PX) / 70) / 100) * 100);
      for (let metre = 0; metre <= this.length; metre += apart) {
        const at = EDGE_PX + metre * this.scale;
        ctx.fillRect(at, 2 * ROW_PX + GAP_PX, 1, 4);
        if (at + 44 < wide) ctx.fillText(chainage(metre), at + 3, 2 * ROW_PX + GAP_PX + TICKS_PX / 2 + 1);
      }
    }

    mark(ctx) {
      const chosen = this.view.selectedParcel();
      this.pieces.filter(({ one }) => one.p === chosen).forEach((piece) => {
        const { left, top, wide } = this.place(piece);
        ctx.strokeStyle = INK;
        ctx.lineWidth = 2.5;
        ctx.strokeRect(left - 1, top + 1, wide + 1, ROW_PX - 2);
      });
    }

    /* The piece under a place of the canvas; of several the one painted last. */
    at(event) {
      const [x, y] = [event.offsetX, event.offsetY];
      const side = y < ROW_PX ? 0 : y < 2 * ROW_PX + GAP_PX ? 1 : -1;
      const near = (piece) => {
        const { left, wide } = this.place(piece);
        return piece.side === side && x >= left - 1 && x <= left + wide + 1;
      };
      return [...this.pieces].reverse().find(near);
    }

    press(event) {
      const piece = this.at(event);
      if (piece) this.choose(piece);
    }

    choose({ one }) {
      const { view } = this;
      view.select(one.p);
      const point = view.parcels.locate(one.p);
      /* What lies on the screen is selected as by a click on it; to the rest the page flies. */
      const inside = point && L.bounds([40, 40], view.map.getSize().subtract([40, 100])).contains(point);
      if (point && !inside) view.map.panTo(view.map.containerPointToLatLng(point));
      view.pointer.report(point ? "click" : "strip", { id: one.p, case: one.c });
    }

    hover(event) {
      const piece = event && this.at(event);
      const { status } = this.view;
      this.canvas.title = piece ? piece.one.c + " · " + chainage(piece.from) + " – " + chainage(piece.to) + " · " + status.wayOf(piece.one) : "";
      this.canvas.style.cursor = piece ? "pointer" : "";
    }

    /* Arrow keys go along the side of what is selected. */
    step(event) {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      const ordered = [...this.pieces].sort((a, b) => a.side - b.side || a.from - b.from);
      const now = ordered.findIndex(({ one }) => one.p === this.view.selectedParcel());
      const next = ordered[now < 0 ? 0 : now + by];
      if (next) this.choose(next);
    }
  }

  matbang.Strip = Strip;
})();
