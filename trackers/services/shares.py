"""Shares (phần) of households as they are kept: read, checked, and added in a merging."""

from collections.abc import Sequence
from fractions import Fraction

from geodata.shares import Share, read_share
from trackers.domain.shares import check_shares


def kept_shares(texts: Sequence[str], households: int) -> tuple[str, ...]:
    """Give the shares as they are kept, "" where one is not known.

    Raises NotAShare, SeveralNumbers, SharesDoNotAddUp.
    """
    shares = [_read(one) for one in texts]
    check_shares([one.part if one else None for one in shares], households)
    return tuple(one.text if one else "" for one in shares)


def add_shares(texts: Sequence[str]) -> str:
    """Give the share of several together as a fraction, "" when one of them is not known."""
    shares = [_read(one) for one in texts]
    known = [one.part for one in shares if one]
    if not known or len(known) < len(shares):
        return ""
    total = sum(known, Fraction(0))
    return f"{total.numerator}/{total.denominator}"


def _read(text: str) -> Share | None:
    return read_share(text) if text.strip() else None
