"""Lists of codes that people paste: from a mail, a sheet, a message."""

import re
from collections.abc import Collection
from dataclasses import dataclass

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
# Whatever parts codes: a comma, a line, a tab of a sheet, a bullet; a code holds none of these.
_PARTING = re.compile(r"[\s,;:|.…•·()\[\]\"'“”]+")


@dataclass(frozen=True)
class CodeList:
    """Codes in the order in which they were pasted, each once; `unknown` as they were written."""

    found: tuple[str, ...]
    unknown: tuple[str, ...]


def read_codes(text: str, known: Collection[str]) -> CodeList:
    r"""Read codes parted by anything, whatever their case; those nobody has are named.

    >>> read_codes("xm-001; XM–002\nXM-9", ["XM-001", "XM-002"])
    CodeList(found=('XM-001', 'XM-002'), unknown=('XM-9',))
    """
    by_fold = {code.casefold(): code for code in known}
    words = [one.strip("-/") for one in _PARTING.split(text.translate(_DASHES))]
    found: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for word in words:
        code = by_fold.get(word.casefold())
        if code is not None:
            found[code] = None
        elif word:
            unknown[word] = None
    return CodeList(tuple(found), tuple(unknown))
