"""Chainages (lý trình) as officers type them: Km1+086, 1+086,5, or metres alone."""

import re

from geodata.errors import NotAChainage, TypedError
from geodata.numbers import LENGTH, read_number

_WRITTEN = re.compile(r"(?:km)?\s*([0-9]{1,3})\s*\+\s*([0-9]{3}(?:,[0-9]+)?)\s*m?", re.IGNORECASE)
_METRES = 1000


def read_chainage(text: str) -> float:
    """Read how far along a road something lies, in metres from its beginning.

    Raises
    ------
    NotAChainage
        The text is neither kilometres and three figures of metres nor a number of metres.
    """
    if found := _WRITTEN.fullmatch(text.strip()):
        # A sum of kilometres and metres is not always the number nearest to what was typed.
        return round(int(found[1]) * _METRES + float(found[2].replace(",", ".")), 3)
    try:
        return read_number(text, unit=LENGTH)
    except TypedError as error:
        raise NotAChainage(text=text.strip()) from error


def written_chainage(metres: float) -> str:
    """Write a chainage as it is typed, exactly: 1086.5 becomes "Km1+086,5"."""
    whole, behind = divmod(round(metres, 3), 1)
    decimals = f"{behind:.3f}".rstrip("0")[2:]
    km, rest = divmod(int(whole), _METRES)
    return f"Km{km}+{rest:03d}" + (f",{decimals}" if decimals else "")
