"""Recording visits (lần vận động)."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from trackers.domain.cases import CaseState
from trackers.domain.contacts import Contact, first_met_on
from trackers.domain.errors import (
    DateInFuture,
    DateTooEarly,
    TextMissing,
    TextTooLong,
    UnknownRecord,
)
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.domain.tracks import StepMark, StepState
from trackers.domain.wards import day_of
from trackers.services.subjects import require_household
from trackers.store import Ledger, Saved, Writing, cases, households
from trackers.store.ledger import Reading

LONGEST_NOTE = 4000
# Nothing of this kind was written down by wards before; an older date is a slip of the finger.
EARLIEST = date(2000, 1, 1)
CONTACTED = "contacted"


def record_visit(
    ledger: Ledger, actor: Actor, *, visit: Contact, now: datetime, key: str | None = None
) -> Saved:
    """Record a visit; it counts for all cases of the household in that project.

    A household that was merged meanwhile stands for the one that lives on; the answer names it. The
    first visit that met someone also marks "đã vận động" in donation cases. Raises NotAllowed,
    UnknownRecord, DateInFuture, DateTooEarly, TextMissing, TextTooLong.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    visit = replace(visit, contact_id=visit.contact_id or uuid4().hex, recorded_at=now)
    check_visit(visit, day_of(now))
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        meant, visit = visit.household_code, _of_the_living(writing, visit)
        codes = cases.codes_of_household(writing, visit.household_code, visit.project_code)
        if not codes:
            raise UnknownRecord(kind="household", code=visit.household_code)
        require_household(writing, actor, visit.household_code, project=visit.project_code)
        cases.add_contact(writing, visit)
        settle_contacted(writing, codes)
        merged = meant != visit.household_code
        saved = writing.record(
            "visit.recorded",
            visit.household_code,
            actor=actor.code,
            effective_on=visit.met_on,
            details={"cases": codes} | ({"meant_for": meant} if merged else {}),
            touched=tuple(codes),
            key=key,
        )
    return replace(saved, kept_for=visit.household_code if merged else "")


def _of_the_living(reading: Reading, visit: Contact) -> Contact:
    """Give the visit to the household that lives on, where its own was merged meanwhile."""
    code = households.living_code(reading, visit.household_code)
    return replace(visit, household_code=code)


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
    if not visit.visitors and not visit.others.strip():
        raise TextMissing(field="visitors")
    for text in (visit.note, visit.promise, visit.met, visit.others):
        if len(text) > LONGEST_NOTE:
            raise TextTooLong(length=len(text), most=LONGEST_NOTE)


def settle_contacted(writing: Writing, codes: list[str], was_on: date | None = None) -> None:
    """Make “đã vận động” of those cases follow their visits; the step is of donation alone.

    It is done on the day of the first meeting. A step that was done on `was_on`, the day of a visit
    that is corrected, moves to the first meeting that is left; with none left it is taken back,
    unless a later step stands on it.
    """
    for state in cases.read_states(writing, codes=codes):
        takes = any(step.code == CONTACTED for step in state.track.case_steps)
        if not (takes and state.case.in_scope):
            continue
        old = state.marks.get(CONTACTED, StepMark(CONTACTED, StepState.PENDING))
        if (new := _contacted(state, old, was_on)) != old:
            cases.put_mark(writing, state.case.code, new, base=old.version)


def _contacted(state: CaseState, old: StepMark, was_on: date | None) -> StepMark:
    first = first_met_on(state.contacts)
    done = old.state is StepState.DONE
    if done and old.done_on != was_on:
        return old
    if first:
        return replace(old, state=StepState.DONE, done_on=first)
    needed = any(
        CONTACTED in step.needs and state.done_on(step.code) for step in state.track.case_steps
    )
    return old if needed or not done else replace(old, state=StepState.PENDING, done_on=None)
