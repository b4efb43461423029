"""What fits a column in every store: SQLite keeps more than it says, PostgreSQL does not."""

import math
from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, Integer, String, Table
from sqlalchemy.types import TypeEngine

from trackers.store.errors import ValueUnfit

_SHOWN = 40


def check_values(table: Table, values: Mapping[str, Any]) -> None:
    """Refuse what one store would keep and the other not; raises ValueUnfit."""
    for name, value in values.items():
        if not _fits(table.c[name].type, value):
            shown = str(value)[:_SHOWN].encode(errors="replace").decode().replace("\0", "?")
            raise ValueUnfit(column=name, value=shown)


def _fits(kind: "TypeEngine[Any]", value: object) -> bool:
    if isinstance(value, str):
        longest: int | None = kind.length if isinstance(kind, String) else None
        return _readable(value) and (longest is None or len(value) <= longest)
    if isinstance(value, float):
        # SQLite would keep "not a number" as nothing at all.
        return math.isfinite(value)
    if isinstance(value, int) and isinstance(kind, Integer):
        limit: int = 1 << (63 if isinstance(kind, BigInteger) else 31)
        return -limit <= value < limit
    return True


def _readable(value: str) -> bool:
    """Tell whether a text has neither a zero character nor half of a surrogate pair."""
    return "\0" not in value and not any("\ud800" <= one <= "\udfff" for one in value)
