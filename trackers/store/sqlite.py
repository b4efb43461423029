"""What is SQLite's own: the engine with its pragmas. Nothing else in the project knows SQLite."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pysqlite3
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from trackers.store.errors import DiskFull, StoreBusy, StoreTooOld, StoreUnreachable
from trackers.store.patience import Hand
from trackers.store.turns import Turns

# Every version up to 3.51.2 can corrupt a WAL database when the log is reset.
OLDEST = (3, 51, 3)
BUSY_MS = 15_000
DATABASE = "matbang.sqlite"


def engines(path: Path, *, durable: bool = True) -> tuple[Engine, Engine]:
    """Give the reading and the writing engine of a database file.

    `durable` False is for building a file that nobody uses yet. Raises StoreTooOld.
    """
    if pysqlite3.sqlite_version_info < OLDEST:
        needed = ".".join(map(str, OLDEST))
        raise StoreTooOld(name="SQLite", found=pysqlite3.sqlite_version, needed=needed)
    # Nobody else of this machine reads what is kept here.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    reader, writer = (_engine(path, durable=durable) for _ in range(2))
    event.listen(reader, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    _one_at_a_time(writer)
    _in_fairness(writer, path)
    return reader, writer


def _engine(path: Path, *, durable: bool) -> Engine:
    # A thread that waits for its turn holds a connection: as many as there may be threads.
    engine = create_engine(
        f"sqlite:///{path}",
        module=pysqlite3,
        connect_args={"check_same_thread": False},
        max_overflow=100,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={'FULL' if durable else 'OFF'}")
        cursor.execute("PRAGMA foreign_keys=ON")
        # What is erased or sealed leaves nothing behind in the file.
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.close()

    event.listen(engine, "handle_error", _refuse)
    return engine


def _one_at_a_time(engine: Engine) -> None:
    """Let the threads of this process write in turn."""
    turns = Turns()

    @event.listens_for(engine, "checkout")
    def take(_connection: object, record: ConnectionPoolEntry, _fairy: object) -> None:
        if not turns.take(BUSY_MS / 1000):
            raise StoreBusy
        _kept(record)["turn"] = True

    @event.listens_for(engine, "checkin")
    def give(_connection: object, record: ConnectionPoolEntry) -> None:
        if _kept(record).pop("turn", False):
            turns.give()


def _in_fairness(engine: Engine, path: Path) -> None:
    """Let processes meet in BEGIN IMMEDIATE, and whoever has waited long go first."""
    hand = Hand(path.with_name(f"{path.name}-turn"))

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        if not hand.after_others(lambda wait_s: _began(connection, wait_s), BUSY_MS / 1000):
            raise StoreBusy


def _began(connection: Connection, wait_s: float) -> bool:
    """Begin a write transaction; False when the file stayed locked for that long."""
    plain: Any = connection.connection.driver_connection
    plain.execute(f"PRAGMA busy_timeout={int(wait_s * 1000)}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except StoreBusy:
        return False
    finally:
        plain.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    return True


def _kept(record: ConnectionPoolEntry) -> dict[Any, Any]:
    """Give what is noted of a place in the pool, whatever becomes of its connection."""
    return record.record_info if record.record_info is not None else {}


def _refuse(context: ExceptionContext) -> None:
    """Say in our own kind that a save waited in vain or cannot be kept there; the rest stays."""
    words = str(context.original_exception)
    if "database is locked" in words:
        raise StoreBusy from context.original_exception
    place = context.engine.url.database if context.engine else ""
    if "readonly database" in words:
        raise StoreUnreachable(address=place) from context.original_exception
    if "disk is full" in words:
        raise DiskFull(place=place) from context.original_exception


def tidy(engine: Engine) -> None:
    """Write the file anew, so that nothing is left in it of what was sealed.

    Where another process works in it, what was sealed is gone all the same (`secure_delete`), and
    what was deleted by older programs goes with its pages.
    """
    raw = engine.raw_connection()
    try:
        plain: Any = raw.driver_connection
        with suppress(pysqlite3.OperationalError):
            plain.execute("VACUUM")
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def scratch() -> Any:
    """Give a private database that is gone when closed; what exceeds 32 MB of it goes to disk."""
    connection = pysqlite3.connect("", isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    return connection
