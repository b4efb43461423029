"""The workflows of a ward, and moving a case from one track to the other with its history."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from trackers.domain.cases import CaseState
from trackers.domain.errors import TracksNotNewer
from trackers.domain.moving import Move, moved
from trackers.domain.obstacles import Obstacle, blocks_handover_by_default
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.track_files import read_definition
from trackers.domain.tracks import Definition, StepMark, StepState, TrackCode
from trackers.domain.voluntary import Checklist
from trackers.domain.wards import day_of
from trackers.services.subjects import my_open_state, my_state
from trackers.store import Ledger, Saved, Writing, cases, events, workflows
from trackers.store.ledger import Reading


def tracks_in_force(ledger: Ledger) -> Definition:
    """Give the workflows that new cases follow."""
    with ledger.read() as reading:
        return workflows.in_force(reading)


def use_tracks(
    ledger: Ledger, actor: Actor, *, text: str, now: datetime, key: str | None = None
) -> Saved:
    """Put a workflow file in force for new cases; cases that exist keep their version.

    Raises NotAllowed, TracksNotNewer, and the first fault of the file (a TrackFault).
    """
    require(actor, Action.MANAGE_WARD, ledger.ward)
    definition = read_definition(text)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        current = workflows.in_force(writing).version
        if definition.version <= current:
            raise TracksNotNewer(version=definition.version, current=current)
        workflows.add_workflows(writing, definition, day_of(now))
        return writing.record(
            "tracks.used",
            str(definition.version),
            actor=actor.code,
            effective_on=day_of(now),
            key=key,
        )


def preview_move(ledger: Ledger, actor: Actor, *, case_code: str, now: datetime) -> Move:
    """Give what `move_track` would do to the steps of a case; writes nothing.

    Raises NotAllowed, UnknownRecord.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.read() as reading:
        return _move(reading, my_state(reading, actor, case_code), day_of(now))


def move_track(
    ledger: Ledger,
    actor: Actor,
    *,
    case_code: str,
    reason: str,
    base: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Move a case to the other track of the workflows in force, with its history.

    The marks of the track it leaves stay in the log; moving back brings them back. `base` is the
    case's version when the form opened. Raises NotAllowed, UnknownRecord, AlreadyClosed,
    ReasonMissing, RowChanged.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        state = my_open_state(writing, actor, case_code)
        move = _move(writing, state, day_of(now))
        _write(writing, state, move, base=base)
        return writing.record(
            "track.moved",
            case_code,
            actor=actor.code,
            effective_on=day_of(now),
            details={"from": state.case.track.value, "to": move.track.value},
            private={"reason": reason.strip()},
            touched=(case_code,),
            key=key,
        )


def _move(reading: Reading, state: CaseState, today: date) -> Move:
    met = [one.met_on for one in state.contacts if one.outcome.met_someone]
    return moved(
        workflows.in_force(reading),
        state.steps,
        former=_former(reading, state.case.code, state.case.track.other),
        met_on=min(met, default=None),
        checklist=Checklist(state.voluntary),
        obstacles=[_as_there(one, state.case.track) for one in state.open_obstacles],
        today=today,
    )


def _as_there(obstacle: Obstacle, track: TrackCode) -> Obstacle:
    """Give an open obstacle as it stands after leaving `track`: what its kind says there holds.

    Where somebody had said otherwise than its kind does, that stays.
    """
    if obstacle.blocks_handover != blocks_handover_by_default(obstacle.kind, track):
        return obstacle
    blocks = blocks_handover_by_default(obstacle.kind, track.other)
    return replace(obstacle, blocks_handover=blocks)


def _former(reading: Reading, case_code: str, track: TrackCode) -> Iterable[StepMark]:
    """Give the marks a case had when it last left `track`, from the log."""
    for event in events.read_events(reading, case_code):
        if event.kind == "track.moved" and event.payload["from"] == track.value:
            return [
                _mark(change)
                for change in event.payload["changes"]
                if change["table"] == "case_steps" and "after" not in change
            ]
    return []


def _mark(change: dict[str, dict[str, str]]) -> StepMark:
    """Read a mark from the row change that took it away; an erased note stays erased."""
    before = change["before"]
    on = before["done_on"]
    note = "" if before["note"] == events.ERASED else before["note"]
    state = StepState(before["state"])
    return StepMark(change["key"]["step"], state, date.fromisoformat(on) if on else None, note)


def _write(writing: Writing, state: CaseState, move: Move, *, base: int) -> None:
    code = state.case.code
    values = {"track": move.track.value, "track_version": workflows.in_force(writing).version}
    cases.change_case(writing, code, values, base=base)
    for step in state.marks:
        cases.drop_mark(writing, code, step)
    for mark in move.marks:
        # Above any version that an open form may still hold.
        old = state.marks.get(mark.step)
        cases.add_mark(writing, code, replace(mark, version=old.version + 1 if old else 1))
    for obstacle in state.open_obstacles:
        if (mine := _as_there(obstacle, state.case.track)) != obstacle:
            cases.change_obstacle(writing, mine, base=obstacle.version)
