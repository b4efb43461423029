"""Pauses of time limits."""

from trackers.domain.pauses import Pause
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of, without

_T = tables.pauses


def read_pauses(reading: Reading, project: str | None = None) -> list[Pause]:
    """Give the pauses, the earliest first."""
    match = [] if project is None else [_T.c.project_code == project]
    order = (_T.c.from_on, _T.c.pause_id)
    return [record_of(Pause, row) for row in reading.rows(_T, *match, order=order)]


def find_pause(reading: Reading, pause_id: str) -> Pause | None:
    """Give one pause, or None."""
    row = reading.find(_T, pause_id=pause_id)
    return record_of(Pause, row) if row else None


def add_pause(writing: Writing, pause: Pause) -> None:
    """Add a pause."""
    writing.insert(_T, values_of(pause))


def change_pause(writing: Writing, pause: Pause, *, base: int) -> None:
    """Change a pause that still has version `base`; raises RowChanged."""
    values = without(values_of(pause), "pause_id", "version")
    writing.update(_T, {"pause_id": pause.pause_id}, values, base=base)


def remove_pause(writing: Writing, pause_id: str) -> None:
    """Take a pause back; the log keeps it."""
    writing.delete(_T, {"pause_id": pause_id})
