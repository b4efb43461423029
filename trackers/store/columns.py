"""The kinds of column that our tables are made of, and the metadata they all belong to."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

from trackers.store import postgis, secrets
from trackers.store.errors import SecretError

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)
# Marks what a law can erase: see `chain.py`.
PERSONAL = {"personal": True}
# Stands for a sealed text that no key of ours opens.
UNREADABLE = "(không đọc được)"
UNREADABLE_RECORD = {"unreadable": True}
_OPEN: tuple[Any, ...] = (None, True, False, "")


def key(name: str = "code") -> "Column[Any]":
    """Make a part of the primary key: a code."""
    return Column(name, String(80), primary_key=True)


def text(name: str, *, personal: bool = False) -> "Column[Any]":
    """Make words; `personal` ones enter the log only as commitments."""
    return Column(name, Text, nullable=False, default="", info=PERSONAL if personal else {})


def sealed(name: str) -> "Column[Any]":
    """Make words that are personal and lie sealed."""
    return Column(name, Sealed, nullable=False, default="", info=PERSONAL)


def code(name: str, *, nullable: bool = False) -> "Column[Any]":
    """Make a code, or the code of another record."""
    return Column(name, String(80), nullable=nullable)


def version() -> "Column[Any]":
    """Make the count of a row's changes, from 1."""
    return Column("version", Integer, nullable=False, default=1)


def day(name: str, *, nullable: bool = True) -> "Column[Any]":
    """Make a calendar day in Viet Nam."""
    return Column(name, Date, nullable=nullable)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC, whether or not the database keeps time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write UTC."""
        del dialect
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read UTC."""
        del dialect
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC) if value else None


class Sealed(TypeDecorator[str]):
    """Words that lie sealed in the database: see `secrets`. An empty text stays empty."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal."""
        return secrets.of(dialect).seal(value) if value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Unseal; what was changed by hand is said to be, and `verify` names its place."""
        if not value or not secrets.is_sealed(value):
            return value
        try:
            return secrets.of(dialect).unseal(value)
        except SecretError:
            return UNREADABLE


class SealedJson(TypeDecorator[Any]):
    """A value of JSON that lies sealed in the database, itself a text of JSON there."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Seal; nothing, yes, no and empty texts say nothing of anybody."""
        if value in _OPEN:
            return value
        return secrets.of(dialect).seal(json.dumps(value, ensure_ascii=False))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Unseal; in place of what was changed by hand stands a record that says so."""
        if not isinstance(value, str) or not secrets.is_sealed(value):
            return value
        try:
            return json.loads(secrets.of(dialect).unseal(value))
        except SecretError:
            return dict(UNREADABLE_RECORD)


def instant(name: str, *, nullable: bool = True) -> "Column[Any]":
    """Make an instant in UTC."""
    return Column(name, Instant, nullable=nullable)


def shape(name: str, *, nullable: bool = True) -> "Column[Any]":
    """Make a geometry, WKB in EPSG:4326 to us: native in PostGIS, bytes in SQLite."""
    kind = LargeBinary().with_variant(postgis.Geometry(), "postgresql")
    return Column(name, kind, nullable=nullable, info={"shape": True})


def ward_table(name: str, *columns: "Column[Any] | Index") -> Table:
    """Make a table whose key begins with the ward's code; PostGIS finds its shapes by place."""
    table = Table(name, metadata, key("ward"), *columns)
    for column in table.columns:
        if column.info.get("shape"):
            place = Index(f"ix_{name}_{column.name}", column, postgresql_using="gist")
            place.ddl_if(dialect="postgresql")
    return table
