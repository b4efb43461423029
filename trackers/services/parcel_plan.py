"""Laying a file of parcels over the layer in force: what stays, what changes, what is new."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import shapely

from geodata.crs import WGS84
from trackers.domain.parcels import Parcel
from trackers.domain.wards import Ward
from trackers.services.layers import Shape, base_path, base_shape
from trackers.store import Ledger, Saved, cases, parcels, wards

# Declared and drawn areas differ a little even in official data; beyond this they are named.
DIFFERS = 0.05


@dataclass(frozen=True)
class AreaDiffers:
    """A parcel whose declared area differs from the drawn one by more than 5 %; areas in m²."""

    row: int
    label: str
    declared_m2: float
    drawn_m2: float


@dataclass(frozen=True)
class ParcelReport:
    """What a file of parcels changes.

    `kept` are the numbers (tờ/thửa) of parcels that stay although the file lacks them; `dropped`
    counts those that go. `bounds` are west, south, east, north in degrees.
    """

    file: str
    digest: str
    total: int
    new: int
    updated: int
    unchanged: int
    kept: tuple[str, ...]
    dropped: int
    differing: tuple[AreaDiffers, ...]
    bounds: tuple[float, float, float, float]
    saved: Saved | None = None


@dataclass(frozen=True)
class Plan:
    """A file laid over the layer in force (`layer`): the parcels to be, and what that changes."""

    layer: str
    frame: geopandas.GeoDataFrame
    base: Sequence[Shape]
    report: ParcelReport


def plan_layer(
    ledger: Ledger,
    frame: geopandas.GeoDataFrame,
    *,
    file: str,
    digest: str,
    replace_all: bool,
) -> Plan:
    """Lay the cleaned parcels of a file over the layer in force; nothing is written."""
    with ledger.read() as reading:
        ward = wards.read_ward(reading)
        old = {(row.sheet_no, row.parcel_no): row for row in parcels.geometries(reading)}
        facts = parcels.read_all_parcels(reading)
        in_use = cases.parcel_ids(reading)
        outline = wards.read_outline(reading)
        areas = wards.read_area_shapes(reading)
    mine = _with_ids(frame, old)
    mine["area_code"] = _areas_of(mine, facts, areas)
    keys = set(_keys(frame))
    missing = [row for key, row in old.items() if key not in keys]
    staying = [row for row in missing if row.parcel_id in in_use or not replace_all]
    whole = _together(mine, _kept(staying, facts))
    same = sum(_same(row, old) for row in mine.itertuples(index=False))
    known = len(keys & old.keys())
    report = ParcelReport(
        file=file,
        digest=digest,
        total=len(frame),
        new=len(frame) - known,
        updated=known - same,
        unchanged=same,
        kept=tuple(f"{row.sheet_no}/{row.parcel_no}" for row in staying),
        dropped=len(missing) - len(staying),
        differing=tuple(_differing(frame)),
        bounds=_bounds(whole),
    )
    return Plan(ward.layer, whole, _base(ledger, ward, outline, areas, whole), report)


def _keys(frame: geopandas.GeoDataFrame) -> list[tuple[str, str]]:
    return list(zip(frame["sheet_no"], frame["parcel_no"], strict=True))


def _with_ids(
    frame: geopandas.GeoDataFrame, old: Mapping[tuple[str, str], Any]
) -> geopandas.GeoDataFrame:
    """Give parcels their ids: the one they had, else the next free one."""
    following = max((row.parcel_id for row in old.values()), default=0) + 1
    ids = []
    for key in _keys(frame):
        ids.append(old[key].parcel_id if key in old else following)
        following += key not in old
    return frame.assign(parcel_id=ids)


def _areas_of(
    frame: geopandas.GeoDataFrame, facts: Mapping[int, Parcel], shapes: Mapping[str, bytes]
) -> list[str]:
    """Give each parcel the area (khu vực) it lies in; without a drawn one, the area it had."""
    drawn = {code: shapely.from_wkb(wkb) for code, wkb in shapes.items()}
    points = frame.geometry.representative_point()
    found = []
    for parcel_id, point in zip(frame["parcel_id"], points, strict=True):
        inside = (code for code, shape in drawn.items() if shape.contains(point))
        known = facts.get(parcel_id)
        found.append(next(inside, known.area_code if known else ""))
    return found


def _kept(rows: Sequence[Any], facts: Mapping[int, Parcel]) -> geopandas.GeoDataFrame | None:
    """Give parcels of the former layer as they were, with their own source and accuracy."""
    if not rows:
        return None
    own = [facts[row.parcel_id] for row in rows]
    return geopandas.GeoDataFrame(
        {
            "parcel_id": [one.parcel_id for one in own],
            "sheet_no": [one.sheet_no for one in own],
            "parcel_no": [one.parcel_no for one in own],
            "land_type": [one.land_type for one in own],
            "declared_area_m2": np.array(
                [one.declared_area_m2 or np.nan for one in own], dtype=float
            ),
            "drawn_area_m2": [one.drawn_area_m2 for one in own],
            "area_code": [one.area_code for one in own],
            "accuracy": [one.accuracy.value for one in own],
            "source": [one.source for one in own],
        },
        geometry=list(shapely.from_wkb([row.geometry for row in rows])),
        crs=WGS84,
    )


def _together(
    mine: geopandas.GeoDataFrame, kept: geopandas.GeoDataFrame | None
) -> geopandas.GeoDataFrame:
    if kept is None:
        return mine
    return geopandas.GeoDataFrame(pd.concat([mine, kept], ignore_index=True), crs=WGS84)


def _same(row: Any, old: Mapping[tuple[str, str], Any]) -> bool:
    former = old.get((row.sheet_no, row.parcel_no))
    return former is not None and shapely.from_wkb(former.geometry).equals_exact(
        row.geometry, tolerance=1e-9, normalize=True
    )


def _differing(frame: geopandas.GeoDataFrame) -> list[AreaDiffers]:
    return [
        AreaDiffers(
            int(row.source_row),
            f"{row.sheet_no}/{row.parcel_no}",
            float(row.declared_area_m2),
            float(row.drawn_area_m2),
        )
        for row in frame.itertuples(index=False)
        if abs(row.declared_area_m2 - row.drawn_area_m2) > DIFFERS * row.drawn_area_m2
    ]


def _bounds(frame: geopandas.GeoDataFrame) -> tuple[float, float, float, float]:
    west, south, east, north = map(float, frame.total_bounds)
    return west, south, east, north


def _base(
    ledger: Ledger,
    ward: Ward,
    outline: bytes | None,
    areas: Mapping[str, bytes],
    frame: geopandas.GeoDataFrame,
) -> Sequence[Shape]:
    """Give the base shapes of the former layer, or the ward's outline for the first one."""
    path = base_path(ledger, ward.layer)
    if ward.layer and path.is_file():
        features: list[Shape] = json.loads(path.read_text(encoding="utf-8"))["features"]
        return features
    edge = shapely.from_wkb(outline) if outline else frame.geometry.union_all().convex_hull
    shapes = [base_shape("outline", edge, name=ward.name)]
    return [*shapes, *(base_shape("area", shapely.from_wkb(one)) for one in areas.values())]
