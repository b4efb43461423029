"""Shared links and the browsers that have one open. Outside the log: they are secrets that change.

An address knows a token and no ward, so some questions go over all wards of the store.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, insert, select, update

from trackers.domain.links import Link, LinkScope
from trackers.store import tables
from trackers.store.fitting import check_values
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import fields_of, values_of, without

_L, _V = tables.links, tables.link_visits


def find_by_token(reader: Engine, digest: str) -> Link | None:
    """Give the link whose token has that digest, in whichever ward."""
    return _found(reader, _L.c.token_hash == digest)


def find_by_code(reader: Engine, code: str) -> Link | None:
    """Give the link with that code, in whichever ward."""
    return _found(reader, _L.c.code == code)


def find_visit(reader: Engine, digest: str) -> tuple[str, bool] | None:
    """Give the code of the link that a browser has open, and whether it was let in."""
    query = select(_V.c.link_code, _V.c.admitted).where(_V.c.id_hash == digest)
    with reader.connect() as connection:
        row = connection.execute(query).one_or_none()
    return (row.link_code, row.admitted) if row else None


def read_links(reading: Reading) -> list[Link]:
    """Give the ward's links, the latest made first."""
    return [_link(row) for row in reading.rows(_L, order=(_L.c.made_at.desc(), _L.c.code))]


def find_link(reading: Reading, code: str) -> Link | None:
    """Give one link of the ward, or None."""
    row = reading.find(_L, code=code)
    return _link(row) if row else None


def pin_hash_of(reading: Reading, code: str) -> str:
    """Give the hash of a link's PIN, "" where it asks for none."""
    return str(reading.row(_L, code=code).pin_hash)


def add_link(writing: Writing, link: Link, *, token_hash: str, pin_hash: str) -> None:
    """Add a link with its secrets; raises ValueUnfit."""
    flat = without(values_of(link), "scope", "has_pin") | values_of(link.scope)
    values = flat | {"token_hash": token_hash, "pin_hash": pin_hash}
    check_values(_L, values)
    writing.connection.execute(insert(_L).values(values))


def change_link(writing: Writing, code: str, **values: Any) -> None:
    """Put values into a link's row."""
    _change(writing, code, values)


def count_opening(writing: Writing, code: str, at: datetime) -> None:
    """Count that a browser was let in."""
    _change(writing, code, {"opened": _L.c.opened + 1, "last_opened_at": at})


def count_pin(writing: Writing, code: str, by: int) -> None:
    """Count a PIN as wrong (1), or take that back (-1)."""
    _change(writing, code, {"pin_failures": _L.c.pin_failures + by})


def add_visit(writing: Writing, code: str, digest: str, *, admitted: bool) -> None:
    """Add a browser that came by a link's token."""
    values = {"link_code": code, "id_hash": digest, "admitted": admitted, "made_at": writing.now}
    writing.connection.execute(insert(_V).values(ward=writing.ward, **values))


def drop_visit(writing: Writing, digest: str) -> None:
    """Forget a browser."""
    mine = (_V.c.ward == writing.ward, _V.c.id_hash == digest)
    writing.connection.execute(delete(_V).where(*mine))


def forget_links(writing: Writing, before: datetime) -> None:
    """Forget the links that were over before an instant, and who had them open."""
    over = (_L.c.ward == writing.ward) & ((_L.c.expires_at < before) | (_L.c.revoked_at < before))
    codes = select(_L.c.code).where(over)
    writing.connection.execute(
        delete(_V).where(_V.c.ward == writing.ward, _V.c.link_code.in_(codes))
    )
    writing.connection.execute(delete(_L).where(over))


def _change(writing: Writing, code: str, values: Mapping[str, Any]) -> None:
    mine = (_L.c.ward == writing.ward, _L.c.code == code)
    writing.connection.execute(update(_L).where(*mine).values(dict(values)))


def _found(reader: Engine, condition: Any) -> Link | None:
    with reader.connect() as connection:
        row = connection.execute(select(_L).where(condition)).one_or_none()
    return _link(row) if row else None


def _link(row: Any) -> Link:
    values = row._mapping  # noqa: SLF001 (the public name of this view)
    scope = LinkScope(**fields_of(LinkScope, values))
    return Link(**fields_of(Link, values), scope=scope, has_pin=bool(row.pin_hash))
