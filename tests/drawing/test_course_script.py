"""course.js run by the Node that installs the browser's files: the record forward and back."""

import json
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from trackers.domain.playback import course_of
from trackers.domain.stages import Stage
from trackers.domain.status import Projection, Status, payload
from trackers.drawing.assets import BROWSER
from trackers.services.playback import Playback
from trackers.web.playback import encode

NODE = Path(sys.executable).parent / "node"
FIRST, DAYS = date(2014, 1, 6), 40
PLAY = """
global.window = {};
["status.js", "course.js"].forEach((name) => require(process.argv[1] + "/" + name));
const { turnsOf, Course, dayNumber } = window.matbang;
const ask = JSON.parse(require("fs").readFileSync(0, "utf8"));
const course = new Course(turnsOf(ask.feed));
const seen = ask.days.map((day) => Object.fromEntries(course.at(dayNumber(day))));
console.log(JSON.stringify(seen));
"""


def random_course(rng, code):
    day, turns = FIRST, []
    for _ in range(rng.randint(1, 6)):
        day += timedelta(days=rng.randint(0, 9))
        kinds = tuple(rng.sample(["absent", "dispute"], rng.randint(0, 2)))
        status = Status(
            code,
            7,
            "XM",
            "KV1",
            "donation",
            rng.choice(list(Stage)),
            rng.choice(["", "CB03", "CB05"]),
            kinds,
            rng.choice([None, day]),
            rng.choice([None, day + timedelta(days=3)]),
            never_met=rng.random() < 0.3,
            gone=rng.random() < 0.2,
        )
        turns = [one for one in turns if one[0] != day] + [(day, status)]
    return course_of(code, turns)


def test_every_day_is_as_the_server_knows_it_whichever_way_one_goes():
    rng = random.Random(5)  # noqa: S311 (no secret)
    courses = tuple(random_course(rng, f"XM-{number:03d}") for number in range(25))
    first = min(one.turns[0][0] for one in courses)
    found = Playback(9, "a", Projection.OFFICERS, first, FIRST + timedelta(days=DAYS), courses)
    days = [FIRST + timedelta(days=rng.randint(-2, DAYS + 30)) for _ in range(60)]
    ask = {"feed": json.loads(encode(found)), "days": [day.isoformat() for day in days]}
    ran = subprocess.run(
        [NODE, "-e", PLAY, BROWSER],
        input=json.dumps(ask),
        capture_output=True,
        text=True,
        check=True,
    )
    for day, seen in zip(days, json.loads(ran.stdout), strict=True):
        known = {one.case_code: one.at(day) for one in courses}
        assert seen == {code: payload(one) for code, one in known.items() if one}, day
