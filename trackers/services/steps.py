"""Setting the steps of a case: done, not applicable, or back to pending."""

from dataclasses import replace
from datetime import date, datetime

from trackers.domain.cases import CaseState
from trackers.domain.errors import AlreadyClosed, EditConflict
from trackers.domain.obstacles import check_obstacles
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.tracks import StepMark, StepState
from trackers.domain.wards import day_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.subjects import my_state
from trackers.store import Ledger, Saved, Writing, cases


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
    NotAllowed, UnknownRecord, AlreadyClosed, EditConflict, ReasonMissing and what `CaseSteps.check`
    and `check_obstacles` raise. The input of a conflict is kept in the log.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            state = my_state(writing, actor, case_code)
            before = state.marks.get(mark.step, StepMark(mark.step, StepState.PENDING))
            if same_mark(before, mark):
                return Saved(0, repeated=True)
            _check(writing, state, before, mark, reason=reason, today=day_of(now))
            cases.put_mark(writing, case_code, mark, base=before.version)
            return _record(writing, actor, state, mark, reason=reason, today=day_of(now), key=key)
    except EditConflict as conflict:
        keep_refused(ledger, actor, case_code, conflict, now=now)
        raise


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
    check_rules(state, mark, today)
    needs_reason(before, reason)


def needs_reason(before: StepMark, reason: str) -> None:
    """Refuse to change without a reason what was recorded; raises ReasonMissing."""
    require_reason(reason, when=before.state is not StepState.PENDING)


def check_rules(state: CaseState, mark: StepMark, today: date) -> None:
    """Refuse a step that the case cannot take now.

    Raises AlreadyClosed and what the steps' own check and `check_obstacles` raise.
    """
    if not state.case.in_scope:
        raise AlreadyClosed(kind="case", code=state.case.code)
    state.steps.check(mark, today=today)
    if mark.state is StepState.DONE:
        check_obstacles(mark.step, state.case.track, state.obstacles)
        if mark.step == "signed" and state.checklist and mark.done_on:
            state.checklist.check_signing(mark.done_on)


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


def same_mark(before: StepMark, mark: StepMark) -> bool:
    """Tell whether two marks say the same, whatever their versions."""
    return replace(before, version=mark.version) == mark
