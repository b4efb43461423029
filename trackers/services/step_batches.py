"""Which cases belong to a batch (đợt): put in or taken out, unless that breaks a recorded step."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from trackers.domain.cases import CaseState
from trackers.domain.errors import (
    AlreadyClosed,
    DomainError,
    DuplicateRecord,
    EditConflict,
    TextMissing,
    UnknownRecord,
)
from trackers.domain.merge import merge
from trackers.domain.people import Actor
from trackers.domain.project_steps import Batch, SharedMark, shared_of
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.tracks import TrackCode
from trackers.domain.wards import day_of
from trackers.services.bulk import Refusal
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.project_steps import require_common
from trackers.store import Ledger, Saved, cases, project_steps
from trackers.store.ledger import Reading


def preview_batch(ledger: Ledger, actor: Actor, *, base: Batch, mine: Batch) -> list[Refusal]:
    """Give the cases that cannot be put in or taken out, each with its reason; writes nothing.

    Raises NotAllowed, NotYours, UnknownRecord.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.read() as reading:
        theirs = _the_batch(reading, base)
        _require_reach(reading, actor, theirs, mine)
        return _refusals(reading, replace(theirs, case_codes=mine.case_codes))


def edit_batch(
    ledger: Ledger,
    actor: Actor,
    *,
    base: Batch,
    mine: Batch,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Save a batch's name and cases: `base` as the form opened, `mine` as it is now.

    The lists of two people are never combined. Raises NotAllowed, NotYours, ReasonMissing,
    TextMissing, UnknownRecord, DuplicateRecord, EditConflict, and the first refusal of
    `preview_batch`.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    why = require_reason(reason)
    mine = replace(mine, name=mine.name.strip())
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            theirs = _the_batch(writing, base)
            _require_reach(writing, actor, theirs, mine)
            after = _merged(writing, base, theirs, mine)
            if after == theirs:
                return Saved(0, repeated=True)
            _check(writing, after)
            values = {"name": after.name, "case_codes": list(after.case_codes)}
            project_steps.change_batch(writing, base.code, values, base=theirs.version)
            moved = sorted(set(theirs.case_codes) ^ set(after.case_codes))
            return writing.record(
                "step_batch.edited",
                base.project_code,
                actor=actor.code,
                effective_on=day_of(now),
                details={"batch_code": base.code, "cases": moved},
                private={"reason": why},
                # Those that stay show the batch too, by its name.
                touched=tuple(sorted({*theirs.case_codes, *after.case_codes})),
                key=key,
            )
    except EditConflict as conflict:
        keep_refused(ledger, actor, base.project_code, conflict, now=now)
        raise


def _require_reach(reading: Reading, actor: Actor, theirs: Batch, mine: Batch) -> None:
    """Refuse to change a batch of which a case, there or put in, is another's; raises NotYours."""
    codes = {*theirs.case_codes, *mine.case_codes}
    require_common(reading, actor, theirs.project_code, codes)


def _merged(reading: Reading, base: Batch, theirs: Batch, mine: Batch) -> Batch:
    """Give the batch with my changes; raises EditConflict."""
    writer, firm = last_writer(reading, base.project_code), ("name", "case_codes")
    return replace(theirs, **merge(base, theirs, mine, free=(), firm=firm, writer=writer).changes)


def track_of(batch: Batch, marks: Iterable[SharedMark], states: Iterable[CaseState]) -> TrackCode:
    """Give the track of a batch: that of its steps, else that of its cases."""
    for mark in marks:
        if mark.batch is not None and mark.batch.code == batch.code:
            return mark.track
    return next(
        (one.case.track for one in states if one.case.code in batch.case_codes),
        TrackCode.RECOVERY,
    )


def _the_batch(reading: Reading, batch: Batch) -> Batch:
    for one in project_steps.read_batches(reading, batch.project_code):
        if one.code == batch.code:
            return one
    raise UnknownRecord(kind="step_batch", code=batch.code)


def _check(reading: Reading, after: Batch) -> None:
    if not after.name:
        raise TextMissing(field="batch_name")
    if not after.case_codes:
        raise TextMissing(field="case")
    others = project_steps.read_batches(reading, after.project_code)
    if after.name in {one.name for one in others if one.code != after.code}:
        raise DuplicateRecord(kind="batch_name", code=after.name)
    if refusals := _refusals(reading, after):
        raise refusals[0].error


def _refusals(reading: Reading, after: Batch) -> list[Refusal]:
    """Give what the cases put in or taken out say; `after` is the batch as it would be."""
    before = _the_batch(reading, after)
    states = {one.case.code: one for one in cases.read_states(reading, project=after.project_code)}
    marks = project_steps.read_shared(reading, after.project_code)
    track = track_of(before, marks, states.values())
    would = [
        replace(one, batch=after) if one.batch and one.batch.code == after.code else one
        for one in marks
    ]
    found = []
    for code in sorted(set(before.case_codes) ^ set(after.case_codes)):
        try:
            _check_case(states.get(code), code, track, would, joins=code in after.case_codes)
        except DomainError as error:
            found.append(Refusal(code, error))
    return found


def _check_case(
    state: CaseState | None, code: str, track: TrackCode, marks: list[SharedMark], *, joins: bool
) -> None:
    """Refuse to move a case when a step recorded in it, or for it, would lose what it needs.

    Raises UnknownRecord, AlreadyClosed, MissingPrerequisite, StepHasDependents.
    """
    if state is None or (joins and state.case.track is not track):
        raise UnknownRecord(kind="case", code=code)
    if joins and not state.case.in_scope:
        raise AlreadyClosed(kind="case", code=code)
    own = [one for one in marks if one.track is state.case.track]
    shared = {step: one.mark for step, one in shared_of(code, own).items()}
    state.steps.check_shared(shared)
