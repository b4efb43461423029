"""Officers, absences, and the one function that yields the actor of a call."""

from datetime import date, datetime
from uuid import uuid4

from trackers.domain.errors import DateTooEarly, DuplicateRecord, TextMissing, UnknownRecord
from trackers.domain.people import Absence, Actor, Officer, Role
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.store import Ledger, Saved, people


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
    let only this machine's own browser come so far (DESIGN §4.3).
    """
    officers = [one for one in list_officers(ledger) if one.active]
    by_code = {one.code: one for one in officers}
    officer = by_code.get(chosen or "") or _first(officers)
    return Actor(officer.code, officer.name, officer.role)


def add_officer(
    ledger: Ledger, actor: Actor, *, officer: Officer, now: datetime, key: str | None = None
) -> Saved:
    """Add a person who works in the ward.

    Raises NotAllowed, TextMissing, DuplicateRecord, UnknownRecord (the cover).
    """
    require(actor, Action.MANAGE_WARD)
    if not officer.code.strip() or not officer.name.strip():
        raise TextMissing(field="officer")
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        known = {one.code for one in people.read_officers(writing)}
        if officer.code in known:
            raise DuplicateRecord(kind="officer", code=officer.code)
        if officer.cover_code is not None and officer.cover_code not in known:
            raise UnknownRecord(kind="officer", code=officer.cover_code)
        people.add_officer(writing, officer)
        return writing.record(
            "officer.added", officer.code, actor=actor.code, effective_on=day_of(now), key=key
        )


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

    Raises NotAllowed, UnknownRecord, DateTooEarly.
    """
    require(actor, Action.ASSIGN_OFFICERS)
    if to_on < from_on:
        raise DateTooEarly(on=to_on, earliest=from_on)
    absence = Absence(officer_code, from_on, to_on, cover_code, day_of(now), reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        known = {one.code for one in people.read_officers(writing)}
        for code in (officer_code, cover_code):
            if code not in known:
                raise UnknownRecord(kind="officer", code=code)
        people.add_absence(writing, absence, uuid4().hex)
        return writing.record(
            "absence.recorded", officer_code, actor=actor.code, effective_on=from_on, key=key
        )


def _first(officers: list[Officer]) -> Officer:
    recorders = [one for one in officers if one.role is Role.OFFICER]
    return (recorders or officers)[0]
