"""What is PostGIS's own: engines, native geometry, locks. Nothing else in the project knows it."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import psycopg
from sqlalchemy import (
    URL,
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Engine,
    ExceptionContext,
    String,
    create_engine,
    event,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import UserDefinedType

from trackers.store.errors import (
    EncodingUnfit,
    LoginRefused,
    PostgisMissing,
    RightsMissing,
    StoreBusy,
    StoreError,
    StoreLost,
    StoreTooOld,
    StoreUnreachable,
)

BACKENDS = frozenset({"postgresql", "postgres"})
# The oldest that is still cared for by its makers, and the oldest PostGIS with its packages.
OLDEST, OLDEST_POSTGIS = 13, 3
WGS84 = 4326
CONNECT_S = 10
MOST_VALUES = 65_535
# As long as an embedded database lets a save wait; a statement that runs longer than a minute
# hangs, and so does a transaction in which nothing happens for two.
SESSION = {
    "TimeZone": "UTC",
    "lock_timeout": "15s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "120s",
}
# A reader sees one moment in all its statements, as it does in SQLite, and writes nothing.
READING = {
    "default_transaction_isolation": "repeatable read",
    "default_transaction_read_only": "on",
}
POOL = {"pool_size": 10, "max_overflow": 20, "pool_timeout": 15, "pool_recycle": 1800}
# A server that went without a word is noticed within half a minute.
ALIVE = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3}


class Geometry(UserDefinedType[bytes]):
    """A native geometry in EPSG:4326, of any kind, that comes and goes as WKB."""

    cache_ok = True

    def __init__(self, *_reflected: object) -> None:
        super().__init__()

    def get_col_spec(self, **_options: object) -> str:
        """Give the column's type in SQL."""
        return f"geometry(Geometry,{WGS84})"

    def bind_expression(self, bindvalue: "BindParameter[bytes]") -> "ColumnElement[bytes]":
        """Write WKB."""
        return func.ST_GeomFromWKB(bindvalue, WGS84, type_=self)

    def column_expression(self, column: "ColumnElement[bytes]") -> "ColumnElement[bytes]":
        """Read WKB."""
        return func.ST_AsBinary(column, type_=self)


class _Columns(PGDDLCompiler):
    """Texts are ordered by their bytes, as in SQLite, whatever language the database speaks."""

    def get_column_specification(self, column: "Column[Any]", **options: Any) -> str:
        specification: str = super().get_column_specification(column, **options)  # type: ignore[no-untyped-call]
        if isinstance(column.type.dialect_impl(self.dialect), String):
            return f'{specification} COLLATE "C"'
        return specification


def engines(address: URL, *, durable: bool = True) -> tuple[Engine, Engine]:
    """Give the reading and the writing engine of a database.

    `durable` False is for filling a database that nobody uses yet.
    """
    address = address.set(drivername="postgresql+psycopg")
    kept = {"synchronous_commit": "on" if durable else "off"}
    return _engine(address, SESSION | READING), _engine(address, SESSION | kept)


def serves(connection: Connection) -> bool:
    """Tell whether a connection is one to PostgreSQL; an embedded database locks itself."""
    return connection.dialect.name == "postgresql"


def prepare(connection: Connection) -> None:
    """See to it that tables can be made, one process at a time; held until the transaction ends.

    Raises StoreTooOld, EncodingUnfit, PostgisMissing.
    """
    _check_server(connection)
    take_time(connection)
    _lock(connection, "tables")
    found = connection.execute(text("SELECT extversion FROM pg_extension WHERE extname='postgis'"))
    version = found.scalar_one_or_none()
    if version is None:
        _install(connection)
    elif int(version.split(".")[0]) < OLDEST_POSTGIS:
        raise StoreTooOld(name="PostGIS", found=version, needed=OLDEST_POSTGIS)


def take_time(connection: Connection) -> None:
    """Let this transaction last as long as it needs: it moves much, or waits for files."""
    for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(text(f"SET LOCAL {name} = 0"))


def tidy(engine: Engine, names: Iterable[str]) -> None:
    """Write tables anew, so that nothing is left in them of what was sealed."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))
        for name in names:
            connection.execute(text(f"VACUUM FULL {name}"))


def lock_ward(connection: Connection, ward: str) -> None:
    """Let one transaction at a time write to the ward; others wait, readers and wards do not."""
    _lock(connection, f"ward {ward}")


def shown(address: URL) -> str:
    """Give the address as a message may show it: without password and options."""
    return address.set(query={}).render_as_string(hide_password=True)


def _engine(address: URL, session: dict[str, str]) -> Engine:
    engine = create_engine(
        address,
        connect_args={"connect_timeout": CONNECT_S, "application_name": "matbang", **ALIVE},
        pool_pre_ping=True,
        **POOL,
    )
    engine.dialect.ddl_compiler = _Columns
    engine.dialect.ischema_names = engine.dialect.ischema_names | {"geometry": Geometry}  # type: ignore[attr-defined]

    @event.listens_for(engine, "connect")
    def begin(connection: psycopg.Connection, _record: object) -> None:
        settings = ", ".join(
            f"set_config('{name}', '{value}', false)" for name, value in session.items()
        )
        connection.execute(f"SELECT {settings}".encode())
        connection.commit()

    event.listen(engine, "before_cursor_execute", _within_protocol, retval=True)
    event.listen(engine, "handle_error", _refuse)
    return engine


def _within_protocol(
    _connection: Connection,
    cursor: psycopg.Cursor,
    statement: str,
    values: Any,
    _context: object,
    many: bool,  # noqa: FBT001 (the event's own signature)
) -> tuple[str, Any]:
    """Write the values of a very long list into the statement: a message carries 65,535."""
    if many or len(values) <= MOST_VALUES:
        return statement, values
    whole = psycopg.ClientCursor(cursor.connection).mogrify(statement.encode(), values)
    return whole.replace("%", "%%"), {}


def _check_server(connection: Connection) -> None:
    found = connection.execute(text("SHOW server_version")).scalar_one()
    if int(found.split(".")[0]) < OLDEST:
        raise StoreTooOld(name="PostgreSQL", found=found, needed=OLDEST)
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise EncodingUnfit(found=encoding)


def _install(connection: Connection) -> None:
    try:
        connection.execute(text("CREATE EXTENSION postgis"))
    except (DBAPIError, RightsMissing) as error:
        raise PostgisMissing(address=shown(connection.engine.url)) from error


def _lock(connection: Connection, name: str) -> None:
    number = int.from_bytes(sha256(f"matbang {name}".encode()).digest()[:8], signed=True)
    connection.execute(select(func.pg_advisory_xact_lock(number)))


def _refuse(context: ExceptionContext) -> None:
    """Say what the server refused in our own kinds; anything else stays as it came."""
    if context.is_pre_ping or not isinstance(context.original_exception, psycopg.Error):
        return
    error = context.original_exception
    address = shown(context.engine.url) if context.engine else "?"
    kind = _at_connecting(error) if context.connection is None else _kind(error, context)
    if kind is not None:
        raise kind(address=address) from error


def _at_connecting(error: psycopg.Error) -> type[StoreError]:
    """Tell a refused login from a server that is not there; the driver gives only words."""
    words = str(error)
    if "authentication" in words or "no password supplied" in words or 'role "' in words:
        return LoginRefused
    return StoreUnreachable


def _kind(error: psycopg.Error, context: ExceptionContext) -> type[StoreError] | None:
    if context.is_disconnect or isinstance(error, psycopg.errors.AdminShutdown):
        return StoreLost
    if isinstance(error, psycopg.errors.LockNotAvailable | psycopg.errors.QueryCanceled):
        return StoreBusy
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return RightsMissing
    return None
