"""Rows into dataclasses and back: one place for the names that both share."""

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_type_hints

Record = TypeVar("Record")


def record_of(kind: type[Record], row: Any) -> Record:
    """Build a dataclass from a row that has a column for each of its fields."""
    hints = _hints(kind)  # type: ignore[arg-type]  # every class can be hashed
    return kind(**{name: _read(hint, getattr(row, name)) for name, hint in hints.items()})


def fields_of(kind: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Give those of the column values that a dataclass has fields for, as it holds them."""
    hints = _hints(kind)  # type: ignore[arg-type]  # every class can be hashed
    return {name: _read(hints[name], value) for name, value in values.items() if name in hints}


def values_of(record: object) -> dict[str, Any]:
    """Give a dataclass's fields as column values."""
    return {
        one.name: _written(getattr(record, one.name))
        for one in fields(record)  # type: ignore[arg-type]  # always a dataclass
    }


def without(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Give `values` without the named ones."""
    return {name: value for name, value in values.items() if name not in names}


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    """Give the types of a dataclass's fields: to find them takes longer than to read a row."""
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}


def _read(hint: Any, value: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return tuple(_read(None, one) for one in value) if isinstance(value, list) else value


def _written(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return [_written(one) for one in value] if isinstance(value, tuple) else value
