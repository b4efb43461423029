"""Households, their codes, and looking them up without accents."""

import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import select, update

from trackers.domain.households import Heir, HeirState, Household
from trackers.domain.texts import fold
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of, without

_T, _W = tables.households, tables.wards
PREFIX = "H"
_NUMBERED = re.compile(PREFIX + r"(\d{1,9})")


def read_households(reading: Reading, codes: Iterable[str]) -> dict[str, Household]:
    """Give households by code."""
    rows = reading.rows(_T, _T.c.code.in_(list(codes)))
    return {row.code: _home(row) for row in rows}


def read_all_households(reading: Reading) -> dict[str, Household]:
    """Give every household by code, merged ones too."""
    return {row.code: _home(row) for row in reading.rows(_T, order=(_T.c.code,))}


def add_household(writing: Writing, household: Household) -> None:
    """Add a household; its words for looking up are derived here, its number is never reused."""
    writing.insert(_T, _values(household) | {"folded": _words(household)})
    number = number_of(household.code)
    if number > writing.row(_W).household_no:
        writing.connection.execute(
            update(_W).where(_W.c.ward == writing.ward).values(household_no=number)
        )


def change_household(writing: Writing, household: Household, *, base: int) -> None:
    """Change a household that still has version `base`; raises RowChanged."""
    values = without(_values(household), "code", "version") | {"folded": _words(household)}
    writing.update(_T, {"code": household.code}, values, base=base)


def derive_words(reading: Reading) -> None:
    """Compute the words for looking up anew, for rows that came from the log."""
    for code, household in read_all_households(reading).items():
        match = (_T.c.ward == reading.ward, _T.c.code == code)
        reading.connection.execute(update(_T).where(*match).values(folded=_words(household)))


def last_number(reading: Reading) -> int:
    """Give the highest number that a household of the ward ever had, merged ones included."""
    codes = reading.connection.execute(select(_T.c.code).where(_T.c.ward == reading.ward))
    return max([int(reading.row(_W).household_no), *(number_of(code) for code in codes.scalars())])


def code_of(number: int) -> str:
    """Write a household's code: 7 becomes H007."""
    return f"{PREFIX}{number:03d}"


def number_of(code: str) -> int:
    """Read the number of a household's code; 0 where it has none: not all are ours."""
    match = _NUMBERED.fullmatch(code)
    return int(match[1]) if match else 0


def find_households(reading: Reading, folded: str, *, limit: int) -> list[Household]:
    """Give households whose holder, co-owners, heirs, code or address contain every word.

    A merged one is answered by the household it was merged into.
    """
    match = [_T.c.folded.contains(word, autoescape=True) for word in folded.split()]
    rows = reading.rows(_T, *match, order=(_T.c.code,))[:limit]
    found = [_home(row) for row in rows]
    if any(one.merged_into for one in found):
        homes = read_all_households(reading)
        found = [homes[head_of(one.code, homes)] for one in found]
    return list(dict.fromkeys(found))


def head_of(code: str, homes: dict[str, Household]) -> str:
    """Follow a merged household's code to the one that was kept."""
    while code in homes and (following := homes[code].merged_into):
        code = following
    return code


def aliases_of(reading: Reading, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give by household the codes merged into it, one after the other or at once."""
    merged = {row.code: row.merged_into for row in reading.rows(_T, _T.c.merged_into.is_not(None))}
    found: dict[str, tuple[str, ...]] = {}
    for code in codes:
        inside = [code]
        for one in inside:
            inside += [other for other, into in merged.items() if into == one]
        found[code] = tuple(inside[1:])
    return found


def living_code(reading: Reading, code: str) -> str:
    """Give the code a household lives on under: its own unless it was merged into another."""
    while (home := read_households(reading, [code]).get(code)) and home.merged_into:
        code = home.merged_into
    return code


def add_merge(writing: Writing, values: dict[str, Any]) -> None:
    """Note what a merging moved."""
    writing.insert(tables.household_merges, values)


def read_merges(reading: Reading, household: str) -> list[Any]:
    """Give the mergings into a household that still stand, oldest first."""
    table = tables.household_merges
    match = (table.c.kept_code == household, table.c.undone_on.is_(None))
    return reading.rows(table, *match, order=(table.c.merged_on, table.c.merge_id))


def find_merge(reading: Reading, merge_id: str) -> Any | None:
    """Give one merging, or None."""
    return reading.find(tables.household_merges, merge_id=merge_id)


def close_merge(writing: Writing, merge_id: str, on: Any) -> None:
    """Note that a merging was taken back."""
    key = {"merge_id": merge_id}
    writing.update(tables.household_merges, key, {"undone_on": on}, base=None)


def _home(row: Any) -> Household:
    heirs = tuple(Heir(**one | {"state": HeirState(one["state"])}) for one in row.heirs)
    return replace(record_of(Household, row), heirs=heirs)


def _values(household: Household) -> dict[str, Any]:
    heirs = [asdict(one) | {"state": one.state.value} for one in household.heirs]
    return values_of(household) | {"heirs": heirs}


def _words(household: Household) -> str:
    heirs = (one.name for one in household.heirs)
    parts = (household.code, household.holder, *household.co_owners, *heirs, household.address)
    return fold(" ".join(parts))
