"""Taking personal values out of rows and of what the log keeps beside it; the chain stays whole."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, delete, select

from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.replay import payload_of

Place = tuple[int, str]
_E, _V = tables.events, tables.event_values
_PART = 200


def blank(
    writing: Writing, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    """Put other words in a row's place of personal ones, as a change of the log."""
    base = getattr(writing.row(table, **key), "version", None)
    writing.update(table, key, values, base=base)


def forget(writing: Writing, table: Table, keys: Iterable[Any], columns: Iterable[str]) -> int:
    """Erase from beside the log what it ever held in those columns of some rows; give how many.

    `keys` are values of the table's first key column behind the ward. What the rows hold now stays.
    Called after the event that blanked them was recorded.
    """
    wanted, named = set(keys), set(columns)
    key_name = next(one.name for one in table.primary_key if one.name != "ward")
    places = [
        place
        for revision, payload in _payloads(writing)
        for place in _places(revision, payload, table.name, key_name, wanted, named)
    ]
    kept = _last_words(places)
    gone = [place for place in places if place not in kept]
    for revision, path in gone:
        match = (_V.c.ward == writing.ward, _V.c.revision == revision, _V.c.path == path)
        writing.connection.execute(delete(_V).where(*match))
    return len(gone)


def forget_refused(writing: Writing, subject: str) -> None:
    """Erase inputs about a subject that were refused: the log keeps them beside it as typed."""
    query = select(_E.c.revision).where(
        _E.c.ward == writing.ward, _E.c.subject == subject, _E.c.kind == "edit.refused"
    )
    refused = list(writing.connection.execute(query).scalars())
    match = (_V.c.ward == writing.ward, _V.c.revision.in_(refused))
    writing.connection.execute(delete(_V).where(*match))


def _payloads(reading: Reading) -> Iterable[tuple[int, dict[str, Any]]]:
    query = select(_E.c.revision, _E.c.payload).where(_E.c.ward == reading.ward)
    rows = reading.connection.execute(query.order_by(_E.c.revision))
    for part in rows.partitions(_PART):
        for row in part:
            yield row.revision, payload_of(row.payload)


def _places(
    revision: int,
    payload: Mapping[str, Any],
    table: str,
    key_name: str,
    keys: set[Any],
    columns: set[str],
) -> Iterable[Place]:
    for number, change in enumerate(payload["changes"]):
        if change["table"] != table or change["key"].get(key_name) not in keys:
            continue
        for side in ("before", "after"):
            for name in columns & set(change.get(side) or {}):
                yield revision, f"{number}.{side}.{name}"


def _last_words(places: list[Place]) -> set[Place]:
    """Give the places of the words that came instead: those that the newest entry wrote."""
    newest = max((revision for revision, _ in places), default=0)
    return {place for place in places if place[0] == newest and ".after." in place[1]}
