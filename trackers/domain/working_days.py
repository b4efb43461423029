"""Working days: Monday to Friday, without the holidays of the ward's list."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from trackers.domain.errors import TextMissing

_ONE = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class Holiday:
    """A day on which the ward's offices are closed besides Saturdays and Sundays."""

    on: date
    name: str
    version: int = 1


@dataclass(frozen=True)
class ConfirmedYear:
    """A year whose holidays somebody in the ward has confirmed as complete."""

    year: int
    confirmed_by: str
    confirmed_on: date


@dataclass(frozen=True)
class WorkCalendar:
    """The ward's days off, and the years whose list it has confirmed."""

    holidays: frozenset[date] = frozenset()
    confirmed: frozenset[int] = field(default_factory=frozenset)

    def is_working(self, on: date) -> bool:
        """Tell whether offices are open that day."""
        return on.weekday() < _SATURDAY and on not in self.holidays

    def after(self, start: date, days: int) -> date:
        """Give the day on which so many working days have passed, the first day not counted."""
        on = start
        while days > 0:
            on += _ONE
            days -= self.is_working(on)
        return on

    def between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to `end`; negative when `end` comes first."""
        if end < start:
            return -self.between(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(map(self.is_working, days))

    def unconfirmed(self, start: date, end: date) -> list[int]:
        """Give the years from one day to another whose holidays nobody has confirmed."""
        return [year for year in range(start.year, end.year + 1) if year not in self.confirmed]


def calendar_of(holidays: Iterable[Holiday], confirmed: Collection[int]) -> WorkCalendar:
    """Give the calendar that the ward's lists make."""
    return WorkCalendar(frozenset(one.on for one in holidays), frozenset(confirmed))


def check_holiday(holiday: Holiday) -> None:
    """Refuse a holiday without a name; raises TextMissing."""
    if not holiday.name.strip():
        raise TextMissing(field="name")
