"""A ward as it was: the log cut behind an entry, and the rows made anew from what is left."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from trackers.store import households, tables
from trackers.store.errors import NoSuchMoment
from trackers.store.ledger import Reading
from trackers.store.opening import Store
from trackers.store.rebuilding import Rebuilt, is_rebuilt, rebuilding
from trackers.store.replay import (
    GONE,
    changes_of,
    decoded,
    hidden_places,
    new_row,
    payload_of,
    pieces,
    values_between,
)

_BY_REVISION = (tables.events, tables.event_values, tables.saves)


def revision_before(store: Store, ward: str, end: datetime) -> int:
    """Give the last revision recorded before an instant; 0 when there was none yet."""
    log = tables.events
    query = select(func.max(log.c.revision)).where(log.c.ward == ward, log.c.recorded_at < end)
    with store.reader.connect() as connection:
        return int(connection.execute(query).scalar_one() or 0)


def rewind(store: Store, ward: str, revision: int) -> None:
    """Make a ward what it was after an entry; for a copy that nobody works on.

    Parcels and the layer in force stay as they are: the log holds their digest only. Values that
    the law had erased stay erased. Raises NoSuchMoment.
    """
    with store.writer.begin() as connection:
        reading = Reading(connection, ward)
        last = reading.find(tables.events, revision=revision)
        if last is None:
            newest = reading.row(tables.wards).revision
            raise NoSuchMoment(name=ward, asked=str(revision), last=newest)
        for table in _BY_REVISION:
            beyond = table.c.revision > revision
            connection.execute(delete(table).where(table.c.ward == ward, beyond))
        connection.execute(delete(tables.drafts).where(tables.drafts.c.ward == ward))
        connection.execute(
            update(tables.wards)
            .where(tables.wards.c.ward == ward)
            .values(revision=revision, head_hash=last.hash)
        )
        with rebuilding() as rebuilt:
            _follow(reading, rebuilt)
            for table in tables.metadata.sorted_tables:
                if is_rebuilt(table.name):
                    _replace(connection, ward, table, rebuilt)
        _derive(reading, revision)


def _follow(reading: Reading, rebuilt: Rebuilt) -> None:
    """Read the log from its beginning, with the personal values that still exist."""
    behind = None
    for rows in pieces(reading):
        values = values_between(reading, behind, rows[-1].revision)
        for row in rows:
            payload, held = payload_of(row.payload), values.get(row.revision, {})
            for path, fields, name in list(hidden_places(payload)):
                fields[name] = held[path].value if path in held else GONE
            for change in changes_of(payload):
                # What does not fit is for the check of the log to name.
                list(rebuilt.apply(change, row.revision))
        behind = rows[-1].revision


def _replace(connection: Connection, ward: str, table: Any, rebuilt: Rebuilt) -> None:
    connection.execute(delete(table).where(table.c.ward == ward))
    empty = new_row(table)
    for told in rebuilt.rows(table.name):
        values = {
            name: decoded(table, name, empty.get(name) if value == GONE else value)
            for name, value in told.items()
        }
        connection.execute(insert(table).values(ward=ward, **values))


def _derive(reading: Reading, revision: int) -> None:
    """Compute what the log leaves out: words for looking up, and the feed's marks."""
    households.derive_words(reading)
    reading.connection.execute(
        update(tables.cases).where(tables.cases.c.ward == reading.ward).values(revision=revision)
    )
