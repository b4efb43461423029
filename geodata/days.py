"""Days as Vietnamese officers type them (DOMAIN §4): clear ones are read, others asked.

The day comes before the month. A year that is left out is this year's, and one of two figures that
of these years, where that fits; otherwise the error names the readings.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from geodata.errors import IncompleteDay, NotADay, SeveralDays

EARLIEST, LATEST = 1900, 2100
_TIME = re.compile(r"[ t]\d{1,2}:\d{2}(:\d{2})?$", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?", re.ASCII)
_FIGURES = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_PART = re.compile(r"(thang )?\d{1,2}[/.-]\d{4}|\d{4}|(ngay )?\d{1,2}", re.ASCII)
_MONTH = re.compile(r"(?:thang )?(\d{1,2})(?:[/.-]| nam )(\d{4})", re.ASCII)
_TWO_AND_TWO = re.compile(r"(\d{1,2})[/.-](\d{1,2})", re.ASCII)
_PAIR = 2
_WEEKDAY = re.compile(
    r"(?:thu |t)(hai|ba|tu|nam|sau|bay|[2-7])(?: tuan (nay|sau|toi|truoc|roi))?|"
    r"(chu nhat|cn)(?: tuan (nay|sau|toi|truoc|roi))?"
)
_NEAR_WORDS = {
    "hom kia": -2,
    "hom qua": -1,
    "hom nay": 0,
    "mai": 1,
    "ngay mai": 1,
    "mot": 2,
    "ngay mot": 2,
}
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_WEEKS = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1, "roi": -1}
_SUNDAY = 6
_HALF_YEAR = dt.timedelta(days=183)
_NEAR_YEARS = 10


class Towards(Enum):
    """On which side of today the days of a field lie."""

    PAST = "past"
    AHEAD = "ahead"
    EITHER = "either"


def read_day(text: str, *, today: dt.date | None, towards: Towards = Towards.EITHER) -> dt.date:
    """Read a day: 1/3/2014, 01-03-14, 01.03.2014, 2014-03-01, 1/3, hôm nay, mai, thứ Năm.

    `today` None is for files, where only whole dates mean something. A time behind is dropped.

    Raises
    ------
    NotADay
        The text is no day of the calendar between 1900 and 2100.
    IncompleteDay
        The day, the month or the year is missing.
    SeveralDays
        It can be read in more than one way.
    """
    plain = _TIME.sub("", _fold(text))
    joined = re.sub(r" ?([/.-]) ?", r"\1", plain)
    if found := _YEAR_FIRST.fullmatch(joined):
        return _one(text, [_made(found[1], found[3], found[4])])
    if found := _DAY_FIRST.fullmatch(joined):
        return _day_first(text, found[1], found[3], found[4], today, towards)
    if found := _IN_WORDS.fullmatch(plain):
        return _day_first(text, found[1], found[2], found[3], today, towards)
    if today is not None and (near := _near(plain, today, towards)):
        return _one(text, near)
    if found := _FIGURES.fullmatch(plain):
        day = _made(found[3], found[2], found[1])
        other = _made(plain[:4], plain[4:6], plain[6:])
        raise _several(text, [one for one in (day, other) if one])
    if _PART.fullmatch(joined) or plain in _NEAR_WORDS or _WEEKDAY.fullmatch(plain):
        raise IncompleteDay(text=text.strip())
    raise NotADay(text=text.strip())


@dataclass(frozen=True)
class DayPart:
    """A day, a month or a year: its first day, and how it is written (03/2011)."""

    first: dt.date
    text: str


def read_day_part(text: str, *, today: dt.date) -> DayPart:
    """Read a day that lies behind, or only its month (3/2011, tháng 3/2011) or year (2011).

    Raises NotADay, IncompleteDay, SeveralDays: 3/11 is a day of the last years and a month of 2011.
    """
    plain = re.sub(r" ?([/.-]) ?", r"\1", _fold(text))
    if found := _MONTH.fullmatch(plain):
        return _month(text, found[1], found[2])
    if re.fullmatch(r"(?:nam )?\d{4}", plain, re.ASCII):
        first = _one(text, [_made(plain[-4:], "1", "1")])
        return DayPart(first, f"{first:%Y}")
    if found := _TWO_AND_TWO.fullmatch(plain):
        raise _two_figures(text, found[1], found[2], today)
    day = read_day(text, today=today, towards=Towards.PAST)
    return DayPart(day, f"{day:%d/%m/%Y}")


def _month(text: str, month: str, year: str) -> DayPart:
    first = _one(text, [_made(year, month, "1")])
    return DayPart(first, f"{first:%m/%Y}")


def _two_figures(text: str, before: str, after: str, today: dt.date) -> SeveralDays | NotADay:
    """Give the readings of 3/11: days without their year, and months of a year of two figures."""
    days = [
        *(_without_year(before, after, today, Towards.PAST)),
        *(one for one in [_made(str(today.year - 1), after, before)] if one),
    ]
    readings = [f"{one:%d/%m/%Y}" for one in days if one <= today]
    for century in (19, 20):
        month = _made(f"{century}{after}", before, "1") if len(after) == _PAIR else None
        if month and month <= today:
            readings.append(f"{month:%m/%Y}")
    if not readings:
        return NotADay(text=text.strip())
    return SeveralDays(text=text.strip(), readings=tuple(dict.fromkeys(readings)))


def _day_first(
    text: str,
    day: str,
    month: str,
    year: str | None,
    today: dt.date | None,
    towards: Towards,
) -> dt.date:
    if year is None:
        if today is None:
            raise IncompleteDay(text=text.strip())
        return _one(text, _without_year(day, month, today, towards))
    if len(year) == len("2014"):
        made = _made(year, month, day)
        if made is None and (turned := _made(year, day, month)):
            raise _several(text, [turned])
        return _one(text, [made])
    both = [one for century in (19, 20) if (one := _made(f"{century}{year}", month, day))]
    near = [one for one in both if today and abs(one.year - today.year) <= _NEAR_YEARS]
    return _one(text, near or both)


def _without_year(day: str, month: str, today: dt.date, towards: Towards) -> list[dt.date]:
    """Give this year's day; with its neighbour where that is far, or on the field's other side."""
    before, here, after = (_made(str(today.year + by), month, day) for by in (-1, 0, 1))
    if here is None:
        return [one for one in (before, after) if one]
    if _lies(here, today, towards):
        return [here]
    return [here, *(one for one in (before if here > today else after,) if one)]


def _near(plain: str, today: dt.date, towards: Towards) -> list[dt.date]:
    """Give the days that words like "mai" or "thứ Năm" can mean."""
    if plain in _NEAR_WORDS:
        return [_moved(today, _NEAR_WORDS[plain])]
    found = _WEEKDAY.fullmatch(plain)
    if found is None:
        return []
    name, week = found[1] or "", found[2] or found[4]
    weekday = _SUNDAY if found[3] else _WEEKDAYS.get(name, int(name) - 2 if name.isdigit() else 0)
    by = weekday - today.weekday()
    if week:
        return [_moved(today, by + 7 * _WEEKS[week])]
    ahead = by % 7
    # On a Thursday "thứ Năm" may be today or a week away.
    last, following = (ahead - 7, ahead) if ahead else (-7, 7)
    sides = {
        Towards.PAST: (last,),
        Towards.AHEAD: (following,),
        Towards.EITHER: (last, following),
    }
    return [_moved(today, one) for one in (*((0,) if not ahead else ()), *sides[towards])]


def _lies(day: dt.date, today: dt.date, towards: Towards) -> bool:
    if towards is Towards.EITHER:
        return abs(day - today) <= _HALF_YEAR
    return day <= today if towards is Towards.PAST else day >= today


def _moved(today: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(max(1, today.toordinal() + days))


def _made(year: str, month: str, day: str) -> dt.date | None:
    try:
        made = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if EARLIEST <= made.year <= LATEST else None


def _one(text: str, days: Iterable[dt.date | None]) -> dt.date:
    """Give the only reading; raises NotADay, SeveralDays."""
    found = [one for one in days if one]
    if not found:
        raise NotADay(text=text.strip())
    if len(found) > 1:
        raise _several(text, found)
    return found[0]


def _several(text: str, days: list[dt.date]) -> SeveralDays | NotADay:
    if not days:
        return NotADay(text=text.strip())
    return SeveralDays(text=text.strip(), readings=tuple(f"{one:%d/%m/%Y}" for one in days))


def _fold(text: str) -> str:
    """Write a text in small letters without accents and doubled spaces."""
    flat = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(one for one in flat if not unicodedata.combining(one))
    return " ".join(bare.split())
