"""Looks: kept in a chain of their own, beside the log, so that looking changes no revision."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from trackers.domain.looks import Look
from trackers.store import tables
from trackers.store.chain import entry_hash
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of

_T, _W = tables.looks, tables.wards
Condition = ColumnElement[bool]


def seen_since(reading: Reading, *, actor: str, kind: str, subject: str, since: datetime) -> bool:
    """Tell whether somebody looked at the same thing at or after an instant."""
    match = (_T.c.actor == actor, _T.c.kind == kind, _T.c.subject == subject, _T.c.at >= since)
    query = select(_T.c.number).where(_T.c.ward == reading.ward, *match).limit(1)
    return reading.connection.execute(query).first() is not None


def add_look(writing: Writing, look: Look) -> None:
    """Append a look; its number and hash follow from the one before."""
    ward = writing.connection.execute(select(_W).where(_W.c.ward == writing.ward)).one()
    number = ward.look_no + 1
    values = {
        "number": number,
        "at": look.at,
        "actor": look.actor,
        "kind": look.kind,
        "subject": look.subject,
        "purpose": look.purpose,
        "details": dict(look.details),
    }
    digest = entry_hash(ward.look_hash, _hashed(writing.ward, values))
    writing.connection.execute(insert(_T).values(ward=writing.ward, hash=digest, **values))
    writing.connection.execute(
        update(_W).where(_W.c.ward == writing.ward).values(look_no=number, look_hash=digest)
    )


def read_looks(reading: Reading, conditions: Sequence[Condition], *, last: int) -> list[Look]:
    """Give the last looks that meet the conditions, newest first."""
    query = (
        select(_T)
        .where(_T.c.ward == reading.ward, *conditions)
        .order_by(_T.c.number.desc())
        .limit(last)
    )
    return [record_of(Look, row) for row in reading.connection.execute(query)]


def matching(
    *,
    actor: str = "",
    kind: str = "",
    subjects: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Condition]:
    """Give the conditions of a filter; what is empty asks for nothing."""
    found: list[Condition] = []
    if actor:
        found.append(_T.c.actor == actor)
    if kind:
        found.append(_T.c.kind == kind)
    if subjects:
        found.append(_T.c.subject.in_(list(subjects)))
    if since:
        found.append(_T.c.at >= since)
    if until:
        found.append(_T.c.at < until)
    return found


def broken_looks(reading: Reading) -> Iterator[int]:
    """Give the numbers of looks that were changed, added or are missing, in their order."""
    query = select(_T).where(_T.c.ward == reading.ward).order_by(_T.c.number)
    previous, expected = "", 1
    for row in reading.connection.execute(query.execution_options(yield_per=500)):
        values = {name: getattr(row, name) for name in Look.__dataclass_fields__}
        if row.number != expected:
            yield expected
        elif entry_hash(previous, _hashed(reading.ward, values)) != row.hash:
            yield row.number
        previous, expected = row.hash, row.number + 1
    ward = reading.row(_W)
    if (ward.look_no, ward.look_hash) != (expected - 1, previous):
        yield ward.look_no


def _hashed(ward: str, values: dict[str, Any]) -> dict[str, object]:
    return {"ward": ward, **values, "at": values["at"].isoformat()}
