"""Setting the steps of a case: done, not applicable, or back to pending."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from trackers.domain.cases import CaseState
from trackers.domain.errors import (
    AlreadyClosed,
    DomainError,
    EditConflict,
    ReasonMissing,
    UnknownRecord,
)
from trackers.domain.obstacles import check_obstacles
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.domain.tracks import StepMark, StepState, check_step
from trackers.domain.wards import day_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.store import Ledger, Saved, Writing, cases
from trackers.store.ledger import Reading


@dataclass(frozen=True)
class Refusal:
    """Why one case of many would not take the step."""

    case_code: str
    error: DomainError


def set_step(
    ledger: Ledger,
    actor: Actor,
    *,
    case_code: str,
    mark: StepMark,
    now: datetime,
    reason: str = "",
    key: str | None = None,
) -> Saved:
    """Set one step of a case; `mark.version` is the one the form opened with (0: none yet).

    Taking a step back, or changing one that was set, is a correction and needs its reason. Raises
    NotAllowed, UnknownRecord, AlreadyClosed, EditConflict, ReasonMissing and what `check_step`
    and `check_obstacles` raise. The input of a conflict is kept in the log.
    """
    require(actor, Action.RECORD_CASES)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            state = the_state(writing, case_code)
            before = state.marks.get(mark.step, StepMark(mark.step, StepState.PENDING))
            if _same(before, mark):
                return Saved(0, repeated=True)
            _check(writing, state, before, mark, reason=reason, today=day_of(now))
            cases.put_mark(writing, case_code, mark, base=before.version)
            return _record(writing, actor, state, mark, reason=reason, today=day_of(now), key=key)
    except EditConflict as conflict:
        keep_refused(ledger, actor, case_code, conflict, now=now)
        raise


def preview_step(
    ledger: Ledger, actor: Actor, *, case_codes: Sequence[str], mark: StepMark, now: datetime
) -> list[Refusal]:
    """Give the cases that would refuse the step, each with its reason; writes nothing."""
    require(actor, Action.RECORD_CASES)
    with ledger.read() as reading:
        found = {one.case.code: one for one in cases.read_states(reading, codes=case_codes)}
    refusals = []
    for code in case_codes:
        try:
            if code not in found:
                raise UnknownRecord(kind="case", code=code)
            _check_rules(found[code], _on_top(found[code], mark), day_of(now))
        except DomainError as error:
            refusals.append(Refusal(code, error))
    return refusals


def set_step_for_many(
    ledger: Ledger,
    actor: Actor,
    *,
    case_codes: Sequence[str],
    mark: StepMark,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Set one step of many cases: all of them, or none when one refuses; one event a case.

    Raises the first refusal, and what `set_step` raises.
    """
    require(actor, Action.RECORD_CASES)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        saved = Saved(0, repeated=True)
        todo = _unlike(writing, case_codes, mark)
        for state in todo:
            mine = _on_top(state, mark)
            _check_rules(state, mine, day_of(now))
            cases.put_mark(writing, state.case.code, mine, base=mine.version)
            last = state is todo[-1]
            saved = _record(
                writing, actor, state, mine, today=day_of(now), key=key if last else None
            )
    return saved


def the_state(reading: Reading, case_code: str) -> CaseState:
    """Give one case with its parts; raises UnknownRecord."""
    found = cases.read_states(reading, codes=[case_code])
    if not found:
        raise UnknownRecord(kind="case", code=case_code)
    return found[0]


def _check(
    writing: Writing,
    state: CaseState,
    before: StepMark,
    mark: StepMark,
    *,
    reason: str,
    today: date,
) -> None:
    if before.version != mark.version:
        raise _conflict(writing, state, before, mark)
    _check_rules(state, mark, today)
    if before.state is not StepState.PENDING and not reason.strip():
        raise ReasonMissing(field="reason")


def _check_rules(state: CaseState, mark: StepMark, today: date) -> None:
    if not state.case.in_scope:
        raise AlreadyClosed(kind="case", code=state.case.code)
    check_step(state.track, state.marks, mark, today=today)
    if mark.state is StepState.DONE:
        check_obstacles(mark.step, state.case.track, state.obstacles)


def _record(
    writing: Writing,
    actor: Actor,
    state: CaseState,
    mark: StepMark,
    *,
    today: date,
    reason: str = "",
    key: str | None = None,
) -> Saved:
    return writing.record(
        "step.set",
        state.case.code,
        actor=actor.code,
        effective_on=mark.done_on or today,
        details={"step": mark.step, "state": mark.state.value},
        private={"reason": reason.strip()} if reason.strip() else None,
        touched=(state.case.code,),
        key=key,
    )


def _conflict(writing: Writing, state: CaseState, theirs: StepMark, mine: StepMark) -> EditConflict:
    by, at = last_writer(writing, state.case.code)
    return EditConflict(
        record=state.case.code,
        field=mine.step,
        theirs=(theirs.state.value, theirs.done_on),
        mine=(mine.state.value, mine.done_on, *filter(None, [mine.note])),
        by=by,
        at=at,
    )


def _unlike(writing: Writing, case_codes: Sequence[str], mark: StepMark) -> list[CaseState]:
    """Give the cases whose step is not yet as `mark` says."""
    states = [the_state(writing, code) for code in case_codes]
    pending = StepMark(mark.step, StepState.PENDING)
    return [one for one in states if not _same(one.marks.get(mark.step, pending), mark)]


def _same(before: StepMark, mark: StepMark) -> bool:
    return replace(before, version=mark.version) == mark


def _on_top(state: CaseState, mark: StepMark) -> StepMark:
    kept = state.marks.get(mark.step)
    return replace(mark, version=kept.version if kept else 0)
