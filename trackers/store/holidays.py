"""The ward's holidays, and the years whose list is confirmed."""

from datetime import date

from trackers.domain.working_days import ConfirmedYear, Holiday, WorkCalendar, calendar_of
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of

_H, _Y = tables.holidays, tables.holiday_years


def read_holidays(reading: Reading) -> list[Holiday]:
    """Give the holidays by day."""
    return [record_of(Holiday, row) for row in reading.rows(_H, order=(_H.c.on,))]


def read_years(reading: Reading) -> dict[int, ConfirmedYear]:
    """Give the confirmed years."""
    rows = reading.rows(_Y, order=(_Y.c.year,))
    return {row.year: record_of(ConfirmedYear, row) for row in rows}


def read_calendar(reading: Reading) -> WorkCalendar:
    """Give the ward's working days."""
    return calendar_of(read_holidays(reading), read_years(reading).keys())


def find_holiday(reading: Reading, on: date) -> Holiday | None:
    """Give the holiday of a day, or None."""
    row = reading.find(_H, on=on)
    return record_of(Holiday, row) if row else None


def add_holiday(writing: Writing, holiday: Holiday) -> None:
    """Add a holiday."""
    writing.insert(_H, values_of(holiday))


def remove_holiday(writing: Writing, on: date) -> None:
    """Take a holiday off the list; the log keeps it."""
    writing.delete(_H, {"on": on})


def confirm_year(writing: Writing, year: ConfirmedYear) -> None:
    """Keep that the list of a year is complete."""
    unconfirm_year(writing, year.year)
    writing.insert(_Y, values_of(year))


def unconfirm_year(writing: Writing, year: int) -> None:
    """Take a confirmation back: the list has changed."""
    if writing.find(_Y, year=year) is not None:
        writing.delete(_Y, {"year": year})
