"""Officers, absences, and the one function that yields the actor of a call."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from trackers.domain.errors import (
    DateTooEarly,
    DuplicateRecord,
    EditConflict,
    LastAdministrator,
    NotEarlier,
    OfficerInCharge,
    OwnCover,
    TextMissing,
    UnknownRecord,
)
from trackers.domain.giving import check_absence, check_officer
from trackers.domain.looks import LookKind
from trackers.domain.merge import merge
from trackers.domain.people import Absence, Actor, Officer, Role
from trackers.domain.projects import ProjectStatus
from trackers.domain.reach import EVERYWHERE
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.looks import note_look
from trackers.store import Ledger, Saved, cases, people, projects
from trackers.store.ledger import Reading

FREE_FIELDS = ("name", "title", "duty", "cover_code")
# What a person may do is never put together from two people's halves.
FIRM_FIELDS = ("role", "active", "grants")
_OVER = frozenset({ProjectStatus.MAINTENANCE, ProjectStatus.CANCELLED})


def list_officers(ledger: Ledger) -> list[Officer]:
    """Give the officers by code."""
    with ledger.read() as reading:
        return people.read_officers(reading)


def list_absences(ledger: Ledger) -> tuple[Absence, ...]:
    """Give all absences."""
    with ledger.read() as reading:
        return people.read_absences(reading)


def identify(ledger: Ledger, chosen: str | None) -> Actor:
    """Give the actor of a call: in open mode, the officer chosen in the box.

    An unknown choice falls back to the first officer of the ward who records cases. The gate has
    let only this machine's own browser come so far (DESIGN §4.3); whoever sits there can choose
    any officer, so the reach is the whole ward.
    """
    officers = [one for one in list_officers(ledger) if one.active]
    by_code = {one.code: one for one in officers}
    officer = by_code.get(chosen or "") or _first(officers)
    grants = frozenset(officer.grants)
    return Actor(officer.code, officer.name, officer.role, ledger.ward, EVERYWHERE, grants)


def add_officer(
    ledger: Ledger, actor: Actor, *, officer: Officer, now: datetime, key: str | None = None
) -> Saved:
    """Add a person who works in the ward.

    Which rights the actor may give: `check_officer`. Raises NotAllowed, TextMissing,
    DuplicateRecord, OwnCover, UnknownRecord (the cover).
    """
    require(actor, Action.EDIT_REGISTERS, ledger.ward)
    check_officer(actor, None, officer)
    if not officer.code.strip():
        raise TextMissing(field="officer_code")
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        if officer.code in {one.code for one in people.read_officers(writing)}:
            raise DuplicateRecord(kind="officer", code=officer.code)
        _check(writing, officer)
        people.add_officer(writing, officer)
        return writing.record(
            "officer.added", officer.code, actor=actor.code, effective_on=day_of(now), key=key
        )


def edit_officer(
    ledger: Ledger,
    actor: Actor,
    *,
    base: Officer,
    mine: Officer,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Save a form about an officer: `base` as it was when the form opened, `mine` as it is now.

    Who becomes inactive hands over cases and works first. Raises NotAllowed, UnknownRecord,
    TextMissing, OwnCover, OfficerInCharge, LastAdministrator, EditConflict, OwnRights.
    """
    require(actor, Action.EDIT_REGISTERS, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            theirs = _officer(writing, base.code)
            writer = last_writer(writing, base.code)
            result = merge(base, theirs, mine, free=FREE_FIELDS, firm=FIRM_FIELDS, writer=writer)
            if not result.changes:
                return Saved(0, repeated=True)
            after = replace(theirs, **result.changes)
            check_officer(actor, theirs, after)
            _check(writing, after)
            _check_leaving(writing, theirs, after)
            people.change_officer(writing, base.code, result.changes, base=theirs.version)
            saved = writing.record(
                "officer.edited", base.code, actor=actor.code, effective_on=day_of(now), key=key
            )
    except EditConflict as conflict:
        keep_refused(ledger, actor, base.code, conflict, now=now)
        raise
    if rights := sorted({*FIRM_FIELDS} & result.changes.keys()):
        note_look(ledger, actor, LookKind.RIGHTS_CHANGED, base.code, details={"changed": rights})
    return replace(saved, merged=result.merged)


def record_absence(
    ledger: Ledger,
    actor: Actor,
    *,
    officer_code: str,
    cover_code: str,
    from_on: date,
    to_on: date,
    now: datetime,
    reason: str = "",
    key: str | None = None,
) -> Saved:
    """Record that an officer is away and who stands in; it counts from the day it is recorded.

    Who may say so of whom: `check_absence`. Raises NotAllowed, UnknownRecord, DateTooEarly,
    OwnCover, OwnRights, ViewerAsCover.
    """
    require(actor, Action.ASSIGN_OFFICERS, ledger.ward)
    if to_on < from_on:
        raise DateTooEarly(on=to_on, earliest=from_on)
    if officer_code == cover_code:
        raise OwnCover(officer=officer_code)
    absence = Absence(
        officer_code, from_on, to_on, cover_code, day_of(now), reason, absence_id=uuid4().hex
    )
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        check_absence(actor, _officer(writing, officer_code), _officer(writing, cover_code))
        people.add_absence(writing, absence)
        return writing.record(
            "absence.recorded",
            officer_code,
            actor=actor.code,
            effective_on=from_on,
            touched=_codes_of(writing, officer_code),
            key=key,
        )


def end_absence(
    ledger: Ledger,
    actor: Actor,
    *,
    base: Absence,
    back_on: date,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Record that an officer is back on `back_on`, earlier than planned; the cover ends with it.

    `base` is the absence as the form showed it. Back on its first day means that the officer did
    not go away. Raises NotAllowed, ReasonMissing, UnknownRecord, DateTooEarly, NotEarlier,
    RowChanged.
    """
    require(actor, Action.ASSIGN_OFFICERS, ledger.ward)
    why = require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        known = {one.absence_id: one for one in people.read_absences(writing)}
        if base.absence_id not in known:
            raise UnknownRecord(kind="absence", code=base.absence_id)
        check_absence(actor, _officer(writing, known[base.absence_id].officer_code))
        after = _ended(known[base.absence_id], back_on, why)
        people.change_absence(writing, replace(after, version=base.version))
        return writing.record(
            "absence.ended",
            base.officer_code,
            actor=actor.code,
            effective_on=back_on,
            touched=_codes_of(writing, base.officer_code),
            key=key,
        )


def _ended(absence: Absence, back_on: date, reason: str) -> Absence:
    if back_on < absence.from_on:
        raise DateTooEarly(on=back_on, earliest=absence.from_on)
    if back_on > absence.to_on:
        raise NotEarlier(on=back_on, until=absence.to_on)
    planned = absence.planned_to_on or absence.to_on
    last = back_on - timedelta(days=1)
    return replace(absence, to_on=last, planned_to_on=planned, end_reason=reason)


def _codes_of(reading: Reading, officer_code: str) -> tuple[str, ...]:
    """Give the cases that are in scope and in an officer's charge: who acts for them changes."""
    return tuple(
        one.code
        for one in cases.read_cases(reading)
        if one.in_scope and one.officer_code == officer_code
    )


def _officer(reading: Reading, code: str) -> Officer:
    for officer in people.read_officers(reading):
        if officer.code == code:
            return officer
    raise UnknownRecord(kind="officer", code=code)


def _check(reading: Reading, officer: Officer) -> None:
    if not officer.name.strip():
        raise TextMissing(field="officer")
    if officer.cover_code == officer.code:
        raise OwnCover(officer=officer.code)
    if officer.cover_code is not None:
        _officer(reading, officer.cover_code)


def _check_leaving(reading: Reading, before: Officer, after: Officer) -> None:
    """Refuse to leave cases, works or the ward itself without anybody in charge."""
    others = [one for one in people.read_officers(reading) if one.code != after.code]
    administers = after.active and after.role is Role.ADMINISTRATOR
    if not administers and not any(o.active and o.role is Role.ADMINISTRATOR for o in others):
        raise LastAdministrator(officer=after.code)
    if before.active and not after.active:
        held = [
            one
            for one in cases.read_cases(reading)
            if one.in_scope and one.officer_code == after.code
        ]
        led = [
            one
            for one in projects.read_projects(reading)
            if one.lead_officer_code == after.code and one.status not in _OVER
        ]
        if held or led:
            raise OfficerInCharge(officer=after.name, cases=len(held), works=len(led))


def _first(officers: list[Officer]) -> Officer:
    recorders = [one for one in officers if one.role is Role.OFFICER]
    return (recorders or officers)[0]
