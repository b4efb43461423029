"""Unbroken metres of cleared land along a road (đoạn mặt bằng liền mạch), and work fronts."""

from collections.abc import Iterable
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
