"""From degrees to millimetres of paper: a frame that fits a box of the map."""

from dataclasses import dataclass
from math import cos, radians
from typing import Any

import numpy as np
import shapely

from trackers.domain.pictures import Bounds

# Lines closer together than this on paper (mm) are one line to the eye.
_FINE_MM = 0.05
# A picture of one house still shows its neighbours (m).
_LEAST_M = 60.0
_AROUND = 0.06
_FLATTEST = 3


@dataclass(frozen=True)
class Frame:
    """A rectangle of paper in mm, and the place on earth at its middle.

    Over the few kilometres of a ward the earth is flat enough: lengths are right to 0.01 %.
    """

    left: float
    top: float
    width: float
    height: float
    lng: float
    lat: float
    mm_per_m: float

    def on_paper(self, shape: Any) -> Any:
        """Give a shape (degrees, EPSG:4326) in mm of paper, cut off at the frame."""
        east, north = metres_a_degree(self.lat)
        scale = np.array([east * self.mm_per_m, -north * self.mm_per_m])
        middle = np.array([self.left + self.width / 2, self.top + self.height / 2])
        centre = np.array([self.lng, self.lat])
        moved = shapely.transform(shape, lambda at: (at - centre) * scale + middle)
        sound = moved if moved.is_valid else shapely.make_valid(moved)
        right, bottom = self.left + self.width, self.top + self.height
        return shapely.clip_by_rect(sound, self.left, self.top, right, bottom)


def metres_a_degree(lat: float) -> tuple[float, float]:
    """Give how many metres a degree has there, eastward and northward (WGS 84)."""
    at = radians(lat)
    east = 111_412.84 * cos(at) - 93.5 * cos(3 * at)
    north = 111_132.95 - 559.85 * cos(2 * at) + 1.17 * cos(4 * at)
    return east, north


def shape_of(wkb: bytes) -> Any:
    """Give a shape from WKB in EPSG:4326, without heights; nothing is an empty one."""
    return shapely.force_2d(shapely.from_wkb(wkb)) if wkb else shapely.Point()


def fit(box: Bounds, *, left: float, top: float, width: float, highest: float) -> Frame:
    """Give the frame of that width (mm) that shows a box (W, S, E, N in degrees) whole.

    It is as high as the box asks for, between a third of the width and `highest`.
    """
    west, south, east, north = box
    lng, lat = (west + east) / 2, (south + north) / 2
    eastward, northward = metres_a_degree(lat)
    wide = max((east - west) * eastward, _LEAST_M) * (1 + _AROUND)
    high = max((north - south) * northward, _LEAST_M) * (1 + _AROUND)
    height = min(max(width * high / wide, width / _FLATTEST), highest)
    return Frame(left, top, width, height, lng, lat, min(width / wide, height / high))


def path_of(shape: Any) -> str:
    """Give the path of a shape in mm: lines as lines, polygons closed; points are left out."""
    fine = shapely.simplify(shape, _FINE_MM, preserve_topology=False)
    return "".join(_part(one) for one in shapely.get_parts(fine))


def _part(one: Any) -> str:
    if one.is_empty:
        return ""
    if one.geom_type == "Polygon":
        return "".join(f"{_line(ring.coords)}Z" for ring in (one.exterior, *one.interiors))
    if one.geom_type == "LineString":
        return _line(one.coords)
    if one.geom_type in {"GeometryCollection", "MultiPolygon", "MultiLineString"}:
        return "".join(_part(part) for part in one.geoms)
    return ""


def _line(coords: Any) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in coords)
