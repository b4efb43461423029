"""Shares (phần) of several households in one parcel: what makes a whole."""

from collections.abc import Sequence
from fractions import Fraction

from trackers.domain.errors import HouseholdTwice, SharesDoNotAddUp

# Thirds written in percent, 33,3 and 33,3 and 33,4, or all three as 33,33.
_TOLERANCE = Fraction(1, 1000)


def check_named_once(households: Sequence[str]) -> None:
    """Refuse a household that is named twice among those of a case; raises HouseholdTwice."""
    for code in households:
        if households.count(code) > 1:
            raise HouseholdTwice(code=code)


def check_shares(shares: Sequence[Fraction | None], households: int) -> None:
    """Refuse shares that do not make a whole; those not known leave something for themselves.

    Raises SharesDoNotAddUp (`total` in percent).
    """
    known = [one for one in shares if one is not None]
    total = sum(known, Fraction(0))
    complete = len(known) == households and bool(known)
    too_much = total >= 1 if len(known) < households else total > 1 + _TOLERANCE
    if len(shares) > households or too_much or (complete and total < 1 - _TOLERANCE):
        raise SharesDoNotAddUp(total=round(float(total * 100), 2))
