"""The log of a ward's cases, read once and followed as it grows, from which any day is answered.

What is kept here is never personal: names and words are read again for the one case they are of.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from threading import Lock
from typing import Any

from trackers.domain.cases import CaseState
from trackers.domain.indicators import (
    Indicator,
    IndicatorFile,
    IndicatorTask,
    IndicatorValue,
    file_of,
)
from trackers.domain.opinions import Opinion
from trackers.domain.project_steps import SharedMark
from trackers.domain.projects import Work
from trackers.domain.tracks import Definition, StepState
from trackers.services.strands import CaseStrand, CommonStrand, Name, Strand, WorkStrand
from trackers.store import Ledger
from trackers.store.ledger import Reading
from trackers.store.versions import Entry, Written, hash_at, read_entries
from trackers.store.workflows import read_workflows

_WARDS = 4
# The columns that tell a table's rows apart, as far as their strand does not.
_NAMED_BY = {
    "cases": ("code",),
    "case_steps": ("step",),
    "components": ("position",),
    "voluntary_items": ("item",),
    "obstacles": ("obstacle_id",),
    "contacts": ("contact_id",),
    "batches": ("code",),
    "project_steps": ("project_code", "batch_code", "track", "step"),
    "projects": ("code",),
    "milestones": ("code",),
    "progress": ("on",),
    "targets": ("on",),
    "photos": ("photo_id",),
    "opinions": ("code",),
    "indicators": ("code",),
    "indicator_values": ("code", "on"),
    "indicator_tasks": ("task_id",),
    "officers": ("code",),
    "absences": ("absence_id",),
    "decisions": ("decision_id",),
}
_COMMON = ("batches", "project_steps")
_WORKS = ("projects", "milestones", "progress", "targets", "photos")
_OPINIONS = ("opinions",)
_INDICATORS = ("indicators", "indicator_values", "indicator_tasks")
_REGISTERS = ("officers", "absences", "decisions")


class Timeline:
    """Every version of cases, of visits to their households, of works, their steps, and people."""

    def __init__(self, workflows: Mapping[int, Definition] | None = None) -> None:
        self.revision = 0
        self.head = ""
        self._cases: dict[str, CaseStrand] = {}
        self._visits: dict[tuple[str, str], Strand] = {}
        self._common: dict[str, CommonStrand] = {}
        self._works: dict[str, WorkStrand] = {}
        self._opinions, self._indicators = Strand(), Strand()
        self._registers = Strand()
        self._case_of: dict[Name, str] = {}
        self._project_of: dict[tuple[str, Name], str] = {}
        self._visits_of: dict[Name, list[tuple[str, str]]] = {}
        self._recorded: list[datetime] = []
        self._written: list[int] = []
        self.workflows: Mapping[int, Definition] = workflows or {}

    def follow(self, entries: Iterable[Entry]) -> None:
        """Take in the next entries of the log."""
        for entry in entries:
            for one in entry.written:
                self._take(one)
            if any(one.table not in _REGISTERS for one in entry.written):
                # A clock may go back; what was known is always a beginning of the log.
                self._recorded.append(max([entry.recorded_at, *self._recorded[-1:]]))
                self._written.append(entry.revision)
            self.revision, self.head = entry.revision, entry.hash

    def known_at(self, instant: datetime) -> int:
        """Give the last revision about cases that was recorded by an instant."""
        place = bisect_right(self._recorded, instant)
        return self._written[place - 1] if place else 0

    @property
    def begun_at(self) -> datetime | None:
        """When the first entry about cases was recorded; None while there is none."""
        return self._recorded[0] if self._recorded else None

    def states(self, on: date, known: int) -> list[CaseState]:
        """Give every case that was there, with its parts, by code."""
        found = (self._state(one, on, known) for _, one in sorted(self._cases.items()))
        return [one for one in found if one is not None]

    def state(self, code: str, on: date, known: int) -> CaseState | None:
        """Give one case, or None when it was not there."""
        strand = self._cases.get(code)
        return self._state(strand, on, known) if strand else None

    def codes(self) -> list[str]:
        """Give the codes of all cases there ever were."""
        return sorted(self._cases)

    def last_entry(self, code: str) -> int:
        """Give the last entry that wrote what a case's state derives from."""
        return max(one.revisions[-1] for one in self._strands_of(self._cases[code]))

    def turns(
        self, code: str, known: int, until: date, also: Iterable[date] = ()
    ) -> Iterator[tuple[date, CaseState]]:
        """Give a case at the end of each day on which it may have changed, the days ascending.

        `also` are further days to look at, of what is not in the log of cases.
        """
        strand = self._cases[code]
        visits, common = self._visits_to(strand), self._common.get(strand.project)
        days = chain.from_iterable(one.days for one in self._strands_of(strand))
        for day in sorted({*days, *also}):
            if day > until:
                return
            state = strand.built(visits, common, self.workflows, day, known)
            if state is not None:
                yield day, state

    def work(self, project: str, on: date, known: int) -> Work | None:
        """Give a project with what is dated of it, or None when nobody knew of it.

        The opinions about it carry no words.
        """
        strand = self._works.get(project)
        found = strand.work(on, known) if strand else None
        own = (one for one in self.opinions(on, known) if one.project_code == project)
        return replace(found, heard=tuple(own)) if found else None

    def opinions(self, on: date, known: int) -> list[Opinion]:
        """Give the opinions that had been raised, the first one first; without words."""
        found: list[Opinion] = self._opinions.records(Opinion, "opinions", on, known)
        return sorted(found, key=lambda one: (one.raised_on, one.code))

    def opinion_entries(self) -> list[int]:
        """Give the entries that wrote opinions: with them read whole, the words are there."""
        return list(dict.fromkeys(self._opinions.revisions))

    def indicators(self, on: date, known: int) -> list[IndicatorFile]:
        """Give the indicators that were followed, by code, with their values and tasks then."""
        strand = self._indicators
        values: list[IndicatorValue] = strand.records(IndicatorValue, "indicator_values", on, known)
        tasks: list[IndicatorTask] = strand.records(IndicatorTask, "indicator_tasks", on, known)
        listed: list[Indicator] = strand.records(Indicator, "indicators", on, known)
        return [file_of(one, values, tasks, on) for one in sorted(listed, key=lambda one: one.code)]

    def works(self, on: date, known: int) -> list[Work]:
        """Give every project that was known, as `work` gives it, by code."""
        found = (self.work(code, on, known) for code in sorted(self._works))
        return [one for one in found if one is not None]

    def register(self, kind: type[Any], table: str, known: int) -> list[Any]:
        """Give the officers, absences or decisions as they stood after an entry, by their keys."""
        return [
            one for _, one in sorted(self._registers.named(kind, table, date.max, known).items())
        ]

    def wrote(self, table: str, key: str, known: int) -> list[int]:
        """Give the entries up to `known` that wrote a visit, an obstacle or a decision."""
        name = (key,)
        strands: list[Strand] = [self._registers]
        if table == "contacts":
            strands = [self._visits[place] for place in self._visits_of.get(name, ())]
        elif table == "obstacles":
            strands = [one for one in [self._cases.get(self._case_of.get(name, ""))] if one]
        lines = (one.lines[table].get(name, ()) for one in strands)
        found = {one.revision for one in chain.from_iterable(lines)}
        return sorted(one for one in found if one <= known)

    def common_steps(self, project: str, on: date, known: int) -> list[SharedMark]:
        """Give the steps that were done of a project or its batches in common."""
        strand = self._common.get(project)
        found = chain.from_iterable(strand.marks(on, known).values()) if strand else ()
        return [one for one in found if one.mark.state is StepState.DONE]

    def revisions_of(self, code: str) -> list[int]:
        """Give the entries that wrote a case, its parts, its visits, or its steps in common."""
        strand = self._cases.get(code)
        if strand is None:
            return []
        return sorted(set(chain.from_iterable(one.revisions for one in self._strands_of(strand))))

    def _take(self, one: Written) -> None:
        name = tuple(str(one.key[column]) for column in _NAMED_BY[one.table])
        if one.table == "contacts":
            self._take_visit(name, one)
            return
        if one.table in _REGISTERS:
            self._registers.add(one.table, name, one.version)
            return
        if one.table in _COMMON:
            project = self._project_of_row(one, name)
            self._common.setdefault(project, CommonStrand()).add(one.table, name, one.version)
            return
        if one.table in (*_OPINIONS, *_INDICATORS):
            strand = self._opinions if one.table in _OPINIONS else self._indicators
            strand.add(one.table, name, one.version)
            return
        if one.table in _WORKS:
            project = name[0] if one.table == "projects" else self._project_of_row(one, name)
            self._works.setdefault(project, WorkStrand()).add(one.table, name, one.version)
            return
        code = self._code_of(one, name)
        if not code:
            return  # another case's, of an entry that wrote several
        strand = self._cases.setdefault(code, CaseStrand())
        strand.add(one.table, name, one.version)
        if one.table == "cases" and one.version.changes:
            strand.take_case(one.version.changes)

    def _project_of_row(self, one: Written, name: Name) -> str:
        """Give the project of a row; a later change of one may not name it."""
        changes = one.version.changes or {}
        said = one.key.get("project_code") or changes.get("project_code")
        if one.key.get("project_code"):
            return str(said)
        return self._project_of.setdefault((one.table, name), str(said or ""))

    def _code_of(self, one: Written, name: Name) -> str:
        """Give the case that a row belongs to; a later change of an obstacle does not name it."""
        if one.table == "cases":
            return name[0]
        changes = one.version.changes or {}
        code = str(
            one.key.get("case_code") or changes.get("case_code") or self._case_of.get(name, "")
        )
        if one.table == "obstacles":
            self._case_of[name] = code
        return code

    def _take_visit(self, name: Name, one: Written) -> None:
        """Follow a visit, in each place it ever was: households can be merged, and part again."""
        places = self._visits_of.setdefault(name, [])
        changes = one.version.changes or {}
        home, project = places[-1] if places else ("", "")
        place = changes.get("household_code", home), changes.get("project_code", project)
        earlier = self._visits[places[0]].lines[one.table][name] if places else []
        if all(place) and place not in places:
            places.append(place)
            strand = self._visits.setdefault(place, Strand())
            for version in earlier:
                strand.add(one.table, name, version)
        for each in places:
            self._visits[each].add(one.table, name, one.version)

    def _strands_of(self, strand: CaseStrand) -> list[Strand]:
        common = self._common.get(strand.project)
        return [strand, *self._visits_to(strand), *([common] if common else ())]

    def _visits_to(self, strand: CaseStrand) -> list[Strand]:
        places = ((home, strand.project) for home in strand.homes)
        return [self._visits[one] for one in places if one in self._visits]

    def _state(self, strand: CaseStrand, on: date, known: int) -> CaseState | None:
        common = self._common.get(strand.project)
        return strand.state(self._visits_to(strand), common, self.workflows, on, known)


def timeline_of(ledger: Ledger, reading: Reading, revision: int) -> Timeline:
    """Give the ward's timeline, at least up to a revision of this reading."""
    with _lock:
        found = _kept.pop(ledger, None)
        if found is None or hash_at(reading, found.revision) != found.head:
            found = Timeline()  # none yet, or another log came in its place
        if found.revision < revision:
            found.follow(read_entries(reading, after=found.revision))
        found.workflows = read_workflows(reading)
        _kept[ledger] = found
        while len(_kept) > _WARDS:
            _kept.popitem(last=False)
        return found


_kept: OrderedDict[Ledger, Timeline] = OrderedDict()
_lock = Lock()
