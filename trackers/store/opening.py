"""Opening the store at an address and bringing its tables up to date."""

from contextlib import ExitStack
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Engine, Text, inspect, make_url, select, type_coerce
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from trackers.store import postgis, secrets, sqlite, tables
from trackers.store.errors import StoreNewer, StoreUnreachable, UnknownWard, WrongKey
from trackers.store.ledger import Ledger
from trackers.store.secrets import Keys

MIGRATIONS = Path(__file__).parent / "migrations"


class Store:
    """All wards of one database; `folder` keeps their files."""

    def __init__(self, folder: Path, reader: Engine, writer: Engine) -> None:
        self.folder = folder
        self.reader = reader
        self.writer = writer
        self._wards: set[str] = set()

    @property
    def keys(self) -> Keys:
        """What seals and signs in this store."""
        return secrets.of(self.reader.dialect)

    def ward_codes(self) -> list[str]:
        """Give the codes of the wards that exist, the one with a demo last."""
        query = select(tables.wards.c.ward).order_by(tables.wards.c.demo, tables.wards.c.ward)
        with self.reader.connect() as connection:
            return list(connection.execute(query).scalars())

    def ward_names(self) -> dict[str, str]:
        """Give the wards' names by code, in the order of `ward_codes`."""
        table = tables.wards
        query = select(table.c.ward, table.c.name).order_by(table.c.demo, table.c.ward)
        with self.reader.connect() as connection:
            return {row.ward: row.name for row in connection.execute(query)}

    def ledger(self, ward: str) -> Ledger:
        """Give the store of one ward; raises UnknownWard.

        Every request asks; no ward is ever removed, so one that was there is not looked for again.
        """
        if ward not in self._wards:
            if ward not in self.ward_codes():
                raise UnknownWard(ward=ward)
            self._wards.add(ward)
        return Ledger(ward, self.folder / "wards" / ward, self.reader, self.writer)

    def close(self) -> None:
        """Let go of the files."""
        self.reader.dispose()
        self.writer.dispose()


def open_store(
    folder: Path, url: str = "", *, durable: bool = True, keys: Keys | Path | None = None
) -> Store:
    """Open the database at `url` (empty: the embedded one in `folder`), with its tables current.

    `keys` is what seals in it, or the file that holds it; None: `secret.key` in the folder, made
    when there is nothing sealed yet. Raises StoreUnreachable, StoreNewer, StoreTooOld, KeyMissing,
    KeyUnusable, KeyMalformed, WrongKey, and for PostgreSQL LoginRefused, PostgisMissing,
    RightsMissing, EncodingUnfit.
    """
    try:
        store = Store(folder, *_engines(folder, url, durable=durable))
        with ExitStack() as stack:
            stack.callback(store.close)
            take_keys(store, keys or folder / secrets.FILE)
            if migrate(store.writer):
                _tidy(store.writer)
            stack.pop_all()
    except (ArgumentError, NoSuchModuleError, ValueError, DBAPIError, OSError) as error:
        raise StoreUnreachable(address=_shown(url, folder)) from error
    return store


def take_keys(store: Store, keys: Keys | Path) -> None:
    """Let a store seal by these keys; raises KeyMissing, KeyUnusable, KeyMalformed, WrongKey."""
    seals = _seals(store.reader)
    if isinstance(keys, Path):
        place = str(keys)
        keys = secrets.keys_of_file(keys, needed=lambda: bool(seals))
    else:
        place = secrets.FILE
    if any(secrets.id_in(one) != keys.key_id for one in seals):
        raise WrongKey(place=place)
    for engine in (store.reader, store.writer):
        secrets.use(engine.dialect, keys)


def _seals(engine: Engine) -> list[str]:
    """Give what the wards' rows hold sealed; nothing where an older program wrote them."""
    column = tables.wards.c.seal
    with engine.connect() as connection:
        known = inspect(connection)
        name = tables.wards.name
        if not known.has_table(name):
            return []
        if column.name not in {one["name"] for one in known.get_columns(name)}:
            return []
        return list(connection.execute(select(type_coerce(column, Text))).scalars())


def migrate(engine: Engine) -> bool:
    """Bring the tables to the newest version; tell whether something lies sealed since then.

    Raises StoreNewer.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        if postgis.serves(connection):
            postgis.prepare(connection)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreNewer(reason=str(error)) from error
    return bool(config.attributes.get("sealed"))


def _tidy(engine: Engine) -> None:
    """Leave nothing in the database's files of what has just been sealed."""
    if engine.dialect.name == "sqlite":
        sqlite.tidy(engine)
    else:
        postgis.tidy(engine, [one.name for one in tables.metadata.sorted_tables])


def _engines(folder: Path, url: str, *, durable: bool) -> tuple[Engine, Engine]:
    if not url:
        return sqlite.engines(folder / sqlite.DATABASE, durable=durable)
    address = make_url(url)
    if address.get_backend_name() in postgis.BACKENDS and address.database:
        return postgis.engines(address, durable=durable)
    if address.get_backend_name() == "sqlite" and address.database:
        return sqlite.engines(Path(address.database), durable=durable)
    raise ValueError(address.get_backend_name())


def _shown(url: str, folder: Path) -> str:
    """Give the address without its password, as a message may show it."""
    if not url:
        return str(folder / sqlite.DATABASE)
    try:
        return postgis.shown(make_url(url))
    except ArgumentError:
        return "?"
