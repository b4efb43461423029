from collections import OrderedDict
from dataclasses import astuple
from datetime import datetime, time, timedelta

import pytest

from tests.domain.making import a_case, done
from tests.tiny import HOMES, NOW, TODAY
from trackers.domain.public_rows import NOT_HANDED
from trackers.domain.wards import VIETNAM
from trackers.services.public_figures import public_figures, public_tables
from trackers.store import cases, households

MONDAY = TODAY  # 07/04/2014
STEPS = ("contacted", "agreed", "signed", "handover")


def at(day):
    """An instant of a day: six in the evening in Viet Nam."""
    return datetime.combine(day, time(18), VIETNAM)


def take(ledger, numbers, *steps, on, recorded=None):
    """Record steps of cases as done on a day; by default they are typed in that evening."""
    for number in numbers:
        for step in steps:
            with ledger.write(at(recorded or on)) as writing:
                cases.put_mark(writing, f"P-{number:02d}", done(step, on, 0), base=0)
                writing.record("step.set", f"P-{number:02d}", actor="CB03", effective_on=on)


@pytest.fixture
def lane(ledger):
    """Thirty donations of thirty households in a lane of their own; ten are handed over."""
    with ledger.write(at(MONDAY)) as writing:
        for number in range(30):
            home = f"L{number:02d}"
            values = {**HOMES[0].__dict__, "code": home, "phone": ""}
            households.add_household(writing, type(HOMES[0])(**values))
            land = {
                "side": "left",
                "chainage_from_m": number * 10.0,
                "chainage_to_m": number * 10.0 + 10,
            }
            case = a_case(
                f"P-{number:02d}",
                area_code="KV2",
                household_codes=(home,),
                opened_on=MONDAY,
                **land,
            )
            cases.add_case(writing, case, [])
            writing.record("case.opened", case.code, actor="CB03", effective_on=MONDAY)
    take(ledger, range(10), *STEPS, on=MONDAY + timedelta(days=1))
    return ledger


def lane_on(ledger, day):
    """What a page shows of the lane on a day."""
    found = {row.area_code: row for row in public_figures(ledger, now=at(day))["XM"].rows}
    return found["KV2"]


def test_a_week_is_told_when_it_is_over(lane):
    assert "KV2" not in {
        row.area_code
        for one in public_figures(lane, now=at(MONDAY + timedelta(days=6))).values()
        for row in one.rows
    }
    row = lane_on(lane, MONDAY + timedelta(days=7))
    assert (row.shown.split, row.shown.numbers) == (NOT_HANDED, (20, 10))
    assert row.since == MONDAY + timedelta(days=6)
    assert [one.length_m for one in row.runs if one.cleared] == [50, 50]


def test_places_with_few_households_are_not_told_of(lane):
    work = public_figures(lane, now=at(MONDAY + timedelta(days=7)))["XM"]
    few = [row for row in work.rows if row.area_code == "KV1"]
    assert few[0].shown is None
    assert work.withheld
    assert (work.households, work.handed_over) == (30, 10)
    assert (work.length_m, work.cleared_m) == (300, 100)
    assert round(work.percent or 0) == 33


def test_few_handovers_of_a_week_wait_for_others(lane):
    second = MONDAY + timedelta(days=8)
    take(lane, range(10, 13), *STEPS, on=second)
    assert lane_on(lane, MONDAY + timedelta(days=14)).shown.handed_over == 10
    take(lane, range(13, 15), *STEPS, on=second + timedelta(days=7))
    row = lane_on(lane, MONDAY + timedelta(days=21))
    assert row.shown.handed_over == 15
    assert sum(one.length_m for one in row.runs if one.cleared) == 150


def test_what_is_put_right_later_leaves_the_pages_of_before_as_they_were(lane):
    first = MONDAY + timedelta(days=6)
    before = public_tables(lane, now=at(first + timedelta(days=1)))
    take(
        lane,
        range(10, 20),
        *STEPS,
        on=MONDAY + timedelta(days=2),
        recorded=MONDAY + timedelta(days=9),
    )
    later = public_tables(lane, now=at(MONDAY + timedelta(days=14)))
    assert [one for one in later if one.on <= first] == list(before)
    assert lane_on(lane, MONDAY + timedelta(days=14)).shown.handed_over == 20


def test_the_same_is_told_whoever_asks_first(lane, monkeypatch):
    take(lane, range(10, 17), *STEPS, on=MONDAY + timedelta(days=8))
    last = at(MONDAY + timedelta(days=30))
    at_once = public_tables(lane, now=last)
    monkeypatch.setattr("trackers.services.public_figures._kept", OrderedDict())
    for days in range(7, 31):
        public_tables(lane, now=at(MONDAY + timedelta(days=days)))
    assert public_tables(lane, now=last) == at_once


def test_a_former_day_shows_the_page_of_that_day(lane):
    take(lane, range(10, 17), *STEPS, on=MONDAY + timedelta(days=8))
    now = at(MONDAY + timedelta(days=30))
    then = public_figures(lane, now=now, on=MONDAY + timedelta(days=10))
    assert then == public_figures(lane, now=at(MONDAY + timedelta(days=10)))
    assert [one.handed_over for one in public_figures(lane, now=now)["XM"].curve] == [
        *[10],
        *[17] * 3,
    ]


def test_before_the_first_week_is_over_nothing_is_told(ledger):
    assert public_figures(ledger, now=NOW - timedelta(days=19)) == {}


def test_that_all_is_handed_over_is_no_percentage(lane):
    take(lane, range(10, 30), *STEPS, on=MONDAY + timedelta(days=8))
    work = public_figures(lane, now=at(MONDAY + timedelta(days=14)))["XM"]
    assert (work.handed_over, work.percent) == (30, None)


def test_nothing_of_a_household_or_a_case_is_in_the_figures(lane):
    told = repr([astuple(one) for one in public_tables(lane, now=at(MONDAY + timedelta(days=30)))])
    assert "L00" not in told
    assert "P-0" not in told
