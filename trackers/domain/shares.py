"""Shares (phần) of several households in one parcel: as people write them, and their sum."""

import re
from collections.abc import Sequence
from fractions import Fraction

from trackers.domain.errors import BadShare, SharesDoNotAddUp

# Thirds written in percent, 33,3 and 33,3 and 33,4, or all three as 33,33.
_TOLERANCE = Fraction(1, 1000)
_FRACTION = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))?\s*%")


def share_of(text: str) -> Fraction | None:
    """Read a share ("1/2", "33,3 %"), None where it is not known ("").

    Raises BadShare for what is no share between nothing and all.
    """
    bare = text.strip()
    if not bare:
        return None
    if found := _FRACTION.fullmatch(bare):
        whole, parts = int(found[1]), int(found[2])
        share = Fraction(whole, parts) if parts else Fraction(0)
    elif found := _PERCENT.fullmatch(bare):
        share = Fraction(f"{found[1]}.{found[2] or 0}") / 100
    else:
        raise BadShare(value=bare)
    if not 0 < share <= 1:
        raise BadShare(value=bare)
    return share


def check_shares(shares: Sequence[str], households: Sequence[str]) -> None:
    """Refuse shares that do not make a whole; those not known leave something for themselves.

    Raises BadShare, SharesDoNotAddUp (`total` in percent).
    """
    listed = [*shares, *[""] * (len(households) - len(shares))]
    known = [one for one in map(share_of, listed) if one is not None]
    total = sum(known, Fraction(0))
    complete = len(known) == len(households) and bool(known)
    too_much = total >= 1 if len(known) < len(households) else total > 1 + _TOLERANCE
    if len(shares) > len(households) or too_much or (complete and total < 1 - _TOLERANCE):
        raise SharesDoNotAddUp(total=round(float(total * 100), 2))


def add_shares(texts: Sequence[str]) -> str:
    """Give the share of several together as a fraction, "" when one of them is not known."""
    shares = [share_of(one) for one in texts]
    known = [one for one in shares if one is not None]
    if not known or len(known) < len(shares):
        return ""
    total = sum(known, Fraction(0))
    return f"{total.numerator}/{total.denominator}"
