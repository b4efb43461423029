"""Coordinate systems: VN-2000 with the pinned datum shift, everything else by PROJ's choice.

PROJ's own choice for VN-2000 in the delta is EPSG:5194, 0.81 m off what surveyors use; here the
shift is always EPSG:6960 (seven parameters, coordinate-frame convention).
"""

from collections.abc import Sequence
from functools import lru_cache

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError as ProjCRSError

from geodata.errors import BrokenCRS, MissingCRS, OutsideCRS, UnknownCRS

WGS84 = "EPSG:4326"
CAN_THO = "EPSG:5897"

_DATUM = "Vietnam 2000"
_BROKEN = frozenset({6956, 6957, 6958, 6959})
_SHIFT = (
    "+step +proj=push +v_3 +step +proj=cart +ellps=WGS84 "
    "+step +proj=helmert +x=-191.90441429 +y=-39.30318279 +z=-111.45032835 "
    "+rx=-0.00928836 +ry=0.01975479 +rz=-0.00427372 +s=0.252906278 "
    "+convention=coordinate_frame "
    "+step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3"
)


def to_wgs84(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give the frame in EPSG:4326, x = longitude, y = latitude, degrees."""
    return to_crs(frame, WGS84)


def to_crs(frame: gpd.GeoDataFrame, crs: str) -> gpd.GeoDataFrame:
    """Give a copy of the frame in `crs`, x = easting or longitude; heights are dropped.

    Raises
    ------
    MissingCRS
        The frame has no coordinate system.
    UnknownCRS, BrokenCRS
        Either system is unknown to PROJ, or one of EPSG:6956-6959.
    OutsideCRS
        A coordinate cannot be expressed in `crs`.
    """
    if frame.crs is None:
        raise MissingCRS(wanted=crs)
    source, target = _usable(frame.crs.to_wkt()), _usable(crs)
    moved = shapely.transform(
        frame.geometry.to_numpy(), lambda xy: _move(xy, source.to_wkt(), target.to_wkt())
    )
    geometry = gpd.GeoSeries(moved, index=frame.index, crs=target)
    return frame.set_geometry(geometry.rename(frame.geometry.name))


def points_in(
    crs: str, points: Sequence[tuple[float, float]], *, source: str = WGS84
) -> list[tuple[float, float]]:
    """Give points of `source` (x, y or longitude, latitude) in `crs`, x = easting or longitude.

    Raises
    ------
    UnknownCRS, BrokenCRS, OutsideCRS
        As `to_crs`.
    """
    if not points:
        return []
    wanted, given = _usable(crs), _usable(source)
    moved = _move(np.asarray(points, dtype=np.float64), given.to_wkt(), wanted.to_wkt())
    return [(float(x), float(y)) for x, y in moved]


def areas_m2(frame: gpd.GeoDataFrame, crs: str = CAN_THO) -> npt.NDArray[np.float64]:
    """Area of each geometry in m², measured in the metric system `crs`.

    Raises
    ------
    UnknownCRS
        `crs` does not measure in metres.
    """
    if any(axis.unit_name != "metre" for axis in _usable(crs).axis_info):
        raise UnknownCRS(crs=crs, wanted="metre")
    return np.asarray(to_crs(frame, crs).geometry.area, dtype=np.float64)


def area_of_use(crs: str) -> tuple[float, float, float, float]:
    """Give the box for which a system is made: west, south, east, north in degrees (EPSG:4326).

    Raises UnknownCRS, BrokenCRS; the whole world where the system names no area.
    """
    found = _usable(crs).area_of_use
    if found is None:
        return -180.0, -90.0, 180.0, 90.0
    return found.west, found.south, found.east, found.north


def _usable(crs: str) -> CRS:
    """Read a coordinate system and refuse those that mislead."""
    try:
        read = CRS.from_user_input(crs)
    except ProjCRSError as error:
        raise UnknownCRS(crs=crs) from error
    if read.to_epsg() in _BROKEN:
        raise BrokenCRS(crs=f"EPSG:{read.to_epsg()}")
    return read


def _is_vn2000(crs: CRS) -> bool:
    """Tell by the datum, so that a .prj without a code counts; +towgs84 has its own shift."""
    geodetic = None if crs.is_bound else crs.geodetic_crs
    return geodetic is not None and geodetic.datum is not None and geodetic.datum.name == _DATUM


def _move(xy: npt.NDArray[np.float64], source: str, target: str) -> npt.NDArray[np.float64]:
    """Carry n×2 coordinates over, through WGS 84 when exactly one side is VN-2000."""
    steps = _steps(source, target)
    x, y = xy[:, 0], xy[:, 1]
    for step in steps:
        x, y = step.transform(x, y)
    moved = np.column_stack([x, y])
    if not np.isfinite(moved).all():
        bad = xy[~np.isfinite(moved).all(axis=1)][0]
        raise OutsideCRS(x=float(bad[0]), y=float(bad[1]), crs=CRS.from_wkt(target).name)
    return moved


@lru_cache(maxsize=64)
def _steps(source: str, target: str) -> tuple[Transformer, ...]:
    """List the transformers to apply in turn, all x before y."""
    before, after = CRS.from_wkt(source), CRS.from_wkt(target)
    if _is_vn2000(before) == _is_vn2000(after):
        return (_between(before, after),)
    shift = Transformer.from_pipeline(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
        f"{_SHIFT if _is_vn2000(before) else _inverse_shift()} "
        "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )
    geographic = (CRS.from_epsg(4756), CRS.from_epsg(4326))
    inner, outer = geographic if _is_vn2000(before) else geographic[::-1]
    return (_between(before, inner), shift, _between(outer, after))


def _between(before: CRS, after: CRS) -> Transformer:
    """Choose by PROJ, x before y; no datum step arises when both stand on the same datum."""
    return Transformer.from_crs(before, after, always_xy=True)


def _inverse_shift() -> str:
    """Write the pinned shift backwards: the cartesian steps swap, the Helmert step inverts."""
    return _SHIFT.replace("+step +proj=helmert", "+step +inv +proj=helmert")
