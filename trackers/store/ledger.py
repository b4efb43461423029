"""One transaction, one event, one revision: the only way in which anything is written.

`Ledger` is the store of one ward. `Ledger.write` opens a transaction under the ward's lock; the
`Writing` it gives notes every row change, and `record` appends them as one event of the chain.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, and_, insert, select, update
from sqlalchemy.exc import TimeoutError as PoolTimeout

from trackers.store import postgis, secrets, tables
from trackers.store.chain import Hidden, canonical, entry_hash, hide
from trackers.store.errors import RowChanged, StoreBusy, UnknownRow, UnknownWard
from trackers.store.fitting import check_values
from trackers.store.secrets import Keys

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Saved:
    """What a save answers: its revision, fields merged with another's, or that it was a repeat.

    `kept_for` is the household that lives on, where the one that was meant had been merged into it.
    """

    revision: int
    merged: tuple[str, ...] = ()
    repeated: bool = False
    kept_for: str = ""


@dataclass(frozen=True)
class Reading:
    """A read transaction of one ward."""

    connection: Connection
    ward: str

    def rows(self, table: Table, *conditions: Any, order: Any = ()) -> list[Any]:
        """Give the ward's rows of a table that meet the conditions."""
        query = select(table).where(table.c.ward == self.ward, *conditions).order_by(*order)
        return list(self.connection.execute(query))

    def row(self, table: Table, **key: object) -> Any:
        """Give the one row with that key; raises UnknownRow."""
        found = self.find(table, **key)
        if found is None:
            raise UnknownRow(table=table.name, **key)
        return found

    def find(self, table: Table, **key: object) -> Any | None:
        """Give the one row with that key, or None."""
        match = [table.c[name] == value for name, value in key.items()]
        query = select(table).where(table.c.ward == self.ward, *match)
        return self.connection.execute(query).one_or_none()


@dataclass(frozen=True)
class Writing(Reading):
    """A write transaction under the ward's lock; `now` (UTC) is when everything in it happens."""

    now: datetime
    _changes: list[dict[str, object]] = field(default_factory=list)
    _hidden: list[Hidden] = field(default_factory=list)

    def insert(self, table: Table, values: Values) -> None:
        """Add a row and note it for the event; raises ValueUnfit."""
        check_values(table, values)
        self.connection.execute(insert(table).values(ward=self.ward, **values))
        self._note(table, _key_of(table, values), None, values)

    def update(self, table: Table, key: Values, values: Values, *, base: int | None) -> int:
        """Change a row that still has version `base`; give its new version.

        `base` None is for rows that carry no version. Raises RowChanged, UnknownRow, ValueUnfit.
        """
        check_values(table, values)
        before = self.row(table, **key)._mapping  # noqa: SLF001 (the public name of this view)
        match = [table.c.ward == self.ward, *(table.c[name] == key[name] for name in key)]
        versioned: dict[str, int] = {}
        if base is not None:
            match.append(table.c.version == base)
            versioned["version"] = base + 1
        done = self.connection.execute(
            update(table).where(and_(*match)).values(**values, **versioned)
        )
        if done.rowcount != 1:
            raise RowChanged(table=table.name, **key)
        changed = {name: value for name, value in values.items() if before[name] != value}
        after = changed | versioned
        self._note(table, key, {name: before[name] for name in after}, after)
        return 0 if base is None else base + 1

    def delete(self, table: Table, key: Values) -> None:
        """Remove a row and note it for the event; raises UnknownRow."""
        before = self.row(table, **key)._mapping  # noqa: SLF001 (the public name of this view)
        match = (table.c[name] == key[name] for name in key)
        self.connection.execute(table.delete().where(table.c.ward == self.ward, *match))
        rest = {name: value for name, value in before.items() if name not in {"ward", *key}}
        self._note(table, key, rest, None)

    def record(
        self,
        kind: str,
        subject: str,
        *,
        actor: str,
        effective_on: date,
        details: Mapping[str, object] | None = None,
        private: Mapping[str, object] | None = None,
        touched: tuple[str, ...] = (),
        key: str | None = None,
    ) -> Saved:
        """Append one event with the row changes since the last one; give its revision.

        `details` are codes and dates that stay in the chain; `private` are texts (a reason, a
        refused input) that lie beside it. `touched` cases show the new revision to `since=`.
        """
        ward = self.connection.execute(
            select(tables.wards).where(tables.wards.c.ward == self.ward)
        ).one()
        revision = ward.revision + 1
        payload: dict[str, object] = {"changes": list(self._changes), **(details or {})}
        for name, value in (private or {}).items():
            payload[name], hidden = hide(value, name)
            self._hidden.append(hidden)
        entry = {
            "ward": self.ward,
            "revision": revision,
            "kind": kind,
            "subject": subject,
            "effective_on": effective_on.isoformat(),
            "recorded_at": self.now.isoformat(),
            "actor": actor,
            "payload": canonical(payload),
        }
        self._append(entry, entry_hash(ward.head_hash, entry), effective_on)
        self._touch(touched, revision)
        if key:
            self.connection.execute(
                insert(tables.saves).values(ward=self.ward, key=key, revision=revision)
            )
        return Saved(revision)

    def saved_before(self, key: str | None) -> Saved | None:
        """Give what an earlier save with this key answered, or None."""
        if not key:
            return None
        found = self.find(tables.saves, key=key)
        return Saved(found.revision, repeated=True) if found else None

    def _append(self, entry: Mapping[str, object], digest: str, effective_on: date) -> None:
        row = dict(entry) | {
            "effective_on": effective_on,
            "recorded_at": self.now,
            "hash": digest,
        }
        self.connection.execute(insert(tables.events).values(**row))
        if self._hidden:
            self.connection.execute(
                insert(tables.event_values),
                [
                    {
                        "ward": self.ward,
                        "revision": entry["revision"],
                        "path": one.path,
                        "value": one.value,
                        "salt": one.salt,
                    }
                    for one in self._hidden
                ],
            )
        self.connection.execute(
            update(tables.wards)
            .where(tables.wards.c.ward == self.ward)
            .values(revision=entry["revision"], head_hash=digest)
        )
        self._changes.clear()
        self._hidden.clear()

    def _touch(self, case_codes: tuple[str, ...], revision: int) -> None:
        if case_codes:
            cases = tables.cases
            self.connection.execute(
                update(cases)
                .where(cases.c.ward == self.ward, cases.c.code.in_(case_codes))
                .values(revision=revision)
            )

    def _note(self, table: Table, key: Values, before: Values | None, after: Values | None) -> None:
        number = len(self._changes)
        change: dict[str, object] = {"table": table.name, "key": dict(key)}
        for side, values in (("before", before), ("after", after)):
            if values is not None:
                change[side] = {
                    name: self._logged(table, name, value, f"{number}.{side}.{name}")
                    for name, value in values.items()
                    if name not in key and not table.c[name].info.get("derived")
                }
        self._changes.append(change)

    def _logged(self, table: Table, name: str, value: object, path: str) -> object:
        if isinstance(value, bytes):
            return value.hex()
        if not table.c[name].info.get("personal"):
            return value
        shown, hidden = hide(value, path)
        self._hidden.append(hidden)
        return shown


@dataclass(frozen=True)
class Ledger:
    """The store of one ward; `folder` keeps its files (tiles, photos)."""

    ward: str
    folder: Path
    reader: Engine
    writer: Engine

    @property
    def keys(self) -> Keys:
        """What seals and signs in this store."""
        return secrets.of(self.reader.dialect)

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """Open a read transaction; raises StoreBusy."""
        with _free(self.reader) as connection:
            yield Reading(connection, self.ward)

    @contextmanager
    def write(self, now: datetime) -> Iterator[Writing]:
        """Open a write transaction under the ward's lock; all of it is kept, or nothing.

        Raises UnknownWard, StoreBusy.
        """
        with _free(self.writer) as connection, connection.begin():
            if postgis.serves(connection):
                postgis.lock_ward(connection, self.ward)
            known = select(tables.wards.c.ward).where(tables.wards.c.ward == self.ward)
            if connection.execute(known).one_or_none() is None:
                raise UnknownWard(ward=self.ward)
            yield Writing(connection, self.ward, now)


def _free(engine: Engine) -> Connection:
    """Give a connection; raises StoreBusy where all of them stay in use."""
    try:
        return engine.connect()
    except PoolTimeout as error:
        raise StoreBusy from error


def _key_of(table: Table, values: Values) -> dict[str, object]:
    return {
        column.name: values[column.name] for column in table.primary_key if column.name != "ward"
    }
