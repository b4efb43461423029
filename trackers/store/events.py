"""Reading the log: what happened to a subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from trackers.store import tables
from trackers.store.ledger import Reading
from trackers.store.replay import hidden_places, payload_of

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


def read_events(
    reading: Reading, *subjects: str, revisions: Sequence[int] = (), last: int = 500
) -> list[Event]:
    """Give the last events that are about any of the subjects or named by revision, newest first.

    Raises UnreadableEntry.
    """
    wanted = or_(_E.c.subject.in_(subjects), _E.c.revision.in_(revisions))
    return _read(reading, wanted, last=last)


def read_kind(
    reading: Reading, kind: str, *, actor: str | None = None, last: int = 50
) -> list[Event]:
    """Give the last events of a kind, by one actor or by all, newest first."""
    by = () if actor is None else (_E.c.actor == actor,)
    return _read(reading, _E.c.kind == kind, *by, last=last)


def read_between(reading: Reading, first: int, last: int) -> list[Event]:
    """Give the events from one revision to another, both included, oldest first."""
    count = last - first + 1
    return _read(reading, _E.c.revision.between(first, last), last=count)[::-1]


def _read(reading: Reading, *conditions: ColumnElement[bool], last: int) -> list[Event]:
    query = (
        select(_E)
        .where(_E.c.ward == reading.ward, *conditions)
        .order_by(_E.c.revision.desc())
        .limit(last)
    )
    rows = list(reading.connection.execute(query))
    values = _values(reading, [row.revision for row in rows])
    return [_event(row, values) for row in rows]


def last_change_of(reading: Reading, subjects: list[str]) -> Event | None:
    """Give the newest event about any of the subjects."""
    found = read_events(reading, *subjects, last=1)
    return found[0] if found else None


def last_of_kind(reading: Reading, kind: str, subject: str) -> int | None:
    """Give the revision of the newest event of a kind about a subject, or None."""
    match = (_E.c.ward == reading.ward, _E.c.kind == kind, _E.c.subject == subject)
    query = select(_E.c.revision).where(*match).order_by(_E.c.revision.desc()).limit(1)
    return reading.connection.execute(query).scalar_one_or_none()


def subject_of(reading: Reading, revision: int) -> str:
    """Give what the event with that revision was about; raises UnknownRow."""
    return str(reading.row(tables.events, revision=revision).subject)


def _values(reading: Reading, revisions: list[int]) -> dict[tuple[int, str], Any]:
    query = select(_V).where(_V.c.ward == reading.ward, _V.c.revision.in_(revisions))
    return {(row.revision, row.path): row.value for row in reading.connection.execute(query)}


def _event(row: Any, values: dict[tuple[int, str], Any]) -> Event:
    payload = payload_of(row.payload)
    for path, fields, name in list(hidden_places(payload)):
        fields[name] = values.get((row.revision, path), ERASED)
    return Event(
        row.revision, row.kind, row.subject, row.effective_on, row.recorded_at, row.actor, payload
    )


def subjects_of(reading: Reading, kind: str) -> set[str]:
    """Give what the events of a kind were about."""
    query = select(_E.c.subject).where(_E.c.ward == reading.ward, _E.c.kind == kind).distinct()
    return set(reading.connection.execute(query).scalars())


def wrote_since(reading: Reading, revision: int, kinds: Sequence[str]) -> bool:
    """Tell whether there is an event of one of some kinds behind a revision."""
    query = select(_E.c.revision).where(
        _E.c.ward == reading.ward, _E.c.revision > revision, _E.c.kind.in_(kinds)
    )
    return reading.connection.execute(query.limit(1)).first() is not None
