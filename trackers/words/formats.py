"""Numbers, money, days and names as a Vietnamese office writes them (DOMAIN §4)."""

import unicodedata
from datetime import date, datetime, timedelta, timezone

from babel.numbers import format_decimal

from trackers.words.catalogue import current_language, say

# Words know nobody, the domain's own zone neither; Viet Nam has kept +07:00 since 1975.
_VIETNAM = timezone(timedelta(hours=7))
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Signs and figures keep their code below the first; scripts we do not know follow the second.
_LETTERS, _OTHERS = 0x1000, 0x2000
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def number(value: float, *, digits: int = 2) -> str:
    """Write a number with at most `digits` decimals: 9222.1 becomes "9.222,1"."""
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=current_language()))


def fixed(value: float, *, digits: int = 1) -> str:
    """Write a number with exactly `digits` decimals, so that columns of figures stand in line."""
    pattern = "#,##0." + "0" * digits
    return str(format_decimal(value, format=pattern, locale=current_language()))


def money_vnd(value: int | None) -> str:
    """Write an amount in đồng; an amount nobody knows is a dash."""
    return "–" if value is None else say("{amount} đồng", amount=number(value, digits=0))


def percent(value: float | None, *, digits: int = 1) -> str:
    """Write a share given from 0 to 100: 62.5 becomes "62,5%"."""
    return "–" if value is None else f"{number(value, digits=digits)}%"


def chainage(metres: float) -> str:
    """Write how far along a road something lies: 1210.4 becomes "Km1+210"."""
    whole = round(metres)
    return f"Km{whole // 1000}+{whole % 1000:03d}"


def day(on: date | None) -> str:
    """Write a day: "07/04/2014"; a day nobody knows is a dash."""
    return "–" if on is None else f"{on:%d/%m/%Y}"


def weekday(on: date) -> str:
    """Write a day of these weeks as people name it: "thứ Năm 10/04"."""
    names = (
        say("thứ Hai {day}", day=f"{on:%d/%m}"),
        say("thứ Ba {day}", day=f"{on:%d/%m}"),
        say("thứ Tư {day}", day=f"{on:%d/%m}"),
        say("thứ Năm {day}", day=f"{on:%d/%m}"),
        say("thứ Sáu {day}", day=f"{on:%d/%m}"),
        say("thứ Bảy {day}", day=f"{on:%d/%m}"),
        say("Chủ nhật {day}", day=f"{on:%d/%m}"),
    )
    return names[on.weekday()]


def moment(at: datetime | None) -> str:
    """Write an instant in Viet Nam's time: "07/04/2014 07:30"."""
    return "–" if at is None else f"{at.astimezone(_VIETNAM):%d/%m/%Y %H:%M}"


def days(count: int) -> str:
    """Write a number of days in two figures, as officials do: "03 ngày"."""
    return say("{count:02d} ngày", count=count)


def span(time: timedelta) -> str:
    """Write how long something lasts: hours up to a day, then days."""
    hours = round(time / timedelta(hours=1))
    if hours <= 24 or hours % 24:  # noqa: PLR2004 (hours of a day)
        return say("{n} giờ", n=number(hours))
    return say("{n} ngày", n=number(hours // 24))


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Give the key of Vietnamese order: letters first, then tones, then the text itself."""
    letters: list[int] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFC", text.casefold()):
        letter, tone = _apart(character)
        letters.append(_place(letter))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def _apart(character: str) -> tuple[str, int]:
    """Give a letter without its tone, and the tone from 0 (ngang) to 5 (nặng)."""
    parts = unicodedata.normalize("NFD", character)
    tone = max((_TONES.get(part, 0) for part in parts), default=0)
    letter = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", letter), tone


def _place(letter: str) -> int:
    """Give a letter's place: signs and figures come before the alphabet, other scripts after."""
    if not letter:
        return 0  # a tone that stands on no letter
    found = _ALPHABET.find(letter)
    if found >= 0:
        return _LETTERS + found
    code = ord(letter[0])
    return code if code < _LETTERS and not letter[0].isalpha() else _OTHERS + code
