"""How large the database is, and how far its logs have come."""

from sqlalchemy import select, text

from trackers.store import postgis, tables
from trackers.store.opening import Store


def database_bytes(store: Store) -> int:
    """Give the size of the database in bytes."""
    with store.reader.connect() as connection:
        if postgis.serves(connection):
            query = "SELECT pg_database_size(current_database())"
        else:
            query = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        return int(connection.execute(text(query)).scalar_one())


def revisions(store: Store) -> dict[str, int]:
    """Give the last entry of each ward's log."""
    table = tables.wards
    with store.reader.connect() as connection:
        found = connection.execute(select(table.c.ward, table.c.revision))
        return {row.ward: row.revision for row in found}
