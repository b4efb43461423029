"""Indicators, their dated values, and the tasks of resolutions."""

from datetime import date

from trackers.domain.indicators import Indicator, IndicatorTask, IndicatorValue
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of, without

_I, _V, _T = tables.indicators, tables.indicator_values, tables.indicator_tasks


def read_indicators(reading: Reading) -> list[Indicator]:
    """Give the ward's indicators by their codes, closed ones too."""
    return [record_of(Indicator, row) for row in reading.rows(_I, order=(_I.c.code,))]


def find_indicator(reading: Reading, code: str) -> Indicator | None:
    """Give one indicator, or None."""
    row = reading.find(_I, code=code)
    return record_of(Indicator, row) if row else None


def add_indicator(writing: Writing, one: Indicator) -> None:
    """Add an indicator."""
    writing.insert(_I, values_of(one))


def change_indicator(writing: Writing, one: Indicator, *, base: int) -> None:
    """Change an indicator that still has version `base`; raises RowChanged."""
    values = without(values_of(one), "code", "version")
    writing.update(_I, {"code": one.code}, values, base=base)


def read_values(reading: Reading, code: str | None = None) -> list[IndicatorValue]:
    """Give the values, the earliest first: of one indicator, or of all."""
    match = [] if code is None else [_V.c.code == code]
    rows = reading.rows(_V, *match, order=(_V.c.on, _V.c.code))
    return [record_of(IndicatorValue, row) for row in rows]


def add_value(writing: Writing, value: IndicatorValue) -> None:
    """Add the value of a day."""
    writing.insert(_V, values_of(value))


def change_value(writing: Writing, value: IndicatorValue, *, base: int) -> None:
    """Change the value of a day that still has version `base`; raises RowChanged."""
    key = {"code": value.code, "on": value.on}
    writing.update(_V, key, without(values_of(value), *key, "version"), base=base)


def remove_value(writing: Writing, code: str, on: date) -> None:
    """Take the value of a day back; the log keeps it."""
    writing.delete(_V, {"code": code, "on": on})


def read_tasks(reading: Reading, code: str | None = None) -> list[IndicatorTask]:
    """Give the tasks in their order: of one indicator, or of all."""
    match = [] if code is None else [_T.c.code == code]
    rows = reading.rows(_T, *match, order=(_T.c.code, _T.c.position, _T.c.task_id))
    return [record_of(IndicatorTask, row) for row in rows]


def find_task(reading: Reading, task_id: str) -> IndicatorTask | None:
    """Give one task, or None."""
    row = reading.find(_T, task_id=task_id)
    return record_of(IndicatorTask, row) if row else None


def add_task(writing: Writing, task: IndicatorTask) -> None:
    """Add a task."""
    writing.insert(_T, values_of(task))


def change_task(writing: Writing, task: IndicatorTask, *, base: int) -> None:
    """Change a task that still has version `base`; raises RowChanged."""
    values = without(values_of(task), "task_id", "version")
    writing.update(_T, {"task_id": task.task_id}, values, base=base)


def remove_task(writing: Writing, task_id: str) -> None:
    """Take a task back; the log keeps it."""
    writing.delete(_T, {"task_id": task_id})
