"""Outlines typed as coordinates of a survey sheet: one corner a line, X (north) before Y (east).

In Viet Nam X is the northing and Y the easting (DOMAIN §6). A line may begin with the corner's
name and end with a length, as on the sheets. Which of its figures are X and Y, and whether a point
is a decimal mark, is not guessed: only one reading lies in the ward.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.crs import WGS84, points_in
from geodata.errors import (
    BadCorner,
    CornerOutside,
    CornersSwapped,
    CrossedOutline,
    TooFewCorners,
    TooManyCorners,
)
from geodata.numbers import POINTS, VIETNAMESE

MOST_CORNERS = 2000
# A work may reach over the ward's edge by so much (m), as its bounds are those of a sketch.
MARGIN_M = 200.0
_GAP = re.compile(r"[\s;|]+")
_ONE_COMMA = re.compile(r"(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)", re.ASCII)
_LEAST_AREA, _LEAST_LINE = 3, 2

Point = tuple[float, float]


@dataclass(frozen=True)
class Window:
    """Where corners may lie, in metres of `crs`: from west to east, from south to north."""

    crs: str
    west: float
    south: float
    east: float
    north: float

    def holds(self, north: float, east: float) -> bool:
        """Tell whether a corner lies inside."""
        return self.south <= north <= self.north and self.west <= east <= self.east


@dataclass(frozen=True)
class Outline:
    """What corners draw: a footprint, and the centreline it was made from; WKB in EPSG:4326.

    `corners` counts them; `area_m2` and `length_m` (of the centreline, or all around) are measured
    in the ward's own system.
    """

    site: bytes
    centreline: bytes | None
    corners: int
    area_m2: float
    length_m: float


def window_of(bounds: tuple[float, float, float, float], crs: str) -> Window:
    """Give the window of a ward: `bounds` is west, south, east, north in degrees (EPSG:4326)."""
    west, south, east, north = bounds
    corners = points_in(crs, [(west, south), (west, north), (east, south), (east, north)])
    xs, ys = zip(*corners, strict=True)
    return Window(
        crs, min(xs) - MARGIN_M, min(ys) - MARGIN_M, max(xs) + MARGIN_M, max(ys) + MARGIN_M
    )


def read_area(text: str, window: Window) -> Outline:
    """Read the corners of a footprint, in their order around it; the first may be repeated.

    Raises
    ------
    BadCorner, CornersSwapped, CornerOutside, TooManyCorners
        As `read_corners`.
    TooFewCorners, CrossedOutline
        They draw no area.
    """
    corners = read_corners(text, window)
    if corners and corners[0] == corners[-1]:
        corners = corners[:-1]
    if len(corners) < _LEAST_AREA:
        raise TooFewCorners(count=len(corners), least=_LEAST_AREA)
    area = Polygon(corners)
    if not area.is_valid or not area.area:
        raise _crossed(area)
    return Outline(_wkb(area, window.crs), None, len(corners), area.area, area.length)


def read_strip(text: str, width_m: float, window: Window) -> Outline:
    """Read the corners of a centreline and make the strip of that width (m) along it.

    Raises
    ------
    BadCorner, CornersSwapped, CornerOutside, TooManyCorners
        As `read_corners`.
    TooFewCorners
        They draw no line.
    """
    corners = read_corners(text, window)
    if len(corners) < _LEAST_LINE:
        raise TooFewCorners(count=len(corners), least=_LEAST_LINE)
    line = LineString(corners)
    strip = line.buffer(width_m / 2, cap_style="flat", join_style="mitre", mitre_limit=2.0)
    return Outline(
        _wkb(strip, window.crs), _wkb(line, window.crs), len(corners), strip.area, line.length
    )


def read_corners(text: str, window: Window) -> list[Point]:
    """Give the corners as (easting, northing) in metres of the window's system.

    A corner written twice in a row is one; a first line without figures is a heading.

    Raises
    ------
    BadCorner
        A line is not X and Y.
    CornersSwapped
        Y stands before X.
    CornerOutside
        The point lies outside of the ward.
    TooManyCorners
        There are more than `MOST_CORNERS`.
    """
    found: list[Point] = []
    for number, line in _lines(text):
        corner = _corner(line, number, window)
        if not found or found[-1] != corner:
            found.append(corner)
        if len(found) > MOST_CORNERS:
            raise TooManyCorners(most=MOST_CORNERS)
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines that say something, each with its number from 1."""
    told = [(at, line.strip()) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    if told and not any(one.isdigit() for one in told[0][1]):
        told = told[1:]
    yield from told


def _corner(line: str, number: int, window: Window) -> Point:
    """Read one line; the only neighbours that lie in the ward are X and Y."""
    parts = _parts(line)
    pairs = [(a, b) for first, second in pairwise(parts) for a in first for b in second]
    inside = list(
        dict.fromkeys((east, north) for north, east in pairs if window.holds(north, east))
    )
    if len(inside) == 1:
        return inside[0]
    if inside or not pairs:
        raise BadCorner(line=number, text=line)
    if any(window.holds(north, east) for east, north in pairs):
        raise CornersSwapped(line=number, text=line)
    raise CornerOutside(
        line=number,
        text=line,
        south=window.south,
        north=window.north,
        west=window.west,
        east=window.east,
    )


def _parts(line: str) -> list[list[float]]:
    """Give for each word of a line the numbers it can be."""
    words = [one for one in _GAP.split(line) if one]
    if len(words) == 1 and (pair := _ONE_COMMA.fullmatch(words[0])):
        words = list(pair.groups())
    return [_readings(one) for one in words]


def _readings(word: str) -> list[float]:
    numbers: Sequence[Decimal | None] = [marks.read(word) for marks in (VIETNAMESE, POINTS)]
    return list(dict.fromkeys(float(one) for one in numbers if one is not None))


def _wkb(shape: BaseGeometry, crs: str) -> bytes:
    moved = shapely.transform(shape, lambda xy: points_in(WGS84, [*map(tuple, xy)], source=crs))
    return bytes(shapely.to_wkb(moved))


def _crossed(area: Polygon) -> CrossedOutline | TooFewCorners:
    found = re.search(r"\[([-\d.]+) ([-\d.]+)\]", shapely.is_valid_reason(area))
    if found is None:
        return TooFewCorners(count=_LEAST_AREA - 1, least=_LEAST_AREA)
    return CrossedOutline(north=float(found[2]), east=float(found[1]))
