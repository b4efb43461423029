"""Lines with stations: smooth curves, points at a chainage and an offset, strips beside them.

Everything here is in metres of one plane system. Offsets are positive to the left of the line.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, Polygon

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Alignment:
    """A line that can be asked for points: vertices (n×2), their chainages and left normals."""

    xy: Floats
    chainage: Floats
    normals: Floats

    @property
    def length_m(self) -> float:
        """Length along the vertices, in metres."""
        return float(self.chainage[-1])

    @property
    def line(self) -> LineString:
        """The vertices as a line."""
        return LineString(self.xy)


def align(xy: Floats) -> Alignment:
    """Prepare the vertices (n×2, metres) for questions by chainage."""
    steps = np.hypot(*np.diff(xy, axis=0).T)
    xy = xy[np.concatenate([[True], steps > 0])]
    chainage = np.concatenate([[0.0], np.cumsum(steps[steps > 0])])
    tangents = np.gradient(xy, chainage, axis=0)
    tangents /= np.hypot(*tangents.T)[:, None]
    return Alignment(xy, chainage, np.column_stack([-tangents[:, 1], tangents[:, 0]]))


def points_at(line: Alignment, chainage_m: npt.ArrayLike, offset_m: npt.ArrayLike) -> Floats:
    """Give the points (n×2) at chainages and left offsets, going straight on past the ends."""
    at, offset = np.broadcast_arrays(
        np.atleast_1d(np.asarray(chainage_m, dtype=np.float64)),
        np.atleast_1d(np.asarray(offset_m, dtype=np.float64)),
    )
    normals = _interpolated(line.normals, line.chainage, at)
    normals /= np.hypot(*normals.T)[:, None]
    base = _interpolated(line.xy, line.chainage, at)
    beyond = at - np.clip(at, 0, line.length_m)
    tangents = np.column_stack([normals[:, 1], -normals[:, 0]])
    return np.asarray(base + tangents * beyond[:, None] + normals * offset[:, None])


def _interpolated(values: Floats, known: Floats, at: Floats) -> Floats:
    """Interpolate both columns of `values`, given at `known`, at the places `at`."""
    return np.column_stack([np.interp(at, known, values[:, 0]), np.interp(at, known, values[:, 1])])


def smooth(points: npt.ArrayLike, *, step_m: float = 10.0) -> Floats:
    """Draw a Catmull-Rom curve through the points, with a vertex about every `step_m` metres."""
    knots = np.asarray(points, dtype=np.float64)
    padded = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
    pieces = [_span(padded[i : i + 4], step_m) for i in range(len(knots) - 1)]
    return np.vstack([*pieces, knots[-1:]])


def _span(four: Floats, step_m: float) -> Floats:
    """Draw the curve between the middle two of four knots, without its last point."""
    count = max(2, int(np.hypot(*(four[2] - four[1])) / step_m))
    t = np.linspace(0, 1, count, endpoint=False)[:, None]
    a, b, c, d = four
    return np.asarray(
        0.5
        * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * (b - c) + d - a) * t**3)
    )


def densify(points: npt.ArrayLike, *, step_m: float = 10.0) -> Floats:
    """Keep the corners of a polyline and add vertices about every `step_m` metres."""
    line = shapely.segmentize(LineString(np.asarray(points, dtype=np.float64)), step_m)
    return np.asarray(shapely.get_coordinates(line))


def strip(line: Alignment, from_m: float, to_m: float, near_m: float, far_m: float) -> Polygon:
    """Cut the piece of land between two chainages and two left offsets."""
    inner = line.chainage[(line.chainage > from_m + 0.5) & (line.chainage < to_m - 0.5)]
    at = np.concatenate([[from_m], inner, [to_m]])
    ring = np.vstack([points_at(line, at, near_m), points_at(line, at[::-1], far_m)])
    return Polygon(ring)


def ribbon(xy: Floats, widths_m: Floats) -> Polygon:
    """Widen a line to a polygon whose width (one a vertex, metres) changes along it."""
    line = align(xy)
    left = points_at(line, line.chainage, widths_m / 2)
    right = points_at(line, line.chainage, -widths_m / 2)
    return shapely.make_valid(Polygon(np.vstack([left, right[::-1]])))
