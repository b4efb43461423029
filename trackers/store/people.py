"""Officers and their absences."""

from typing import Any

from trackers.domain.people import Absence, Officer, Role
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of, without


def read_officers(reading: Reading) -> list[Officer]:
    """Give the officers by code."""
    rows = reading.rows(tables.officers, order=(tables.officers.c.code,))
    return [record_of(Officer, row) for row in rows]


def find_officer(reading: Reading, code: str) -> Officer | None:
    """Give an officer, or None."""
    row = reading.find(tables.officers, code=code)
    return record_of(Officer, row) if row else None


def read_absences(reading: Reading) -> tuple[Absence, ...]:
    """Give all absences, past and coming."""
    rows = reading.rows(tables.absences, order=(tables.absences.c.from_on,))
    return tuple(record_of(Absence, row) for row in rows)


def add_officer(writing: Writing, officer: Officer) -> None:
    """Add an officer."""
    writing.insert(tables.officers, values_of(officer))


def change_officer(writing: Writing, code: str, values: dict[str, Any], *, base: int) -> None:
    """Change fields of an officer who still has version `base`; raises RowChanged."""
    plain = {
        name: value.value if isinstance(value, Role) else value for name, value in values.items()
    }
    writing.update(tables.officers, {"code": code}, plain, base=base)


def add_absence(writing: Writing, absence: Absence) -> None:
    """Add an absence."""
    writing.insert(tables.absences, values_of(absence))


def change_absence(writing: Writing, absence: Absence) -> None:
    """Write an absence anew that still has its version; raises RowChanged."""
    key = {"absence_id": absence.absence_id}
    values = without(values_of(absence), "absence_id", "version")
    writing.update(tables.absences, key, values, base=absence.version)
