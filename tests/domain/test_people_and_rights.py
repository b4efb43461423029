from datetime import date

import pytest

from trackers.domain.errors import NotAllowed
from trackers.domain.people import Absence, Actor, Role, acting_officer
from trackers.domain.rights import ALLOWED, Action, may, require

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
    viewer = Actor("V", "Khách", Role.VIEWER)
    assert may(viewer, Action.SEE_WORKS)
    with pytest.raises(NotAllowed):
        require(viewer, action)


def test_only_the_administrator_manages_the_ward():
    assert [role for role in Role if Role(role) in ALLOWED[Action.MANAGE_WARD]] == [
        Role.ADMINISTRATOR
    ]


def test_every_role_has_words_of_its_own():
    assert len({role.label for role in Role}) == len(Role)
