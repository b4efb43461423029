"""The names that the sheets of an agenda need, read once: people, works, areas, cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from trackers.domain.indicators import IndicatorFile
from trackers.domain.looks import LookKind
from trackers.domain.opinions import Opinion
from trackers.domain.people import Absence, Actor, acting_officer
from trackers.domain.projects import Project
from trackers.domain.rights import Action, require
from trackers.services.cases import CaseRow, rows_for, rows_of
from trackers.services.indicators import indicators_then
from trackers.services.looks import note_look
from trackers.services.opinions import opinions_then
from trackers.services.wards import current_revision
from trackers.store import Ledger, cases, people, projects, wards
from trackers.words import say

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Names:
    """Who and what is meant by a code, as the actor may see it, on the day of a review.

    `cases` hold the cases in scope and those that left it, as they stand now; indicators and
    opinions are those of the review's day, as far as its revision knows them.
    """

    on: date
    officers: Mapping[str, str]
    projects: Mapping[str, Project]
    areas: Mapping[str, str]
    cases: Mapping[str, CaseRow]
    absences: tuple[Absence, ...]
    indicators: tuple[IndicatorFile, ...] = ()
    opinions: tuple[Opinion, ...] = ()

    def officer(self, code: str) -> str:
        """Give an officer's name; a code that nobody has stands for itself."""
        return self.officers.get(code, code)

    def acting(self, code: str, cover_code: str | None = None) -> str:
        """Give who acts for an officer on the day, and for whom: "A (thay B)"."""
        there = acting_officer(code, cover_code, self.absences, self.on)
        if there == code:
            return self.officer(code)
        return say(
            "{cover} (thay {officer})", cover=self.officer(there), officer=self.officer(code)
        )

    def in_charge(self, case_code: str) -> str:
        """Give who acts for a case on the day."""
        row = self.cases.get(case_code)
        case = row.state.case if row else None
        return self.acting(case.officer_code, case.cover_code) if case else ""

    def project(self, code: str) -> str:
        """Give a work's name."""
        return self.projects[code].name if code in self.projects else code

    def holder(self, case_code: str) -> str:
        """Give the name of a case's household, "" for a case that there is not."""
        row = self.cases.get(case_code)
        return row.holder if row else ""

    def parcel(self, case_code: str) -> str:
        """Give tờ/thửa of a case."""
        row = self.cases.get(case_code)
        return row.parcel.label if row and row.parcel else ""

    def area(self, case_code: str) -> str:
        """Give the name of the area in which a case lies."""
        row = self.cases.get(case_code)
        code = row.state.case.area_code if row else ""
        return self.areas.get(code, code)

    def box(self, case_codes: Iterable[str]) -> Box | None:
        """Give the box (W, S, E, N, EPSG:4326) around the parcels of cases, None without any."""
        plots = [row.parcel for code in case_codes if (row := self.cases.get(code))]
        boxes = [one.box for one in plots if one is not None]
        if not boxes:
            return None
        west, south, east, north = zip(*boxes, strict=True)
        return min(west), min(south), max(east), max(north)


def names_for(ledger: Ledger, actor: Actor, *, on: date, revision: int | None = None) -> Names:
    """Give the names that sheets of a review of that day need, at its revision (None: the last).

    Raises NotAllowed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    note_look(ledger, actor, LookKind.CASES_LISTED)
    known = current_revision(ledger)[0] if revision is None else revision
    indicators = indicators_then(ledger, actor, on=on, revision=known)
    opinions = opinions_then(ledger, actor, on=on, revision=known)
    with ledger.read() as reading:
        rows = rows_of(reading, cases.read_states(reading), on)
        return Names(
            on,
            {one.code: one.name for one in people.read_officers(reading)},
            {one.code: one for one in projects.read_projects(reading)},
            {one.code: one.name for one in wards.read_areas(reading)},
            {one.state.case.code: one for one in rows_for(actor, rows)},
            tuple(people.read_absences(reading)),
            tuple(indicators),
            tuple(opinions),
        )
