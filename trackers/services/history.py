"""What happened to a case, from the log: from … to …, who, when, why."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from trackers.domain.cases import CaseState
from trackers.domain.looks import LookKind
from trackers.domain.people import Actor
from trackers.domain.rights import Action, may, require
from trackers.domain.wards import day_of
from trackers.services.log_masking import change_for, details_for
from trackers.services.looks import note_look
from trackers.services.masking import words_for
from trackers.services.subjects import the_state
from trackers.services.timeline import timeline_of
from trackers.store import Ledger, events, wards
from trackers.store.events import Event

# What needs the right to see amounts.
_AMOUNTS = frozenset({"amount_vnd"})


@dataclass(frozen=True)
class Change:
    """One field of one row: before and after, as they were kept; `record` is the row's table."""

    record: str
    field: str
    before: Any
    after: Any
    key: dict[str, Any]


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

    @property
    def typed_later(self) -> bool:
        """Whether it was recorded on another day than the one on which it happened."""
        return day_of(self.recorded_at) != self.effective_on


def case_history(ledger: Ledger, actor: Actor, code: str, *, last: int = 1000) -> list[Entry]:
    """Give the events of a case, its parts and the visits to its households, newest first.

    Those are the events that wrote a row of them, whatever their kind, and those that name the
    case without writing (a refused input). Raises NotAllowed, UnknownRecord.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        state = the_state(reading, code)
        revision, _ = wards.revision_and_layer(reading)
        wrote = timeline_of(ledger, reading, revision).revisions_of(code)
        subjects = (code, state.case.project_code, *state.case.household_codes)
        found = events.read_events(reading, *subjects, revisions=wrote[-last:], last=last)
    note_look(ledger, actor, LookKind.HISTORY_VIEWED, code)
    hidden = frozenset() if may(actor, Action.SEE_AMOUNTS) else _AMOUNTS
    entries = (_seen(actor, _entry(event, state, hidden)) for event in found)
    return [one for one in entries if one.changes or one.details.get("mine") or _about(one, code)]


def _seen(actor: Actor, entry: Entry) -> Entry:
    """Give an entry as the actor sees it: details of households never whole."""
    changes = tuple(
        replace(
            one,
            before=change_for(actor, one.record, one.field, one.before),
            after=change_for(actor, one.record, one.field, one.after),
        )
        for one in entry.changes
    )
    reason = words_for(actor, entry.reason)
    return replace(entry, changes=changes, reason=reason, details=details_for(actor, entry.details))


def _about(entry: Entry, code: str) -> bool:
    """Tell whether an event without changes of this case's rows names the case all the same."""
    named = entry.details.get("cases")
    return code in named if isinstance(named, list) else entry.details.get("subject") == code


def _entry(event: Event, state: CaseState, hidden: frozenset[str]) -> Entry:
    payload = event.payload
    changes = tuple(
        Change(row["table"], name, before.get(name), after.get(name), row["key"])
        for row in payload["changes"]
        if _belongs(row, state)
        for before, after in [(row.get("before") or {}, row.get("after") or {})]
        for name in {**before, **after}
        if name not in hidden
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
        details | {"subject": event.subject},
    )


def _belongs(row: dict[str, Any], state: CaseState) -> bool:
    """Tell whether a row is the case's own, or its households'; one event may write several."""
    code, key = state.case.code, row["key"]
    fields = {**key, **(row.get("before") or {}), **(row.get("after") or {})}
    if row["table"] == "cases":
        return bool(key["code"] == code)
    if row["table"] == "contacts":
        return key["contact_id"] in {one.contact_id for one in state.contacts} or (
            fields.get("household_code") in state.case.household_codes
            and fields.get("project_code") == state.case.project_code
        )
    if row["table"] == "obstacles":
        return key["obstacle_id"] in {one.obstacle_id for one in state.obstacles}
    if row["table"] == "households":
        return key["code"] in state.case.household_codes
    return bool(fields.get("case_code") == code)
