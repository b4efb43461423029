"""Time limits of the law: dated records, each with its basis."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from trackers.domain.deadlines import (
    DEADLINES,
    LandType,
    LimitKind,
    Unit,
    deadlines_in_force,
    land_type_of,
)
from trackers.domain.shipped import TRACKS
from trackers.domain.tracks import Scope, TrackCode
from trackers.domain.working_days import WorkCalendar

RECOVERY = TrackCode.RECOVERY


def wait_of(on, land):
    found = deadlines_in_force(RECOVERY, "notice", on, land=land)
    (wait,) = [one for one in found if one.kind is LimitKind.MIN_WAIT]
    return wait


@pytest.mark.parametrize(
    ("on", "land", "days", "basis", "assumed"),
    [
        (date(2013, 11, 18), LandType.AGRICULTURAL, 90, "Luật Đất đai 2003", True),
        (date(2013, 11, 18), LandType.OTHER, 180, "Luật Đất đai 2003", True),
        (date(2014, 6, 30), LandType.OTHER, 180, "Luật Đất đai 2003", True),
        (date(2014, 7, 1), LandType.OTHER, 180, "Luật Đất đai 2013", True),
        (date(2024, 8, 1), LandType.AGRICULTURAL, 90, "Luật Đất đai 31/2024", True),
        (date(2025, 12, 31), LandType.OTHER, 180, "Luật Đất đai 31/2024", True),
        (date(2026, 1, 1), LandType.AGRICULTURAL, 60, "Nghị quyết 254/2025", False),
        (date(2026, 1, 1), LandType.OTHER, 120, "Nghị quyết 254/2025", False),
    ],
)
def test_the_wait_after_a_notice_is_that_of_the_law_of_its_day(on, land, days, basis, assumed):
    wait = wait_of(on, land)
    assert (wait.days, wait.assumed) == (days, assumed)
    assert wait.legal_basis.startswith(basis)


@pytest.mark.parametrize(
    ("on", "days"),
    [
        (date(2014, 1, 22), 20),
        (date(2014, 7, 1), 30),
        (date(2025, 12, 31), 30),
        (date(2026, 1, 1), 10),
    ],
)
def test_a_plan_stays_posted_as_long_as_the_law_of_the_day_says(on, days):
    found = deadlines_in_force(RECOVERY, "posting", on, scope=Scope.PROJECT)
    assert [(one.code, one.days) for one in found] == [("posting_days", days)]


def test_twelve_months_end_on_the_same_day_or_the_last_of_a_shorter_month():
    notice = deadlines_in_force(RECOVERY, "notice", date(2028, 2, 29), land=LandType.OTHER)
    (valid,) = [one for one in notice if one.kind is LimitKind.VALIDITY]
    assert valid.unit is Unit.MONTHS
    assert valid.last_day(date(2028, 2, 29), WorkCalendar()) == date(2029, 2, 28)


def test_every_step_named_is_one_of_its_track():
    for one in DEADLINES:
        steps = TRACKS[one.track].by_code
        assert {one.from_step, one.to_step} <= steps.keys(), one.code


def test_every_limit_that_the_workflows_open_or_close_is_on_record_with_those_steps():
    starts, ends = defaultdict(set), defaultdict(set)
    for one in DEADLINES:
        starts[one.code].add(one.from_step)
        ends[one.code].add(one.to_step)
    for track in TRACKS.values():
        for step in track.steps:
            assert all(step.code in starts[code] for code in step.opens), step.code
            assert all(step.code in ends[code] for code in step.closes), step.code


def test_records_of_one_limit_follow_each_other_without_gap_or_overlap():
    groups = defaultdict(list)
    for one in DEADLINES:
        groups[one.code, one.land_type].append(one)
    for listed in groups.values():
        for before, after in pairwise(listed):
            assert before.valid_to is not None
            assert after.valid_from == before.valid_to + timedelta(days=1), before.code
        assert listed[-1].valid_to is None


def test_every_record_says_its_basis_and_who_made_it():
    assert all(one.legal_basis and one.authority and one.label.english for one in DEADLINES)


@pytest.mark.parametrize(
    ("code", "land"),
    [
        ("CLN", LandType.AGRICULTURAL),
        ("luc", LandType.AGRICULTURAL),
        ("CLN+LUC", LandType.AGRICULTURAL),
        ("ODT+CLN", LandType.OTHER),
        ("ODT", LandType.OTHER),
        ("", LandType.OTHER),
    ],
)
def test_land_that_is_farmed_only_in_part_waits_as_other_land(code, land):
    assert land_type_of(code) is land
