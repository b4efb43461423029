"""A store under another key: every sealed value is opened by the one and sealed by the other."""

from typing import Any

from sqlalchemy import Connection, Table, and_, select, update

from trackers.store import secrets, tables
from trackers.store.columns import UNREADABLE, UNREADABLE_RECORD, Sealed, SealedJson
from trackers.store.opening import Store
from trackers.store.secrets import Keys

_PART = 500


def sealed_columns(table: Table) -> list[str]:
    """Give the names of the columns whose values lie sealed."""
    return [one.name for one in table.columns if isinstance(one.type, Sealed | SealedJson)]


def reseal(store: Store, keys: Keys) -> None:
    """Seal all of a store by other keys; for a copy that nobody works on."""
    with store.reader.connect() as source, store.writer.begin() as target:
        secrets.use(target.dialect, keys)
        for table in tables.metadata.sorted_tables:
            if names := sealed_columns(table):
                _reseal_table(source, target, table, names)
    secrets.use(store.reader.dialect, keys)


def _reseal_table(source: Connection, target: Connection, table: Table, names: list[str]) -> None:
    wanted = [*table.primary_key, *(table.c[name] for name in names)]
    rows = source.execute(select(*wanted), execution_options={"yield_per": _PART})
    for row in rows.mappings():
        values = {name: row[name] for name in names if _was_opened(row[name])}
        if values:
            match = and_(*(one == row[one] for one in table.primary_key))
            target.execute(update(table).where(match).values(values))


def _was_opened(value: Any) -> bool:
    """Tell whether a value could be opened; what no key opens stays as it is."""
    return all(value != one for one in (UNREADABLE, UNREADABLE_RECORD))
