"""The tasks of a resolution: named, with a person and a day, done with a word."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from trackers.domain.errors import AlreadyClosed, TextMissing, UnknownRecord
from trackers.domain.indicators import IndicatorKind, IndicatorTask
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.review_errors import StillOpen
from trackers.domain.rights import Action, require, require_officer
from trackers.domain.wards import day_of
from trackers.services.indicators import (
    check_day,
    my_indicator,
    open_indicator,
)
from trackers.services.review_subjects import check_length, the_officer
from trackers.store import Ledger, Saved, Writing, indicators


def add_task(
    ledger: Ledger,
    actor: Actor,
    *,
    code: str,
    name: str,
    officer_code: str,
    due_on: date | None,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Add a task to a resolution, as its last one; whoever is responsible for it may.

    Raises NotAllowed, NotYours, UnknownRecord (resolution, officer), AlreadyClosed, TextMissing,
    TextTooLong.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        _resolution(writing, actor, code)
        place = max((one.position for one in indicators.read_tasks(writing, code)), default=0) + 1
        who = officer_code or actor.code
        made = IndicatorTask(uuid4().hex, code, name.strip(), who, due_on, position=place)
        _check(writing, made)
        indicators.add_task(writing, made)
        return _record(writing, actor, "indicator_task.added", made, day_of(now), key)


def edit_task(
    ledger: Ledger,
    actor: Actor,
    *,
    task_id: str,
    name: str,
    officer_code: str,
    due_on: date | None,
    base: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Give a task other words, another person or day; raises RowChanged, and as `add_task` does."""
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        before = _task(writing, task_id)
        _resolution(writing, actor, before.code)
        after = replace(before, name=name.strip(), officer_code=officer_code, due_on=due_on)
        _check(writing, after)
        indicators.change_task(writing, after, base=base)
        return _record(writing, actor, "indicator_task.edited", after, day_of(now), key)


def finish_task(
    ledger: Ledger,
    actor: Actor,
    *,
    task_id: str,
    done_on: date,
    note: str,
    base: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Say that a task is done, since when and how; its own officer may as well.

    Raises NotAllowed, NotYours, UnknownRecord, AlreadyClosed, DateInFuture, DateTooEarly,
    TextTooLong, RowChanged.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    check_day(done_on, today=day_of(now))
    check_length(note)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        before = _mine(writing, actor, task_id)
        if not before.is_open:
            raise AlreadyClosed(kind="indicator_task", code=before.name)
        after = replace(before, done_on=done_on, note=note.strip())
        indicators.change_task(writing, after, base=base)
        return _record(writing, actor, "indicator_task.done", after, done_on, key)


def reopen_task(
    ledger: Ledger,
    actor: Actor,
    *,
    task_id: str,
    reason: str,
    base: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Say that a task is not done after all, with the reason.

    Raises NotAllowed, NotYours, UnknownRecord, AlreadyClosed (the resolution), StillOpen,
    ReasonMissing, RowChanged.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    why = require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        before = _mine(writing, actor, task_id)
        if before.is_open:
            raise StillOpen(kind="indicator_task", code=before.name)
        after = replace(before, done_on=None, note="")
        indicators.change_task(writing, after, base=base)
        return _record(writing, actor, "indicator_task.reopened", after, day_of(now), key, why)


def withdraw_task(
    ledger: Ledger,
    actor: Actor,
    *,
    task_id: str,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Take back a task that should not be there; the log keeps it and the reason.

    Raises NotAllowed, NotYours, UnknownRecord, AlreadyClosed, ReasonMissing.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    why = require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        gone = _task(writing, task_id)
        _resolution(writing, actor, gone.code)
        indicators.remove_task(writing, task_id)
        return _record(writing, actor, "indicator_task.withdrawn", gone, day_of(now), key, why)


def _resolution(writing: Writing, actor: Actor, code: str) -> None:
    """Refuse what is no resolution in the actor's hands."""
    found = my_indicator(writing, actor, code)
    if found.kind is not IndicatorKind.RESOLUTION:
        raise UnknownRecord(kind="indicator_task", code=code)


def _task(writing: Writing, task_id: str) -> IndicatorTask:
    found = indicators.find_task(writing, task_id)
    if found is None:
        raise UnknownRecord(kind="indicator_task", code=task_id)
    return found


def _mine(writing: Writing, actor: Actor, task_id: str) -> IndicatorTask:
    """Give a task that is the actor's own, or of a resolution that is."""
    found = _task(writing, task_id)
    of = open_indicator(writing, found.code)
    if of.officer_code not in actor.reach.officers:
        require_officer(actor, found.officer_code)
    return found


def _check(writing: Writing, task: IndicatorTask) -> None:
    if not task.name:
        raise TextMissing(field="indicator_task")
    check_length(task.name)
    the_officer(writing, task.officer_code)


def _record(
    writing: Writing,
    actor: Actor,
    kind: str,
    task: IndicatorTask,
    on: date,
    key: str | None,
    reason: str = "",
) -> Saved:
    return writing.record(
        kind,
        task.code,
        actor=actor.code,
        effective_on=on,
        private={"reason": reason} if reason else None,
        key=key,
    )
