"""The demo's figures: by group and stage, by week, what stands in the way, what is due."""

from collections import Counter
from datetime import date

import pytest

from trackers.domain.contacts import Outcome
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.stages import LOOKS
from trackers.domain.tracks import TrackCode
from trackers.services.attention import todays_attention
from trackers.services.demo.calendar import OPENING
from trackers.services.overview import ward_overview

SIGNS = "○◔◑◕●✓"
TABLE = {
    "KV1": (19, 21, 8, 6, 2, 0),
    "KV2": (8, 14, 8, 8, 1, 0),
    "KVRS": (1, 4, 3, 6, 14, 0),
    "KVVN": (3, 5, 2, 2, 1, 0),
    "bridge": (0, 6, 3, 2, 1, 0),
    "HC": (0, 0, 0, 0, 3, 6),
    "YT": (0, 0, 0, 0, 1, 6),
    "MN": (0, 1, 1, 2, 9, 3),
}


def group_of(case):
    if case.project_code != "XM":
        return case.project_code
    return case.area_code if case.track is TrackCode.DONATION else "bridge"


@pytest.fixture
def scope(states):
    return [state for state in states.values() if state.case.in_scope]


@pytest.fixture
def today(ward, clerk):
    return todays_attention(ward, clerk, OPENING)


def by_stage(states):
    counts = Counter(LOOKS[state.stage].sign for state in states)
    return tuple(counts[sign] for sign in SIGNS)


@pytest.mark.parametrize("group", TABLE)
def test_every_group_has_its_cases_in_every_stage(scope, group):
    assert by_stage(one for one in scope if group_of(one.case) == group) == TABLE[group]


def test_there_are_180_cases_in_scope(scope):
    assert by_stage(scope) == (31, 51, 25, 26, 32, 15)
    assert len(scope) == 180


def test_28_were_handed_over_by_the_middle_of_december_and_19_of_the_road_week_by_week(scope):
    days = [(s.case.project_code, s.done_on("handover")) for s in scope if s.handed_over]
    assert sum(on <= date(2013, 12, 16) for _, on in days) == 28
    road = [on for project, on in days if project == "XM"]
    assert min(road) == date(2014, 2, 28)
    weeks = Counter(on.isocalendar().week for on in road if on >= date(2014, 3, 10))
    assert weeks == {11: 5, 12: 6, 13: 4, 14: 3}
    assert len(days) == 47


def test_the_overview_adds_up_and_last_week_shows_three(ward, clerk):
    overview = ward_overview(ward, clerk, OPENING)
    assert (overview.total.cases, overview.total.handed_over) == (180, 47)
    assert (overview.total.this_week, overview.total.last_week) == (0, 3)
    assert overview.total.blocked == 13


def test_a_gift_takes_between_5_and_80_square_metres(scope):
    gifts = [one.case for one in scope if one.case.track is TrackCode.DONATION]
    assert len(gifts) == 136
    assert all(5 <= case.affected_m2 <= 80 for case in gifts)


def test_14_obstacles_stand_on_13_cases_and_nine_were_overcome(states):
    everything = [one for state in states.values() for one in state.obstacles]
    standing = [one for one in everything if one.is_open]
    assert Counter(one.kind for one in standing) == {
        ObstacleKind.CONDITIONAL: 3,
        ObstacleKind.NOT_AGREED: 3,
        ObstacleKind.ABSENT: 2,
        ObstacleKind.INHERITANCE: 2,
        ObstacleKind.MORTGAGE: 1,
        ObstacleKind.BOUNDARY: 1,
        ObstacleKind.GRAVE: 1,
        ObstacleKind.PRICE: 1,
    }
    assert len({one.case_code for one in standing}) == 13
    assert len(everything) - len(standing) == 9


def test_every_standing_obstacle_says_what_by_when_and_who(states):
    standing = [one for state in states.values() for one in state.open_obstacles]
    assert all(one.text and one.due_on and one.officer_code for one in standing)
    assert {
        "Giấy đỏ đang thế chấp; ngân hàng hẹn 15/04 cho mượn bản gốc.",
        "Hai ngôi mộ sát lộ, gia đình xin dời sau Thanh minh, hẹn 12/04.",
        "Ranh với hộ kế bên lệch 0,6 m, chờ đo lại ngày 11/04.",
        "Đồng ý nếu phường làm cống thoát nước trước nhà.",
    } <= {one.text for one in standing}


def test_five_promises_are_overdue_and_nine_are_due_this_week(today):
    assert len(today.overdue) == 5
    assert len(today.this_week) == 9
    assert all(one.contact.promise_on != date(2014, 4, 9) for one in today.this_week)


def test_22_cases_were_not_met_for_more_than_thirty_days(today):
    assert len(today.stale) == 22
    assert max(state.waiting_since for state in today.stale) <= date(2014, 3, 7)


def test_visits_are_as_many_as_the_stage_tells(scope):
    bounds = {"◔": (1, 3), "◑": (2, 4), "◕": (2, 6), "●": (2, 6), "✓": (2, 6)}
    for state in scope:
        sign = LOOKS[state.stage].sign
        if sign == "○":
            assert all(one.outcome is Outcome.NOBODY for one in state.contacts)
        else:
            least, most = bounds[sign]
            assert least <= len(state.contacts) <= most, state.case.code


def test_every_outcome_of_a_visit_occurs(scope):
    assert {one.outcome for state in scope for one in state.contacts} == set(Outcome)


def test_officers_have_the_cases_that_the_ward_gave_them(scope):
    assert Counter(one.case.officer_code for one in scope) == {
        "CB02": 44,
        "CB03": 28,
        "CB04": 28,
        "CB05": 39,
        "CB07": 28,
        "CB08": 13,
    }
