"""Counting: rows of the overview, and the share handed over through time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trackers.domain.cases import CaseState
from trackers.domain.stages import Stage
from trackers.domain.strip import strips_of


@dataclass(frozen=True)
class Row:
    """One project's line of the overview; counts are households' cases (hồ sơ), areas in m².

    Lengths are metres along the road, those of both sides added up (see `domain.strip`).
    Consulted, agreed and signed count the cases that have come at least so far. `this_week` and
    `last_week` count handovers from Monday to the day of the table, and in the week before.
    """

    cases: int = 0
    consulted: int = 0
    agreed: int = 0
    signed: int = 0
    handed_over: int = 0
    blocked: int = 0
    area_m2: float = 0.0
    handed_m2: float = 0.0
    this_week: int = 0
    last_week: int = 0
    length_m: float = 0.0
    cleared_m: float = 0.0

    @property
    def percent(self) -> float | None:
        """Share of cases handed over, in percent; None without cases."""
        return 100 * self.handed_over / self.cases if self.cases else None

    @property
    def percent_length(self) -> float | None:
        """Share of the road's metres handed over, in percent; None where no case lies along one."""
        return 100 * self.cleared_m / self.length_m if self.length_m else None

    @property
    def percent_m2(self) -> float | None:
        """Share of m² handed over, in percent; None without area."""
        return 100 * self.handed_m2 / self.area_m2 if self.area_m2 else None


@dataclass(frozen=True)
class CurvePoint:
    """How much of a project was handed over by the end of a day."""

    on: date
    cases: int
    area_m2: float


def row_of(states: Iterable[CaseState], monday: date) -> Row:
    """Count cases in scope; `monday` begins the week of the table."""
    listed = [state for state in states if state.case.in_scope]
    handed = [state for state in listed if state.handed_over]
    strips = strips_of(listed)
    days = [state.done_on("handover") for state in handed]
    return Row(
        cases=len(listed),
        consulted=_at_least(listed, Stage.IN_PROGRESS),
        agreed=_at_least(listed, Stage.AGREED),
        signed=_at_least(listed, Stage.SIGNED),
        handed_over=len(handed),
        blocked=sum(bool(state.open_obstacles) for state in listed),
        length_m=sum(strip.to_clear_m for strip in strips),
        cleared_m=sum(strip.cleared_m for strip in strips),
        area_m2=sum(state.case.affected_m2 for state in listed),
        handed_m2=sum(state.case.affected_m2 for state in handed),
        this_week=sum(day is not None and day >= monday for day in days),
        last_week=sum(
            day is not None and monday - timedelta(days=7) <= day < monday for day in days
        ),
    )


def total_of(rows: Sequence[Row]) -> Row:
    """Add up the lines of a table."""
    return Row(**{name: sum(getattr(row, name) for row in rows) for name in Row.__match_args__})


def curve_of(
    handovers: Iterable[tuple[date, float]], *, start: date, end: date
) -> list[CurvePoint]:
    """Give the running count and m² of handovers (day, m²), a point a change and at both ends."""
    listed = sorted(handovers)
    points = [CurvePoint(start, 0, 0.0)]
    for day, area in listed:
        last = points[-1]
        point = CurvePoint(max(day, start), last.cases + 1, last.area_m2 + area)
        if last.on == point.on:
            points[-1] = point
        else:
            points.append(point)
    if points[-1].on < end:
        points.append(CurvePoint(end, points[-1].cases, points[-1].area_m2))
    return points


def _at_least(states: Iterable[CaseState], stage: Stage) -> int:
    return sum(state.stage.rank >= stage.rank for state in states)
