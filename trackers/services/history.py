"""What happened to a case, from the log: from … to …, who, when, why."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.services.steps import the_state
from trackers.store import Ledger, events
from trackers.store.events import Event


@dataclass(frozen=True)
class Change:
    """One field of one record: before and after, as they were kept."""

    record: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Entry:
    """One event in words to be: its kind, when it took effect, when it was recorded, by whom."""

    revision: int
    kind: str
    effective_on: date
    recorded_at: datetime
    actor_code: str
    reason: str
    changes: tuple[Change, ...]
    details: dict[str, Any]


def case_history(ledger: Ledger, actor: Actor, code: str, *, last: int = 200) -> list[Entry]:
    """Give the events of a case and of its households' visits in its project, newest first.

    Raises NotAllowed, UnknownRecord.
    """
    require(actor, Action.SEE_HOUSEHOLDS)
    with ledger.read() as reading:
        case = the_state(reading, code).case
        found = events.read_events(reading, code, *case.household_codes, last=last)
    return [_entry(event) for event in found if _concerns(event, code)]


def _concerns(event: Event, code: str) -> bool:
    return event.subject == code or code in event.payload.get("cases", [])


def _entry(event: Event) -> Entry:
    payload = event.payload
    changes = tuple(
        Change(change["table"], name, change.get("before", {}).get(name), value)
        for change in payload["changes"]
        for name, value in change.get("after", {}).items()
    )
    details = {k: v for k, v in payload.items() if k not in {"changes", "reason"}}
    reason = payload.get("reason", "")
    return Entry(
        event.revision,
        event.kind,
        event.effective_on,
        event.recorded_at,
        event.actor,
        reason if isinstance(reason, str) else "",
        changes,
        details,
    )
