"""A review as it is shown to a room: a slide an item, with the place it is about, names masked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import shapely

from trackers.domain.as_of import Sight
from trackers.domain.cases import CaseState
from trackers.domain.looks import LookKind
from trackers.domain.people import Actor
from trackers.domain.projects import Milestone, Work
from trackers.domain.reviews import AgendaItem, ItemKind
from trackers.domain.rights import Action, require
from trackers.domain.strip import Strip, strips_of
from trackers.domain.wards import day_of
from trackers.services.agenda_names import Box
from trackers.services.agenda_sheets import (
    ItemSheet,
    Names,
    Table,
    decisions_under,
    names_for,
    sheet_of,
)
from trackers.services.as_of import former_files, former_states
from trackers.services.looks import note_look
from trackers.services.masking import require_unmasked
from trackers.services.projects import ProjectFile
from trackers.services.reviews import ReviewFile, get_review
from trackers.store import Ledger, projects

# What leads the map along its rows, and so shows the road it is on.
_ALONG = {ItemKind.PROJECT, ItemKind.UNLOCK}


@dataclass(frozen=True)
class Slide:
    """One item for the room: what it says and what was decided, and where it lies.

    `box` (W, S, E, N, EPSG:4326) is where the map flies; `strip` and `milestones` (those that are
    still to be met) are of the work it is about, `length_m` is how long its road is.
    """

    item: AgendaItem
    number: int
    sheet: ItemSheet
    decided: Table
    box: Box | None = None
    strip: Strip | None = None
    length_m: float = 0.0
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True)
class Presentation:
    """A review for the room; `past_on` is the day whose end the map shows, None for the present."""

    file: ReviewFile
    names: Names
    slides: tuple[Slide, ...]
    past_on: date | None


def presentation(
    ledger: Ledger, actor: Actor, monday: date, *, now: datetime, named: bool = False
) -> Presentation:
    """Give a review for the room; names of households are initials unless they are asked for.

    Asking for them is kept as a look. Raises NotAllowed (nobody sees them while masked),
    UnknownRecord.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    if named:
        require_unmasked(actor, Action.SEE_HOUSEHOLDS)
        note_look(ledger, actor, LookKind.NAMES_PRESENTED, monday.isoformat())
    seen = actor if named else replace(actor, masked=True)
    file = get_review(ledger, seen, monday, now=now)
    held_on, today = file.findings.on, day_of(now)
    past_on = held_on if held_on < today else None
    names = names_for(ledger, seen, on=held_on, revision=file.review.revision)
    land = _Land(ledger, seen, names, past_on, now)
    shown = [one for one in file.items if not one.skipped]
    slides = tuple(
        _slide(file, item, number, names, land) for number, item in enumerate(shown, start=1)
    )
    return Presentation(file, names, slides, past_on)


class _Land:
    """Roads, milestones and sites of the works, of the day that is shown."""

    def __init__(
        self, ledger: Ledger, actor: Actor, names: Names, past_on: date | None, now: datetime
    ) -> None:
        with ledger.read() as reading:
            sites, works = projects.read_sites(reading), projects.read_works(reading)
        states: Sequence[CaseState] = [row.state for row in names.cases.values()]
        dated: Sequence[Work | ProjectFile] = works
        if past_on:
            sight = Sight.KNOWN
            states = former_states(ledger, actor, past_on, now=now, sight=sight).states
            dated = former_files(ledger, actor, past_on, now=now, sight=sight)
        self.strips = {one.project_code: one for one in strips_of(states)}
        self.milestones = {one.project.code: one.milestones for one in dated}
        self.sites = {one.project_code: (one.site, one.centreline) for one in sites}
        self.names = names

    def box(self, case_codes: Iterable[str], project_code: str) -> Box | None:
        """Give the box around cases, else around the land of a work, else around its site."""
        own = [
            code for code, row in self.names.cases.items() if self._is_of(row.state, project_code)
        ]
        return self.names.box(case_codes) or self.names.box(own) or self._site(project_code)

    def _is_of(self, state: CaseState, project_code: str) -> bool:
        return state.case.in_scope and state.case.project_code == project_code

    def _site(self, project_code: str) -> Box | None:
        shapes = [one for one in self.sites.get(project_code, ()) if one is not None]
        if not shapes:
            return None
        west, south, east, north = shapely.total_bounds(shapely.from_wkb(shapes))
        return float(west), float(south), float(east), float(north)

    def length_m(self, project_code: str) -> float:
        """Give how long a work's road is: as its record says, or as far as its cases reach."""
        work, strip = self.names.projects.get(project_code), self.strips.get(project_code)
        ends = [one.stretch.to_m for one in strip.all_pieces] if strip else []
        return max([work.length_m or 0.0 if work else 0.0, *ends])


def _to_meet(milestones: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """Give what is still to be met; where all is, all of it."""
    left = tuple(one for one in milestones if one.actual_on is None)
    return left or tuple(milestones)


def _where(sheet: ItemSheet) -> tuple[str, ...]:
    """Give the cases that an item is about: named by it, else by its rows, but for a work's."""
    if sheet.case_codes or sheet.project_code:
        return sheet.case_codes
    return tuple(row.case_code for each in sheet.tables for row in each.rows if row.case_code)


def _slide(file: ReviewFile, item: AgendaItem, number: int, names: Names, land: _Land) -> Slide:
    sheet = sheet_of(file, item, names)
    work = sheet.project_code
    along = bool(work) and (item.kind in _ALONG or item.kind is ItemKind.TOPIC)
    return Slide(
        item,
        number,
        sheet,
        decisions_under(file, item, names),
        land.box(_where(sheet), work),
        land.strips.get(work) if along else None,
        land.length_m(work) if along else 0.0,
        _to_meet(land.milestones.get(work, ()))
        if along and item.kind is not ItemKind.UNLOCK
        else (),
    )
