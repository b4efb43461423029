"""The ward's own row, its areas, and its parcel layers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from trackers.domain.wards import Area, Ward
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of, without


@dataclass(frozen=True)
class Layer:
    """One cut of the parcels into tiles: where they came from, and the digest of what came."""

    layer: str
    source: str
    accuracy: str
    digest: str
    parcels: int
    built_at: datetime


def add_ward(connection: Connection, ward: Ward, outline: bytes | None) -> None:
    """Add the row of a new ward; `outline` is WKB in EPSG:4326."""
    values = without(values_of(ward), "code", "revision")
    connection.execute(insert(tables.wards).values(ward=ward.code, outline=outline, **values))


def read_ward(reading: Reading) -> Ward:
    """Give the ward."""
    row = reading.row(tables.wards)
    values = {name: getattr(row, name) for name in Ward.__dataclass_fields__ if name != "code"}
    return Ward(code=row.ward, **values | {"bounds": tuple(row.bounds)})


def read_outline(reading: Reading) -> bytes | None:
    """Give the ward's outline as WKB in EPSG:4326, or None when nobody drew it."""
    outline: bytes | None = reading.row(tables.wards).outline
    return outline


def read_areas(reading: Reading) -> list[Area]:
    """Give the areas in their usual order."""
    order = (tables.areas.c.position, tables.areas.c.code)
    return [record_of(Area, row) for row in reading.rows(tables.areas, order=order)]


def read_area_shapes(reading: Reading) -> dict[str, bytes]:
    """Give the areas' polygons as WKB in EPSG:4326, by code, where they are drawn."""
    return {row.code: row.geometry for row in reading.rows(tables.areas) if row.geometry}


def add_area(writing: Writing, area: Area, geometry: bytes | None, position: int) -> None:
    """Add an area; `geometry` is WKB in EPSG:4326."""
    values = values_of(area) | {"geometry": geometry, "position": position}
    writing.insert(tables.areas, values)


def change_area(writing: Writing, code: str, values: dict[str, Any], *, base: int) -> None:
    """Change fields of an area that still has version `base`; raises RowChanged."""
    writing.update(tables.areas, {"code": code}, values, base=base)


def add_layer(writing: Writing, layer: Layer) -> None:
    """Note a parcel layer that was cut into tiles."""
    writing.insert(tables.layers, values_of(layer))


def use_layer(writing: Writing, layer: str, bounds: tuple[float, ...]) -> None:
    """Put a parcel layer in force; `bounds` are west, south, east, north in degrees."""
    writing.connection.execute(
        update(tables.wards)
        .where(tables.wards.c.ward == writing.ward)
        .values(layer=layer, bounds=list(bounds))
    )


def set_clock(writing: Writing, starts_at: datetime, set_at: datetime) -> None:
    """Let a demo's present be `starts_at` at the real instant `set_at`; both in UTC."""
    writing.connection.execute(
        update(tables.wards)
        .where(tables.wards.c.ward == writing.ward)
        .values(clock_starts_at=starts_at, clock_set_at=set_at)
    )


def set_contact(writing: Writing, contact: str) -> None:
    """Keep where the ward answers questions."""
    writing.connection.execute(
        update(tables.wards).where(tables.wards.c.ward == writing.ward).values(contact=contact)
    )


def read_retention(reading: Reading) -> int | None:
    """Give how many months words of visits are kept after a work is over; None: for ever."""
    months: int | None = reading.row(tables.wards).retention_months
    return months


def set_retention(writing: Writing, months: int | None) -> None:
    """Keep how many months words of visits are kept."""
    writing.connection.execute(
        update(tables.wards)
        .where(tables.wards.c.ward == writing.ward)
        .values(retention_months=months)
    )


def read_layer(reading: Reading, layer: str) -> Layer | None:
    """Give a layer by its name, or None."""
    row = reading.find(tables.layers, layer=layer)
    return record_of(Layer, row) if row else None


def revision_and_layer(reading: Reading) -> tuple[int, str]:
    """Give the ward's last revision and the layer in force, cheaply."""
    wards: Any = tables.wards
    query = select(wards.c.revision, wards.c.layer).where(wards.c.ward == reading.ward)
    row = reading.connection.execute(query).one()
    return row.revision, row.layer
