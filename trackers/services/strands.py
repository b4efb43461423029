"""The versions of records that belong together, and what stood of them on a day."""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trackers.domain.as_of import Version, days_of, standing
from trackers.domain.cases import Case, CaseState
from trackers.domain.components import Component
from trackers.domain.contacts import Contact
from trackers.domain.obstacles import Obstacle
from trackers.domain.project_steps import Batch, SharedMark, shared_of
from trackers.domain.projects import Milestone, Photo, Progress, Project, Target, Work
from trackers.domain.shipped import SHIPPED
from trackers.domain.tracks import Definition, StepMark, TrackCode
from trackers.domain.voluntary import ItemMark

Name = tuple[str, ...]
Lines = dict[Name, list[Version]]


@dataclass
class Strand:
    """What belongs together: its records' versions, and when any of them can change.

    Everything only grows, and a question names the revision up to which it asks: so answers that
    were kept stay right, and readers need no lock.
    """

    lines: dict[str, Lines] = field(default_factory=lambda: defaultdict(dict))
    days: list[date] = field(default_factory=list)
    revisions: list[int] = field(default_factory=list)

    def add(self, table: str, name: Name, version: Version) -> None:
        """Follow one version of one of its records."""
        self.lines[table].setdefault(name, []).append(version)
        for day in days_of(version):
            insort(self.days, day)
        insort(self.revisions, version.revision)

    def last(self, on: date, known: int) -> tuple[int, int]:
        """Give what tells two questions apart: the last change by that day, and by that entry."""
        by_day, by_entry = bisect_right(self.days, on), bisect_right(self.revisions, known)
        day = self.days[by_day - 1].toordinal() if by_day else 0
        return day, self.revisions[by_entry - 1] if by_entry else 0

    def named(self, kind: type[Any], table: str, on: date, known: int) -> dict[Name, Any]:
        """Give those of a table's records that stood, by name."""
        lines = list(self.lines[table].items())
        found = ((name, standing(kind, line, on, known)) for name, line in lines)
        return {name: one for name, one in found if one is not None}

    def records(self, kind: type[Any], table: str, on: date, known: int) -> list[Any]:
        """Give those of a table's records that stood."""
        return list(self.named(kind, table, on, known).values())


@dataclass
class CommonStrand(Strand):
    """What a project's cases have in common: its batches, and the steps of it and of them."""

    kept: dict[object, Mapping[TrackCode, Sequence[SharedMark]]] = field(default_factory=dict)

    def marks(self, on: date, known: int) -> Mapping[TrackCode, Sequence[SharedMark]]:
        """Give by track the steps that stood, in the order in which rows are read."""
        key = self.last(on, known)
        if key not in self.kept:
            self.kept[key] = self._marks(on, known)
        return self.kept[key]

    def _marks(self, on: date, known: int) -> Mapping[TrackCode, Sequence[SharedMark]]:
        batches: dict[Name, Batch] = self.named(Batch, "batches", on, known)
        found: dict[TrackCode, list[SharedMark]] = defaultdict(list)
        marks: dict[Name, StepMark] = self.named(StepMark, "project_steps", on, known)
        for (project, batch, track, _), mark in sorted(marks.items()):
            code = TrackCode(track)
            found[code].append(SharedMark(project, code, mark, batches.get((batch,))))
        return found


@dataclass
class WorkStrand(Strand):
    """A project with what is dated of it."""

    def work(self, on: date, known: int) -> Work | None:
        """Give the project as it stood, without opinions, or None when nobody knew of it."""
        found: list[Project] = self.records(Project, "projects", on, known)
        if not found:
            return None
        progress: list[Progress] = self.records(Progress, "progress", on, known)
        photos: list[Photo] = self.records(Photo, "photos", on, known)
        targets: list[Target] = self.records(Target, "targets", on, known)
        return Work(
            found[0],
            tuple(self.records(Milestone, "milestones", on, known)),
            tuple(sorted(progress, key=lambda one: one.on)),
            tuple(sorted(photos, key=lambda one: one.taken_on)),
            tuple(sorted(targets, key=lambda one: one.on)),
            (),
        )


@dataclass
class CaseStrand(Strand):
    """One case with its parts; `homes` are the households it ever had."""

    project: str = ""
    homes: list[str] = field(default_factory=list)
    kept: dict[object, CaseState | None] = field(default_factory=dict)

    def take_case(self, changes: Mapping[str, Any]) -> None:
        """Note of which project and which households it is."""
        self.project = changes.get("project_code", self.project)
        for home in changes.get("household_codes", ()):
            if home not in self.homes:
                self.homes.append(home)

    def state(
        self,
        visits: Sequence[Strand],
        common: CommonStrand | None,
        workflows: Mapping[int, Definition],
        on: date,
        known: int,
    ) -> CaseState | None:
        """Give the case with all that its stage derives from, or None when it was not there."""
        beside = visits if common is None else (*visits, common)
        key = self.last(on, known), *(one.last(on, known) for one in beside)
        if key not in self.kept:
            self.kept[key] = self.built(visits, common, workflows, on, known)
        return self.kept[key]

    def built(
        self,
        visits: Sequence[Strand],
        common: CommonStrand | None,
        workflows: Mapping[int, Definition],
        on: date,
        known: int,
    ) -> CaseState | None:
        """Give what `state` gives, kept nowhere: for who asks every day once."""
        found = self.records(Case, "cases", on, known)
        if not found:
            return None
        case: Case = found[0]
        steps: list[StepMark] = self.records(StepMark, "case_steps", on, known)
        items: list[ItemMark] = self.records(ItemMark, "voluntary_items", on, known)
        shared = common.marks(on, known).get(case.track, ()) if common else ()
        return CaseState(
            case,
            {one.step: one for one in steps},
            tuple(self.records(Obstacle, "obstacles", on, known)),
            self._visits(case, visits, on, known),
            frozenset(one.form for one in self.records(Component, "components", on, known)),
            workflows.get(case.track_version, SHIPPED),
            {one.item: one for one in items},
            shared_of(case.code, shared),
        )

    def _visits(
        self, case: Case, visits: Sequence[Strand], on: date, known: int
    ) -> tuple[Contact, ...]:
        """Give the visits to the case's households, in their usual order.

        A visit stands under the household it is known under, which may be another one than the
        case named on that day, if two were merged since.
        """
        latest: list[Case] = self.records(Case, "cases", date.max, known)
        homes = [*case.household_codes, *(latest[0].household_codes if latest else ())]
        met: list[Contact] = [
            one for each in visits for one in each.records(Contact, "contacts", on, known)
        ]
        met.sort(key=lambda one: (one.met_on, str(one.recorded_at or "")))
        found = {one.contact_id: one for home in homes for one in met if one.household_code == home}
        return tuple(found.values())
