"""Versions of cases, of all that they derive from, of works and people, as the log tells them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, select

from trackers.domain.as_of import Version
from trackers.domain.cases import Case
from trackers.domain.components import Component
from trackers.domain.contacts import Contact
from trackers.domain.indicators import Indicator, IndicatorTask, IndicatorValue
from trackers.domain.obstacles import Obstacle
from trackers.domain.opinions import Opinion
from trackers.domain.people import Absence, Officer
from trackers.domain.project_steps import Batch
from trackers.domain.projects import Milestone, Photo, Progress, Project, Target
from trackers.domain.reviews import Decision
from trackers.domain.tracks import StepMark
from trackers.domain.voluntary import ItemMark
from trackers.store import tables
from trackers.store.events import ERASED
from trackers.store.ledger import Reading
from trackers.store.replay import (
    PIECE,
    Held,
    changes_of,
    decoded,
    hidden_places,
    payload_of,
    pieces,
    values_of,
)
from trackers.store.rows import fields_of

KINDS: dict[str, type[Any]] = {
    "cases": Case,
    "case_steps": StepMark,
    "components": Component,
    "obstacles": Obstacle,
    "contacts": Contact,
    "voluntary_items": ItemMark,
    "batches": Batch,
    "project_steps": StepMark,
    "projects": Project,
    "milestones": Milestone,
    "progress": Progress,
    "targets": Target,
    "photos": Photo,
    "opinions": Opinion,
    "indicators": Indicator,
    "indicator_values": IndicatorValue,
    "indicator_tasks": IndicatorTask,
    "officers": Officer,
    "absences": Absence,
    "decisions": Decision,
}


@dataclass(frozen=True)
class Written:
    """One version of one record: its table, its key, and when it was typed in (UTC)."""

    table: str
    key: dict[str, Any]
    version: Version


@dataclass(frozen=True)
class Entry:
    """One entry of the log, as far as such records are concerned; most write one or two."""

    revision: int
    recorded_at: datetime
    hash: str
    written: tuple[Written, ...]


def read_entries(reading: Reading, *, after: int = 0) -> Iterator[Entry]:
    """Give the entries behind a revision, oldest first, without any personal value."""
    for rows in pieces(reading, after=after):
        for row in rows:
            yield _entry(row, None)


def read_entries_whole(reading: Reading, revisions: Sequence[int]) -> list[Entry]:
    """Give some entries with their personal values; an erased one is said to be."""
    log = tables.events
    found: list[Entry] = []
    ordered = sorted(revisions)
    for start in range(0, len(ordered), PIECE):
        some = ordered[start : start + PIECE]
        wanted = log.c.revision.in_(some)
        query = select(log).where(log.c.ward == reading.ward, wanted).order_by(log.c.revision)
        values = values_of(reading, some)
        found += [
            _entry(row, values.get(row.revision, {})) for row in reading.connection.execute(query)
        ]
    return found


def hash_at(reading: Reading, revision: int) -> str:
    """Give the hash of an entry, "" when there is none."""
    row = reading.find(tables.events, revision=revision)
    return row.hash if row else ""


def _entry(row: Any, held: Held | None) -> Entry:
    payload = payload_of(row.payload)
    for path, fields, name in list(hidden_places(payload)):
        missing = _missing(payload, path, name, "" if held is None else ERASED)
        fields[name] = held[path].value if held and path in held else missing
    written = tuple(
        Written(
            change.table,
            change.key,
            Version(
                row.revision, row.effective_on, _fields(change.table, change.key, change.after)
            ),
        )
        for change in changes_of(payload)
        if change.table in KINDS
    )
    return Entry(row.revision, row.recorded_at, row.hash, written)


def _missing(payload: dict[str, Any], path: str, name: str, words: str) -> Any:
    """Give what stands for a personal value that is not here: nothing, for a list."""
    number = path.partition(".")[0]
    if not number.isdecimal():
        return words
    table = tables.metadata.tables.get(payload["changes"][int(number)]["table"])
    is_list = table is not None and name in table.c and isinstance(table.c[name].type, JSON)
    return [] if is_list else words


def _fields(name: str, key: dict[str, Any], after: dict[str, Any] | None) -> dict[str, Any] | None:
    if after is None:
        return None
    table = tables.metadata.tables[name]
    wanted = KINDS[name].__dataclass_fields__
    values = {
        column: decoded(table, column, value)
        for column, value in {**key, **after}.items()
        if column in wanted and column in table.c
    }
    return fields_of(KINDS[name], values)
