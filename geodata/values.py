"""Numbers and dates as Vietnamese officers write them."""

import datetime as dt
import re

_PLAIN = re.compile(r"\d+")
_POINT_GROUPS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
_COMMA_GROUPS = re.compile(r"[1-9]\d{0,2}(,\d{3})+")
_POINT_DECIMALS = re.compile(r"\d+\.\d+")
_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f"))
_EARLIEST = 1900


def parse_number(text: str) -> float:
    """Read a number without sign: 9222,1 = 9.222,1; 20.000 is twenty thousand; 119.3 a decimal.

    A unit behind it (m2, m²) is dropped.

    Raises
    ------
    ValueError
        The text is no such number.
    """
    bare = re.sub(r"m[2²]$", "", text.translate(_SPACES).lower())
    whole, comma, decimals = bare.rpartition(",")
    if not comma:
        if _POINT_GROUPS.fullmatch(bare):
            return float(bare.replace(".", ""))
        if _PLAIN.fullmatch(bare) or _POINT_DECIMALS.fullmatch(bare):
            return float(bare)
    elif _PLAIN.fullmatch(decimals):
        if _PLAIN.fullmatch(whole) or _POINT_GROUPS.fullmatch(whole):
            return float(f"{whole.replace('.', '')}.{decimals}")
        if _COMMA_GROUPS.fullmatch(bare):
            return float(bare.replace(",", ""))
    elif _COMMA_GROUPS.fullmatch(bare.partition(".")[0]) and _PLAIN.fullmatch(
        bare.partition(".")[2]
    ):
        return float(bare.replace(",", ""))
    raise ValueError(text)


def parse_date(text: str) -> dt.date:
    """Read dd/MM/yyyy (also with - or .) or YYYY-MM-DD, with or without a time behind it.

    Raises
    ------
    ValueError
        The text is no day of the calendar, or one before 1900.
    """
    day = text.strip().split(" ")[0]
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        read = dt.date.fromisoformat(day)
    else:
        parts = re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", day)
        if parts is None:
            raise ValueError(text)
        read = dt.date(int(parts[4]), int(parts[3]), int(parts[1]))
    if read.year < _EARLIEST:
        raise ValueError(text)
    return read
