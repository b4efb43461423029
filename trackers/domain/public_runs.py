"""Runs of a road that anybody may see as cleared: whole ones, each touching enough households.

Lengths would tell by themselves whose land is cleared: a width of frontage is as good as a name.
So a road is cut into runs once and for all, and a run is told to be cleared when all of its
households have handed over, never how far it has come.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trackers.domain.public_rows import Shown
from trackers.domain.stages import PublicClass

# Runs begin and end at full tens of metres.
ROUND_M = 10


@dataclass(frozen=True)
class PublicRun:
    """A run of a road, in metres of chainage, and whether it is told to be cleared.

    While it is not, nothing is told of it: it can be cleared in part, or wholly.
    """

    from_m: int
    to_m: int
    cleared: bool = False

    @property
    def length_m(self) -> int:
        """Its length in metres."""
        return self.to_m - self.from_m


@dataclass(frozen=True)
class Cuts:
    """Where the runs of a row begin, and where the last one ends, in metres of chainage."""

    marks: tuple[int, ...]

    def place(self, start_m: float) -> int:
        """Give the run in which a household's land begins, or the nearest one."""
        return min(max(bisect_right(self.marks, start_m) - 1, 0), len(self.marks) - 2)

    def runs(self, cleared: Sequence[int]) -> tuple[PublicRun, ...]:
        """Give the runs, those of these places as cleared."""
        found = enumerate(pairwise(self.marks))
        return tuple(PublicRun(start, end, place in cleared) for place, (start, end) in found)


def cuts_of(spans: Mapping[str, tuple[float, float]], least: int) -> Cuts | None:
    """Cut a road where `least` households more have begun, by where each one's land lies.

    None where fewer lie along it.
    """
    begins = sorted(start for start, _ in spans.values())
    marks: list[int] = []
    since = 0
    for place, start in enumerate(begins):
        mark = _down(start)
        enough = place - since >= least and len(begins) - place >= least
        if not marks or (enough and mark > marks[-1] and begins[place - 1] < mark):
            marks.append(mark)
            since = place
    end = max((_up(end) for _, end in spans.values()), default=0)
    if len(begins) < least or end <= marks[-1]:
        return None
    return Cuts((*marks, end))


@dataclass(frozen=True)
class Frontage:
    """A household's land in the run at a place; who is not counted in the row is a newcomer."""

    place: int
    public: PublicClass
    counted: bool = True


def cleared_next(
    cuts: Cuts, land: Iterable[Frontage], row: Shown, before: Sequence[int], least: int
) -> tuple[int, ...] | None:
    """Give the places of the runs that are told to be cleared beside a row.

    Those told before are among them; None where that is no longer so. Told are so many, in the
    order of the road, that the rest of who has handed over are none or `least`, and that of who has
    not, each run that is left could hold none or `least`.
    """
    sizes, waiting, newly = Counter[int](), Counter[int](), Counter[int]()
    for one in land:
        waits = one.public is not PublicClass.HANDED_OVER
        sizes[one.place] += one.counted
        waiting[one.place] += one.counted and waits
        newly[one.place] += waits
    handed = row.handed_over
    whole = {place for place, size in sizes.items() if size >= least and not waiting[place]}
    if handed is None or not set(before) <= whole:
        return None if before else ()
    more = sorted(place for place in whole.difference(before) if not newly[place])
    for last in range(len(more), -1, -1):
        told = (*before, *more[:last])
        rest = handed - sum(sizes[place] for place in told)
        left = len(cuts.marks) - 1 - len(told)
        open_ones = row.households - handed
        if rest and rest < least:
            continue
        if last == 0 or open_ones == 0 or open_ones >= left + least:
            return tuple(sorted(told))
    return None


def _down(metres: float) -> int:
    return int(metres // ROUND_M) * ROUND_M


def _up(metres: float) -> int:
    return -int(-metres // ROUND_M) * ROUND_M
