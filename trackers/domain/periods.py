"""Figures through the year: shares, the same period of last year, and where a day stands."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

# A value that is typed so many days from the same day of last year still counts as that day's.
SAME_PERIOD_DAYS = 7
_WHOLE = 100.0


class Valued(Protocol):
    """What was so much on a day."""

    @property
    def on(self) -> date:
        """The day."""

    @property
    def value(self) -> float:
        """How much."""


Figure = TypeVar("Figure", bound=Valued)


def share_of(value: float | None, target: float | None) -> float | None:
    """Give a value in per cent of its target; None where either is missing or the target is 0."""
    if value is None or not target:
        return None
    return _WHOLE * value / target


def change_of(now: float, before: float, *, points: bool) -> float | None:
    """Give the change from a former value in per cent of it, or in points; None from 0."""
    if points:
        return now - before
    return _WHOLE * (now - before) / before if before > 0 else None


def a_year_before(on: date) -> date:
    """Give the same day of the year before; 29 February becomes the 28th."""
    day = on.day - (on.month == 2 and on.day == 29)  # noqa: PLR2004 (the leap day)
    return date(on.year - 1, on.month, day)


def nearest_a_year_before(values: Iterable[Figure], on: date) -> Figure | None:
    """Give the value that stands for the same day of last year: the nearest within a week of it.

    Values grow through a year, so one of another month would compare what is not alike.
    """
    then = a_year_before(on)
    near = [one for one in values if abs((one.on - then).days) <= SAME_PERIOD_DAYS]
    return min(near, key=lambda one: (abs((one.on - then).days), one.on), default=None)


def curve_of(values: Iterable[Valued], start: date, end: date) -> tuple[tuple[float, float], ...]:
    """Give the values from one day to another: how far between the two (0 to 1), and the value."""
    days = max((end - start).days, 1)
    return tuple(
        ((one.on - start) / timedelta(days), one.value) for one in values if start <= one.on <= end
    )
