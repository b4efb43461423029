"""Who gives rights to whom; nobody gives any to themselves."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import a_case, an_actor
from trackers.domain.errors import NotAllowed, OwnRights, ViewerAsCover
from trackers.domain.giving import (
    check_absence,
    check_area,
    check_in_charge,
    check_lead,
    check_officer,
)
from trackers.domain.people import Absence, Actor, Grant, Officer, Role
from trackers.domain.projects import Project, ProjectKind, ProjectStatus
from trackers.domain.reach import EVERYWHERE, Reach
from trackers.domain.rights import actor_as
from trackers.domain.wards import Area

TODAY = date(2014, 4, 7)
PEOPLE = {role: Officer(role.value[:2].upper(), role.label, "", role) for role in Role}
VIEWER, OFFICER, CHAIR, ADMINISTRATOR = PEOPLE.values()
OTHER = Officer("CB", "Cán bộ khác", "", Role.OFFICER)
WORK = Project("XM", "Đường", ProjectKind.ROAD, ProjectStatus.PREPARATION, "", "", None, "", "CB")


def acting(one: Officer, *covered: Officer, areas: tuple[Area, ...] = ()) -> Actor:
    """Somebody today, with those whom they cover."""
    absences = [Absence(who.code, TODAY, TODAY, one.code, TODAY) for who in covered]
    everybody = {who.code: who for who in (*PEOPLE.values(), OTHER, *covered)}.values()
    return actor_as(
        one, "W", absences=absences, officers=everybody, areas=areas, projects=[WORK], on=TODAY
    )


ACTING = {role: acting(one) for role, one in PEOPLE.items()}


def refused(check, *arguments) -> bool:
    try:
        check(*arguments)
    except NotAllowed:
        return True
    return False


@pytest.mark.parametrize("actor", Role)
@pytest.mark.parametrize("before", Role)
@pytest.mark.parametrize("after", Role)
def test_the_administrator_alone_gives_and_takes_the_roles_of_heads(actor, before, after):
    heads = {Role.CHAIR, Role.ADMINISTRATOR}
    change = (replace(OTHER, role=before), replace(OTHER, role=after))
    concerns_heads = before is not after and not heads.isdisjoint({before, after})
    expected = concerns_heads and actor is not Role.ADMINISTRATOR
    assert refused(check_officer, ACTING[actor], *change) is expected


@pytest.mark.parametrize("actor", Role)
@pytest.mark.parametrize("grant", Grant)
def test_the_administrator_alone_gives_and_takes_rights_beside_the_role(actor, grant):
    given = replace(OTHER, grants=(grant.value,))
    expected = actor is not Role.ADMINISTRATOR
    assert refused(check_officer, ACTING[actor], OTHER, given) is expected
    assert refused(check_officer, ACTING[actor], given, OTHER) is expected
    assert refused(check_officer, ACTING[actor], None, given) is expected


@pytest.mark.parametrize("role", [Role.CHAIR, Role.ADMINISTRATOR])
def test_a_chair_lets_no_head_go_and_makes_none(role):
    head = replace(OTHER, role=role)
    assert refused(check_officer, ACTING[Role.CHAIR], head, replace(head, active=False))
    assert refused(check_officer, ACTING[Role.CHAIR], None, head)
    assert not refused(check_officer, ACTING[Role.CHAIR], head, replace(head, title="Bí thư"))
    assert not refused(check_officer, ACTING[Role.CHAIR], None, OTHER)


def test_an_own_right_grows_by_nobodys_own_hand_and_may_be_given_up():
    actor = ACTING[Role.ADMINISTRATOR]
    more = replace(ADMINISTRATOR, grants=(Grant.MONEY.value,))
    with pytest.raises(OwnRights):
        check_officer(actor, ADMINISTRATOR, more)
    check_officer(actor, more, ADMINISTRATOR)
    check_officer(actor, ADMINISTRATOR, replace(ADMINISTRATOR, role=Role.OFFICER))
    covers = acting(OFFICER, ADMINISTRATOR)
    for mine in ({"role": Role.CHAIR}, {"grants": (Grant.WARD.value,)}):
        with pytest.raises(OwnRights):
            check_officer(covers, OFFICER, replace(OFFICER, **mine))
    check_officer(covers, OTHER, replace(OTHER, role=Role.CHAIR))


@pytest.mark.parametrize("actor", Role)
@pytest.mark.parametrize("away", Role)
def test_everybody_is_away_themselves_and_heads_say_it_of_others(actor, away):
    of = {
        Role.VIEWER: {Role.VIEWER},
        Role.OFFICER: {Role.OFFICER},
        Role.CHAIR: {Role.CHAIR, Role.OFFICER, Role.VIEWER},
        Role.ADMINISTRATOR: set(Role),
    }
    expected = away not in of[actor]
    assert refused(check_absence, ACTING[actor], PEOPLE[away], OTHER) is expected
    assert refused(check_absence, ACTING[actor], PEOPLE[away]) is expected


def test_only_a_head_by_their_own_role_names_themselves_as_cover():
    check_absence(ACTING[Role.CHAIR], OTHER, CHAIR)
    covers = acting(OFFICER, CHAIR)
    check_absence(covers, OTHER, CHAIR)
    with pytest.raises(OwnRights):
        check_absence(covers, OTHER, OFFICER)
    with pytest.raises(OwnRights):
        check_absence(covers, CHAIR, OFFICER)


def test_who_covers_the_administrator_does_not_say_that_administrators_are_away():
    covers = acting(CHAIR, ADMINISTRATOR)
    assert refused(check_absence, covers, ADMINISTRATOR, OTHER)
    assert refused(check_absence, covers, ADMINISTRATOR)


def test_who_only_looks_covers_for_nobody():
    with pytest.raises(ViewerAsCover):
        check_absence(ACTING[Role.OFFICER], OFFICER, VIEWER)


def test_a_case_is_taken_over_in_an_own_area_but_not_by_its_cover():
    case = a_case(officer_code="CB", area_code="KV1")
    mine = replace(case, officer_code="OF")
    area = Area("KV1", "Khu vực 1", team=("OF",))
    check_in_charge(acting(OFFICER, areas=(area,)), case, mine)
    check_in_charge(ACTING[Role.CHAIR], case, replace(case, officer_code="CH"))
    for actor in (acting(OFFICER, OTHER), acting(OFFICER, CHAIR)):
        with pytest.raises(OwnRights):
            check_in_charge(actor, case, mine)
        with pytest.raises(OwnRights):
            check_in_charge(actor, case, replace(case, cover_code="OF"))
        check_in_charge(actor, case, replace(case, officer_code="CB04"))
        check_in_charge(actor, mine, replace(mine, affected_m2=20.0))


def test_a_cases_own_cover_hands_it_to_others_but_does_not_keep_it():
    case = a_case(officer_code="CB", cover_code="OF")
    reach = Reach(officers=frozenset({"OF"}), away=frozenset({"CB"}))
    actor = Actor("OF", "", Role.OFFICER, "W", reach)
    assert reach.holds(case)
    with pytest.raises(OwnRights):
        check_in_charge(actor, case, replace(case, officer_code="OF"))
    check_in_charge(actor, case, replace(case, officer_code="CB04"))


def test_a_work_is_not_taken_over_by_who_covers_its_lead():
    mine = replace(WORK, lead_officer_code="OF")
    with pytest.raises(OwnRights):
        check_lead(acting(OFFICER, OTHER), WORK, mine)
    check_lead(acting(OFFICER, OTHER), WORK, replace(WORK, lead_officer_code="CB04"))
    check_lead(acting(CHAIR), WORK, replace(WORK, lead_officer_code="CH"))
    whole = replace(OFFICER, grants=(Grant.WARD.value,))
    check_lead(acting(whole), WORK, mine)
    with pytest.raises(OwnRights):
        check_lead(acting(OFFICER, replace(OTHER, grants=(Grant.WARD.value,))), WORK, mine)


def test_who_covers_a_chair_puts_nobody_less_than_others_into_an_area():
    area = Area("KV1", "Khu vực 1", team=("CB",))
    for mine in ({"head": "OF"}, {"responsible": "OF"}, {"team": ("CB", "OF")}):
        with pytest.raises(OwnRights):
            check_area(acting(OFFICER, CHAIR), area, replace(area, **mine))
        check_area(acting(CHAIR), area, replace(area, **mine))
    with pytest.raises(OwnRights):
        check_area(acting(OFFICER, CHAIR), None, replace(area, head="OF"))
    check_area(acting(OFFICER, CHAIR), area, replace(area, head="CB04"))


def test_in_open_mode_whoever_sits_at_the_machine_may_take_a_case_over():
    actor = an_actor("OF", "", Role.OFFICER)
    assert actor.reach == EVERYWHERE
    check_in_charge(actor, a_case(), a_case(officer_code="OF"))
