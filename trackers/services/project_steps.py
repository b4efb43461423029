"""Recording a step once, for all cases of a project or of a batch (đợt)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from trackers.domain.cases import CaseState
from trackers.domain.errors import (
    DomainError,
    DuplicateRecord,
    EditConflict,
    TextMissing,
    UnknownRecord,
)
from trackers.domain.people import Actor
from trackers.domain.project_steps import Batch, SharedMark
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require, require_case, require_project
from trackers.domain.steps import CaseSteps, check_day
from trackers.domain.tracks import StepMark, StepState, Track
from trackers.domain.wards import day_of
from trackers.services.bulk import Refusal
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.subjects import the_project
from trackers.store import Ledger, Saved, Writing, cases, project_steps, workflows
from trackers.store.ledger import Reading


@dataclass(frozen=True)
class ProjectSteps:
    """What a project's form shows: its batches, and what was recorded for all or for one."""

    batches: tuple[Batch, ...]
    marks: tuple[SharedMark, ...]


def project_steps_of(ledger: Ledger, actor: Actor, project_code: str) -> ProjectSteps:
    """Give the steps recorded in common for a project; raises NotAllowed."""
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        return ProjectSteps(
            tuple(project_steps.read_batches(reading, project_code)),
            tuple(project_steps.read_shared(reading, project_code)),
        )


def preview_project_step(
    ledger: Ledger, actor: Actor, *, shared: SharedMark, now: datetime
) -> list[Refusal]:
    """Give the cases that would refuse the step, each with its reason; writes nothing.

    What refuses the step as a whole has no case. Raises NotAllowed, NotYours, UnknownRecord.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.read() as reading:
        _require(reading, actor, shared)
        return _refusals(reading, shared, day_of(now))


def set_project_step(
    ledger: Ledger,
    actor: Actor,
    *,
    shared: SharedMark,
    now: datetime,
    reason: str = "",
    key: str | None = None,
) -> Saved:
    """Record a step for all cases of a project and track, or of a batch: one event for all.

    A batch whose code is "" is made along with it. `shared.mark.version` is the one the form
    opened with (0: none yet); changing what is recorded is a correction and needs its reason.
    Raises NotAllowed, NotYours, UnknownRecord, TextMissing, DuplicateRecord, EditConflict,
    ReasonMissing, and the first refusal of `preview_project_step`.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            _require(writing, actor, shared)
            before = _before(writing, shared)
            if replace(before, version=shared.mark.version) == shared.mark:
                return Saved(0, repeated=True)
            _check(writing, shared, before, reason=reason, today=day_of(now))
            shared = _with_batch(writing, shared)
            project_steps.put_shared(writing, shared)
            return _record(writing, actor, shared, reason=reason, key=key)
    except EditConflict as conflict:
        keep_refused(ledger, actor, shared.project_code, conflict, now=now)
        raise


def require_common(
    reading: Reading, actor: Actor, project_code: str, case_codes: Iterable[str]
) -> None:
    """Refuse a step in common to who neither leads the work nor may write into all of its cases.

    Without cases it is one of the whole work. Raises UnknownRecord, NotYours.
    """
    project, codes = the_project(reading, project_code), sorted(set(case_codes))
    if actor.reach.holds_project(project_code) or not codes:
        require_project(actor, project)
        return
    for state in cases.read_states(reading, codes=codes):
        require_case(actor, state.case)


def _require(reading: Reading, actor: Actor, shared: SharedMark) -> None:
    """Refuse a step of a work or batch that is another's, whatever cases the form names in it.

    A new batch that names none yet is nobody's; it is not saved without.
    """
    named = shared.batch.case_codes if shared.batch else ()
    code = shared.batch.code if shared.batch else ""
    if shared.batch is not None and not code and not named:
        return
    known = project_steps.read_batches(reading, shared.project_code)
    kept = {case for one in known if code and one.code == code for case in one.case_codes}
    require_common(reading, actor, shared.project_code, {*named, *kept})


def _check(
    writing: Writing, shared: SharedMark, before: StepMark, *, reason: str, today: date
) -> None:
    if before.version != shared.mark.version:
        raise _conflict(writing, shared, before)
    if refusals := _refusals(writing, shared, today):
        raise refusals[0].error
    require_reason(reason, when=before.state is not StepState.PENDING)


def _refusals(reading: Reading, shared: SharedMark, today: date) -> list[Refusal]:
    track = workflows.in_force(reading).tracks[shared.track]
    try:
        track.project_step(shared.mark.step)
        if shared.mark.state is StepState.DONE:
            check_day(shared.mark, today)
        listed = _concerned(reading, shared)
        if not listed:
            _check_alone(reading, track, shared)
    except DomainError as error:
        return [Refusal("", error)]
    refusals = []
    for state in listed:
        try:
            _check_case(state, shared.mark)
        except DomainError as error:
            refusals.append(Refusal(state.case.code, error))
    return refusals


def _concerned(reading: Reading, shared: SharedMark) -> list[CaseState]:
    """Give the cases in scope of which the mark speaks; raises UnknownRecord."""
    found = cases.read_states(reading, project=shared.project_code)
    states = [one for one in found if one.case.track is shared.track]
    if shared.batch is not None:
        known = {one.case.code for one in states}
        for code in shared.batch.case_codes:
            if code not in known:
                raise UnknownRecord(kind="case", code=code)
    return [one for one in states if one.case.in_scope and shared.holds_for(one.case.code)]


def _check_alone(reading: Reading, track: Track, shared: SharedMark) -> None:
    """Check a step of a project that has no case yet against the project's other steps."""
    marks = project_steps.read_shared(reading, shared.project_code)
    done = {
        one.mark.step: one.mark
        for one in marks
        if one.track is shared.track and one.batch is None and one.mark.state is StepState.DONE
    }
    if shared.mark.state is StepState.DONE:
        CaseSteps(track, {}, done).check_needs(track.project_step(shared.mark.step))


def _check_case(state: CaseState, mark: StepMark) -> None:
    """Refuse what this case's own steps forbid; what it has itself is left alone."""
    step = state.track.project_step(mark.step)
    if mark.state is StepState.DONE:
        if state.steps.states[step.code] is not StepState.DONE:
            state.steps.check_needs(step)
        return
    rest = {code: one for code, one in state.steps.shared.items() if code != step.code}
    state.steps.check_dependents(step, replace(state.steps, shared=rest))


def _before(reading: Reading, shared: SharedMark) -> StepMark:
    batch = shared.batch.code if shared.batch else None
    for one in project_steps.read_shared(reading, shared.project_code):
        code = one.batch.code if one.batch else None
        if (one.track, one.mark.step, code) == (shared.track, shared.mark.step, batch):
            return one.mark
    return StepMark(shared.mark.step, StepState.PENDING)


def _with_batch(writing: Writing, shared: SharedMark) -> SharedMark:
    """Give the mark with its batch, which is made where it is new."""
    batch = shared.batch
    if batch is None or batch.code:
        return shared
    if not batch.name.strip():
        raise TextMissing(field="batch_name")
    if not batch.case_codes:
        raise TextMissing(field="case")
    known = project_steps.read_batches(writing, shared.project_code)
    if batch.name.strip() in {one.name for one in known}:
        raise DuplicateRecord(kind="batch_name", code=batch.name)
    made = replace(
        batch,
        code=f"{shared.project_code}-D{len(known) + 1}",
        project_code=shared.project_code,
        name=batch.name.strip(),
    )
    project_steps.add_batch(writing, made)
    return replace(shared, batch=made)


def _record(
    writing: Writing, actor: Actor, shared: SharedMark, *, reason: str, key: str | None
) -> Saved:
    codes: Sequence[str] = [one.case.code for one in _concerned(writing, shared)]
    return writing.record(
        "project_step.set",
        shared.project_code,
        actor=actor.code,
        effective_on=shared.mark.done_on or day_of(writing.now),
        details={
            "step": shared.mark.step,
            "state": shared.mark.state.value,
            "batch_code": shared.batch.code if shared.batch else "",
            "cases": list(codes),
        },
        private={"reason": reason.strip()} if reason.strip() else None,
        touched=tuple(codes),
        key=key,
    )


def _conflict(reading: Reading, shared: SharedMark, theirs: StepMark) -> EditConflict:
    by, at = last_writer(reading, shared.project_code)
    return EditConflict(
        record=shared.project_code,
        field=shared.mark.step,
        theirs=(theirs.state.value, theirs.done_on),
        mine=(shared.mark.state.value, shared.mark.done_on),
        by=by,
        at=at,
    )
