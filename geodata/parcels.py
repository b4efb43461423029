"""Parcels from any map file: the same columns, sound shapes in EPSG:4326, and no doubt left."""

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geodata import columns as names
from geodata.cells import in_our_marks, number_in
from geodata.crs import WGS84, areas_m2, to_wgs84
from geodata.errors import (
    BadNumber,
    DuplicateParcel,
    EmptyFile,
    MissingCRS,
    MissingValue,
    OutsideCRS,
    OutsideWindow,
    UnknownCRS,
)
from geodata.guess import WORLD, Window, guess_metric_crs, why_outside
from geodata.numbers import AREA
from geodata.repair import sound_areas

_FIELDS = {"sheet_no": True, "parcel_no": True, "land_type": False, "declared_area_m2": False}
_NO_PREFIX = ("", "000")


def clean_parcels(
    frame: gpd.GeoDataFrame,
    *,
    crs: str | None = None,
    columns: Mapping[str, str] | None = None,
    metric_crs: str | None = None,
    window: Window | None = None,
) -> gpd.GeoDataFrame:
    """Give parcels as sheet_no, parcel_no, land_type, both areas in m², geometry and source_row.

    Parameters
    ----------
    frame
        As `read_features` gives it: row n of the file at position n - 1.
    crs
        The system of the coordinates when the file does not say it, or says it wrongly.
    columns
        {column of the file: our field}, before the names we know.
    metric_crs
        The system in which `drawn_area_m2` is measured; guessed from the place when None.
    window
        (west, south, east, north) in degrees of EPSG:4326; every parcel must touch it.

    Raises
    ------
    RowError
        A column, value or shape is missing or wrong; each kind names its row or column.
    CRSError
        The coordinate system is missing, unknown or unusable.
    """
    if frame.empty:
        raise EmptyFile(name=None)
    found = names.match([one for one in frame.columns if one != "geometry"], _FIELDS, columns)
    sheets, parcels = _sheets(frame, found["sheet_no"]), _texts(frame, found["parcel_no"])
    _require_values(sheets, found["sheet_no"])
    _require_values(parcels, found["parcel_no"])
    _require_unique(sheets, parcels)
    land = found.get("land_type")
    located = _located(frame, crs, window or WORLD)
    return gpd.GeoDataFrame(
        {
            "sheet_no": sheets,
            "parcel_no": parcels,
            "land_type": _texts(frame, land) if land else [""] * len(frame),
            "declared_area_m2": _areas(frame, found.get("declared_area_m2")),
            "drawn_area_m2": areas_m2(located, metric_crs or guess_metric_crs(located)),
            "source_row": np.arange(1, len(frame) + 1),
        },
        geometry=located.geometry.to_numpy(),
        crs=WGS84,
    )


def _texts(frame: gpd.GeoDataFrame, column: str) -> list[str]:
    """Give a column as stripped texts; 12.0 is "12"."""
    return [_text(one) for one in frame[column].tolist()]


def _text(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _sheets(frame: gpd.GeoDataFrame, column: str) -> list[str]:
    """Give the sheets; the French cadastre numbers its sections anew in each prefix."""
    sheets = _texts(frame, column)
    prefix = next((one for one in frame.columns if names.fold(one) == names.PREFIX), None)
    if prefix is None or names.fold(column) != "section":
        return sheets
    return [
        sheet if before in _NO_PREFIX else before + sheet
        for before, sheet in zip(_texts(frame, prefix), sheets, strict=True)
    ]


def _require_values(values: list[str], column: str) -> None:
    if "" in values:
        raise MissingValue(row=values.index("") + 1, column=column)


def _require_unique(sheets: list[str], parcels: list[str]) -> None:
    """Refuse a tờ/thửa that stands in the file twice."""
    first: dict[tuple[str, str], int] = {}
    for row, key in enumerate(zip(sheets, parcels, strict=True), start=1):
        if first.setdefault(key, row) != row:
            raise DuplicateParcel(sheet_no=key[0], parcel_no=key[1], row=row, first_row=first[key])


def _areas(frame: gpd.GeoDataFrame, column: str | None) -> npt.NDArray[np.float64]:
    """Read declared areas, m²; nothing where the file says nothing or 0."""
    if column is None:
        return np.full(len(frame), np.nan)
    values = frame[column].tolist()
    places = [place for place, one in enumerate(values) if isinstance(one, str)]
    texts = in_our_marks([values[place] for place in places], AREA)
    for place, text in zip(places, texts, strict=True):
        values[place] = text
    return np.array([_area(one, row, column) for row, one in enumerate(values, start=1)])


def _area(value: Any, row: int, column: str) -> float:
    if pd.isna(value) or (isinstance(value, str) and not value.strip()):
        return np.nan
    if isinstance(value, str):
        number = number_in(value, row=row, column=column, unit=AREA)
    else:
        number = float(value)
    if not 0 <= number < np.inf:
        raise BadNumber(row=row, column=column, value=value)
    return number or np.nan


def _located(frame: gpd.GeoDataFrame, crs: str | None, window: Window) -> gpd.GeoDataFrame:
    """Give sound shapes in EPSG:4326 that all touch the window."""
    shapes = sound_areas(np.asarray(frame.geometry.to_numpy(), dtype=object))
    placed = _placed(shapes, crs or frame.crs)
    try:
        moved = to_wgs84(placed)
    except OutsideCRS as error:
        raise _outside(placed, None, window) from error
    outside = ~shapely.intersects(shapely.envelope(moved.geometry.to_numpy()), shapely.box(*window))
    if outside.any():
        raise _outside(placed, moved, window, outside)
    return gpd.GeoDataFrame(geometry=sound_areas(moved.geometry.to_numpy()), crs=WGS84)


def _placed(shapes: npt.NDArray[np.object_], crs: Any) -> gpd.GeoDataFrame:
    """Put shapes into their coordinate system."""
    if crs is None:
        raise MissingCRS(wanted=WGS84)
    try:
        return gpd.GeoDataFrame(geometry=shapes, crs=crs)
    except RuntimeError as error:
        raise UnknownCRS(crs=str(crs)) from error


def _outside(
    placed: gpd.GeoDataFrame,
    moved: gpd.GeoDataFrame | None,
    window: Window,
    outside: npt.NDArray[np.bool_] | None = None,
) -> OutsideWindow:
    """Say which rows miss the window, and guess why when most do."""
    rows = np.ones(len(placed), dtype=bool) if outside is None else outside
    most = rows.sum() * 2 > len(rows)
    cause, suggested = why_outside(placed, window) if most else ("unknown", None)
    bounds = None if moved is None else tuple(float(one) for one in moved.total_bounds)
    return OutsideWindow(
        row=int(rows.argmax()) + 1,
        outside=int(rows.sum()),
        total=len(rows),
        bounds=bounds,
        window=window,
        cause=cause,
        suggested=suggested,
    )
