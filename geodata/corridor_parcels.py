"""What a corridor takes of parcels: area, chainage on either side, and what it leaves.

Parcels and corridor are in the same metric system; parcels are sound polygons. A stretch is an
unbroken piece of chainage on one side along which the corridor takes land of a parcel. Frontage is
the sum of a parcel's stretches: land on both sides of the road fronts it twice. What is taken
within one stretch and is less than `SLIVER_M2` comes from boundaries that were not drawn to the
centimetre: it is left out and counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from geodata.corridor import NO_SIDE, SIDES, Corridor, Floats, Strips, united

SLIVER_M2 = 0.5
# Pieces of land whose chainages lie closer than this belong to one stretch; shorter ones are none.
TOUCH_M = 0.05
# Farther than any road is long: keeps the chainages of different parcels and sides apart.
_FAR_M = 1e7
Ints = npt.NDArray[np.int64]
Shapes = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Taken:
    """What a corridor takes of one parcel: m², and side, from and to (m of chainage) along it.

    `place` is the parcel's place in the list that was asked about; `whole_m2` its drawn area.
    """

    place: int
    whole_m2: float
    affected_m2: float
    stretches: tuple[tuple[str, float, float], ...]

    @property
    def remaining_m2(self) -> float:
        """What is left of the parcel."""
        return max(self.whole_m2 - self.affected_m2, 0.0)


@dataclass(frozen=True)
class Overlap:
    """Two parcels that both claim so many m² of the corridor, by their places."""

    first: int
    second: int
    area_m2: float


@dataclass(frozen=True)
class Crossing:
    """What a corridor takes of all parcels, in their order; what was too small to count."""

    taken: tuple[Taken, ...]
    slivers: int
    slivers_m2: float
    overlaps: tuple[Overlap, ...]


@dataclass(frozen=True)
class _Pieces:
    """The land of a parcel in one strip, a connected piece each."""

    shapes: Shapes
    parcel: Ints
    side: Ints
    from_m: Floats
    to_m: Floats

    def only(self, which: npt.NDArray[np.bool_] | Ints) -> "_Pieces":
        return _Pieces(
            self.shapes[which],
            self.parcel[which],
            self.side[which],
            self.from_m[which],
            self.to_m[which],
        )


def take(corridor: Corridor, parcels: Sequence[object] | Shapes) -> Crossing:
    """Give what the corridor takes of parcels (shapely polygons in the corridor's system).

    Works in one pass over a spatial index: time grows with what is touched, not with the ward.
    """
    shapes = np.asarray(parcels, dtype=object)
    pieces = _cut(corridor.strips, shapes)
    if not len(pieces.shapes):
        return Crossing((), 0, 0.0, ())
    group, starts = _grouped(pieces)
    areas = np.bincount(group, shapely.area(pieces.shapes), minlength=group[-1] + 1)
    small = areas < SLIVER_M2
    kept = pieces.only(~small[group])
    parcel_of, land = _land(kept)
    ends = np.maximum.reduceat(pieces.to_m, starts)
    stretches: dict[int, list[tuple[str, float, float]]] = {}
    for number in np.flatnonzero(~small):
        first = starts[number]
        from_m, to_m = float(pieces.from_m[first]), float(ends[number])
        side = int(pieces.side[first])
        if side != NO_SIDE and to_m - from_m >= TOUCH_M:
            told = stretches.setdefault(int(pieces.parcel[first]), [])
            told.append((SIDES[side], round(from_m, 3), round(to_m, 3)))
    whole = shapely.area(shapes[parcel_of])
    taken = tuple(
        Taken(int(place), float(all_m2), float(m2), tuple(stretches.get(int(place), ())))
        for place, all_m2, m2 in zip(parcel_of, whole, shapely.area(land), strict=True)
    )
    return Crossing(
        taken, int(small.sum()), float(areas[small].sum()), tuple(_overlaps(parcel_of, land))
    )


def _cut(strips: Strips, parcels: Shapes) -> _Pieces:
    """Cut the parcels by the strips; the chainages of a piece are those of its corners."""
    at, near = shapely.STRtree(parcels).query(strips.shapes, predicate="intersects")
    land = shapely.intersection(parcels[near], strips.shapes[at])
    parts, index = shapely.get_parts(land, return_index=True)
    solid = shapely.area(parts) > 0
    parts, index = parts[solid], index[solid]
    strip, parcel = at[index], near[index]
    if not len(parts):
        none = np.zeros(0)
        return _Pieces(parts, parcel, strips.sides[strip], none, none)
    corners, of = shapely.get_coordinates(parts, return_index=True)
    reach = ((corners - strips.origin[strip][of]) * strips.along[strip][of]).sum(axis=1)
    first = np.flatnonzero(np.diff(of, prepend=-1))
    begin = strips.from_m[strip]
    return _Pieces(
        parts,
        parcel,
        strips.sides[strip],
        begin + np.minimum.reduceat(reach, first),
        begin + np.maximum.reduceat(reach, first),
    ).only(_in_order(parcel, strips.sides[strip], begin + np.minimum.reduceat(reach, first)))


def _in_order(parcel: Ints, side: Ints, from_m: Floats) -> Ints:
    return np.asarray(np.lexsort((from_m, side, parcel)), dtype=np.int64)


def _grouped(pieces: _Pieces) -> tuple[Ints, Ints]:
    """Give for each piece the number of its stretch, and for each stretch where it begins.

    The pieces come by parcel, side and chainage.
    """
    key = pieces.parcel * len((NO_SIDE, *SIDES)) + pieces.side - NO_SIDE
    _, block = np.unique(key, return_inverse=True)
    reached = np.maximum.accumulate(block * _FAR_M + pieces.to_m)
    begins = np.ones(len(key), dtype=bool)
    begins[1:] = block[1:] * _FAR_M + pieces.from_m[1:] > reached[:-1] + TOUCH_M
    return np.cumsum(begins) - 1, np.flatnonzero(begins)


def _land(pieces: _Pieces) -> tuple[Ints, Shapes]:
    """Put the pieces of each parcel together, which overlap on the inside of bends."""
    places, first, counts = np.unique(pieces.parcel, return_index=True, return_counts=True)
    land = pieces.shapes[first]
    for n in np.flatnonzero(counts > 1):
        land[n] = united(pieces.shapes[first[n] : first[n] + counts[n]])
    return places, land


def _overlaps(places: Ints, land: Shapes) -> list[Overlap]:
    """Find land that two parcels claim."""
    if not len(land):
        return []
    one, other = shapely.STRtree(land).query(land, predicate="intersects")
    one, other = one[one < other], other[one < other]
    shared = shapely.area(shapely.intersection(land[one], land[other]))
    found = np.flatnonzero(shared >= SLIVER_M2)
    return [Overlap(int(places[one[n]]), int(places[other[n]]), float(shared[n])) for n in found]
