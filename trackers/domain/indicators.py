"""Indicators (chỉ tiêu): targets that the review reads out, with dated values, or with tasks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.domain.errors import DateTooEarly, NotInRange, TextMissing
from trackers.domain.periods import (
    a_year_before,
    change_of,
    curve_of,
    nearest_a_year_before,
    share_of,
)

_PART = 1e-9
_MOST, _MOST_PERCENT = 1e15, 1000.0


class IndicatorKind(StrEnum):
    """What an indicator counts: a number in its unit, a percentage, or tasks of a resolution."""

    NUMBER = "number"
    PERCENT = "percent"
    RESOLUTION = "resolution"

    @property
    def label(self) -> str:
        """The Vietnamese words of the kind."""
        return _KINDS[self]


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def label(self) -> str:
        """The Vietnamese words of the direction."""
        return _DIRECTIONS[self]


_KINDS = {
    IndicatorKind.NUMBER: "Số lượng",
    IndicatorKind.PERCENT: "Tỷ lệ %",
    IndicatorKind.RESOLUTION: "Nghị quyết chuyên đề",
}
_DIRECTIONS = {
    Direction.HIGHER: "Càng cao càng tốt",
    Direction.LOWER: "Càng thấp càng tốt",
}


@dataclass(frozen=True)
class Indicator:
    """A target of the ward, for the period from `starts_on` to `ends_on` (either may be open).

    `target` is in `unit`; a resolution has none: its tasks are its target. `value` and `on` are the
    one value that an indicator had before values had rows of their own; nothing writes them now.
    """

    code: str
    name: str
    unit: str
    target: float | None
    officer_code: str
    note: str = ""
    kind: IndicatorKind = IndicatorKind.NUMBER
    direction: Direction = Direction.HIGHER
    starts_on: date | None = None
    ends_on: date | None = None
    closed_on: date | None = None
    value: float | None = None
    on: date | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it is still followed."""
        return self.closed_on is None

    @property
    def first_value(self) -> "IndicatorValue | None":
        """The value that it had before values had rows of their own."""
        if self.value is None or self.on is None:
            return None
        return IndicatorValue(self.code, self.on, self.value, officer_code=self.officer_code)


@dataclass(frozen=True)
class IndicatorValue:
    """What an indicator stood at on a day, in its unit, and who noted it."""

    code: str
    on: date
    value: float
    note: str = ""
    officer_code: str = ""
    version: int = 1


@dataclass(frozen=True)
class IndicatorTask:
    """A task of a resolution: what, who, by when; done on a day, with a word."""

    task_id: str
    code: str
    name: str
    officer_code: str
    due_on: date | None = None
    done_on: date | None = None
    note: str = ""
    position: int = 0
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None

    def is_late(self, on: date) -> bool:
        """Tell whether it should have been done by a day and is not."""
        return self.is_open and self.due_on is not None and self.due_on < on


@dataclass(frozen=True)
class IndicatorFile:
    """An indicator by the end of the day `on`: its values, oldest first, and its tasks in order."""

    indicator: Indicator
    values: tuple[IndicatorValue, ...]
    tasks: tuple[IndicatorTask, ...]
    on: date

    @property
    def latest(self) -> IndicatorValue | None:
        """The last value of its period; a resolution counts its tasks instead."""
        if self.indicator.kind is IndicatorKind.RESOLUTION:
            return None
        start, end = self.indicator.starts_on, self.indicator.ends_on
        own = [
            one
            for one in self.values
            if (start is None or start <= one.on) and (end is None or one.on <= end)
        ]
        return own[-1] if own else None

    @property
    def done(self) -> int:
        """How many of its tasks are done."""
        return sum(not one.is_open for one in self.tasks)

    @property
    def late(self) -> tuple[IndicatorTask, ...]:
        """Its tasks that are late."""
        return tuple(one for one in self.tasks if one.is_late(self.on))

    @property
    def reached(self) -> float | None:
        """What is reached, in its unit; of a resolution the tasks that are done."""
        if self.indicator.kind is IndicatorKind.RESOLUTION:
            return float(self.done) if self.tasks else None
        return self.latest.value if self.latest else None

    @property
    def target(self) -> float | None:
        """What is to be reached, in its unit; of a resolution all of its tasks."""
        if self.indicator.kind is IndicatorKind.RESOLUTION:
            return float(len(self.tasks)) if self.tasks else None
        return self.indicator.target

    @property
    def share(self) -> float | None:
        """What is reached in per cent of the target; None where less is better."""
        if self.indicator.direction is Direction.LOWER:
            return None
        return share_of(self.reached, self.target)

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None while value or target are not known."""
        if self.reached is None or self.target is None:
            return None
        if self.indicator.direction is Direction.LOWER:
            return self.reached <= self.target + _PART
        return self.reached >= self.target - _PART

    @property
    def year_before(self) -> IndicatorValue | None:
        """The value of the same period of last year, if one was noted."""
        return nearest_a_year_before(self.values, self.latest.on) if self.latest else None

    @property
    def change(self) -> float | None:
        """The change against the same period of last year in per cent, of percentages in points."""
        if self.latest is None or self.year_before is None:
            return None
        points = self.indicator.kind is IndicatorKind.PERCENT
        return change_of(self.latest.value, self.year_before.value, points=points)

    @property
    def better(self) -> bool | None:
        """Whether that change is one for the better; None where nothing changed or is known."""
        if not self.change:
            return None
        return (self.change > 0) is (self.indicator.direction is Direction.HIGHER)

    @property
    def period(self) -> tuple[date, date]:
        """The days its curve spans: its period, else the year up to its day."""
        end = self.indicator.ends_on or self.on
        return self.indicator.starts_on or a_year_before(end), max(end, self.on)

    @property
    def curve(self) -> tuple[tuple[float, float], ...]:
        """Its values in its period: how far into it (0 to 1), and the value."""
        return curve_of(self.values, *self.period)

    @property
    def curve_before(self) -> tuple[tuple[float, float], ...]:
        """The values of the same days of last year, likewise."""
        start, end = self.period
        return curve_of(self.values, a_year_before(start), a_year_before(end))


def series_of(
    indicator: Indicator, values: Iterable[IndicatorValue], on: date
) -> tuple[IndicatorValue, ...]:
    """Give the values up to a day, oldest first: a row's wins over the one of before."""
    found = {} if (first := indicator.first_value) is None else {first.on: first}
    found |= {one.on: one for one in values if one.code == indicator.code}
    return tuple(found[day] for day in sorted(found) if day <= on)


def file_of(
    indicator: Indicator,
    values: Iterable[IndicatorValue],
    tasks: Iterable[IndicatorTask],
    on: date,
) -> IndicatorFile:
    """Put together what belongs to an indicator, from the values and tasks of several."""
    own = [one for one in tasks if one.code == indicator.code]
    own.sort(key=lambda one: (one.position, one.task_id))
    return IndicatorFile(indicator, series_of(indicator, values, on), tuple(own), on)


def check_indicator(one: Indicator) -> None:
    """Refuse an indicator without name or officer, or whose figures or days cannot be.

    Raises TextMissing, NotInRange, DateTooEarly.
    """
    if not one.name.strip():
        raise TextMissing(field="indicator")
    if not one.officer_code:
        raise TextMissing(field="officer_code")
    check_value(one.target, one.kind)
    if one.starts_on and one.ends_on and one.ends_on < one.starts_on:
        raise DateTooEarly(on=one.ends_on, earliest=one.starts_on)


def check_value(value: float | None, kind: IndicatorKind) -> None:
    """Refuse a figure below zero or beyond measure; raises NotInRange.

    A percentage may pass 100: plans are overfulfilled.
    """
    most = _MOST_PERCENT if kind is IndicatorKind.PERCENT else _MOST
    if value is not None and not 0 <= value <= most:
        raise NotInRange(value=value, least=0, most=most)
