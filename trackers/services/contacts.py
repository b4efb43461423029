"""Recording visits (lần vận động)."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from trackers.domain.contacts import Contact
from trackers.domain.errors import (
    DateInFuture,
    DateTooEarly,
    ReasonMissing,
    TextMissing,
    TextTooLong,
    UnknownRecord,
)
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.domain.tracks import StepMark, StepState
from trackers.domain.wards import day_of
from trackers.store import Ledger, Saved, Writing, cases

LONGEST_NOTE = 4000
# Nothing of this kind was written down by wards before; an older date is a slip of the finger.
EARLIEST = date(2000, 1, 1)


def record_visit(
    ledger: Ledger, actor: Actor, *, visit: Contact, now: datetime, key: str | None = None
) -> Saved:
    """Record a visit; it counts for all cases of the household in that project.

    The first visit that met someone also marks "đã vận động" in donation cases. Raises NotAllowed,
    UnknownRecord, DateInFuture, DateTooEarly, TextMissing, TextTooLong.
    """
    require(actor, Action.RECORD_CASES)
    visit = replace(visit, contact_id=visit.contact_id or uuid4().hex, recorded_at=now)
    check_visit(visit, day_of(now))
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        codes = cases.codes_of_household(writing, visit.household_code, visit.project_code)
        if not codes:
            raise UnknownRecord(kind="household", code=visit.household_code)
        cases.add_contact(writing, visit)
        settle_contacted(writing, codes)
        return writing.record(
            "visit.recorded",
            visit.household_code,
            actor=actor.code,
            effective_on=visit.met_on,
            details={"cases": codes},
            touched=tuple(codes),
            key=key,
        )


def correct_visit(
    ledger: Ledger,
    actor: Actor,
    *,
    visit: Contact,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Correct a recorded visit, with the reason; `visit.version` is the one the form opened with.

    Raises NotAllowed, ReasonMissing, RowChanged and what `record_visit` raises.
    """
    require(actor, Action.RECORD_CASES)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    check_visit(visit, day_of(now))
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        codes = cases.codes_of_household(writing, visit.household_code, visit.project_code)
        cases.change_contact(writing, visit, base=visit.version)
        return writing.record(
            "visit.corrected",
            visit.household_code,
            actor=actor.code,
            effective_on=visit.met_on,
            details={"cases": codes},
            private={"reason": reason.strip()},
            touched=tuple(codes),
            key=key,
        )


def check_visit(visit: Contact, today: date) -> None:
    """Refuse a visit that cannot be.

    Raises DateInFuture, DateTooEarly, TextMissing, TextTooLong.
    """
    if visit.met_on > today:
        raise DateInFuture(on=visit.met_on, today=today)
    if visit.met_on < EARLIEST:
        raise DateTooEarly(on=visit.met_on, earliest=EARLIEST)
    for day in (visit.promise_on, visit.next_on):
        if day is not None and day < visit.met_on:
            raise DateTooEarly(on=day, earliest=visit.met_on)
    if not visit.visitors:
        raise TextMissing(field="visitors")
    for text in (visit.note, visit.promise, visit.met):
        if len(text) > LONGEST_NOTE:
            raise TextTooLong(length=len(text), most=LONGEST_NOTE)


def settle_contacted(writing: Writing, codes: list[str]) -> None:
    """Mark “đã vận động” in those cases on the day of the first meeting, where it is not done."""
    for state in cases.read_states(writing, codes=codes):
        takes = any(step.code == "contacted" for step in state.track.case_steps)
        met = [one.met_on for one in state.contacts if one.outcome.met_someone]
        if takes and met and state.case.in_scope and state.done_on("contacted") is None:
            base = state.marks["contacted"].version if "contacted" in state.marks else 0
            mark = StepMark("contacted", StepState.DONE, min(met))
            cases.put_mark(writing, state.case.code, mark, base=base)
