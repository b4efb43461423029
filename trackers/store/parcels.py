"""Parcels: rows, geometry as WKB in EPSG:4326, and looking them up by number or place."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, true

from trackers.domain.parcels import Accuracy, Parcel
from trackers.store import tables
from trackers.store.fitting import check_values
from trackers.store.ledger import Reading, Writing

_T = tables.parcels


def replace_parcels(writing: Writing, rows: Sequence[dict[str, Any]]) -> None:
    """Put the parcels of a new layer in place of the old ones; the log keeps the layer's digest.

    Raises ValueUnfit.
    """
    for row in rows:
        check_values(_T, row)
    writing.connection.execute(delete(_T).where(_T.c.ward == writing.ward))
    if rows:
        writing.connection.execute(insert(_T), [{"ward": writing.ward, **row} for row in rows])


def read_parcel(reading: Reading, parcel_id: int) -> Parcel | None:
    """Give a parcel, or None."""
    found = _parcels(reading, _T.c.parcel_id == parcel_id)
    return found[0] if found else None


def read_parcels(reading: Reading, parcel_ids: Iterable[int]) -> dict[int, Parcel]:
    """Give parcels by id."""
    found = _parcels(reading, _T.c.parcel_id.in_(list(parcel_ids)))
    return {parcel.parcel_id: parcel for parcel in found}


def read_all_parcels(reading: Reading) -> dict[int, Parcel]:
    """Give every parcel by id."""
    return {parcel.parcel_id: parcel for parcel in _parcels(reading, true())}


def find_parcels(reading: Reading, folded: str, *, limit: int) -> list[Parcel]:
    """Give parcels whose folded "tờ/thửa" contains the text, the shortest first."""
    query = _T.c.folded.contains(folded, autoescape=True)
    return sorted(_parcels(reading, query, limit=limit * 4), key=lambda one: len(one.label))[:limit]


def numbers(reading: Reading) -> dict[tuple[str, str], int]:
    """Give the id of every parcel by (sheet_no, parcel_no)."""
    query = select(_T.c.sheet_no, _T.c.parcel_no, _T.c.parcel_id).where(_T.c.ward == reading.ward)
    return {(row[0], row[1]): row[2] for row in reading.connection.execute(query)}


def geometries(reading: Reading) -> list[Any]:
    """Give id, number, area code and WKB (EPSG:4326) of every parcel."""
    columns = (_T.c.parcel_id, _T.c.sheet_no, _T.c.parcel_no, _T.c.area_code, _T.c.geometry)
    query = select(*columns).where(_T.c.ward == reading.ward).order_by(_T.c.parcel_id)
    return list(reading.connection.execute(query))


def geometries_in(
    reading: Reading, box: tuple[float, float, float, float]
) -> list[tuple[int, bytes]]:
    """Give id and WKB (EPSG:4326) of the parcels whose boxes meet one of degrees, by id."""
    west, south, east, north = box
    query = select(_T.c.parcel_id, _T.c.geometry).where(
        _T.c.ward == reading.ward,
        _T.c.west <= east,
        _T.c.east >= west,
        _T.c.south <= north,
        _T.c.north >= south,
    )
    rows = reading.connection.execute(query.order_by(_T.c.parcel_id))
    return [(row.parcel_id, row.geometry) for row in rows]


def shapes_of(reading: Reading, parcel_ids: Iterable[int]) -> dict[int, bytes]:
    """Give the shapes of parcels by id, WKB in EPSG:4326."""
    columns = (_T.c.parcel_id, _T.c.geometry)
    query = select(*columns).where(_T.c.ward == reading.ward, _T.c.parcel_id.in_(list(parcel_ids)))
    return {row.parcel_id: row.geometry for row in reading.connection.execute(query)}


def _parcels(
    reading: Reading, condition: "ColumnElement[bool]", *, limit: int | None = None
) -> list[Parcel]:
    columns = [column for column in _T.c if column.name not in {"geometry", "folded"}]
    query = select(*columns).where(_T.c.ward == reading.ward, condition).limit(limit)
    return [_parcel(row) for row in reading.connection.execute(query)]


def _parcel(row: Any) -> Parcel:
    return Parcel(
        row.parcel_id,
        row.sheet_no,
        row.parcel_no,
        row.land_type,
        row.drawn_area_m2,
        row.declared_area_m2,
        row.area_code,
        (row.lng, row.lat),
        (row.west, row.south, row.east, row.north),
        Accuracy(row.accuracy),
        row.source,
    )
