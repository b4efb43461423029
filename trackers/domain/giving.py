"""Giving rights to people: nobody gives any to themselves.

A cover has the rights of the person who is away for the time (`rights.actor_as`), not the right to
keep them: it is the own role that decides where somebody would name themselves.
"""

from collections.abc import Iterable
from dataclasses import replace

from trackers.domain.errors import NotAllowed, OwnRights, ViewerAsCover
from trackers.domain.people import Actor, Officer, Role
from trackers.domain.projects import Project
from trackers.domain.reach import Placed
from trackers.domain.rights import HEADS, Action, require
from trackers.domain.wards import Area

_RISING = (Role.VIEWER, Role.OFFICER, Role.CHAIR, Role.ADMINISTRATOR)


def check_officer(actor: Actor, before: Officer | None, after: Officer) -> None:
    """Refuse to add (`before` is None) or change an officer whose rights the actor may not give.

    The administrator alone gives and takes the roles of heads (chair, administrator), lets a head
    go or come back, and gives rights beside the roles; an own right grows by nobody's own hand.
    Raises NotAllowed, OwnRights.
    """
    roles = {after.role} if before is None else {before.role, after.role}
    known = before or replace(after, role=Role.VIEWER, grants=(), active=False)
    raised = known.role is not after.role or known.active is not after.active
    if (raised and not HEADS.isdisjoint(roles)) or set(known.grants) != set(after.grants):
        require(actor, Action.MANAGE_ACCOUNTS, actor.ward)
    if after.code == actor.code and _grows(known, after):
        raise OwnRights(officer=actor.code)


def check_absence(actor: Actor, officer: Officer, cover: Officer | None = None) -> None:
    """Refuse to say that an officer is away, and that `cover` stands in; None: nobody new does.

    Everybody says it of themselves, heads of everybody, but of an administrator only another one.
    Only a head by their own role names themselves as the cover. Raises NotAllowed, OwnRights,
    ViewerAsCover.
    """
    own = officer.code == actor.code
    if not own and actor.roles.isdisjoint(HEADS):
        raise NotAllowed(action=Action.ASSIGN_OFFICERS.value, role=actor.role.label)
    if not own and officer.role is Role.ADMINISTRATOR and actor.role is not Role.ADMINISTRATOR:
        raise NotAllowed(action=Action.MANAGE_ACCOUNTS.value, role=actor.role.label)
    if cover is None:
        return
    if cover.code == actor.code and actor.role not in HEADS:
        raise OwnRights(officer=actor.code)
    if cover.role is Role.VIEWER:
        raise ViewerAsCover(officer=cover.name)


def check_account(actor: Actor, officer: Officer) -> None:
    """Refuse to invite, lock or open an administrator to who only covers for one.

    Who sets another's password is that person from then on. Raises NotAllowed.
    """
    if officer.role is Role.ADMINISTRATOR and actor.role is not Role.ADMINISTRATOR:
        raise NotAllowed(action=Action.MANAGE_ACCOUNTS.value, role=actor.role.label)


def check_in_charge(actor: Actor, before: Placed, after: Placed) -> None:
    """Refuse to take charge of a case, or become its cover, that is only covered; raises OwnRights.

    Who reaches a case of their own, by area, work or charge, may take it over.
    """
    was, is_ = (before.officer_code, before.cover_code), (after.officer_code, after.cover_code)
    takes = any(old != new == actor.code for old, new in zip(was, is_, strict=True))
    if takes and not _reaches_for_good(actor, before):
        raise OwnRights(officer=actor.code)


def check_lead(actor: Actor, before: Project, after: Project) -> None:
    """Refuse to take over a work whose lead one only covers; raises OwnRights."""
    takes = before.lead_officer_code != after.lead_officer_code == actor.code
    if takes and actor.role not in HEADS and (actor.covers or not actor.reach.everywhere):
        raise OwnRights(officer=actor.code)


def check_area(actor: Actor, before: Area | None, after: Area) -> None:
    """Refuse to put oneself in charge of an area while one only covers a head; raises OwnRights."""
    was = frozenset() if before is None else before.people
    if actor.role not in HEADS and actor.code in after.people - was:
        raise OwnRights(officer=actor.code)


def _grows(before: Officer, after: Officer) -> bool:
    more: Iterable[bool] = (
        _RISING.index(after.role) > _RISING.index(before.role),
        bool(set(after.grants) - set(before.grants)),
        after.active and not before.active,
    )
    return any(more)


def _reaches_for_good(actor: Actor, case: Placed) -> bool:
    """Tell whether the actor reaches a case without covering for anybody."""
    if actor.role in HEADS:
        return True
    return not actor.covers and replace(actor.reach, away=frozenset()).holds(case)
