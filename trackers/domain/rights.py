"""Who may do what: one table, read by services (DESIGN §4.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.domain.errors import HasLeft, NotAllowed, NotYours, OtherWard
from trackers.domain.people import Absence, Actor, Grant, Officer, Role
from trackers.domain.projects import Project
from trackers.domain.reach import EVERYWHERE, Placed, Reach
from trackers.domain.wards import Area


class Action(StrEnum):
    """What a call does, as far as rights tell them apart."""

    SEE_WORKS = "xem công trình và tiến độ"
    SEE_HOUSEHOLDS = "xem hồ sơ hộ dân"
    SEE_AMOUNTS = "xem số tiền"
    SEE_IDS = "xem số định danh"
    RECORD_CASES = "cập nhật hồ sơ"
    ASSIGN_OFFICERS = "phân công cán bộ"
    EDIT_PROJECTS = "cập nhật công trình"
    IMPORT_FILES = "nhập tệp"
    EXPORT_TABLES = "xuất bảng"
    EDIT_REGISTERS = "cập nhật danh mục khu vực, cán bộ"
    MANAGE_WARD = "quản trị phường"
    MANAGE_ACCOUNTS = "quản lý tài khoản"
    SEE_LOOKS = "xem nhật ký truy cập"
    MAKE_MEETING_LINKS = "tạo liên kết họp"
    MAKE_PUBLIC_LINKS = "tạo liên kết công khai"
    HOLD_REVIEWS = "điều hành họp giao ban"


@dataclass(frozen=True)
class Rule:
    """Who may: any of these roles, with the grant where one is asked for."""

    roles: frozenset[Role]
    grant: Grant | None = None


_STAFF = frozenset({Role.OFFICER, Role.CHAIR, Role.ADMINISTRATOR})
_EVERYONE = frozenset(Role)
HEADS = frozenset({Role.CHAIR, Role.ADMINISTRATOR})
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
ALLOWED: dict[Action, Rule] = {
    Action.SEE_WORKS: Rule(_EVERYONE),
    Action.SEE_HOUSEHOLDS: Rule(_STAFF),
    Action.SEE_AMOUNTS: Rule(_STAFF, Grant.MONEY),
    Action.SEE_IDS: Rule(_STAFF, Grant.IDS),
    Action.RECORD_CASES: Rule(_STAFF),
    Action.ASSIGN_OFFICERS: Rule(_STAFF),
    Action.EDIT_PROJECTS: Rule(_STAFF),
    Action.IMPORT_FILES: Rule(frozenset({Role.OFFICER, Role.ADMINISTRATOR})),
    Action.EXPORT_TABLES: Rule(_EVERYONE),
    Action.EDIT_REGISTERS: Rule(HEADS),
    Action.MANAGE_WARD: Rule(_ADMINISTRATOR),
    Action.MANAGE_ACCOUNTS: Rule(_ADMINISTRATOR),
    Action.SEE_LOOKS: Rule(_ADMINISTRATOR),
    Action.MAKE_MEETING_LINKS: Rule(_STAFF),
    Action.MAKE_PUBLIC_LINKS: Rule(HEADS),
    Action.HOLD_REVIEWS: Rule(HEADS),
}


# For a projector: looking at works and cases, no more. Whoever is masked writes nothing, so that
# initials never land in a record.
WHILE_MASKED = frozenset({Action.SEE_WORKS, Action.SEE_HOUSEHOLDS, Action.EXPORT_TABLES})


def may(actor: Actor, action: Action) -> bool:
    """Tell whether the actor's roles and grants allow the action, in the actor's own ward.

    Names masked for a projector allow looking only.
    """
    if actor.masked and action not in WHILE_MASKED:
        return False
    rule = ALLOWED[action]
    granted = rule.grant is None or rule.grant in actor.grants
    return granted and not rule.roles.isdisjoint(actor.roles)


def require(actor: Actor, action: Action, ward: str) -> None:
    """Refuse an action on a ward that the actor may not do; raises NotAllowed, OtherWard."""
    if actor.ward != ward:
        raise OtherWard(ward=ward)
    if not may(actor, action):
        raise NotAllowed(action=action.value, role=actor.role.label)


def require_case(actor: Actor, case: Placed) -> None:
    """Refuse to write into a case that is not the actor's; raises NotYours."""
    if not actor.reach.holds(case):
        raise NotYours(officer=case.officer_code)


def require_place(actor: Actor, project_code: str, area_codes: Iterable[str]) -> None:
    """Refuse to open a case where neither the work nor all of the areas are the actor's.

    Raises NotYours.
    """
    reach = actor.reach
    if not (reach.holds_project(project_code) or all(map(reach.holds_area, area_codes))):
        raise NotYours(officer="")


def require_any_case(actor: Actor, cases: Iterable[Placed]) -> None:
    """Refuse to write what belongs to none of the actor's cases; raises NotYours."""
    listed = list(cases)
    if not actor.reach.holds_any(listed):
        raise NotYours(officer=listed[0].officer_code if listed else "")


def require_project(actor: Actor, project: Project) -> None:
    """Refuse to write into a work that the actor does not lead; raises NotYours."""
    if not actor.reach.holds_project(project.code):
        raise NotYours(officer=project.lead_officer_code)


def require_officer(actor: Actor, officer_code: str) -> None:
    """Refuse what is in another officer's hands, whom the actor does not cover; raises NotYours.

    What is in nobody's hands yet is for whoever comes first.
    """
    if officer_code and not actor.reach.everywhere and officer_code not in actor.reach.officers:
        raise NotYours(officer=officer_code)


def holds_reviews(actor: Actor, secretaries: Iterable[str]) -> bool:
    """Tell whether the actor is a head, or one of a review's secretaries or acts for one."""
    secretary = not actor.hands.isdisjoint(secretaries) and may(actor, Action.RECORD_CASES)
    return secretary or may(actor, Action.HOLD_REVIEWS)


def require_holding(actor: Actor, secretaries: Iterable[str]) -> None:
    """Refuse what is only for who holds a review; raises NotAllowed."""
    if not holds_reviews(actor, secretaries):
        raise NotAllowed(action=Action.HOLD_REVIEWS.value, role=actor.role.label)


def require_everywhere(actor: Actor) -> None:
    """Refuse what concerns the whole ward to whom only a part is given; raises NotYours."""
    if not actor.reach.everywhere:
        raise NotYours(officer="")


def actor_as(
    officer: Officer,
    ward: str,
    *,
    absences: Iterable[Absence],
    officers: Iterable[Officer],
    areas: Iterable[Area],
    projects: Iterable[Project],
    on: date,
) -> Actor:
    """Give an officer as the actor of calls on a day, with what a cover adds for the time.

    Who covers for others has their roles, grants and reach while the absence holds: from the day it
    was recorded, and within the dates it names. Who has left is nobody: raises HasLeft.
    """
    if not officer.active:
        raise HasLeft(officer=officer.name)
    away = [one for one in absences if one.holds(on)]
    covered = {one.officer_code for one in away if one.cover_code == officer.code}
    there = [one for one in officers if one.code in covered and one.active]
    hands = [officer, *there]
    roles = frozenset(one.role for one in hands)
    grants = frozenset(grant for one in hands for grant in one.grants)
    codes = frozenset(one.code for one in hands)
    whole = not roles.isdisjoint(HEADS) or Grant.WARD in grants
    reach = (
        EVERYWHERE
        if whole
        else Reach(
            areas=frozenset(one.code for one in areas if codes & one.people),
            projects=frozenset(one.code for one in projects if one.lead_officer_code in codes),
            officers=codes,
            away=frozenset(one.officer_code for one in away),
        )
    )
    covers = frozenset(one.code for one in there)
    return Actor(officer.code, officer.name, officer.role, ward, reach, grants, roles, covers)
