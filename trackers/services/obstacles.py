"""Opening, changing, closing and reopening obstacles (vướng mắc)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from trackers.domain.cases import CaseState
from trackers.domain.errors import (
    AlreadyClosed,
    DateInFuture,
    DateTooEarly,
    EditConflict,
    ObstacleStands,
    TextMissing,
    TextTooLong,
    UnknownRecord,
)
from trackers.domain.merge import merge
from trackers.domain.obstacles import Obstacle, ObstacleKind, blocks_handover_by_default
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.contacts import LONGEST_NOTE
from trackers.services.subjects import my_open_state, my_state
from trackers.store import Ledger, Saved, Writing, cases, events, people
from trackers.store.ledger import Reading

# What may be changed while an obstacle stands; whether it blocks, and its kind, are never merged.
FREE_FIELDS = ("officer_code", "due_on", "text")
FIRM_FIELDS = ("kind", "blocks_handover")


@dataclass(frozen=True)
class Reopening:
    """When an obstacle was reopened, by whom and why, and how it had been resolved before."""

    obstacle_id: str
    reopened_on: date
    actor_code: str
    reason: str
    closed_on: date | None
    resolution: str


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
    blocks_handover: bool | None = None,
    reason: str = "",
    key: str | None = None,
) -> Saved:
    """Open an obstacle on a case: what exactly, who resolves it, by when.

    Whether it blocks the handover follows its kind and the track; `blocks_handover` says otherwise,
    with a reason. Raises NotAllowed, UnknownRecord, AlreadyClosed, TextMissing, DateInFuture,
    DateTooEarly, ReasonMissing.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        state = my_open_state(writing, actor, case_code)
        usual = blocks_handover_by_default(kind, state.case.track)
        blocks = usual if blocks_handover is None else blocks_handover
        obstacle = Obstacle(
            uuid4().hex, case_code, kind, text.strip(), opened_on, officer_code, due_on, blocks
        )
        check_opening(writing, obstacle, today=day_of(now))
        require_reason(reason, when=blocks != usual)
        cases.add_obstacle(writing, obstacle)
        return _record(writing, actor, "obstacle.opened", obstacle, reason, opened_on, key)


def edit_obstacle(
    ledger: Ledger,
    actor: Actor,
    *,
    base: Obstacle,
    mine: Obstacle,
    now: datetime,
    reason: str = "",
    key: str | None = None,
) -> Saved:
    """Save a form about an open obstacle: `base` as it was when the form opened.

    Who resolves it, its deadline and its words are merged with another's changes; its kind and
    whether it blocks the handover need a reason and are never merged. Raises NotAllowed,
    UnknownRecord, AlreadyClosed, TextMissing, DateTooEarly, ReasonMissing, EditConflict.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            theirs = _open_one(writing, actor, base.case_code, base.obstacle_id)
            writer = last_writer(writing, base.case_code)
            result = merge(base, theirs, mine, free=FREE_FIELDS, firm=FIRM_FIELDS, writer=writer)
            if not result.changes:
                return Saved(0, repeated=True)
            changed = replace(theirs, **result.changes)
            check_opening(writing, changed, today=day_of(now))
            require_reason(reason, when=any(name in FIRM_FIELDS for name in result.changes))
            cases.change_obstacle(writing, changed, base=theirs.version)
            day = day_of(now)
            saved = _record(writing, actor, "obstacle.edited", changed, reason, day, key)
            return replace(saved, merged=result.merged)
    except EditConflict as conflict:
        keep_refused(ledger, actor, base.case_code, conflict, now=now)
        raise


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
    require(actor, Action.RECORD_CASES, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            obstacle = _open_one(writing, actor, case_code, obstacle_id)
            if obstacle.version != base:
                raise _conflict(writing, obstacle, resolution)
            _check(resolution, closed_on, today=day_of(now), after=obstacle.opened_on)
            closed = replace(obstacle, closed_on=closed_on, resolution=resolution.strip())
            cases.change_obstacle(writing, closed, base=base)
            return _record(writing, actor, "obstacle.closed", obstacle, "", closed_on, key)
    except EditConflict as conflict:
        keep_refused(ledger, actor, case_code, conflict, now=now)
        raise


def reopen_obstacle(
    ledger: Ledger,
    actor: Actor,
    *,
    obstacle_id: str,
    case_code: str,
    reason: str,
    base: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Open a closed obstacle again, with the reason; the log keeps how it had been resolved.

    Raises NotAllowed, UnknownRecord, AlreadyClosed, ObstacleStands, ReasonMissing, RowChanged.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        state = my_state(writing, actor, case_code)
        obstacle = _find(state, obstacle_id)
        if obstacle.is_open:
            raise ObstacleStands(obstacle=obstacle.kind.label)
        if not state.case.in_scope:
            raise AlreadyClosed(kind="case", code=case_code)
        again = replace(obstacle, closed_on=None, resolution="")
        cases.change_obstacle(writing, again, base=base)
        return _record(writing, actor, "obstacle.reopened", again, reason, day_of(now), key)


def reopenings(ledger: Ledger, actor: Actor, case_code: str) -> list[Reopening]:
    """Give how obstacles of a case were reopened, oldest first; raises NotAllowed."""
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        found = events.read_events(reading, case_code)
    return [
        Reopening(
            change["key"]["obstacle_id"],
            event.effective_on,
            event.actor,
            str(event.payload.get("reason", "")),
            date.fromisoformat(change["before"]["closed_on"]),
            str(change["before"].get("resolution", "")),
        )
        for event in reversed(found)
        if event.kind == "obstacle.reopened"
        for change in event.payload["changes"]
    ]


def check_opening(reading: Reading, obstacle: Obstacle, *, today: date) -> None:
    """Refuse an obstacle that cannot be.

    Raises TextMissing, DateInFuture, DateTooEarly (a deadline before its first day), UnknownRecord.
    """
    _check(obstacle.text, obstacle.opened_on, today=today)
    if obstacle.due_on is not None and obstacle.due_on < obstacle.opened_on:
        raise DateTooEarly(on=obstacle.due_on, earliest=obstacle.opened_on)
    if obstacle.officer_code not in {one.code for one in people.read_officers(reading)}:
        raise UnknownRecord(kind="officer", code=obstacle.officer_code)


def _check(text: str, on: date, *, today: date, after: date | None = None) -> None:
    if not text.strip():
        raise TextMissing(field="text")
    if len(text) > LONGEST_NOTE:
        raise TextTooLong(length=len(text), most=LONGEST_NOTE)
    if on > today:
        raise DateInFuture(on=on, today=today)
    if after is not None and on < after:
        raise DateTooEarly(on=on, earliest=after)


def _record(
    writing: Writing,
    actor: Actor,
    kind: str,
    obstacle: Obstacle,
    reason: str,
    on: date,
    key: str | None,
) -> Saved:
    return writing.record(
        kind,
        obstacle.case_code,
        actor=actor.code,
        effective_on=on,
        details={"kind": obstacle.kind.value},
        private={"reason": reason.strip()} if reason.strip() else None,
        touched=(obstacle.case_code,),
        key=key,
    )


def _open_one(writing: Writing, actor: Actor, case_code: str, obstacle_id: str) -> Obstacle:
    obstacle = _find(my_state(writing, actor, case_code), obstacle_id)
    if not obstacle.is_open:
        raise AlreadyClosed(kind="obstacle", code=obstacle.kind.label)
    return obstacle


def _find(state: CaseState, obstacle_id: str) -> Obstacle:
    for obstacle in state.obstacles:
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
