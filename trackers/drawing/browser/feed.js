/* Following the record: asks what changed since a revision, or once how a past day looked.
   What comes belongs to one projection (officers' or public); when that changes, all is read anew. */
(function () {
  "use strict";
  const matbang = (window.matbang = window.matbang || {});
  const POLL_MS = 1000;
  const SLOWEST_MS = 15000;
  const ANSWER_MS = 10000;
  const LOST_MS = 15000;
  const GONE = 410;

  class Feed {
    /* `taken(feed)` hears of every answer that holds something. */
    constructor(view, taken) {
      Object.assign(this, { view, taken, failures: 0, answeredAt: Date.now(), asOf: null, turn: 0, resting: false });
    }

    start() {
      document.addEventListener("visibilitychange", () => {
        this.answeredAt = Date.now();
        if (!document.hidden) this.poll();
      });
      window.setInterval(() => this.showLost(), 1000);
      this.poll();
    }

    ask(path, headers) {
      const stop = new AbortController();
      const timer = window.setTimeout(() => stop.abort(), ANSWER_MS);
      const options = { headers: headers || {}, cache: "no-store", credentials: "same-origin", signal: stop.signal };
      return fetch(this.view.address + path, options)
        .then((answer) => this.heard(answer))
        .finally(() => window.clearTimeout(timer));
    }

    /* A shared link may be over: its page hears of it at once. */
    heard(answer) {
      if (answer.status === GONE) document.dispatchEvent(new Event("matbang-over"));
      return answer;
    }

    /* Forget how far we have read; an answer that is still on its way counts no more. */
    begin() {
      this.view.status.revision = 0;
      this.etag = null;
      this.turn += 1;
    }

    /* Show the end of a day (ISO) as "true" or as "known" then, or with null the present again. */
    showDay(day, sight) {
      if (day === this.asOf && (!day || sight === this.sight)) return;
      Object.assign(this, { asOf: day, sight });
      this.begin();
      this.poll();
    }

    /* Ask nothing while days are played back; then begin anew. */
    rest(resting) {
      this.resting = resting;
      this.begin();
      this.answeredAt = Date.now();
      if (!resting) this.poll();
    }

    request() {
      const { status } = this.view;
      if (this.asOf) return this.ask("status?" + new URLSearchParams({ as_of: this.asOf, sight: this.sight || "true" }));
      const held = status.projection ? "&projection=" + status.projection : "";
      return this.ask("status?since=" + status.revision + held, this.etag ? { "If-None-Match": this.etag } : {});
    }

    async poll() {
      window.clearTimeout(this.timer);
      if (document.hidden || this.asking || this.resting) return;
      if (this.asOf && this.view.status.revision) return;
      this.asking = true;
      const turn = this.turn;
      try {
        const answer = await this.request();
        if (answer.status !== 304) await this.take(answer, turn);
        this.answered();
      } catch (error) {
        this.failures += 1;
        /* Nothing is better than another day's picture. */
        if (this.asOf && turn === this.turn) this.view.forget();
      }
      this.asking = false;
      this.later(turn);
    }

    later(turn) {
      const pause = turn === this.turn ? Math.min(SLOWEST_MS, POLL_MS * 2 ** this.failures) : 0;
      this.timer = window.setTimeout(() => this.poll(), pause * (0.85 + 0.3 * Math.random()));
      this.view.place.keepAddress();
    }

    async take(answer, turn) {
      if (!answer.ok) throw new Error("status " + answer.status);
      const feed = await answer.json();
      if (turn !== this.turn) return;
      if (this.asOf && feed.as_of !== this.asOf) throw new Error("another day");
      const { status } = this.view;
      const other = status.projection && feed.projection !== status.projection;
      /* Another's projection, or a record restored from an older copy: begin anew. */
      if (!feed.full && (other || feed.revision < status.revision)) {
        this.begin();
        return;
      }
      this.etag = answer.headers.get("ETag");
      this.taken(feed);
    }

    answered() {
      this.failures = 0;
      this.answeredAt = Date.now();
      this.showLost();
      this.view.retry();
    }

    showLost() {
      const resting = document.hidden || this.resting || (this.asOf && !this.failures);
      const lost = !resting && Date.now() - this.answeredAt > LOST_MS;
      if (lost === Boolean(this.lost)) return;
      this.lost = lost;
      this.view.box.dataset.lost = lost ? "1" : "";
      this.view.say(lost ? this.view.meta.words.lost : "");
    }
  }

  matbang.Feed = Feed;
  matbang.POLL_MS = POLL_MS;
})();
