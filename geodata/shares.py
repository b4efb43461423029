"""Shares (phần) of several households in one parcel, as people write them: 1/2, 33,3%."""

import re
from dataclasses import dataclass
from fractions import Fraction

from geodata.errors import NotANumber, NotAShare, OtherUnit, SeveralNumbers
from geodata.numbers import PERCENT, read_number, written

_FRACTION = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})", re.ASCII)
_SIGN = "%"


@dataclass(frozen=True)
class Share:
    """A share: how much of the whole, and as it is written."""

    part: Fraction
    text: str


def read_share(text: str) -> Share:
    """Read a share between nothing and all, as a fraction or in percent.

    Raises
    ------
    NotAShare
        The text is no share.
    SeveralNumbers
        Its percent can be read in more than one way (33.3%).
    """
    bare = text.strip()
    if found := _FRACTION.fullmatch(bare):
        whole, parts = int(found[1]), int(found[2])
        share = Share(Fraction(whole, parts) if parts else Fraction(0), f"{whole}/{parts}")
    else:
        share = _percent(bare)
    if not 0 < share.part <= 1:
        raise NotAShare(text=bare)
    return share


def _percent(bare: str) -> Share:
    if not bare.endswith(_SIGN):
        raise NotAShare(text=bare)
    try:
        percent = written(read_number(bare, unit=PERCENT))
    except SeveralNumbers as several:
        readings = tuple(f"{one}{_SIGN}" for one in several.values["readings"])  # type: ignore[attr-defined] # our own list
        raise SeveralNumbers(text=bare, readings=readings) from several
    except (NotANumber, OtherUnit) as error:
        raise NotAShare(text=bare) from error
    exact = Fraction(percent.replace(".", "").replace(",", "."))
    return Share(exact / 100, f"{percent}{_SIGN}")
