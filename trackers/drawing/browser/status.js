/* What the browser knows of the cases: filters, counts, and how each parcel looks.
   No drawing and no network here. Short keys of a case: trackers/domain/status.py. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const DAY_MS = 86400000;
  const LISTS = { project: "j", area: "a", track: "t", officer: "o" };

  /* Sequential and safe for colour blindness: the darker, the longer ago. */
  const AGES = [
    { code: "older", above: 30, colour: "#440154", mark: ">30" },
    { code: "month", above: 14, colour: "#31688E", mark: "30" },
    { code: "fortnight", above: 7, colour: "#35B779", mark: "14" },
    { code: "week", above: -Infinity, colour: "#E3D91E", mark: "7" },
    { code: "settled", colour: "#D6D2C4", mark: "" },
  ];
  const PROMISES = [
    { code: "overdue", colour: "#882255", mark: "<" },
    { code: "thisweek", colour: "#DDAA33", mark: "=" },
    { code: "later", colour: "#88CCEE", mark: ">" },
    { code: "nopromise", colour: "#D6D2C4", mark: "" },
  ];

  function dayNumber(iso) {
    return Math.round(Date.parse(iso) / DAY_MS);
  }

  /* Days since the last meeting; undefined once the land is handed over. */
  function age(one, today) {
    return one.w ? today - dayNumber(one.w) : undefined;
  }

  function ageRank(one, today) {
    const days = age(one, today);
    return days === undefined ? 4 : AGES.findIndex((band) => days > band.above);
  }

  function promiseRank(one, today) {
    if (!one.m) return 3;
    const day = dayNumber(one.m);
    /* Day 0 of the epoch was a Thursday: this gives 0 on Monday, 6 on Sunday. */
    const sunday = today + 6 - ((today + 3) % 7);
    return day < today ? 0 : day <= sunday ? 1 : 2;
  }

  function named(classes, words) {
    return classes.map((one) => ({ ...one, label: words[one.code] }));
  }

  function hasObstacle(one, wanted) {
    const open = one.b || [];
    return wanted.includes("any") ? open.length > 0 : open.some((kind) => wanted.includes(kind));
  }

  class Status {
    constructor(meta) {
      /* A stage's mark is how far the pie is filled; the last one is a tick. */
      this.stages = meta.stages.map((stage, place) => ({ ...stage, pie: place / 4 }));
      const borrowed = (one) => ({ ...this.stages.find((stage) => stage.code === one.code), label: one.label });
      this.publicStages = (meta.public || []).map(borrowed);
      this.classes = { contact: named(AGES, meta.words), promise: named(PROMISES, meta.words) };
      this.wanted = "stage";
      this.cases = new Map();
      this.filters = { project: [], area: [], track: [], officer: [], obstacle: [], stage: [] };
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
      this.cases.clear();
      this.derive();
    }

    /* Take in what the server sent. */
    take(feed) {
      if (feed.full) this.cases.clear();
      this.project(feed.projection || "officers");
      feed.cases.forEach((one) => this.cases.set(one.c, one));
      this.revision = feed.revision;
      this.today = dayNumber(feed.today);
      this.derive();
    }

    rank(one) {
      if (this.colour === "contact") return ageRank(one, this.today);
      if (this.colour === "promise") return promiseRank(one, this.today);
      return this.stageRank.get(one.s);
    }

    passes(one) {
      const filters = this.filters;
      const lists = Object.keys(LISTS).every((name) => {
        const wanted = filters[name] || [];
        return wanted.length === 0 || wanted.includes(one[LISTS[name]]);
      });
      if (!lists) return false;
      return typeof filters.days !== "number" || age(one, this.today) > filters.days;
    }

    /* Work out the look of every parcel and the legend's counts. */
    derive() {
      const { stage, obstacle } = this.filters;
      const counts = { shown: 0, total: 0, obstacle: 0 };
      const rows = this.classes[this.colour];
      rows.forEach((row) => (counts[row.code] = 0));
      this.looks = new Map();
      this.cases.forEach((one) => {
        if (one.x) return;
        counts.total += 1;
        const others = this.passes(one);
        const staged = !stage.length || stage.includes(one.s);
        const stuck = !obstacle.length || hasObstacle(one, obstacle);
        const shown = others && staged && stuck;
        const rank = this.rank(one);
        if (shown) counts.shown += 1;
        if (others && staged && hasObstacle(one, ["any"])) counts.obstacle += 1;
        if (this.colour === "stage" ? others && stuck : shown) counts[rows[rank].code] += 1;
        this.place(one, rank, shown);
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

    stageOf(one) {
      return this.classes.stage[this.stageRank.get(one.s)];
    }

    classOf(look) {
      return this.classes[this.colour][look.rank];
    }
  }

  matbang.Status = Status;
})();
