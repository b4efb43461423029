"""The checklists of gifts."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from trackers.domain.voluntary import Item, ItemMark
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of, without

_T = tables.voluntary_items


def read_items(
    reading: Reading, case_codes: list[str] | None
) -> Mapping[str, dict[Item, ItemMark]]:
    """Give the recorded items by case; `case_codes` None means of all cases."""
    match: list[Any] = [] if case_codes is None else [_T.c.case_code.in_(case_codes)]
    found: dict[str, dict[Item, ItemMark]] = defaultdict(dict)
    for row in reading.rows(_T, *match):
        found[row.case_code][Item(row.item)] = record_of(ItemMark, row)
    return found


def put_item(writing: Writing, case_code: str, mark: ItemMark) -> None:
    """Record an item whose row still has the mark's version (0: no row yet); raises RowChanged."""
    key = {"case_code": case_code, "item": mark.item.value}
    values = without(values_of(mark), "item", "version")
    if mark.version == 0:
        writing.insert(_T, key | values | {"version": 1})
    else:
        writing.update(_T, key, values, base=mark.version)
