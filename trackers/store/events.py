"""Reading the log: history of a subject, step changes through time, and the chain's check."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from trackers.store import tables
from trackers.store.chain import COMMITMENT, commitment, first_broken
from trackers.store.ledger import Reading

_E, _V = tables.events, tables.event_values
ERASED = "đã xoá"


@dataclass(frozen=True)
class Event:
    """One entry of the log with its personal values put back where they still exist."""

    revision: int
    kind: str
    subject: str
    effective_on: date
    recorded_at: datetime
    actor: str
    payload: dict[str, Any]


def read_events(reading: Reading, *subjects: str, last: int = 500) -> list[Event]:
    """Give the last events about any of the subjects, newest first."""
    query = (
        select(_E)
        .where(_E.c.ward == reading.ward, _E.c.subject.in_(subjects))
        .order_by(_E.c.revision.desc())
        .limit(last)
    )
    rows = list(reading.connection.execute(query))
    values = _values(reading, [row.revision for row in rows])
    return [_event(row, values) for row in rows]


def read_step_changes(reading: Reading) -> list[tuple[int, date, dict[str, Any]]]:
    """Give every change of a step from the log: revision, day it took effect, row change."""
    query = (
        select(_E.c.revision, _E.c.effective_on, _E.c.payload)
        .where(_E.c.ward == reading.ward, _E.c.payload.contains('"table":"case_steps"'))
        .order_by(_E.c.revision)
    )
    return [
        (row.revision, row.effective_on, change)
        for row in reading.connection.execute(query)
        for change in json.loads(row.payload)["changes"]
        if change["table"] == "case_steps"
    ]


def verify(reading: Reading) -> int | None:
    """Give the revision of the first entry that does not follow the chain, or None.

    Commitments of personal values that still exist are checked as well.
    """
    broken = first_broken(_entries(reading))
    if broken is not None:
        return broken
    ward = reading.row(tables.wards)
    count = reading.connection.execute(
        select(func.count()).select_from(_E).where(_E.c.ward == reading.ward)
    ).scalar_one()
    if count != ward.revision:
        return int(count) + 1
    return _first_false_value(reading)


def last_change_of(reading: Reading, subjects: list[str]) -> Event | None:
    """Give the newest event about any of the subjects."""
    found = read_events(reading, *subjects, last=1)
    return found[0] if found else None


def _entries(reading: Reading) -> Iterator[tuple[dict[str, object], str]]:
    query = select(_E).where(_E.c.ward == reading.ward).order_by(_E.c.revision)
    for row in reading.connection.execute(query):
        entry = {name: row._mapping[name] for name in _ENTRY}  # noqa: SLF001 (public view)
        entry["effective_on"] = row.effective_on.isoformat()
        entry["recorded_at"] = row.recorded_at.isoformat()
        yield entry, row.hash


_ENTRY = (
    "ward",
    "revision",
    "kind",
    "subject",
    "effective_on",
    "recorded_at",
    "actor",
    "payload",
)


def _first_false_value(reading: Reading) -> int | None:
    query = (
        select(_V.c.revision, _V.c.path, _V.c.value, _V.c.salt, _E.c.payload)
        .join(_E, (_E.c.ward == _V.c.ward) & (_E.c.revision == _V.c.revision))
        .where(_V.c.ward == reading.ward)
        .order_by(_V.c.revision)
    )
    for row in reading.connection.execute(query):
        held = _at(json.loads(row.payload), row.path)
        if held != {COMMITMENT: commitment(row.value, row.salt)}:
            return int(row.revision)
    return None


def _values(reading: Reading, revisions: list[int]) -> dict[tuple[int, str], Any]:
    query = select(_V).where(_V.c.ward == reading.ward, _V.c.revision.in_(revisions))
    return {(row.revision, row.path): row.value for row in reading.connection.execute(query)}


def _event(row: Any, values: dict[tuple[int, str], Any]) -> Event:
    payload = json.loads(row.payload)
    for name, value in payload.items():
        if name != "changes" and isinstance(value, dict) and COMMITMENT in value:
            payload[name] = values.get((row.revision, name), ERASED)
    for number, change in enumerate(payload["changes"]):
        for side in ("before", "after"):
            fields = change.get(side, {})
            for name, value in fields.items():
                if isinstance(value, dict) and COMMITMENT in value:
                    path = f"{number}.{side}.{name}"
                    fields[name] = values.get((row.revision, path), ERASED)
    return Event(
        row.revision, row.kind, row.subject, row.effective_on, row.recorded_at, row.actor, payload
    )


def _at(payload: dict[str, Any], path: str) -> Any:
    parts = path.split(".")
    if len(parts) == 1:
        return payload.get(path)
    number, side, name = parts
    return payload["changes"][int(number)][side].get(name)
