"""The cells of a file's column as numbers and days; a refusal names row and column."""

import datetime as dt
from collections.abc import Sequence

from geodata.days import read_day
from geodata.errors import BadDate, BadNumber, SeveralDays, SeveralNumbers, TypedError, UnclearValue
from geodata.numbers import POINTS, Unit, marks_of, read_number, written


def in_our_marks(texts: Sequence[str], unit: Unit) -> list[str]:
    """Write a column that counts with points (119.3) with commas; leave any other as it is."""
    if marks_of((one for one in texts if one.strip()), unit=unit) is not POINTS:
        return list(texts)
    return [_turned(one, unit) for one in texts]


def number_in(text: str, *, row: int, column: str, unit: Unit) -> float:
    """Read a cell as an officer writes it; raises BadNumber, UnclearValue."""
    try:
        return read_number(text, unit=unit)
    except SeveralNumbers as error:
        raise _unclear(error, row, column) from error
    except TypedError as error:
        raise BadNumber(row=row, column=column, value=text) from error


def day_in(text: str, *, row: int, column: str) -> dt.date:
    """Read a cell as a whole date; raises BadDate, UnclearValue."""
    try:
        return read_day(text, today=None)
    except SeveralDays as error:
        raise _unclear(error, row, column) from error
    except TypedError as error:
        raise BadDate(row=row, column=column, value=text) from error


def _turned(text: str, unit: Unit) -> str:
    try:
        return written(read_number(text, unit=unit, marks=POINTS))
    except TypedError:
        return text


def _unclear(error: SeveralNumbers | SeveralDays, row: int, column: str) -> UnclearValue:
    value, readings = error.values["text"], error.values["readings"]
    return UnclearValue(row=row, column=column, value=value, readings=readings)
