"""status.js run by the Node that installs the browser's files: colours, filters, counts."""

import json
import random
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from tests.domain.making import a_state, a_visit
from trackers.domain.contacts import Outcome
from trackers.domain.coverage import contact_age, promise_time
from trackers.domain.stages import Stage
from trackers.domain.status import officers_status, payload
from trackers.drawing.assets import BROWSER
from trackers.drawing.script_words import WORDS
from trackers.web.ward_map import looks

NODE = Path(sys.executable).parent / "node"
META = {"words": WORDS, **looks()}
# Monday 07/04/2014.
TODAY = "2014-04-07"
ASK = """
global.window = {};
require(process.argv[1]);
const ask = JSON.parse(require("fs").readFileSync(0, "utf8"));
const status = new window.matbang.Status(ask.meta);
Object.assign(status.filters, ask.filters);
status.colour = ask.colour;
status.take({ revision: 1, today: ask.today, full: true, cases: ask.cases });
const looks = [...status.looks].map(([id, { rank, shown, stuck }]) => [id, { rank, shown, stuck }]);
console.log(JSON.stringify({ counts: status.counts, looks: Object.fromEntries(looks) }));
"""


def asked(*cases, filters=None, colour="stage", today=TODAY):
    numbered = [
        {"c": f"XM-{number}", "p": number, "j": "XM"} | one for number, one in enumerate(cases)
    ]
    ask = {
        "meta": META,
        "cases": numbered,
        "filters": filters or {},
        "colour": colour,
        "today": today,
    }
    ran = subprocess.run(
        [NODE, "-e", ASK, BROWSER / "status.js"],
        input=json.dumps(ask),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(ran.stdout)


def waiting(today, days, met, promised):
    """A case whose household was visited `days` ago, met or not, and named a day from today."""
    visited = today - timedelta(days=days)
    due = None if promised is None else today + timedelta(days=promised)
    outcome = Outcome.POSTPONED if met else Outcome.NOBODY
    return a_state(contacts=(a_visit(visited, outcome=outcome, promise_on=due),), opened_on=visited)


def test_a_parcel_of_two_works_shows_its_least_advanced_case_that_passes():
    cases = ({"p": 1, "s": "done"}, {"p": 1, "s": "talk", "j": "MN"})
    assert asked(*cases)["looks"]["1"]["rank"] == Stage.IN_PROGRESS.rank
    only = asked(*cases, filters={"project": ["XM"]})
    assert only["looks"]["1"]["rank"] == Stage.COMPLETED.rank


def test_a_row_of_the_legend_counts_what_it_would_show():
    cases = ({"s": "talk", "b": ["price"]}, {"s": "talk"}, {"s": "done", "b": ["grave"]})
    counts = asked(*cases, filters={"stage": ["talk"]})["counts"]
    assert (counts["talk"], counts["done"]) == (2, 1)
    assert (counts["obstacle"], counts["shown"], counts["total"]) == (1, 2, 3)


def test_any_obstacle_and_one_kind_are_different_filters():
    cases = ({"s": "talk", "b": ["price"]}, {"s": "talk"}, {"s": "done", "b": ["grave", "price"]})
    assert asked(*cases, filters={"obstacle": ["any"]})["counts"]["shown"] == 2
    assert asked(*cases, filters={"obstacle": ["grave"]})["counts"]["shown"] == 1


def test_a_case_out_of_scope_is_neither_drawn_nor_counted():
    found = asked({"p": 9, "s": "talk", "x": 1})
    assert found["looks"] == {}
    assert found["counts"]["total"] == 0


def test_waiting_longer_than_so_many_days_leaves_out_the_settled():
    cases = ({"s": "talk", "w": "2014-03-24"}, {"s": "talk", "w": "2014-03-23"}, {"s": "done"})
    assert asked(*cases, filters={"days": 14})["counts"]["shown"] == 1


def test_the_age_of_the_last_contact_falls_into_its_band():
    days = ("2014-03-31", "2014-03-30", "2014-03-24", "2014-03-23", "2014-03-08", "2014-03-07")
    rest = {"s": "talk", "w": "2014-03-01", "n": 1}, {"s": "done"}
    counts = asked(*({"s": "talk", "w": day} for day in days), *rest, colour="contact")["counts"]
    bands = [counts[name] for name in ("week", "fortnight", "month", "older", "never", "settled")]
    assert bands == [1, 2, 2, 1, 1, 1]


def test_a_row_filters_and_counts_in_every_colouring():
    cases = ({"s": "talk", "w": "2014-04-01"}, {"s": "talk", "w": "2014-04-01", "n": 1})
    for colour in ("contact", "stage", "promise"):
        found = asked(*cases, filters={"contact": ["never"]}, colour=colour)
        assert (found["counts"]["shown"], found["looks"]["0"]["shown"]) == (1, False)
    counts = asked(*cases, filters={"contact": ["never"]}, colour="contact")["counts"]
    assert (counts["week"], counts["never"]) == (1, 1)
    promised = asked({"s": "talk", "m": TODAY}, *cases, filters={"promise": ["thisweek"]})
    assert promised["counts"]["shown"] == 1


def test_the_script_follows_the_domain_s_classes():
    """Days, meetings and promises drawn at random fall alike in Python and in the browser."""
    draw = random.Random(7)  # noqa: S311 (not for secrets)
    today = date.fromisoformat(TODAY)
    drawn = [
        (draw.randrange(-2, 50), draw.random() < 0.3, draw.choice([None, *range(-9, 15)]))
        for _ in range(200)
    ]
    states = [waiting(today, *one) for one in drawn]
    cases = [
        payload(officers_status(one, (), today)) | {"c": str(n)} for n, one in enumerate(states)
    ]
    for colour, rule in (("contact", contact_age), ("promise", promise_time)):
        counts = asked(*cases, colour=colour)["counts"]
        expected = Counter(rule(one, today).value for one in states)
        assert {code: counts[code] for code in expected} == expected


def test_this_week_of_promises_ends_on_sunday():
    days = ("2014-04-06", "2014-04-07", "2014-04-13", "2014-04-14")
    cases = [{"s": "talk", "m": day} for day in days] + [{"s": "talk"}]
    counts = asked(*cases, colour="promise")["counts"]
    promised = [counts[name] for name in ("overdue", "thisweek", "later", "nopromise")]
    assert promised == [1, 2, 1, 1]
    on_sunday = asked(*cases, colour="promise", today="2014-04-13")["counts"]
    assert (on_sunday["overdue"], on_sunday["thisweek"], on_sunday["later"]) == (2, 1, 1)
