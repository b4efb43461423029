"""The range in which a work's handovers may go on, as a chart draws it."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from trackers.domain.forecast import P80, Forecast

# A picture of what may come shows two years at most.
_LONGEST_DAYS, _STEPS = 730, 40


@dataclass(frozen=True)
class FanPoint:
    """How many cases are handed over by the end of a day: few (P20), even odds, many (P80)."""

    on: date
    low: int
    middle: int
    high: int


def fan_of(found: Forecast, handed_over: int) -> tuple[FanPoint, ...]:
    """Give how a work's handovers may go on from the forecast's day, in even steps.

    `handed_over` counts the cases of that day. It ends where four in five futures have brought all
    land, or after two years; empty where nothing is foreseen.
    """
    if not found.arrivals:
        return ()
    ends = sorted(one[-1] for one in found.arrivals)
    whole = ends[ceil(P80 * len(ends)) - 1] - found.on.toordinal()
    days = min(max(whole, 1), _LONGEST_DAYS)
    step = ceil(days / _STEPS)
    points = [FanPoint(found.on, handed_over, handed_over, handed_over)]
    for ahead in (*range(step, days, step), days):
        on = found.on + timedelta(days=ahead)
        low, middle, high = (handed_over + more for more in found.handed_over_by(on))
        points.append(FanPoint(on, low, middle, high))
    return tuple(points)
