"""Households, and looking them up without accents."""

from collections.abc import Iterable

from trackers.domain.households import Household
from trackers.domain.texts import fold
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of

_T = tables.households


def read_households(reading: Reading, codes: Iterable[str]) -> dict[str, Household]:
    """Give households by code."""
    rows = reading.rows(_T, _T.c.code.in_(list(codes)))
    return {row.code: record_of(Household, row) for row in rows}


def read_all_households(reading: Reading) -> dict[str, Household]:
    """Give every household by code."""
    return {row.code: record_of(Household, row) for row in reading.rows(_T)}


def add_household(writing: Writing, household: Household) -> None:
    """Add a household; its words for looking up are derived here."""
    writing.insert(_T, values_of(household) | {"folded": _words(household)})


def find_households(reading: Reading, folded: str, *, limit: int) -> list[Household]:
    """Give households whose holder, co-owners, code or address contain every word of the text."""
    match = [_T.c.folded.contains(word, autoescape=True) for word in folded.split()]
    rows = reading.rows(_T, *match, order=(_T.c.code,))[:limit]
    return [record_of(Household, row) for row in rows]


def _words(household: Household) -> str:
    parts = (household.code, household.holder, *household.co_owners, household.address)
    return fold(" ".join(parts))
