"""Widths of a road as officers type them: from which chainage on, to the left and to the right."""

import re

from geodata.chainage import written_chainage
from geodata.corridor import Width
from geodata.errors import BadWidth, TypedError
from geodata.numbers import LENGTH, read_number, written

_KM = re.compile(r"(?:km)?\s*(\d+)\s*\+\s*(\d{1,3}(?:[.,]\d+)?)", re.IGNORECASE)
_PARTS = 3
_KILOMETRE = 1000


def read_widths(text: str) -> tuple[Width, ...]:
    """Read one change of width a line: “Km0+300 3,0 2,5”; raises BadWidth with line and text."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            found.append(_width(line.strip(), number))
    return tuple(found)


def write_widths(widths: tuple[Width, ...]) -> str:
    """Write widths so that they are read again."""
    return "\n".join(
        f"{written_chainage(from_m)} {written(left)} {written(right)}"
        for from_m, left, right in widths
    )


def _width(line: str, number: int) -> Width:
    words = _KM.sub(_as_metres, line).replace(";", " ").split()
    if len(words) != _PARTS:
        raise BadWidth(line=number, text=line)
    try:
        from_m, left, right = (read_number(one, unit=LENGTH) for one in words)
    except TypedError as error:
        raise BadWidth(line=number, text=line) from error
    return from_m, left, right


def _as_metres(match: "re.Match[str]") -> str:
    rest = float(match[2].replace(",", "."))
    return written(round(int(match[1]) * _KILOMETRE + rest, 3), grouped=False)
