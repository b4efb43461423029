"""Markers: words and numbers that stand nowhere else, and every writing in which one may travel."""

import base64
import json
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

from trackers.domain.texts import fold


def word(letters: str) -> str:
    """A marker of words, with letters that accents, folding and encodings change."""
    return f"Đặngẩn{letters}ồ"


def writings(marker: str) -> set[bytes]:
    """Every writing of a marker: UTF-8, bare, NFD, UTF-16, base64, percent, JSON, grouped."""
    texts = {marker, unicodedata.normalize("NFD", marker)}
    texts |= {quote(one) for one in texts} | {json.dumps(one)[1:-1] for one in texts}
    if marker.isdecimal() and len(marker) == 9:
        texts |= {f"{int(marker):,}", f"{int(marker):,}".replace(",", ".")}
    found = {one.encode() for one in texts} | {fold(marker).encode()}
    found |= {marker.encode("utf-16-le"), marker.encode("utf-16-be")}
    for shift in range(3):
        packed = base64.b64encode(bytes(shift) + marker.encode())
        # What a neighbour's bits touch is left out at either end.
        core = packed[4 if shift else 0 : -4]
        found |= {core, core.replace(b"+", b"-").replace(b"/", b"_")}
    return found


def found_in(data: bytes, markers: Iterable[str]) -> set[str]:
    """The markers of which some writing stands in the bytes; case does not matter for bare ones."""
    low = data.lower()
    return {
        one for one in markers if any(form in data or form.lower() in low for form in writings(one))
    }
