"""The database as it is at one moment, as a file of its own, and whether such a file is sound."""

from datetime import UTC, datetime
from pathlib import Path

import pysqlite3
from sqlalchemy import delete, select

from trackers.store import moving, proof, tables
from trackers.store.archive import Head
from trackers.store.errors import DiskFull, StoreDamaged
from trackers.store.ledger import Reading
from trackers.store.opening import Store, open_store
from trackers.store.secrets import Keys
from trackers.store.sqlite import DATABASE


def take(store: Store, folder: Path) -> None:
    """Copy the database into a folder while people work: all that was saved before the call.

    SQLite's own backup reads one state, whatever is written meanwhile; copying the file would not.
    From another database the wards are copied row by row, each under its own lock. Raises
    DiskFull, StoreDamaged, CopyDiffers.
    """
    if store.reader.dialect.name != "sqlite":
        _take_rows(store, folder)
        return
    live = store.reader.raw_connection()
    copy = pysqlite3.connect(str(folder / DATABASE))
    try:
        # One step: no page of a later state can come between.
        live.driver_connection.backup(copy, pages=-1)  # type: ignore[union-attr]
    except pysqlite3.OperationalError as error:
        if "disk is full" in str(error):
            raise DiskFull(place=str(folder.parent.parent)) from error
        raise StoreDamaged(place=str(store.folder / DATABASE)) from error
    finally:
        copy.close()
        live.close()


def _take_rows(store: Store, folder: Path) -> None:
    """Copy every ward into a fresh SQLite file; who saves in a ward waits while it is copied."""
    copy = open_store(folder, durable=False, keys=store.keys)
    try:
        for code in store.ward_codes():
            with (
                store.ledger(code).write(datetime.now(UTC)) as held,
                copy.writer.begin() as connection,
            ):
                moving.copy_rows(held.connection, connection, code)
    finally:
        copy.close()


def heads(store: Store) -> tuple[tuple[str, str], ...]:
    """Give each ward's code and the hash of its last entry: together, the state of the store."""
    query = select(tables.wards.c.ward, tables.wards.c.head_hash).order_by(tables.wards.c.ward)
    with store.reader.connect() as connection:
        return tuple((row.ward, row.head_hash) for row in connection.execute(query))


def check(folder: Path, keys: Keys | Path) -> tuple[Head, ...]:
    """Check a copy in `folder` page by page and its logs entry by entry; give their heads.

    An older program's tables are brought up to date first. Nobody is signed in in a copy, and no
    link opens: what was ended or revoked since must not come back with it. Raises StoreDamaged,
    StoreNewer, and what is wrong with the keys.
    A log that does not hold is no refusal: its head says so.
    """
    _check_pages(folder / DATABASE)
    store = open_store(folder, durable=False, keys=keys)
    try:
        with store.writer.begin() as connection:
            for table in (tables.sign_ins, tables.link_visits, tables.links):
                connection.execute(delete(table))
        return tuple(_head(store, code) for code in store.ward_codes())
    finally:
        store.close()


def holds(reading: Reading) -> bool:
    """Tell whether a ward's log holds, and its current rows follow from it."""
    return proof.prove(reading).holds


def _head(store: Store, code: str) -> Head:
    with store.ledger(code).read() as reading:
        row = reading.row(tables.wards)
        return Head(code, row.name, row.revision, row.head_hash, holds(reading))


def _check_pages(path: Path) -> None:
    connection = pysqlite3.connect(str(path))
    try:
        answer = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except pysqlite3.DatabaseError as error:
        raise StoreDamaged(place=path.name) from error
    finally:
        connection.close()
    if answer != ("ok",):
        raise StoreDamaged(place=path.name)
