"""What each item of a review's agenda says: one definition for screen, projector and papers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from trackers.domain.findings import Findings
from trackers.domain.reviews import AgendaItem, Decision, ItemKind, Review
from trackers.services import agenda_due, agenda_lists, agenda_targets, agenda_works
from trackers.services.agenda_cells import Cell as Cell
from trackers.services.agenda_cells import CellKind as CellKind
from trackers.services.agenda_cells import ItemSheet as ItemSheet
from trackers.services.agenda_cells import Line as Line
from trackers.services.agenda_cells import Table as Table
from trackers.services.agenda_names import Names as Names
from trackers.services.agenda_names import names_for as names_for
from trackers.words import say


class Reviewed(Protocol):
    """A review as somebody may see it: what `services.reviews.get_review` gives."""

    @property
    def review(self) -> Review: ...  # noqa: D102 (as the class says)
    @property
    def items(self) -> Sequence[AgendaItem]: ...  # noqa: D102
    @property
    def decisions(self) -> Sequence[Decision]: ...  # noqa: D102
    @property
    def findings(self) -> Findings: ...  # noqa: D102
    @property
    def closed_here(self) -> Sequence[Decision]: ...  # noqa: D102


def sheet_of(file: Reviewed, item: AgendaItem, names: Names) -> ItemSheet:
    """Give all that an item says, with its title and the chair's own words on top."""
    sheet = _sheet(file, item, names)
    own = tuple(line for line in item.text.splitlines() if line.strip())
    return replace(
        sheet,
        title=title_of(item, names),
        lines=(*own, *sheet.lines),
        tables=tuple(one for one in sheet.tables if one.rows or one.empty),
        case_codes=sheet.case_codes or ((item.case_code,) if item.case_code else ()),
        project_code=sheet.project_code or item.project_code,
    )


def title_of(item: AgendaItem, names: Names) -> str:
    """Give an item's title: the chair's own, else what its kind and subject say."""
    if item.title:
        return item.title
    if item.kind is ItemKind.PROJECT:
        return names.project(item.project_code)
    return say(item.kind.label)


def decisions_under(file: Reviewed, item: AgendaItem, names: Names) -> Table:
    """Give what was decided under an item."""
    taken = [one for one in file.decisions if one.item_id == item.item_id]
    return agenda_due.decisions_table(taken, names, caption=say("Kết luận"))


def all_decisions(file: Reviewed, names: Names) -> Table:
    """Give all that was decided in a review, in the order of their numbers."""
    return agenda_due.decisions_table(file.decisions, names)


def week_title(review: Review) -> str:
    """Give a review's name: "Tuần 15/2014"."""
    week, year = review.week
    return say("Tuần {week}/{year}", week=f"{week:02d}", year=year)


def _sheet(file: Reviewed, item: AgendaItem, names: Names) -> ItemSheet:
    found = file.findings
    makers: dict[ItemKind, Callable[[], ItemSheet]] = {
        ItemKind.CARRIED: lambda: agenda_due.carried(found, file.closed_here, names),
        ItemKind.PROJECT: lambda: agenda_works.project(
            found, file.review, item.project_code, names
        ),
        ItemKind.OFFICERS: lambda: agenda_works.officers(found, names),
        ItemKind.OVERDUE: lambda: agenda_due.overdue(found, names),
        ItemKind.PROMISES: lambda: agenda_lists.promises(found, names),
        ItemKind.STALE: lambda: agenda_lists.stale(found, names),
        ItemKind.UNLOCK: lambda: agenda_lists.unlocks(found, names, item.case_code),
        ItemKind.UNATTENDED: lambda: agenda_lists.unattended(found, names),
        ItemKind.OPINIONS: lambda: agenda_targets.opinions(
            names.opinions, file.review, names, found.on
        ),
        ItemKind.INDICATORS: lambda: agenda_targets.indicators(names),
        ItemKind.TOPIC: lambda: ItemSheet(""),
    }
    return makers[item.kind]()
