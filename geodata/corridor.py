"""The corridor of a road: the land on both sides of a centreline, with its chainage.

All coordinates and lengths are metres of one metric system, as the ward's cadastral one. Chainage
(lý trình) counts from the first point of the centreline and runs on over the parts of a line in
several parts. Left and right are those of somebody who walks up the chainage.

A corridor is kept as strips: for every straight piece of the centreline and either side one
rectangle, and at every bend the wedge that opens between two of them on the outside. So land
knows its side and its chainage exactly, also where a line bends sharply, meets itself, or crosses
itself; their union is the footprint.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geodata.errors import NoLine

LEFT, RIGHT, NO_SIDE = 0, 1, -1
SIDES = {LEFT: "left", RIGHT: "right"}
# A bend's outside is drawn to its tip up to this many widths from the centreline, then cut off.
MITRE_LIMIT = 2.0
# Over so many metres a line leads over to a stretch of it that is moved.
TAPER_M = 20.0
# Lines and unions lie on a grid of a tenth of a millimetre: strips that nearly touch are safe so.
GRID_DIGITS = 4
GRID_M = 10.0**-GRID_DIGITS
# From which chainage on (m), how wide to the left and to the right of the centreline (m).
Width = tuple[float, float, float]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Strips:
    """Pieces of a corridor, one entry each: the shape, its side, and how chainage runs in it.

    A point of a strip lies at `from_m` plus its distance from `origin` along `along` (a unit
    vector); wedges have no length, their `along` is zero. `sides` are LEFT, RIGHT or NO_SIDE.
    """

    shapes: npt.NDArray[np.object_]
    sides: npt.NDArray[np.int64]
    from_m: Floats
    origin: Floats
    along: Floats


@dataclass(frozen=True)
class Corridor:
    """The land of a road: its footprint, its strips, and the centreline's length in metres."""

    shape: BaseGeometry
    strips: Strips
    length_m: float


@dataclass(frozen=True)
class _Piece:
    """A straight piece of the centreline with one pair of widths; `part` is the line's part."""

    part: int
    from_m: float
    start: Floats
    end: Floats
    widths: tuple[float, float]

    @property
    def along(self) -> Floats:
        step = self.end - self.start
        return np.asarray(step / np.hypot(*step), dtype=np.float64)


def corridor_of(line: BaseGeometry, widths: Sequence[Width]) -> Corridor:
    """Give the corridor of a line or a line in several parts, with flat ends.

    Parameters
    ----------
    line
        The centreline, in metres.
    widths
        How wide it is to the left and right from a chainage on, in order; the first holds from
        the beginning. One entry is a constant width.

    Raises
    ------
    NoLine
        The line has no length, or no width anywhere.
    """
    pieces = _pieces(line, widths)
    strips = [one for piece in pieces for one in _rectangles(piece)]
    strips += [one for first, second in pairwise(pieces) for one in _wedges(first, second)]
    if not strips:
        raise NoLine(what="width" if pieces else "line")
    shapes, sides, from_m, origin, along = zip(*strips, strict=True)
    made = Strips(
        np.asarray(shapes, dtype=object),
        np.asarray(sides, dtype=np.int64),
        np.asarray(from_m, dtype=np.float64),
        np.asarray(origin, dtype=np.float64),
        np.asarray(along, dtype=np.float64),
    )
    return Corridor(united(made.shapes), made, float(line.length))


def united(shapes: npt.NDArray[np.object_]) -> BaseGeometry:
    """Put shapes together that overlap or touch."""
    return shapely.union_all(shapes, grid_size=GRID_M)


def corridor_of_area(area: BaseGeometry) -> Corridor:
    """Give a footprint without a centreline as a corridor: it has land, but no chainage."""
    shapes = shapely.get_parts(np.asarray([area], dtype=object))
    none = np.zeros((len(shapes), 2))
    sides = np.full(len(shapes), NO_SIDE, dtype=np.int64)
    return Corridor(area, Strips(shapes, sides, np.zeros(len(shapes)), none, none), 0.0)


def move_sideways(
    line: BaseGeometry, by_m: float, *, between: tuple[float, float] | None = None
) -> BaseGeometry:
    """Give the line moved to the left by so many metres (to the right where negative).

    `between` moves that stretch of chainage alone, which `TAPER_M` before and behind lead over to;
    a line in several parts is moved as a whole.
    """
    parts = [one for one in shapely.get_parts(line) if one.length]
    if between is not None and len(parts) == 1:
        return _moved_between(parts[0], by_m, *between)
    moved = [_aside(one, by_m) for one in parts]
    return moved[0] if len(moved) == 1 else shapely.line_merge(shapely.union_all(moved))


def _aside(line: BaseGeometry, by_m: float) -> BaseGeometry:
    return shapely.offset_curve(line, by_m, join_style="mitre", mitre_limit=5)


def _moved_between(line: BaseGeometry, by_m: float, from_m: float, to_m: float) -> BaseGeometry:
    from_m, to_m = max(from_m, 0.0), min(to_m, line.length)
    if from_m >= to_m:
        return line
    before, after = max(from_m - TAPER_M, 0.0), min(to_m + TAPER_M, line.length)
    parts = [_aside(substring(line, from_m, to_m), by_m)]
    if from_m > 0:
        parts.insert(0, substring(line, 0, before))
    if to_m < line.length:
        parts.append(substring(line, after, line.length))
    return shapely.LineString(np.vstack([shapely.get_coordinates(one) for one in parts]))


def _pieces(line: BaseGeometry, widths: Sequence[Width]) -> list[_Piece]:
    """Cut the line where it bends and where its width changes."""
    breaks = [from_m for from_m, _, _ in widths[1:]]
    pieces, at = [], 0.0
    for part, geometry in enumerate(shapely.get_parts(line)):
        points = np.round(shapely.get_coordinates(geometry), GRID_DIGITS)
        for start, end in pairwise(points):
            length = float(np.hypot(*(end - start)))
            if not length:
                continue
            cuts = [at, *(one for one in breaks if at < one < at + length), at + length]
            ends = [start + (end - start) * ((one - at) / length) for one in cuts]
            for n, (a, b) in enumerate(pairwise(cuts)):
                pieces.append(_Piece(part, a, ends[n], ends[n + 1], _width_at(widths, (a + b) / 2)))
            at += length
    return pieces


def _width_at(widths: Sequence[Width], chainage: float) -> tuple[float, float]:
    told = [one for one in widths if one[0] <= chainage] or list(widths[:1])
    return (told[-1][1], told[-1][2]) if told else (0.0, 0.0)


_Strip = tuple[BaseGeometry, int, float, Floats, Floats]


def _outward(piece: _Piece, side: int) -> Floats:
    """Give the unit vector that leaves the centreline to a side."""
    x, y = piece.along
    return np.asarray((-y, x) if side == LEFT else (y, -x))


def _rectangles(piece: _Piece) -> list[_Strip]:
    made: list[_Strip] = []
    for side, width in zip(SIDES, piece.widths, strict=True):
        if width > 0:
            away = _outward(piece, side) * width
            ring = [piece.start, piece.end, piece.end + away, piece.start + away]
            made.append((shapely.Polygon(ring), side, piece.from_m, piece.start, piece.along))
    return made


def _wedges(first: _Piece, second: _Piece) -> list[_Strip]:
    """Fill the outside of the bend between two pieces that follow each other."""
    turn = float(first.along[0] * second.along[1] - first.along[1] * second.along[0])
    side = RIGHT if turn > 0 else LEFT
    width = min(first.widths[side], second.widths[side])
    if first.part != second.part or not turn or not width:
        return []
    one, other = _outward(first, side), _outward(second, side)
    ring = [second.start, second.start + one * width]
    # The tip lies on the halving line, `1 / cos(half the turn)` widths away.
    halving = one + other
    if np.hypot(*halving) >= 2 / MITRE_LIMIT:
        ring.append(second.start + halving * (2 * width / float(halving @ halving)))
    ring.append(second.start + other * width)
    shape = shapely.Polygon(ring)
    return (
        [(shape, side, second.from_m, second.start, np.zeros(2))] if shape.area > GRID_M**2 else []
    )
