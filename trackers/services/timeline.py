"""The log of a ward's cases, read once and followed as it grows, from which any day is answered.

What is kept here is never personal: names and words are read again for the one case they are of.
"""

from bisect import bisect_right, insort
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from threading import Lock
from typing import Any

from trackers.domain.as_of import Version, days_of, standing
from trackers.domain.cases import Case, CaseState
from trackers.domain.components import Component
from trackers.domain.contacts import Contact
from trackers.domain.obstacles import Obstacle
from trackers.domain.shipped import SHIPPED
from trackers.domain.tracks import Definition, StepMark
from trackers.store import Ledger
from trackers.store.ledger import Reading
from trackers.store.versions import Entry, Written, hash_at, read_entries
from trackers.store.workflows import read_workflows

_WARDS = 4
Lines = dict[str, list[Version]]


@dataclass
class Strand:
    """What belongs together: its records' versions, and when any of them can change.

    Everything only grows, and a question names the revision up to which it asks: so answers that
    were kept stay right, and readers need no lock.
    """

    lines: dict[str, Lines] = field(default_factory=lambda: defaultdict(dict))
    days: list[date] = field(default_factory=list)
    revisions: list[int] = field(default_factory=list)

    def add(self, table: str, name: str, version: Version) -> None:
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

    def records(self, kind: type[Any], table: str, on: date, known: int) -> list[Any]:
        """Give those of a table's records that stood."""
        lines = list(self.lines[table].values())
        found = (standing(kind, line, on, known) for line in lines)
        return [one for one in found if one is not None]


@dataclass
class CaseStrand(Strand):
    """One case with its steps and obstacles; `homes` are the households it ever had."""

    project: str = ""
    homes: list[str] = field(default_factory=list)
    kept: dict[object, CaseState | None] = field(default_factory=dict)


class Timeline:
    """Every version of every case, and of the visits to their households."""

    def __init__(self) -> None:
        self.revision = 0
        self.head = ""
        self._cases: dict[str, CaseStrand] = {}
        self._visits: dict[tuple[str, str], Strand] = {}
        self._case_of: dict[str, str] = {}
        self._visits_of: dict[str, list[tuple[str, str]]] = {}
        self._recorded: list[datetime] = []
        self._written: list[int] = []
        self.workflows: Mapping[int, Definition] = {}

    def follow(self, entries: Iterable[Entry]) -> None:
        """Take in the next entries of the log."""
        for entry in entries:
            for one in entry.written:
                self._take(one)
            if entry.written:
                # A clock may go back; what was known is always a beginning of the log.
                self._recorded.append(max([entry.recorded_at, *self._recorded[-1:]]))
                self._written.append(entry.revision)
            self.revision, self.head = entry.revision, entry.hash

    def known_at(self, instant: datetime) -> int:
        """Give the last revision about cases that was recorded by an instant."""
        place = bisect_right(self._recorded, instant)
        return self._written[place - 1] if place else 0

    def states(self, on: date, known: int) -> list[CaseState]:
        """Give every case that was there, with its parts, by code."""
        found = (self._state(one, on, known) for _, one in sorted(self._cases.items()))
        return [one for one in found if one is not None]

    def state(self, code: str, on: date, known: int) -> CaseState | None:
        """Give one case, or None when it was not there."""
        strand = self._cases.get(code)
        return self._state(strand, on, known) if strand else None

    def revisions_of(self, code: str) -> list[int]:
        """Give the entries that wrote a case, its parts, or visits to its households."""
        strand = self._cases.get(code)
        if strand is None:
            return []
        strands = [strand, *self._visits_to(strand)]
        return sorted(set(chain.from_iterable(one.revisions for one in strands)))

    def _take(self, one: Written) -> None:
        name = str(one.key.get("step", one.key.get("position", next(iter(one.key.values())))))
        if one.table == "contacts":
            self._take_visit(name, one)
            return
        code = self._code_of(one, name)
        if not code:
            return  # another case's, of an entry that wrote several
        strand = self._cases.setdefault(code, CaseStrand())
        strand.add(one.table, name, one.version)
        if one.table == "cases" and one.version.changes:
            strand.project = one.version.changes.get("project_code", strand.project)
            for home in one.version.changes.get("household_codes", ()):
                if home not in strand.homes:
                    strand.homes.append(home)

    def _code_of(self, one: Written, name: str) -> str:
        """Give the case that a row belongs to; a later change of an obstacle does not name it."""
        if one.table == "cases":
            return name
        changes = one.version.changes or {}
        code = str(
            one.key.get("case_code") or changes.get("case_code") or self._case_of.get(name, "")
        )
        if one.table == "obstacles":
            self._case_of[name] = code
        return code

    def _take_visit(self, name: str, one: Written) -> None:
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

    def _visits_to(self, strand: CaseStrand) -> list[Strand]:
        places = ((home, strand.project) for home in strand.homes)
        return [self._visits[one] for one in places if one in self._visits]

    def _state(self, strand: CaseStrand, on: date, known: int) -> CaseState | None:
        visits = self._visits_to(strand)
        key = strand.last(on, known), *(one.last(on, known) for one in visits)
        if key not in strand.kept:
            strand.kept[key] = _built(strand, visits, self.workflows, on, known)
        return strand.kept[key]


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


def _built(
    strand: CaseStrand,
    visits: Sequence[Strand],
    workflows: Mapping[int, Definition],
    on: date,
    known: int,
) -> CaseState | None:
    found = strand.records(Case, "cases", on, known)
    if not found:
        return None
    case: Case = found[0]
    steps: list[StepMark] = strand.records(StepMark, "case_steps", on, known)
    return CaseState(
        case,
        {one.step: one for one in steps},
        tuple(strand.records(Obstacle, "obstacles", on, known)),
        _visits(strand, case, visits, on, known),
        frozenset(one.form for one in strand.records(Component, "components", on, known)),
        workflows.get(case.track_version, SHIPPED),
    )


def _visits(
    strand: CaseStrand, case: Case, visits: Sequence[Strand], on: date, known: int
) -> tuple[Contact, ...]:
    """Give the visits to the case's households, in their usual order.

    A visit stands under the household it is known under, which may be another one than the case
    named on that day, if two were merged since.
    """
    latest: list[Case] = strand.records(Case, "cases", date.max, known)
    homes = [*case.household_codes, *(latest[0].household_codes if latest else ())]
    met: list[Contact] = [
        one for each in visits for one in each.records(Contact, "contacts", on, known)
    ]
    met.sort(key=lambda one: (one.met_on, str(one.recorded_at or "")))
    found = {one.contact_id: one for home in homes for one in met if one.household_code == home}
    return tuple(found.values())
