"""Recording that a gift of land is voluntary: the items of its checklist."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from trackers.domain.cases import CaseState
from trackers.domain.errors import AlreadyClosed, EditConflict, UnknownStep
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.tracks import StepState
from trackers.domain.voluntary import ItemMark, check_item
from trackers.domain.wards import day_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.subjects import my_state
from trackers.store import Ledger, Saved, Writing, voluntary


def set_items(
    ledger: Ledger,
    actor: Actor,
    *,
    case_code: str,
    marks: Sequence[ItemMark],
    now: datetime,
    reason: str = "",
    key: str | None = None,
) -> Saved:
    """Record items of a gift's checklist, all of them or none, as one event.

    Each mark's `version` is the one its form opened with (0: none yet). Changing an item that was
    recorded is a correction and needs its reason. Raises NotAllowed, UnknownRecord, AlreadyClosed,
    UnknownStep (the case is no gift), EditConflict, ReasonMissing and what `check_item` raises.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            state = my_state(writing, actor, case_code)
            todo = [one for one in marks if not _same(state, one)]
            if not todo:
                return Saved(0, repeated=True)
            for mark in todo:
                _check(writing, state, mark, reason=reason, today=day_of(now))
                voluntary.put_item(writing, case_code, mark)
            return writing.record(
                "voluntary.set",
                case_code,
                actor=actor.code,
                effective_on=max((one.done_on for one in todo if one.done_on), default=day_of(now)),
                details={"items": [one.item.value for one in todo]},
                private={"reason": reason.strip()} if reason.strip() else None,
                touched=(case_code,),
                key=key,
            )
    except EditConflict as conflict:
        keep_refused(ledger, actor, case_code, conflict, now=now)
        raise


def _check(writing: Writing, state: CaseState, mark: ItemMark, *, reason: str, today: date) -> None:
    if not state.case.in_scope:
        raise AlreadyClosed(kind="case", code=state.case.code)
    if state.checklist is None:
        raise UnknownStep(step=mark.item.label, track=state.case.track)
    before = state.checklist.mark(mark.item)
    if before.version != mark.version:
        raise _conflict(writing, state, before, mark)
    check_item(mark, signed_on=state.done_on("signed"), today=today)
    require_reason(reason, when=before.state is not StepState.PENDING)


def _same(state: CaseState, mark: ItemMark) -> bool:
    if state.checklist is None:
        return False
    return replace(state.checklist.mark(mark.item), version=mark.version) == mark


def _conflict(writing: Writing, state: CaseState, theirs: ItemMark, mine: ItemMark) -> EditConflict:
    by, at = last_writer(writing, state.case.code)
    return EditConflict(
        record=state.case.code,
        field=mine.item.label,
        theirs=(theirs.state.value, theirs.done_on, theirs.who, theirs.paper, theirs.reason),
        mine=(mine.state.value, mine.done_on, mine.who, mine.paper, mine.reason),
        by=by,
        at=at,
    )
