/* The review on the wall: slides by keyboard, clicker or button; the one map flies along with them.
   What is written meanwhile comes by asking; the slide, its row and its place on the page stay. */
(function () {
  "use strict";
  const told = JSON.parse(document.body.dataset.told);
  const { words } = told;
  const [POLL_MS, SLOWEST_MS, LOST_AFTER, SCROLL, MORE_PX] = [2000, 15000, 3, 0.8, 40];
  const box = document.querySelector("#items");
  const find = (name) => document.getElementById(name);
  const started = Date.now();

  class Slides {
    constructor() {
      Object.assign(this, { row: -1, named: false, failures: 0, flights: Date.now(), etag: told.etag });
      document.addEventListener("keydown", (event) => this.key(event), true);
      window.addEventListener("hashchange", () => this.show(location.hash.slice(1)));
      document.addEventListener("visibilitychange", () => document.hidden || this.poll());
      document.addEventListener("scroll", () => this.tellMore(), true);
      window.addEventListener("resize", () => this.tellMore());
      box.addEventListener("click", (event) => this.press(event));
      const acts = { before: () => this.step(-1), next: () => this.step(1), names: () => this.ask(), full, leave: () => this.leave() };
      Object.entries(acts).forEach(([name, act]) => find(name).addEventListener("click", act));
      find("ask").addEventListener("close", () => find("ask").returnValue === "yes" && this.name(true));
      window.setInterval(tick, 1000);
      tick();
      this.show(location.hash.slice(1));
      this.later();
    }

    get all() {
      return [...box.children];
    }

    get item() {
      return find(this.id);
    }

    /* ---- going through ---- */

    /* Show an item by its id; an unknown one is the first. */
    show(id) {
      const found = this.all.find((one) => one.id === id) || this.all[0];
      this.id = found.id;
      this.place = this.all.indexOf(found);
      this.row = -1;
      if (location.hash.slice(1) !== found.id) history.replaceState(history.state, "", location.pathname + location.search + "#" + found.id);
      this.lay();
      found.querySelector(".body").scrollTop = 0;
      this.fly(found);
    }

    lay() {
      const { item } = this;
      this.all.forEach((one) => (one.hidden = one !== item));
      document.body.dataset.shape = item.dataset.shape;
      document.body.toggleAttribute("data-drawn", Boolean(item.querySelector(".draw")));
      const number = Number(item.dataset.number);
      const last = this.all.length - 1;
      find("count").textContent = this.place === 0 ? words.first : this.place === last ? words.last : number + "/" + (last - 1);
      find("before").disabled = this.place === 0;
      find("next").disabled = this.place === last;
      this.tellMore();
    }

    /* Say that a slide goes on below what is seen. */
    tellMore() {
      const body = this.item.querySelector(".body");
      const left = body.scrollHeight - body.scrollTop - body.clientHeight;
      if (left > MORE_PX) body.dataset.more = words.more;
      else delete body.dataset.more;
    }

    step(by) {
      const next = this.all[Math.min(Math.max(this.place + by, 0), this.all.length - 1)];
      if (next.id !== this.id) this.show(next.id);
    }

    /* ---- rows ---- */

    get rows() {
      return [...this.item.querySelectorAll(".body tbody")];
    }

    /* Go along the rows; where there is none, along the page. */
    along(by) {
      const { rows } = this;
      const body = this.item.querySelector(".body");
      if (!rows.length) {
        body.scrollBy({ top: by * SCROLL * body.clientHeight });
        return;
      }
      this.choose(Math.min(Math.max(this.row + by, -1), rows.length - 1));
    }

    choose(place) {
      const { rows } = this;
      this.row = place;
      rows.forEach((one, n) => one.classList.toggle("here", n === place));
      if (place < 0) {
        this.item.querySelector(".body").scrollTop = 0;
        this.fly(this.item);
        return;
      }
      rows[place].scrollIntoView({ block: "nearest" });
      if (rows[place].dataset.box) this.fly(rows[place]);
      else if (rows[place].dataset.project) this.fly(this.item, rows[place].dataset.project);
    }

    press(event) {
      const row = event.target.closest(".body tbody");
      if (row) this.choose(this.rows.indexOf(row));
    }

    /* ---- the map ---- */

    /* Let the map show what a slide or a row of it is about. */
    fly(what, work) {
      const { dataset } = this.item;
      if (dataset.shape === "wide") return;
      const project = work || dataset.project;
      const at = (what.dataset.box || "").split(",").map(Number);
      const filters = project && what !== null && !work ? { project: [project] } : {};
      const wanted = { filters, colour: dataset.colour || "stage", selected: { case: what.dataset.case || null, parcel: null } };
      if (told.past) Object.assign(wanted, { asOf: told.past, sight: "known" });
      const view = window.matbang.view;
      /* Signs and counts suffice beside large words; who wants more unfolds the legend. */
      if (view.legend && view.legend.folded === undefined) Object.assign(view.legend, { folded: true }).fit();
      view.map.invalidateSize({ animate: false });
      if (at.length === 4) wanted.fly = { n: (this.flights += 1), box: at };
      window.matbang.command(wanted);
      if (at.length !== 4 && view.place) view.map.fitBounds(view.place.bounds(), { animate: false });
      this.mark(what.dataset.case);
    }

    /* Mark a case on the strip that is drawn beside the slide, and show what lies around it. */
    mark(code) {
      const { item } = this;
      item.querySelectorAll(".marked").forEach((one) => one.remove());
      const near = [...item.querySelectorAll(".near")];
      if (near.some((one) => one.dataset.of === code)) near.forEach((one) => (one.hidden = one.dataset.of !== code));
      item.querySelectorAll(".draw > svg rect[data-case]").forEach((one) => {
        if (one.dataset.case !== code) return;
        const frame = one.cloneNode();
        frame.removeAttribute("data-case");
        frame.setAttribute("class", "marked");
        one.ownerSVGElement.append(frame);
      });
    }

    /* ---- what is written meanwhile ---- */

    later() {
      window.clearTimeout(this.timer);
      const pause = Math.min(SLOWEST_MS, POLL_MS * 2 ** this.failures);
      this.timer = window.setTimeout(() => this.poll(), pause * (0.85 + 0.3 * Math.random()));
    }

    async poll() {
      if (document.hidden || this.asking) return this.later();
      this.asking = true;
      try {
        await this.read();
        this.failures = 0;
      } catch (error) {
        this.failures += 1;
      }
      this.asking = false;
      find("lost").textContent = this.failures >= LOST_AFTER ? words.lost : "";
      this.later();
    }

    async read() {
      const named = this.named;
      const headers = this.etag ? { "If-None-Match": this.etag } : {};
      const answer = await fetch(told.items + (named ? "&names=1" : ""), { headers, cache: "no-store", credentials: "same-origin" });
      if (answer.status === 304) return;
      if (!answer.ok) throw new Error("items " + answer.status);
      const text = await answer.text();
      if (named !== this.named) return;
      this.etag = answer.headers.get("ETag");
      if (text !== this.text) this.take(text);
      this.text = text;
    }

    /* Put new slides in place of the old ones; where one was, one stays. */
    take(text) {
      const made = new DOMParser().parseFromString(text, "text/html");
      const { id, place, row } = this;
      const body = this.item.querySelector(".body");
      const top = body.scrollTop;
      const known = decided(this.item);
      box.replaceChildren(...made.body.children);
      const all = this.all;
      const same = find(id) || all[Math.min(place, all.length - 1)];
      const moved = same.id !== id;
      if (moved) return this.show(same.id);
      this.place = all.indexOf(same);
      this.lay();
      this.row = Math.min(row, this.rows.length - 1);
      if (this.row >= 0) this.rows[this.row].classList.add("here");
      this.mark((this.row < 0 ? same : this.rows[this.row]).dataset.case);
      same.querySelector(".body").scrollTop = top;
      same.querySelectorAll(".decided li").forEach((one) => one.classList.toggle("new", !known.has(one.textContent)));
      const fresh = same.querySelector(".decided li.new");
      if (fresh) fresh.scrollIntoView({ block: "nearest" });
    }

    /* ---- names ---- */

    ask() {
      if (this.named) this.name(false);
      else find("ask").showModal();
    }

    name(on) {
      this.named = on;
      this.etag = null;
      find("named").hidden = !on;
      find("names").firstChild.textContent = (on ? words.hide : words.show) + " ";
      window.clearTimeout(this.timer);
      this.asking = false;
      this.poll();
    }

    /* ---- keys ---- */

    leave() {
      const numbered = this.place > 0 && this.place < this.all.length - 1;
      window.location.assign(told.back + (numbered ? "&item=" + encodeURIComponent(this.id) : ""));
    }

    key(event) {
      if (find("ask").open || event.ctrlKey || event.altKey || event.metaKey) return;
      const typing = event.target.closest && event.target.closest("input, select, textarea");
      const pressed = event.target.closest && event.target.closest("button, a") && [" ", "Enter"].includes(event.key);
      const act = this.acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act || typing || pressed) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    }

    get acts() {
      const [on, off] = [() => this.step(1), () => this.step(-1)];
      return {
        ArrowRight: on, PageDown: on, " ": on, Enter: on,
        ArrowLeft: off, PageUp: off, Backspace: off,
        Home: () => this.show(this.all[0].id),
        End: () => this.show(this.all[this.all.length - 1].id),
        ArrowDown: () => this.along(1),
        ArrowUp: () => this.along(-1),
        n: () => this.ask(),
        f: full,
        Escape: () => this.leave(),
      };
    }
  }

  /* What was decided under an item, as it is read. */
  function decided(item) {
    return new Set([...item.querySelectorAll(".decided li")].map((one) => one.textContent));
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  /* The ward's own time: a demo's clock is not this machine's. */
  function tick() {
    const now = new Date(Date.parse(told.now) + Date.now() - started);
    find("clock").textContent = now.toLocaleTimeString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit" });
  }

  window.matbang.slides = new Slides();
})();
