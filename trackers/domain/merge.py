"""Merging two people's changes to one record, field by field (DESIGN §4.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from trackers.domain.errors import EditConflict


@dataclass(frozen=True)
class Merge:
    """What is to be written (`changes`), and the fields another had changed meanwhile."""

    changes: dict[str, Any]
    merged: tuple[str, ...]


def merge(
    base: object,
    theirs: object,
    mine: object,
    *,
    free: Sequence[str],
    firm: Sequence[str],
    writer: tuple[str, datetime | None],
) -> Merge:
    """Put my changes since `base` on top of theirs.

    The same value from both is no conflict; different values of one field are, and so is any
    change of a `firm` field by both sides at once. `writer` is who changed it meanwhile, and when.
    Raises EditConflict.
    """
    changes: dict[str, Any] = {}
    others: list[str] = []
    for name in (*free, *firm):
        was, now, wish = (getattr(one, name) for one in (base, theirs, mine))
        if now != was:
            others.append(name)
        if wish in {was, now}:
            continue
        if now != was:
            raise EditConflict(
                record=getattr(base, "code", ""),
                field=name,
                base=was,
                theirs=now,
                mine=wish,
                by=writer[0],
                at=writer[1],
            )
        changes[name] = wish
    _refuse_mixed(changes, others, firm, base, theirs, mine, writer)
    return Merge(changes, tuple(others) if changes else ())


def _refuse_mixed(
    changes: dict[str, Any],
    others: list[str],
    firm: Sequence[str],
    base: object,
    theirs: object,
    mine: object,
    writer: tuple[str, datetime | None],
) -> None:
    """Refuse to combine two halves of the figures that are never merged."""
    touched = [name for name in firm if name in changes]
    if touched and any(name in firm for name in others):
        name = touched[0]
        raise EditConflict(
            record=getattr(base, "code", ""),
            field=name,
            base=getattr(base, name),
            theirs=getattr(theirs, name),
            mine=getattr(mine, name),
            by=writer[0],
            at=writer[1],
        )
