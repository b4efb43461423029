"""Taking back one row change of the log, as a change of its own.

A change is as the log's payload holds it, with personal values put back (`events.Event`).
"""

from collections.abc import Mapping
from typing import Any

from trackers.store import tables
from trackers.store.events import ERASED
from trackers.store.ledger import Reading, Writing
from trackers.store.replay import decoded

LoggedChange = Mapping[str, Any]


def still_holds(reading: Reading, change: LoggedChange) -> bool:
    """Tell whether a row is as a change left it, whatever its version, and can be taken back."""
    table = tables.metadata.tables[change["table"]]
    row = reading.find(table, **side_of(change, "key"))
    if "after" not in change or row is None:
        return row is None and "after" not in change
    after = side_of(change, "after")
    kept = all(getattr(row, name) == value for name, value in after.items() if name != "version")
    return kept and ERASED not in change.get("before", {}).values()


def revert(writing: Writing, change: LoggedChange) -> None:
    """Give a row back what it had before a change that still holds; versions go on counting."""
    table = tables.metadata.tables[change["table"]]
    key, before = side_of(change, "key"), side_of(change, "before")
    if "after" not in change:
        writing.insert(table, key | before)
    elif "before" not in change:
        writing.delete(table, key)
    else:
        counted = before.pop("version", None) is not None
        version = writing.row(table, **key).version if counted else None
        writing.update(table, key, before, base=version)


def side_of(change: LoggedChange, side: str) -> dict[str, Any]:
    """Give the key, the values before or those after, each as its column's own type."""
    table = tables.metadata.tables[change["table"]]
    return {name: decoded(table, name, value) for name, value in change.get(side, {}).items()}
