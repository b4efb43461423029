"""Unbroken metres of cleared land along a road (đoạn mặt bằng liền mạch), and work fronts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trackers.domain.stretches import TOUCH_M, Side
from trackers.domain.strip import Piece, Strip


@dataclass(frozen=True)
class Run:
    """A stretch of one side of a project's road, in metres of chainage."""

    project_code: str
    side: Side
    from_m: float
    to_m: float

    @property
    def length_m(self) -> float:
        """Its length in metres."""
        return self.to_m - self.from_m


@dataclass(frozen=True)
class Front:
    """A work front: a stretch over which neither side has land that is still to be cleared."""

    project_code: str
    from_m: float
    to_m: float

    @property
    def length_m(self) -> float:
        """Its length in metres."""
        return self.to_m - self.from_m


def cleared_runs(strips: Iterable[Strip]) -> list[Run]:
    """Give the unbroken runs of handed-over land of each side, the longest first.

    Metres without a case break a run, unless they are fewer than a drawing is exact.
    """
    runs = [
        run
        for strip in strips
        for side, pieces in strip.sides
        for run in _runs(strip.project_code, side, [one for one in pieces if one.cleared])
    ]
    return sorted(runs, key=lambda run: (-run.length_m, run.project_code, run.side, run.from_m))


def work_fronts(strip: Strip, least_m: float) -> list[Front]:
    """Give where a builder can start on at least so many metres, in the order of chainage.

    Both sides are looked at: land there is handed over, or no case covers it. Where no side has a
    case nothing is known, so a front begins and ends with land that was cleared.
    """
    blocked = sorted(
        (one.stretch.from_m, one.stretch.to_m) for one in strip.all_pieces if not one.cleared
    )
    cleared = sorted(
        (one.stretch.from_m, one.stretch.to_m) for one in strip.all_pieces if one.cleared
    )
    fronts: list[Front] = []
    for start, end in _without(_joined(cleared), _joined(blocked)):
        if end - start >= least_m:
            fronts.append(Front(strip.project_code, start, end))
    return fronts


def run_with(strip: Strip, case_code: str) -> Run | None:
    """Give the run that a case would make if its land were cleared, with what joins it today.

    None where no stretch of the road waits for it alone. Of several places the longest run counts.
    """
    runs = [
        Run(strip.project_code, side, *_reach(pieces, place, case_code))
        for side, pieces in strip.sides
        for place, one in enumerate(pieces)
        if [each.case.code for each in one.waiting] == [case_code]
    ]
    return max(runs, key=lambda run: (run.length_m, -run.from_m), default=None)


def _reach(pieces: Sequence[Piece], place: int, case_code: str) -> tuple[float, float]:
    """Give how far one can go from a piece over land that waits for nobody but one case."""
    first = last = place
    while first and _joins(pieces[first - 1], pieces[first], pieces[first - 1], case_code):
        first -= 1
    while last + 1 < len(pieces) and _joins(
        pieces[last], pieces[last + 1], pieces[last + 1], case_code
    ):
        last += 1
    return pieces[first].stretch.from_m, pieces[last].stretch.to_m


def _joins(before: Piece, behind: Piece, new: Piece, case_code: str) -> bool:
    touches = behind.stretch.from_m - before.stretch.to_m <= TOUCH_M
    return touches and all(one.case.code == case_code for one in new.waiting)


def _runs(project: str, side: Side, pieces: list[Piece]) -> list[Run]:
    joined = _joined([(one.stretch.from_m, one.stretch.to_m) for one in pieces])
    return [Run(project, side, start, end) for start, end in joined]


def _joined(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Put together what touches or overlaps; the spans come in the order of their beginnings."""
    found: list[tuple[float, float]] = []
    for start, end in spans:
        if found and start - found[-1][1] <= TOUCH_M:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _without(
    spans: list[tuple[float, float]], holes: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Give what is left of spans without the holes; both in order, neither overlapping itself."""
    left: list[tuple[float, float]] = []
    for start, end in spans:
        at = start
        for begins, ends in holes:
            if ends <= at or begins >= end:
                continue
            if begins > at:
                left.append((at, begins))
            at = max(at, ends)
        if at < end:
            left.append((at, end))
    return left
