"""The current rows once more, from the log alone: one pass, on disk where memory would not do."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from trackers.store import tables
from trackers.store.chain import canonical
from trackers.store.replay import GONE, RowChange, decoded, new_row
from trackers.store.sqlite import scratch

# What a rebuild cannot tell, and why; every other table is rebuilt and compared, columns marked
# `derived` apart (they are computed from the others).
LEFT_OUT = {
    "wards": "the head of the log itself; its place on earth comes from the layer's file",
    "events": "the log itself",
    "event_values": "beside the log: checked against the commitments in it",
    "accounts": "secrets that change: their changes are entries of the log of access",
    "sign_ins": "who is signed in where: no fact of the ward",
    "links": "secrets that change: their changes are entries of the log of access",
    "link_visits": "which browsers have a link open: no fact of the ward",
    "drafts": "typed and not saved: no fact of the ward until it is",
    "saves": "keys by which a form finds its own answer again; no fact of the ward",
    "looks": "who saw what: a chain of its own, which the check follows apart",
    "parcels": "from the layer's file; the log holds its digest (decision 0005)",
}


@dataclass(frozen=True)
class Told:
    """A row as the log tells it: its values, and the last entry that wrote it."""

    revision: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Mismatch:
    """A field whose former value, as an entry gives it, is not what the log said up to there.

    `column` is empty when the whole row was there, or missing, against what the entry says.
    """

    change: RowChange
    column: str


class Rebuilt:
    """The rows that the log tells so far."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        connection.execute(
            'CREATE TABLE told ("table" TEXT, key TEXT, revision INTEGER, "values" TEXT,'
            ' PRIMARY KEY ("table", key)) WITHOUT ROWID'
        )

    def apply(self, change: RowChange, revision: int) -> Iterator[Mismatch]:
        """Follow one change of an entry; give where it does not fit what came before it."""
        if not is_rebuilt(change.table):
            return
        table = tables.metadata.tables[change.table]
        kept = self._find(change.table, canonical(change.key))
        if (kept is None) != (change.before is None):
            yield Mismatch(change, "")
        told = kept.values if kept else new_row(table) | change.key
        for name, value in (change.before or {}).items() if kept else ():
            if not agrees(table, name, told.get(name), value):
                yield Mismatch(change, name)
        if change.after is None:
            self._drop(change.table, canonical(change.key))
        else:
            self._put(change, revision, told | change.after)

    def take(self, table: Table, row: Any) -> Told | None:
        """Give what the log tells of a current row, and forget it; None when it tells nothing."""
        key = canonical(key_of(table, row))
        found = self._find(table.name, key)
        if found is not None:
            self._drop(table.name, key)
        return found

    def rest(self) -> Iterator[tuple[str, dict[str, Any], int]]:
        """Give the rows that nobody took: table, key, last entry."""
        query = 'SELECT "table", key, revision FROM told ORDER BY "table", key'
        for table, key, revision in self._connection.execute(query):
            yield table, json.loads(key), revision

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Give the values of the rows of a table, nobody having taken them."""
        query = 'SELECT "values" FROM told WHERE "table" = ? ORDER BY key'
        for (values,) in self._connection.execute(query, (table,)):
            yield json.loads(values)

    def _find(self, table: str, key: str) -> Told | None:
        query = 'SELECT revision, "values" FROM told WHERE "table" = ? AND key = ?'
        found = self._connection.execute(query, (table, key)).fetchone()
        return Told(found[0], json.loads(found[1])) if found else None

    def _put(self, change: RowChange, revision: int, values: dict[str, Any]) -> None:
        row = (change.table, canonical(change.key), revision, canonical(values))
        self._connection.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)", row)

    def _drop(self, table: str, key: str) -> None:
        query = 'DELETE FROM told WHERE "table" = ? AND key = ?'
        self._connection.execute(query, (table, key))


@contextmanager
def rebuilding() -> Iterator[Rebuilt]:
    """Open an empty place for rows; it is gone at the end."""
    connection = scratch()
    try:
        yield Rebuilt(connection)
    finally:
        connection.close()


def is_rebuilt(table: str) -> bool:
    """Tell whether the log carries this table's rows."""
    return table in tables.metadata.tables and table not in LEFT_OUT


def key_of(table: Table, row: Any) -> dict[str, Any]:
    """Give the key of a row as the log writes it: without the ward."""
    names = (column.name for column in table.primary_key if column.name != "ward")
    return {name: getattr(row, name) for name in names}


def agrees(table: Table, name: str, one: Any, other: Any) -> bool:
    """Tell whether two values of the log mean the same; an erased one agrees with anything."""
    if one == other or GONE in (one, other):
        return True
    try:
        return bool(decoded(table, name, one) == decoded(table, name, other))
    except (ValueError, TypeError, KeyError):
        return False


def differing(table: Table, told: Told, row: Any) -> Iterator[str]:
    """Give the fields in which a current row is not what the log tells."""
    for column in table.columns:
        if column.name == "ward" or column.info.get("derived"):
            continue
        value = told.values.get(column.name)
        if value == GONE:
            continue
        try:
            same = decoded(table, column.name, value) == getattr(row, column.name)
        except (ValueError, TypeError):
            same = False
        if not same:
            yield column.name
