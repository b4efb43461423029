"""The log as it was written, read in bounded pieces: entries, the values beside them, changes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Date, DateTime, LargeBinary, Select, Table, select

from trackers.store import tables
from trackers.store.chain import COMMITMENT
from trackers.store.ledger import Reading

_E, _V = tables.events, tables.event_values
# How many entries are held in memory at once.
PIECE = 500
# Stands for a personal value that was erased; no value of a row looks like it.
GONE = {COMMITMENT: ""}
Held = dict[str, Any]


class UnreadableEntry(ValueError):
    """The payload of an entry is not what this program writes: somebody touched it."""


@dataclass(frozen=True)
class RowChange:
    """One row that an entry inserted (no `before`), changed, or deleted (no `after`)."""

    table: str
    key: dict[str, Any]
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def pieces(reading: Reading, *, after: int | None = None) -> Iterator[list[Any]]:
    """Give the entries behind a revision (None: all), oldest first, some hundreds at a time."""
    query = select(_E).where(_E.c.ward == reading.ward).order_by(_E.c.revision).limit(PIECE)
    while True:
        match = [] if after is None else [_E.c.revision > after]
        rows = list(reading.connection.execute(query.where(*match)))
        if not rows:
            return
        yield rows
        after = rows[-1].revision


def values_between(reading: Reading, first: int | None, last: int | None) -> dict[int, Held]:
    """Give the personal values of the entries behind `first` up to `last`: revision, path, row."""
    query = select(_V).where(_V.c.ward == reading.ward)
    if first is not None:
        query = query.where(_V.c.revision > first)
    if last is not None:
        query = query.where(_V.c.revision <= last)
    return _by_entry(reading, query)


def values_of(reading: Reading, revisions: Sequence[int]) -> dict[int, Held]:
    """Give the personal values of some entries, as `values_between` does."""
    wanted = _V.c.revision.in_(list(revisions))
    return _by_entry(reading, select(_V).where(_V.c.ward == reading.ward, wanted))


def _by_entry(reading: Reading, query: "Select[Any]") -> dict[int, Held]:
    held: dict[int, Held] = {}
    for row in reading.connection.execute(query):
        held.setdefault(row.revision, {})[row.path] = row
    return held


def payload_of(text: str) -> dict[str, Any]:
    """Give the payload of an entry; raises UnreadableEntry."""
    try:
        payload = json.loads(text)
        _check_shape(payload)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableEntry from error
    return payload  # type: ignore[no-any-return] # its shape was just checked


def hidden_places(payload: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give every place that holds a commitment: its path, the mapping it is in, its name there."""
    for name, value in payload.items():
        if name != "changes" and _is_hidden(value):
            yield name, payload, name
    for number, change in enumerate(payload["changes"]):
        for side in ("before", "after"):
            fields = change.get(side) or {}
            for name, value in fields.items():
                if _is_hidden(value):
                    yield f"{number}.{side}.{name}", fields, name


def changes_of(payload: dict[str, Any]) -> list[RowChange]:
    """Give the row changes of a payload, in the order in which they were made."""
    return [
        RowChange(one["table"], one["key"], one.get("before"), one.get("after"))
        for one in payload["changes"]
    ]


def decoded(table: Table, name: str, value: Any) -> Any:
    """Give a value of the log as the column's own type; raises ValueError, TypeError."""
    if value is None or value == GONE:
        return value
    kind = table.c[name].type
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(getattr(kind, "impl", kind), DateTime):
        return datetime.fromisoformat(value).astimezone(UTC)
    if isinstance(kind, LargeBinary):
        return bytes.fromhex(value)
    return value


def new_row(table: Table) -> dict[str, Any]:
    """Give what a row holds where its entry says nothing: the columns' defaults, as logged."""
    return {
        column.name: _default(column)
        for column in table.columns
        if column.name != "ward" and not column.info.get("derived")
    }


def _default(column: "Column[Any]") -> Any:
    default: Any = column.default
    if default is None:
        return None
    return default.arg if default.is_scalar else default.arg(None)


def _is_hidden(value: object) -> bool:
    return isinstance(value, dict) and COMMITMENT in value


def _check_shape(payload: dict[str, Any]) -> None:
    for change in payload["changes"]:
        if not isinstance(change["table"], str):
            raise TypeError(change["table"])
        for part in (change["key"], change.get("before") or {}, change.get("after") or {}):
            part.items()
