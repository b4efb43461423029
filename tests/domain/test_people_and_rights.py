from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import a_case
from trackers.domain.errors import NotAllowed, OtherWard
from trackers.domain.people import Absence, Actor, Grant, Officer, Role, acting_officer
from trackers.domain.projects import Project, ProjectKind, ProjectStatus
from trackers.domain.reach import EVERYWHERE
from trackers.domain.rights import ALLOWED, Action, actor_as, may, require
from trackers.domain.wards import Area

AWAY = Absence("CB05", date(2014, 3, 31), date(2014, 4, 18), "CB06", date(2014, 4, 4))


def test_the_cover_acts_only_from_the_day_it_was_recorded():
    assert acting_officer("CB05", None, [AWAY], date(2014, 4, 3)) == "CB05"
    assert acting_officer("CB05", None, [AWAY], date(2014, 4, 4)) == "CB06"


def test_the_cover_acts_to_the_last_day_of_the_absence():
    assert acting_officer("CB05", None, [AWAY], date(2014, 4, 18)) == "CB06"
    assert acting_officer("CB05", None, [AWAY], date(2014, 4, 19)) == "CB05"


def test_a_case_with_its_own_cover_goes_to_that_one():
    assert acting_officer("CB05", "CB03", [AWAY], date(2014, 4, 7)) == "CB03"


def test_nobody_else_is_covered():
    assert acting_officer("CB07", "CB08", [AWAY], date(2014, 4, 7)) == "CB07"


@pytest.mark.parametrize("action", Action)
def test_every_action_says_who_may(action):
    assert action in ALLOWED


@pytest.mark.parametrize(
    "action",
    [Action.SEE_HOUSEHOLDS, Action.RECORD_CASES, Action.ASSIGN_OFFICERS, Action.IMPORT_FILES],
)
def test_a_viewer_sees_works_but_no_household_and_writes_nothing(action):
    viewer = Actor("V", "Khách", Role.VIEWER, "W")
    assert may(viewer, Action.SEE_WORKS)
    with pytest.raises(NotAllowed):
        require(viewer, action, "W")


def test_only_the_administrator_manages_the_ward():
    assert [role for role in Role if role in ALLOWED[Action.MANAGE_WARD].roles] == [
        Role.ADMINISTRATOR
    ]


def test_another_wards_administrator_is_nobody_here():
    there = Actor("QT", "Quản trị", Role.ADMINISTRATOR, "THERE", EVERYWHERE)
    require(there, Action.MANAGE_WARD, "THERE")
    with pytest.raises(OtherWard):
        require(there, Action.SEE_WORKS, "HERE")


def test_amounts_and_id_numbers_are_rights_that_no_role_implies():
    administrator = Actor("QT", "Quản trị", Role.ADMINISTRATOR, "W", EVERYWHERE)
    assert not may(administrator, Action.SEE_AMOUNTS)
    assert not may(administrator, Action.SEE_IDS)
    assert may(replace(administrator, grants=frozenset({Grant.IDS})), Action.SEE_IDS)


OFFICERS = (
    Officer("CB05", "Lệ Thu", "", Role.OFFICER, grants=(Grant.MONEY,)),
    Officer("CB06", "Mỹ Kiều", "", Role.OFFICER),
    Officer("CB01", "Quốc Thạnh", "", Role.CHAIR),
)
AREAS = (Area("KV1", "Khu vực 1", team=("CB05",)), Area("KV2", "Khu vực 2", head="CB06"))
ROAD = Project("XM", "Đường", ProjectKind.ROAD, ProjectStatus.PREPARATION, "", "", None, "", "CB05")


def the_actor(code: str, on: date, *absences: Absence) -> Actor:
    officer = next(one for one in OFFICERS if one.code == code)
    return actor_as(
        officer, "W", absences=absences, officers=OFFICERS, areas=AREAS, projects=[ROAD], on=on
    )


def test_an_officer_writes_in_own_areas_and_works_and_in_cases_in_their_charge():
    reach = the_actor("CB06", date(2014, 4, 7)).reach
    assert reach.holds(a_case(area_code="KV2", officer_code="CB09"))
    assert reach.holds(a_case(area_code="KV1", officer_code="CB06"))
    assert not reach.holds(a_case(area_code="KV1", officer_code="CB05"))
    assert the_actor("CB05", date(2014, 4, 7)).reach.holds_project("XM")
    assert not reach.holds_project("XM")
    assert the_actor("CB01", date(2014, 4, 7)).reach.everywhere


@pytest.mark.parametrize(
    ("on", "covers"),
    [
        (date(2014, 4, 3), False),
        (date(2014, 4, 4), True),
        (date(2014, 4, 18), True),
        (date(2014, 4, 19), False),
    ],
)
def test_the_cover_has_the_covered_persons_rights_for_the_time(on, covers):
    actor = the_actor("CB06", on, AWAY)
    assert actor.reach.holds(a_case(area_code="KV1", officer_code="CB05")) is covers
    assert actor.reach.holds_project("XM") is covers
    assert may(actor, Action.SEE_AMOUNTS) is covers


def test_a_cases_own_cover_writes_into_it_while_its_officer_is_away():
    case = a_case(area_code="KV1", officer_code="CB05", cover_code="CB09")
    mine = Officer("CB09", "Thị Mười", "", Role.OFFICER)
    away = actor_as(
        mine, "W", absences=[AWAY], officers=OFFICERS, areas=(), projects=(), on=AWAY.to_on
    )
    back = actor_as(mine, "W", absences=[], officers=OFFICERS, areas=(), projects=(), on=AWAY.to_on)
    assert away.reach.holds(case)
    assert not back.reach.holds(case)


def test_every_role_has_words_of_its_own():
    assert len({role.label for role in Role}) == len(Role)
