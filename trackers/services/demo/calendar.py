"""Days and instants of the demo, in Viet Nam time: when things happened and were typed in."""

from datetime import UTC, date, datetime, time, timedelta

from trackers.domain.wards import VIETNAM

FOUNDED = date(2012, 11, 1)
TODAY = date(2014, 4, 7)
YEAR = 2014
_HOLIDAYS = (
    (date(2013, 1, 1), date(2013, 1, 1)),
    (date(2013, 2, 9), date(2013, 2, 17)),  # Tết Quý Tỵ
    (date(2013, 4, 19), date(2013, 4, 19)),  # Giỗ Tổ
    (date(2013, 4, 30), date(2013, 5, 1)),
    (date(2013, 9, 2), date(2013, 9, 2)),
    (date(2014, 1, 1), date(2014, 1, 1)),
    (date(2014, 1, 28), date(2014, 2, 5)),  # Tết Giáp Ngọ
)
_SUNDAY = 6


def day(text: str) -> date:
    """Read "24/02" (of 2014) or "16/12/2013"."""
    parts = [int(part) for part in text.split("/")]
    return date(parts[2] if len(parts) > 2 else YEAR, parts[1], parts[0])  # noqa: PLR2004 (d, m, y)


def at(on: date, hour: int, minute: int = 0) -> datetime:
    """Give an hour of a day in Viet Nam as an instant in UTC."""
    return datetime.combine(on, time(hour, minute), VIETNAM).astimezone(UTC)


def workday(on: date) -> date:
    """Give the day itself, or the last one before it that is no Sunday and no holiday."""
    while _is_free(on):
        on -= timedelta(days=1)
    return on


def next_workday(on: date) -> date:
    """Give the day itself, or the first one after it that is no Sunday and no holiday."""
    while _is_free(on):
        on += timedelta(days=1)
    return on


def _is_free(on: date) -> bool:
    return on.weekday() == _SUNDAY or any(first <= on <= last for first, last in _HOLIDAYS)


OPENING = at(TODAY, 7, 30)
