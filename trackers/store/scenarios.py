"""Scenarios of corridors: kept, changed, dropped; shapes are WKB in EPSG:4326."""

from trackers.domain.corridors import Scenario
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of, without

_T = tables.scenarios


def read_scenarios(reading: Reading, project: str) -> list[Scenario]:
    """Give the scenarios of a project, oldest first."""
    rows = reading.rows(_T, _T.c.project_code == project, order=(_T.c.made_at, _T.c.code))
    return [record_of(Scenario, row) for row in rows]


def find_scenario(reading: Reading, code: str) -> Scenario | None:
    """Give one scenario, or None."""
    row = reading.find(_T, code=code)
    return record_of(Scenario, row) if row else None


def add_scenario(writing: Writing, scenario: Scenario) -> None:
    """Add a scenario."""
    writing.insert(_T, values_of(scenario))


def change_scenario(writing: Writing, scenario: Scenario, *, base: int) -> None:
    """Change a scenario that still has version `base`; raises RowChanged."""
    values = without(values_of(scenario), "code", "version")
    writing.update(_T, {"code": scenario.code}, values, base=base)


def remove_scenario(writing: Writing, code: str) -> None:
    """Take a scenario away; the log keeps what it was."""
    writing.delete(_T, {"code": code})
