"""Pausing time limits of a case or of a whole work, ending a pause, taking it back."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from trackers.domain.errors import DateTooEarly, TextTooLong, UnknownRecord
from trackers.domain.pauses import Pause, check_pause
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.contacts import EARLIEST, LONGEST_NOTE
from trackers.services.subjects import my_open_state, my_project
from trackers.store import Ledger, Saved, Writing, pauses


def pause_case(
    ledger: Ledger,
    actor: Actor,
    *,
    case_code: str,
    deadline: str,
    from_on: date,
    to_on: date | None,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Stop one time limit of a case, or with `deadline` "" all of them, for some days.

    Raises NotAllowed, NotYours, UnknownRecord, AlreadyClosed, ReasonMissing, TextTooLong,
    DateInFuture, DateTooEarly, NotInRange.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        project = my_open_state(writing, actor, case_code).case.project_code
        made = _made(actor, project, case_code, deadline, from_on, to_on, reason)
        return _add(writing, actor, made, key)


def pause_project(
    ledger: Ledger,
    actor: Actor,
    *,
    project_code: str,
    deadline: str,
    from_on: date,
    to_on: date | None,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Stop one time limit, or all, for every case of a work and for its common steps.

    Raises NotAllowed, NotYours, UnknownRecord, ReasonMissing, TextTooLong, DateInFuture,
    DateTooEarly, NotInRange.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        my_project(writing, actor, project_code)
        made = _made(actor, project_code, "", deadline, from_on, to_on, reason)
        return _add(writing, actor, made, key)


def end_pause(
    ledger: Ledger,
    actor: Actor,
    *,
    pause_id: str,
    to_on: date,
    base: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Set the last day of a pause; `base` is its version as the form showed it.

    Raises NotAllowed, NotYours, UnknownRecord, AlreadyClosed, DateTooEarly, NotInRange, RowChanged.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        ended = replace(_mine(writing, actor, pause_id), to_on=to_on)
        check_pause(ended, today=day_of(now))
        pauses.change_pause(writing, ended, base=base)
        return _record(writing, actor, "pause.ended", ended, key)


def withdraw_pause(
    ledger: Ledger,
    actor: Actor,
    *,
    pause_id: str,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Take back a pause that should not be there; the log keeps it and the reason.

    Raises NotAllowed, NotYours, UnknownRecord, AlreadyClosed, ReasonMissing.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        gone = _mine(writing, actor, pause_id)
        why = require_reason(reason)
        pauses.remove_pause(writing, pause_id)
        return _record(writing, actor, "pause.withdrawn", gone, key, why)


def _made(
    actor: Actor,
    project: str,
    case: str,
    deadline: str,
    from_on: date,
    to_on: date | None,
    reason: str,
) -> Pause:
    words = reason.strip()
    return Pause(uuid4().hex, project, case, deadline, from_on, to_on, words, actor.code)


def _add(writing: Writing, actor: Actor, pause: Pause, key: str | None) -> Saved:
    check_pause(pause, today=day_of(writing.now))
    if pause.from_on < EARLIEST:
        raise DateTooEarly(on=pause.from_on, earliest=EARLIEST)
    if len(pause.reason) > LONGEST_NOTE:
        raise TextTooLong(length=len(pause.reason), most=LONGEST_NOTE)
    pauses.add_pause(writing, pause)
    return _record(writing, actor, "pause.begun", pause, key)


def _mine(writing: Writing, actor: Actor, pause_id: str) -> Pause:
    """Give a pause of a case or a work that the actor may write into."""
    found = pauses.find_pause(writing, pause_id)
    if found is None:
        raise UnknownRecord(kind="pause", code=pause_id)
    if found.case_code:
        my_open_state(writing, actor, found.case_code)
    else:
        my_project(writing, actor, found.project_code)
    return found


def _record(
    writing: Writing, actor: Actor, kind: str, pause: Pause, key: str | None, why: str = ""
) -> Saved:
    return writing.record(
        kind,
        pause.case_code or pause.project_code,
        actor=actor.code,
        effective_on=pause.from_on,
        private={"reason": why} if why else None,
        touched=(pause.case_code,) if pause.case_code else (),
        key=key,
    )
