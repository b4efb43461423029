/* The course of the record: every case's status on any day. No drawing and no network here.
   The short form in which it comes: trackers/domain/playback.py. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const { dayNumber } = matbang;

  /* One case's turns: each with the whole status from its day on, and the one before. A turn carries
     what changed, null for what fell away. */
  function unfold({ c, d }, first) {
    let before = null;
    return d.map(([day, changed]) => {
      const known = Object.entries({ c, ...before, ...changed }).filter(([, value]) => value !== null);
      const turn = { day: first + day, one: Object.fromEntries(known), before };
      before = turn.one;
      return turn;
    });
  }

  /* What playback.json holds: the turns of all cases in the order of their days. */
  function turnsOf(feed) {
    const first = dayNumber(feed.first);
    return feed.cases.flatMap((one) => unfold(one, first)).sort((a, b) => a.day - b.day);
  }

  class Course {
    constructor(turns) {
      Object.assign(this, { turns, cases: new Map(), place: 0 });
    }

    /* The cases at the end of a day, by code: one map, brought forward or back to that day. */
    at(day) {
      const { turns, cases } = this;
      for (; this.place < turns.length && turns[this.place].day <= day; this.place += 1) {
        const { one } = turns[this.place];
        cases.set(one.c, one);
      }
      for (; this.place > 0 && turns[this.place - 1].day > day; this.place -= 1) {
        const { one, before } = turns[this.place - 1];
        if (before) cases.set(one.c, before);
        else cases.delete(one.c);
      }
      return cases;
    }
  }

  matbang.Course = Course;
  matbang.turnsOf = turnsOf;
})();
