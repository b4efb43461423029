"""When two households look like one, and what becomes of a case when they are merged."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum

from trackers.domain.cases import Case
from trackers.domain.households import Household
from trackers.domain.texts import fold

_LEAST_DIGITS = 8


class Likeness(StrEnum):
    """What two households with the same name share besides."""

    PHONE = "phone"
    ADDRESS = "address"
    PARCEL = "parcel"

    @property
    def label(self) -> str:
        """The Vietnamese words."""
        return _LABELS[self]


_LABELS = {
    Likeness.PHONE: "cùng tên, cùng điện thoại",
    Likeness.ADDRESS: "cùng tên, cùng địa chỉ",
    Likeness.PARCEL: "cùng tên, cùng thửa",
}


def likeness(
    first: Household,
    second: Household,
    parcels: AbstractSet[int],
    other_parcels: AbstractSet[int],
) -> Likeness | None:
    """Tell why two households may be one; a name alone says nothing: it repeats in every hamlet."""
    if fold(first.holder) != fold(second.holder):
        return None
    if _numbers(first) & _numbers(second):
        return Likeness.PHONE
    if fold(first.address) and fold(first.address) == fold(second.address):
        return Likeness.ADDRESS
    return Likeness.PARCEL if parcels & other_parcels else None


def moved_case(
    case: Case, kept: str, other: str, *, add: Callable[[Sequence[str]], str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give a case's households and shares after `other` became `kept`; `add` adds shares.

    Where both held the parcel their shares are one, known only when both were.
    """
    holders = tuple(dict.fromkeys(kept if one == other else one for one in case.household_codes))
    if not case.shares:
        return holders, ()
    shares = tuple(
        add([case.share_of(old) for old in case.household_codes if old in {kept, other}])
        if one == kept and {kept, other} <= set(case.household_codes)
        else case.share_of(other if one == kept and kept not in case.household_codes else one)
        for one in holders
    )
    return holders, shares


def _numbers(home: Household) -> frozenset[str]:
    """Give the telephone numbers as digits; what is too short is no number."""
    digits = ("".join(one for one in line if one.isdecimal()) for line in home.phones)
    return frozenset(one for one in digits if len(one) >= _LEAST_DIGITS)
