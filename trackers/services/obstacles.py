"""Opening and closing obstacles (vướng mắc)."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from trackers.domain.errors import (
    AlreadyClosed,
    DateInFuture,
    DateTooEarly,
    EditConflict,
    TextMissing,
    UnknownRecord,
)
from trackers.domain.obstacles import Obstacle, ObstacleKind, blocks_handover_by_default
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.steps import the_state
from trackers.store import Ledger, Saved, Writing, cases


def open_obstacle(
    ledger: Ledger,
    actor: Actor,
    *,
    case_code: str,
    kind: ObstacleKind,
    text: str,
    opened_on: date,
    officer_code: str,
    due_on: date | None,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Open an obstacle on a case: what exactly, who resolves it, by when.

    Raises NotAllowed, UnknownRecord, AlreadyClosed, TextMissing, DateInFuture, DateTooEarly.
    """
    require(actor, Action.RECORD_CASES)
    _check(text, opened_on, due_on, today=day_of(now))
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        state = the_state(writing, case_code)
        if not state.case.in_scope:
            raise AlreadyClosed(kind="case", code=case_code)
        blocks = blocks_handover_by_default(kind, state.case.track)
        obstacle = Obstacle(
            uuid4().hex, case_code, kind, text.strip(), opened_on, officer_code, due_on, blocks
        )
        cases.add_obstacle(writing, obstacle)
        return writing.record(
            "obstacle.opened",
            case_code,
            actor=actor.code,
            effective_on=opened_on,
            details={"kind": kind.value},
            touched=(case_code,),
            key=key,
        )


def close_obstacle(
    ledger: Ledger,
    actor: Actor,
    *,
    obstacle_id: str,
    case_code: str,
    closed_on: date,
    resolution: str,
    base: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Close an obstacle with the words of its resolution.

    Raises NotAllowed, UnknownRecord, AlreadyClosed, TextMissing, DateInFuture, DateTooEarly,
    EditConflict.
    """
    require(actor, Action.RECORD_CASES)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            obstacle = _find(writing, case_code, obstacle_id)
            if not obstacle.is_open:
                raise AlreadyClosed(kind="obstacle", code=obstacle.kind.label)
            if obstacle.version != base:
                raise _conflict(writing, obstacle, resolution)
            _check(resolution, closed_on, None, today=day_of(now), after=obstacle.opened_on)
            closed = replace(obstacle, closed_on=closed_on, resolution=resolution.strip())
            cases.change_obstacle(writing, closed, base=base)
            return writing.record(
                "obstacle.closed",
                case_code,
                actor=actor.code,
                effective_on=closed_on,
                details={"kind": obstacle.kind.value},
                touched=(case_code,),
                key=key,
            )
    except EditConflict as conflict:
        keep_refused(ledger, actor, case_code, conflict, now=now)
        raise


def _check(
    text: str, on: date, due_on: date | None, *, today: date, after: date | None = None
) -> None:
    if not text.strip():
        raise TextMissing(field="text")
    if on > today:
        raise DateInFuture(on=on, today=today)
    if after is not None and on < after:
        raise DateTooEarly(on=on, earliest=after)
    if due_on is not None and due_on < on:
        raise DateTooEarly(on=due_on, earliest=on)


def _find(writing: Writing, case_code: str, obstacle_id: str) -> Obstacle:
    for obstacle in the_state(writing, case_code).obstacles:
        if obstacle.obstacle_id == obstacle_id:
            return obstacle
    raise UnknownRecord(kind="obstacle", code=obstacle_id)


def _conflict(writing: Writing, theirs: Obstacle, mine: str) -> EditConflict:
    by, at = last_writer(writing, theirs.case_code)
    return EditConflict(
        record=theirs.case_code,
        field="obstacle",
        theirs=theirs.resolution or theirs.text,
        mine=mine,
        by=by,
        at=at,
    )
