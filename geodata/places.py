"""One place typed as coordinates: latitude and longitude as telephones give them, or VN-2000.

Whether a point or a comma begins decimals, and which of two figures comes first, is not guessed:
only one reading lies in the ward.
"""

import re
from itertools import permutations

from geodata.crs import WGS84, points_in
from geodata.errors import NotAPlace
from geodata.numbers import POINTS, VIETNAMESE
from geodata.outlines import window_of

Bounds = tuple[float, float, float, float]
Point = tuple[float, float]
# A place may lie so far (degrees) beyond the ward's bounds, which are those of a sketch.
MARGIN_DEG = 0.005
_GAP = re.compile(r"[\s;|]+|,\s+")
_ONE_COMMA = re.compile(r"(\d+\.\d+),(\d+\.\d+)", re.ASCII)


def read_place(text: str, bounds: Bounds, crs: str) -> Point:
    """Read a place; give longitude and latitude in degrees (EPSG:4326).

    `bounds` is the ward's west, south, east, north in degrees, `crs` its system of VN-2000.

    Raises
    ------
    NotAPlace
        The text is no two coordinates of a place in the ward.
    """
    bare = text.strip()
    pair = _ONE_COMMA.fullmatch(bare)
    words = list(pair.groups()) if pair else [one for one in _GAP.split(bare) if one]
    if len(words) != 2:  # noqa: PLR2004 (two coordinates)
        raise NotAPlace(text=bare)
    found = set()
    for first, second in permutations(words):
        for x in _readings(first):
            for y in _readings(second):
                found |= _placed((x, y), bounds, crs)
    if len(found) != 1:
        raise NotAPlace(text=bare)
    return found.pop()


def written_place(lng: float, lat: float) -> str:
    """Write a place as it is read: latitude first, to 0.1 m."""
    return "; ".join(f"{value:.6f}".replace(".", ",") for value in (lat, lng))


def lies_near(lng: float, lat: float, bounds: Bounds) -> bool:
    """Tell whether a place (degrees) lies in a ward's bounds, or close by."""
    west, south, east, north = bounds
    across = west - MARGIN_DEG <= lng <= east + MARGIN_DEG
    return across and south - MARGIN_DEG <= lat <= north + MARGIN_DEG


def _readings(word: str) -> set[float]:
    numbers = (marks.read(word) for marks in (VIETNAMESE, POINTS))
    return {float(one) for one in numbers if one is not None}


def _placed(pair: Point, bounds: Bounds, crs: str) -> set[Point]:
    """Give the place that a pair means, if it lies in the ward: degrees, or metres of `crs`."""
    lng, lat = pair
    if lies_near(lng, lat, bounds):
        return {(round(lng, 7), round(lat, 7))}
    east, north = pair
    if not window_of(bounds, crs).holds(north, east):
        return set()
    [(lng, lat)] = points_in(WGS84, [(east, north)], source=crs)
    return {(round(lng, 7), round(lat, 7))}
