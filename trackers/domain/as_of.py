"""What was so on a former day: one record, told by the versions that the log holds of it.

Two days are kept apart: the one *on* which something is true, and how far the log was *known*
then. A record that carries a day of its own (a step's, a visit's, an obstacle's, a case's) counts
from that day, whenever it was typed in; what carries none counts from the day of the entry that
wrote it. A step taken back was recorded by mistake (`services.steps`): as known now it never was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

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
from trackers.domain.tracks import StepMark, StepState
from trackers.domain.voluntary import ItemMark

Record = TypeVar(
    "Record",
    Absence,
    Batch,
    Case,
    Component,
    Contact,
    Decision,
    Indicator,
    IndicatorTask,
    IndicatorValue,
    ItemMark,
    Milestone,
    Obstacle,
    Officer,
    Opinion,
    Photo,
    Progress,
    Project,
    StepMark,
    Target,
)
# The field that says since when, and what ends it: its day, and the words that come with it.
_BEGINS = {
    Case: "opened_on",
    Contact: "met_on",
    IndicatorValue: "on",
    ItemMark: "done_on",
    Obstacle: "opened_on",
    Opinion: "raised_on",
    Photo: "taken_on",
    Progress: "on",
    StepMark: "done_on",
}
_ENDS = {
    Case: ("closed_on", "close_reason"),
    Obstacle: ("closed_on", "resolution"),
    Opinion: ("answered_on", "answer"),
}
# What has no day but gathers what has one was there whenever that was: a batch its steps.
_GATHERS = (Batch, Project)
DAYS = ("opened_on", "met_on", "done_on", "closed_on")


class Sight(StrEnum):
    """Which knowledge a former day is seen with."""

    TRUE = "true"
    KNOWN = "known"

    @property
    def label(self) -> str:
        """The Vietnamese words of it."""
        return _LABELS[self]


_LABELS = {
    Sight.TRUE: "Theo ngày xảy ra, kể cả việc ghi sau",
    Sight.KNOWN: "Như đã biết cuối ngày đó",
}


@dataclass(frozen=True)
class Version:
    """What one entry wrote into a record: the fields it set, or None when it removed the record."""

    revision: int
    effective_on: date
    changes: Mapping[str, Any] | None


def standing(
    kind: type[Record], versions: Sequence[Version], on: date, known: int
) -> Record | None:
    """Give a record as it stood at the end of a day, or None when it was not there.

    `versions` are in the order of the log; those behind revision `known` are not looked at.
    """
    seen = [one for one in versions if one.revision <= known]
    if kind in _GATHERS:
        return _folded(kind, _then(seen, on))
    if kind is Milestone:
        return _planned(kind, seen, on)
    while seen:
        record, last = _folded(kind, seen), seen[-1]
        if record is not None and kind in _BEGINS and not _is_skipped(record):
            begins = getattr(record, _BEGINS[kind]) or last.effective_on
            return _cut(kind, seen, record, on) if begins <= on else None
        if last.effective_on <= on:
            return record
        seen.pop()
    return None


def days_of(version: Version) -> list[date]:
    """Give the days on which a version can change what stands."""
    own = (version.changes or {}).get
    return [version.effective_on, *(day for day in map(own, DAYS) if day is not None)]


def _cut(kind: type[Record], seen: Sequence[Version], record: Record, on: date) -> Record:
    """Give the record as of the day: later edits of undated fields and a later end left away."""
    if kind not in _ENDS:
        return record
    day, words = _ENDS[kind]
    then = _folded(kind, _then(seen, on))
    if then is None:
        return record
    begins = _BEGINS[kind]
    values = {begins: getattr(record, begins), day: None, words: ""}
    ended = getattr(record, day)
    if ended is None and getattr(then, day) is None:
        values[words] = getattr(then, words)  # a word given meanwhile
    elif ended is None or ended <= on:
        values |= {day: ended, words: getattr(record, words)}
    return replace(then, **values)


def _planned(kind: type[Record], seen: Sequence[Version], on: date) -> Record | None:
    """Give a milestone: as it was planned by the day, and met if its actual day had come.

    One that was met before anybody wrote its plan down stands with the first plan there is.
    """
    record = _folded(kind, seen)
    met = getattr(record, "actual_on", None)
    if met is not None and met > on:
        met = None
    planned = [one for one in seen if one.effective_on <= on]
    then = _folded(kind, planned or (seen[:1] if met else []))
    values: dict[str, Any] = {"actual_on": met}
    return None if then is None or record is None else replace(then, **values)


def _then(seen: Sequence[Version], on: date) -> list[Version]:
    """Give the first version, and those of the later ones that were in effect by the day."""
    return [*seen[:1], *(one for one in seen[1:] if one.effective_on <= on)]


def _folded(kind: type[Record], versions: Sequence[Version]) -> Record | None:
    """Give the record after the last of these versions."""
    values: dict[str, Any] | None = None
    for one in versions:
        values = None if one.changes is None else {**(values or {}), **one.changes}
    return None if values is None else kind(**values)


def _is_skipped(record: object) -> bool:
    """Tell whether it is a step or item declared not applicable: such a mark carries no day."""
    marks = StepMark | ItemMark
    return isinstance(record, marks) and record.state is StepState.NOT_APPLICABLE
