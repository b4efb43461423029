/* Playing the record back: a bar with a slider over its days, and what changed since one of them.
   While a day is shown the map follows no feed; the page hears of a day only when asked to open it. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { element, button, icon, Course } = matbang;
  /* Days a second; from a year ago to today in a minute, twenty seconds, seven. */
  const SPEEDS = { slow: 6, middle: 18, fast: 54 };

  function iso(day) {
    return new Date(day * 86400000).toISOString().slice(0, 10);
  }

  function written(day) {
    return iso(day).split("-").reverse().join("/");
  }

  class Playback {
    constructor(view) {
      Object.assign(this, { view, day: null, since: null, base: null, playing: false, frames: 0 });
      const { words } = view.meta;
      this.icon = icon("play", words.play_open, () => (this.box.hidden ? this.open() : this.close()));
      this.box = element("div", "matbang-play");
      this.box.setAttribute("role", "group");
      this.box.setAttribute("aria-label", words.play_open);
      this.build(words);
      this.box.hidden = true;
      L.DomEvent.disableClickPropagation(this.box);
      L.DomEvent.disableScrollPropagation(this.box);
      L.DomEvent.on(this.box, "click", L.DomEvent.stopPropagation);
      this.box.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
      view.box.append(this.box);
    }

    build(words) {
      const worded = (name, text, action) => {
        const made = button(name, text, action);
        made.textContent = text;
        return made;
      };
      this.toggle = icon("play", words.play, () => (this.playing ? this.pause() : this.play()));
      this.toggle.classList.add("matbang-toggle");
      this.slider = element("input", "matbang-slider");
      this.slider.type = "range";
      this.slider.setAttribute("aria-label", words.play_day);
      this.slider.addEventListener("input", () => {
        this.pause();
        this.show(Number(this.slider.value));
      });
      this.text = element("output", "matbang-playday");
      this.speed = element("select", "");
      this.speed.setAttribute("aria-label", words.play_speed);
      Object.keys(SPEEDS).forEach((name) => this.speed.append(new Option(words["play_" + name], name, name === "middle", name === "middle")));
      this.mark = worded("matbang-way", words.play_since, () => this.ask(this.since === null ? iso(this.day) : null));
      this.list = worded("matbang-way", words.play_list, () => this.openDay());
      this.end = worded("matbang-clear", words.play_end, () => this.close());
      const head = element("div", "matbang-playline");
      const foot = element("div", "matbang-playline");
      head.append(this.toggle, this.slider, this.text);
      foot.append(this.mark, ...(this.view.plain ? [] : [this.list]), this.speed, this.end);
      this.box.append(head, foot);
    }

    /* ---- what is played ---- */

    /* Read the course once for each projection and revision; false when it does not come. */
    async load() {
      const { view } = this;
      if (this.turns && this.revision === view.status.revision && this.projection === view.status.projection) return true;
      view.say(view.meta.words.play_loading);
      try {
        const answer = await view.feed.ask("playback");
        if (!answer.ok) throw new Error("playback " + answer.status);
        const found = await answer.json();
        Object.assign(this, { turns: matbang.turnsOf(found), revision: found.revision, projection: found.projection });
        [this.first, this.last] = [found.first, found.last].map(matbang.dayNumber);
        this.course = new Course(this.turns);
        view.say("");
        return true;
      } catch (error) {
        view.say(view.meta.words.play_failed, 6000);
        return false;
      }
    }

    async open() {
      if (!(await this.load())) return;
      Object.assign(this.slider, { min: this.start, max: this.last });
      this.box.hidden = false;
      this.icon.setAttribute("aria-pressed", "true");
      this.view.box.classList.add("matbang-playing");
      this.view.feed.rest(true);
      this.show(this.view.status.today);
      this.toggle.focus();
    }

    close() {
      if (this.box.hidden) return;
      this.pause();
      this.box.hidden = true;
      this.day = null;
      this.view.box.dataset.playing = "";
      this.view.day.tell({ played: null });
      this.icon.setAttribute("aria-pressed", "false");
      this.view.box.classList.remove("matbang-playing");
      this.view.feed.rest(false);
    }

    /* The first day to play: what changed since a day is asked of later ones alone. */
    get start() {
      return this.since === null ? this.first : Math.max(this.since, this.first);
    }

    /* Show the end of a day; resolves when all of it is painted. */
    show(day) {
      const { view } = this;
      this.day = Math.min(Math.max(day, this.start), this.last);
      const ids = view.status.play(this.course.at(this.day), this.day);
      this.slider.value = this.day;
      this.text.textContent = written(this.day);
      this.slider.setAttribute("aria-valuetext", this.text.textContent);
      view.box.dataset.playing = iso(this.day);
      view.day.tell({ played: iso(this.day) });
      return view.repaint(this.playing ? { signs: false, ids } : { signs: true }).then(() => (view.box.dataset.frames = this.frames += 1));
    }

    /* ---- going on by itself ---- */

    async play() {
      if (this.playing) return;
      this.playing = true;
      this.label();
      await this.show(this.day >= this.last ? this.start : this.day);
      await this.view.parcels.drawn({ signs: false });
      let from = { day: this.day, at: performance.now(), speed: this.speed.value };
      while (this.playing && this.day < this.last) {
        const now = await new Promise((next) => window.requestAnimationFrame(next));
        if (!this.playing) return;
        if (from.speed !== this.speed.value) from = { day: this.day, at: now, speed: this.speed.value };
        const day = Math.floor(from.day + (Math.max(now - from.at, 0) / 1000) * SPEEDS[from.speed]);
        if (day > this.day) await this.show(day);
      }
      this.pause();
    }

    pause() {
      const played = this.playing;
      this.playing = false;
      this.label();
      if (played && this.day !== null) this.show(this.day);
    }

    label() {
      const text = this.view.meta.words[this.playing ? "pause" : "play"];
      this.toggle.title = text;
      this.toggle.setAttribute("aria-label", text);
      this.toggle.replaceChildren(matbang.picture(matbang.ICONS[this.playing ? "pause" : "play"], 18));
    }

    /* ---- two days ---- */

    /* Let the page know from which day on changes are to be shown; it commands us in turn. */
    ask(since) {
      matbang.page.writeUrl({ since });
      this.view.pointer.report("since", { since: since || "" });
      this.follow(since);
    }

    /* Show only the cases that stand elsewhere than at the end of `since` (ISO), or all for null. */
    async follow(since) {
      const day = since ? matbang.dayNumber(since) : null;
      if (day === this.since) return;
      this.since = day;
      if (day !== null && !(await this.load())) this.since = null;
      const { view } = this;
      const cases = this.since === null ? null : new Course(this.turns).at(this.since);
      view.status.compare(cases);
      if (this.turns) this.slider.min = this.start;
      this.mark.textContent = view.meta.words[this.since === null ? "play_since" : "unsince"];
      const from = this.since === null ? "" : iso(this.since);
      view.day.tell({ since: from });
      view.box.dataset.since = from;
      view.status.derive();
      view.refresh();
    }

    /* Show the list of the day that is shown, beside the map. */
    openDay() {
      const day = iso(this.day);
      this.close();
      this.view.pointer.report("day", { day: this.day < this.last ? day : "" });
    }
  }

  matbang.Playback = Playback;
})();
