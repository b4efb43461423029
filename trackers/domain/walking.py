"""In which order somebody on foot goes from house to house.

Along a road the houses of both sides are met by their chainage: a lane of 2–5 m is crossed in a few
steps, so one pass is half the way of two. Elsewhere a short walk is looked for: nearest neighbour,
then 2-opt (uncrossing two legs while that makes the walk shorter). The order depends on the places
alone, not on how they are listed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

# A metre of gain that is none: legs of equal length must not swap for ever.
_LEAST_GAIN_M = 1e-6


@dataclass(frozen=True)
class Place:
    """A house to visit: `x`, `y` in metres of one plane system, any; along a road also where.

    `road` names it, `chainage_m` is in metres from its beginning, `side` "left" or "right".
    """

    key: str
    x: float
    y: float
    road: str = ""
    chainage_m: float | None = None
    side: str = ""


def walk(places: Iterable[Place]) -> list[Place]:
    """Give the places in the order of a walk: along each road, then what lies elsewhere."""
    listed = list(places)
    along = sorted((one for one in listed if one.chainage_m is not None), key=_along)
    rest = [one for one in listed if one.chainage_m is None]
    return [*along, *short_walk(rest, start=along[-1] if along else None)]


def short_walk(places: Sequence[Place], *, start: Place | None = None) -> list[Place]:
    """Give a short walk through all places, from `start` (not one of them) if it is given.

    Without a start every place is tried as the first one.
    """
    ordered = sorted(places, key=_by_key)
    if not ordered:
        return []
    if start is not None:
        return _uncrossed([start, *_nearest(start, ordered)])[1:]
    tries = [[one, *_nearest(one, [each for each in ordered if each != one])] for one in ordered]
    return _uncrossed(min(tries, key=lambda path: (length_m(path), path[0].key)))


def length_m(path: Sequence[Place]) -> float:
    """Give the length of a walk in metres, as the crow flies from place to place."""
    return sum(_apart(one, other) for one, other in pairwise(path))


def _nearest(here: Place, places: Sequence[Place]) -> list[Place]:
    """Go on to the nearest place that is left, until none is."""
    left, path = list(places), []
    while left:
        here = min(left, key=lambda one: (_apart(here, one), one.key))
        left.remove(here)
        path.append(here)
    return path


def _uncrossed(path: list[Place]) -> list[Place]:
    """Turn stretches of an open walk round while that shortens it; its first place stays."""
    better = True
    while better:
        better = False
        for first in range(1, len(path) - 1):
            for last in range(first + 1, len(path)):
                if _gain(path, first, last) > _LEAST_GAIN_M:
                    path[first : last + 1] = reversed(path[first : last + 1])
                    better = True
    return path


def _gain(path: Sequence[Place], first: int, last: int) -> float:
    """Give the metres saved by walking from `first` to `last` the other way round."""
    before = _apart(path[first - 1], path[first])
    after = _apart(path[first - 1], path[last])
    if last + 1 < len(path):
        before += _apart(path[last], path[last + 1])
        after += _apart(path[first], path[last + 1])
    return before - after


def _apart(one: Place, other: Place) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def _along(place: Place) -> tuple[str, float, str, str]:
    return place.road, place.chainage_m or 0.0, place.side, place.key


def _by_key(place: Place) -> str:
    return place.key
