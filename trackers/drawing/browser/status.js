/* What the browser knows of the cases: filters, counts, and how each parcel looks.
   No drawing and no network here. Short keys of a case: trackers/domain/status.py. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const DAY_MS = 86400000;
  /* Filters that are also classes of a colouring: a row of the legend sets them. */
  const CLASSED = ["stage", "contact", "promise"];
  const LISTS = { project: "j", area: "a", track: "t", officer: "o" };

  function dayNumber(iso) {
    return Math.round(Date.parse(iso) / DAY_MS);
  }

  /* Days since the last meeting; undefined once the land is handed over. */
  function age(one, today) {
    return one.w ? today - dayNumber(one.w) : undefined;
  }

  function contactClass(bands, one, today) {
    const days = age(one, today);
    if (days === undefined) return "settled";
    if (one.n) return "never";
    /* A visit of a later day than today counts with the latest. */
    return (bands.find((band) => band.above !== null && days > band.above) || { code: "week" }).code;
  }

  function promiseClass(one, today) {
    if (!one.m) return "nopromise";
    const day = dayNumber(one.m);
    /* Day 0 of the epoch was a Thursday: this gives 0 on Monday, 6 on Sunday. */
    const sunday = today + 6 - ((today + 3) % 7);
    return day < today ? "overdue" : day <= sunday ? "thisweek" : "later";
  }

  /* A class of contacts or promises bears its sign as text. */
  function marked(classes) {
    return (classes || []).map((one) => ({ ...one, mark: one.sign }));
  }

  function hasObstacle(one, wanted) {
    const open = one.b || [];
    return wanted.includes("any") ? open.length > 0 : open.some((kind) => wanted.includes(kind));
  }

  class Status {
    constructor(meta) {
      /* A stage's mark is how far the pie is filled; the last one is a tick. */
      this.stages = meta.stages.map((stage, place) => ({ ...stage, pie: place / 4 }));
      /* Those of a shared page bring looks of their own. */
      const borrowed = (one) => ({ ...this.stages.find((stage) => stage.code === one.code), ...one });
      this.publicStages = (meta.public || []).map(borrowed);
      this.classes = { contact: marked(meta.contact), promise: marked(meta.promise) };
      this.wanted = "stage";
      this.cases = new Map();
      this.filters = {};
      this.base = null;
      this.revision = 0;
      this.today = 0;
      this.project("");
      this.derive();
    }

    /* Whose view of the record this is: "officers", "public", or "" before anything came. */
    project(projection) {
      this.projection = projection;
      this.classes.stage = this.isPublic ? this.publicStages : this.stages;
      this.stageRank = new Map(this.classes.stage.map((stage, place) => [stage.code, place]));
    }

    get isPublic() {
      return this.projection === "public";
    }

    /* The public projection knows neither visits nor promises: it has one colouring. */
    get colour() {
      return this.isPublic ? "stage" : this.wanted;
    }

    set colour(name) {
      this.wanted = name;
    }

    forget() {
      this.cases = new Map();
      this.derive();
    }

    /* Show other cases than the feed's, as they were at the end of a day; the next feed is whole.
       Gives the ids of the parcels that look other than before. */
    play(cases, day) {
      const before = this.looks;
      Object.assign(this, { cases, today: day });
      this.derive();
      const same = (one, other) => one && other && one.rank === other.rank && one.shown === other.shown && one.stuck === other.stuck;
      const ids = [...new Set([...before.keys(), ...this.looks.keys()])];
      return new Set(ids.filter((id) => !same(before.get(id), this.looks.get(id))));
    }

    /* Let only those pass that stand elsewhere than among these cases of an earlier day; null: all. */
    compare(cases) {
      this.base = cases;
    }

    moved(one) {
      const before = this.base.get(one.c);
      return !before || Boolean(before.x) || before.s !== one.s;
    }

    /* Take in what the server sent. */
    take(feed) {
      if (feed.full) this.cases = new Map();
      this.project(feed.projection || "officers");
      feed.cases.forEach((one) => this.cases.set(one.c, one));
      this.revision = feed.revision;
      this.today = dayNumber(feed.today);
      this.derive();
    }

    /* The codes of a case's classes, one for each colouring. */
    classesOf(one) {
      if (this.isPublic) return { stage: one.s };
      return {
        stage: one.s,
        contact: contactClass(this.classes.contact, one, this.today),
        promise: promiseClass(one, this.today),
      };
    }

    /* Whether a filter by classes lets a class through; the public projection has stages only. */
    wants(name, code) {
      const wanted = this.filters[name] || [];
      return !wanted.length || code === undefined || wanted.includes(code);
    }

    passes(one) {
      const filters = this.filters;
      if (this.base && !this.moved(one)) return false;
      const lists = Object.keys(LISTS).every((name) => {
        const wanted = filters[name] || [];
        return wanted.length === 0 || wanted.includes(one[LISTS[name]]);
      });
      if (!lists) return false;
      return typeof filters.days !== "number" || age(one, this.today) > filters.days;
    }

    /* Work out the look of every parcel and the legend's counts. */
    derive() {
      const { colour } = this;
      const { obstacle = [] } = this.filters;
      const counts = { shown: 0, total: 0, obstacle: 0 };
      const rows = this.classes[colour];
      rows.forEach((row) => (counts[row.code] = 0));
      const ranks = new Map(rows.map((row, place) => [row.code, place]));
      this.looks = new Map();
      this.cases.forEach((one) => {
        if (one.x) return;
        counts.total += 1;
        const codes = this.classesOf(one);
        const fails = CLASSED.filter((name) => !this.wants(name, codes[name]));
        const others = this.passes(one);
        const stuck = !obstacle.length || hasObstacle(one, obstacle);
        const shown = others && stuck && !fails.length;
        if (shown) counts.shown += 1;
        if (others && !fails.length && hasObstacle(one, ["any"])) counts.obstacle += 1;
        /* A row counts what pressing it would show: its own filter does not hold for it. */
        if (others && stuck && fails.every((name) => name === colour)) counts[codes[colour]] += 1;
        this.place(one, ranks.get(codes[colour]), shown);
      });
      this.counts = counts;
    }

    /* A parcel in several projects shows its worst case among those that pass. */
    place(one, rank, shown) {
      let look = this.looks.get(one.p);
      if (!look) this.looks.set(one.p, (look = { rank: Infinity, shown: false, stuck: false, cases: [], passing: [] }));
      look.cases.push(one);
      if (!shown) return;
      look.shown = true;
      look.passing.push(one.c);
      look.rank = Math.min(look.rank, rank);
      look.stuck = look.stuck || hasObstacle(one, ["any"]);
    }

    look(id) {
      return this.looks.get(id);
    }

    /* The stage in words; while two days are compared, from which one it came. */
    wayOf(one) {
      const before = this.base && this.base.get(one.c);
      const came = before && this.moved(one) ? this.stageOf(before).label + " → " : "";
      return came + this.stageOf(one).label;
    }

    stageOf(one) {
      return this.classes.stage[this.stageRank.get(one.s)];
    }

    classOf(look) {
      return this.classes[this.colour][look.rank];
    }
  }

  matbang.Status = Status;
  matbang.dayNumber = dayNumber;
})();
