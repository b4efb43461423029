"""Batches (đợt ghi nhiều hồ sơ): those of an officer, and undoing one whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from trackers.domain.cases import CaseState
from trackers.domain.errors import (
    BatchChanged,
    BatchUndone,
    DomainError,
    NotYourBatch,
    UnknownRecord,
)
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import HEADS, Action, require, require_case
from trackers.domain.tracks import StepState
from trackers.domain.wards import day_of
from trackers.services.bulk import RECORDED, UNDONE
from trackers.services.contacts import settle_contacted
from trackers.services.steps import check_rules
from trackers.store import Ledger, Saved, Writing, cases, events
from trackers.store.events import Event
from trackers.store.ledger import Reading
from trackers.store.reverting import LoggedChange, revert, side_of, still_holds


@dataclass(frozen=True)
class Batch:
    """A batch: kind of its events, codes and dates that say what was written, and where."""

    batch_id: str
    event: str
    says: dict[str, Any]
    case_codes: tuple[str, ...]
    actor_code: str
    recorded_at: datetime
    first: int
    last: int
    needs: Action
    undone: bool = False


def last_batches(ledger: Ledger, actor: Actor, *, last: int = 5) -> list[Batch]:
    """Give the actor's last batches that stand, newest first; raises NotAllowed."""
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.read() as reading:
        found = events.read_kind(reading, RECORDED, actor=actor.code, last=4 * last)
        undone = {one.subject for one in events.read_kind(reading, UNDONE, last=100 * last)}
    return [_batch(one, ()) for one in found if one.subject not in undone][:last]


def get_batch(ledger: Ledger, actor: Actor, batch_id: str) -> Batch:
    """Give one batch; raises NotAllowed, UnknownRecord."""
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        return _find(reading, batch_id)


def may_undo(actor: Actor, batch: Batch) -> bool:
    """Tell whether the actor may undo it: who wrote it, the chair, the administrator."""
    return batch.actor_code == actor.code or not actor.roles.isdisjoint(HEADS)


def undo_batch(
    ledger: Ledger,
    actor: Actor,
    *,
    batch_id: str,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Give every case of a batch back what it had: all of them, or none; one event for each.

    Raises NotAllowed, NotYours, NotYourBatch, UnknownRecord, ReasonMissing, BatchUndone, and
    BatchChanged with the cases in which what was written is no longer so.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        batch = _find(writing, batch_id)
        _check(actor, batch, ledger.ward)
        found = events.read_between(writing, batch.first, batch.last)
        if changed := _changed_since(writing, batch, found):
            raise BatchChanged(cases=sorted(changed))
        before = cases.read_states(writing, codes=batch.case_codes)
        saved = _undo(writing, actor, batch, found, reason.strip(), key)
        _require_reach(actor, before, cases.read_states(writing, codes=batch.case_codes))
        return saved


def _check(actor: Actor, batch: Batch, ward: str) -> None:
    require(actor, batch.needs, ward)
    if batch.undone:
        raise BatchUndone
    if not may_undo(actor, batch):
        raise NotYourBatch(by=batch.actor_code)


def _require_reach(actor: Actor, before: Sequence[CaseState], after: Sequence[CaseState]) -> None:
    """Refuse to undo in a case that neither is the actor's nor will be; raises NotYours.

    A batch may have given the cases away; whose they are again may undo it.
    """
    for was, is_ in zip(before, after, strict=True):
        if not actor.reach.holds(was.case):
            require_case(actor, is_.case)


def _changed_since(writing: Writing, batch: Batch, found: Sequence[Event]) -> set[str]:
    """Give the cases that are no longer as the batch left them, or could not go back by the rules.

    A case that left the scope since is one of them; a visit or another field that was recorded
    since is none of the batch's business and stays.
    """
    touched = {code for event in found for code in _touched(event)}
    states = {one.case.code: one for one in cases.read_states(writing, codes=sorted(touched))}
    changed = {code for code in batch.case_codes if not states[code].case.in_scope}
    for event in found:
        for change in event.payload["changes"]:
            owner = change["key"].get("case_code")
            owners = (owner,) if owner else _touched(event)
            if not (still_holds(writing, change) and _may_go_back(states, change, writing.now)):
                changed.update(owners)
    return changed


def _may_go_back(states: Mapping[str, CaseState], change: LoggedChange, now: datetime) -> bool:
    """Tell whether the rules of steps let a step have its former mark."""
    if change["table"] != "case_steps":
        return True
    state, step = states[change["key"]["case_code"]], change["key"]["step"]
    before = side_of(change, "before") or {"state": StepState.PENDING, "done_on": None}
    if "state" in before:
        before["state"] = StepState(before["state"])
    before.pop("version", None)
    try:
        check_rules(state, replace(state.marks[step], **before), day_of(now))
    except DomainError:
        return False
    return True


def _undo(
    writing: Writing,
    actor: Actor,
    batch: Batch,
    found: Sequence[Event],
    reason: str,
    key: str | None,
) -> Saved:
    for event in reversed(found):
        for change in reversed(event.payload["changes"]):
            revert(writing, change)
        more = {"cases": event.payload["cases"]} if "cases" in event.payload else {}
        if more:
            settle_contacted(writing, list(_touched(event)))
        writing.record(
            "change.undone",
            event.subject,
            actor=actor.code,
            effective_on=event.effective_on,
            details={"batch": batch.batch_id, "undoes": event.revision, "of": event.kind, **more},
            private={"reason": reason},
            touched=_touched(event),
        )
    return writing.record(
        UNDONE,
        batch.batch_id,
        actor=actor.code,
        effective_on=day_of(writing.now),
        details={"cases": list(batch.case_codes)},
        private={"reason": reason},
        key=key,
    )


def _touched(event: Event) -> tuple[str, ...]:
    return tuple(event.payload.get("cases", (event.subject,)))


def _find(reading: Reading, batch_id: str) -> Batch:
    found = {one.kind: one for one in events.read_events(reading, batch_id)}
    if RECORDED not in found:
        raise UnknownRecord(kind="batch", code=batch_id)
    return _batch(found[RECORDED], found)


def _batch(event: Event, kinds: Any) -> Batch:
    told = event.payload
    return Batch(
        event.subject,
        told["of"],
        told["says"],
        tuple(told["cases"]),
        event.actor,
        event.recorded_at,
        told["first"],
        told["last"],
        Action[told["needs"]],
        UNDONE in kinds,
    )
