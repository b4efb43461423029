"""Voters' opinions, petitions and complaints."""

from trackers.domain.opinions import Opinion
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of, without

_T = tables.opinions


def read_opinions(reading: Reading, *, case_code: str | None = None) -> list[Opinion]:
    """Give the opinions, the first raised first: all, or those about a case."""
    match = [] if case_code is None else [_T.c.case_code == case_code]
    rows = reading.rows(_T, *match, order=(_T.c.raised_on, _T.c.code))
    return [record_of(Opinion, row) for row in rows]


def find_opinion(reading: Reading, code: str) -> Opinion | None:
    """Give one opinion, or None."""
    row = reading.find(_T, code=code)
    return record_of(Opinion, row) if row else None


def add_opinion(writing: Writing, opinion: Opinion) -> None:
    """Add an opinion."""
    writing.insert(_T, values_of(opinion))


def change_opinion(writing: Writing, opinion: Opinion, *, base: int) -> None:
    """Change an opinion that still has version `base`; raises RowChanged."""
    values = without(values_of(opinion), "code", "version")
    writing.update(_T, {"code": opinion.code}, values, base=base)


def remove_opinion(writing: Writing, code: str) -> None:
    """Take an opinion back; the log keeps it."""
    writing.delete(_T, {"code": code})
