"""Guesses about coordinate systems: which measures metres here, and which one was meant."""

import geopandas as gpd
import numpy as np
from shapely.geometry import box

from geodata.crs import CAN_THO, WGS84, to_wgs84
from geodata.errors import CRSError

Window = tuple[float, float, float, float]
WORLD: Window = (-180.0, -90.0, 180.0, 90.0)

_VIETNAM: Window = (102.0, 8.0, 110.0, 23.6)
# Cần Thơ since 2025 uses the meridian 105°00' although others pass nearer (DOMAIN §6).
_CAN_THO: Window = (105.2, 9.2, 106.4, 10.4)
# VN-2000 / TM-3 by central meridian, degrees (EPSG registry).
_TM3 = {
    102.0: 5896,
    103.0: 9205,
    104.0: 9206,
    104.5: 9207,
    104.75: 9208,
    105.0: 5897,
    105.5: 9209,
    105.75: 9210,
    106.0: 9211,
    106.25: 9212,
    106.5: 9213,
    107.0: 9214,
    107.25: 9215,
    107.5: 9216,
    107.75: 5899,
    108.0: 5898,
    108.25: 9217,
    108.5: 9218,
}
_CANDIDATES = (4326, 5897, *(code for code in _TM3.values() if code != 5897), 3405, 3406)  # noqa: PLR2004  # first above


def guess_metric_crs(frame: gpd.GeoDataFrame) -> str:
    """Choose the metric system of a frame in EPSG:4326: VN-2000 / TM-3 in Vietnam, else UTM."""
    west, south, east, north = frame.total_bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    if _inside(lon, lat, _CAN_THO):
        return CAN_THO
    if _inside(lon, lat, _VIETNAM):
        return f"EPSG:{_TM3[min(_TM3, key=lambda meridian: abs(meridian - lon))]}"
    return f"EPSG:{frame.estimate_utm_crs().to_epsg()}"


def why_outside(frame: gpd.GeoDataFrame, window: Window) -> tuple[str, str | None]:
    """Guess why a frame, in its own system, misses the window (degrees): cause and a better CRS.

    Causes: swapped (X and Y), metres (read as degrees), degrees (read as metres), system (another
    coordinate system fits), unknown.
    """
    bounds = frame.total_bounds
    if not np.isfinite(bounds).all():
        return "unknown", None
    x, y = float(bounds[0] + bounds[2]) / 2, float(bounds[1] + bounds[3]) / 2
    better = _fitting(x, y, window)
    if better is not None:
        in_degrees, was_degrees = better == WGS84, frame.crs.is_geographic
        cause = "metres" if was_degrees else "degrees" if in_degrees else "system"
        return cause, better
    turned = _fitting(y, x, window)
    return ("swapped", turned) if turned is not None else ("unknown", None)


def _fitting(x: float, y: float, window: Window) -> str | None:
    """Find the first system in which a point lies inside the window."""
    for code in _CANDIDATES:
        point = gpd.GeoDataFrame(geometry=gpd.points_from_xy([x], [y]), crs=f"EPSG:{code}")
        try:
            bounds = to_wgs84(point).total_bounds
        except CRSError:
            continue
        if box(*bounds).intersects(box(*window)):
            return f"EPSG:{code}"
    return None


def _inside(lon: float, lat: float, window: Window) -> bool:
    west, south, east, north = window
    return west <= lon <= east and south <= lat <= north
