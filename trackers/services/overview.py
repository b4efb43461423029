"""The overview: one row a project, the way officials read it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from trackers.domain.as_of import Sight
from trackers.domain.cases import CaseState
from trackers.domain.people import Actor
from trackers.domain.progress import Row, row_of, total_of
from trackers.domain.projects import Project
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of, monday_of
from trackers.services.as_of import former_states
from trackers.store import Ledger, cases, projects, wards


@dataclass(frozen=True)
class Overview:
    """The table: projects with their rows, the total, and the instant it was read (UTC).

    `as_of` is the former day whose end it shows, with which knowledge (`sight`); None: now.
    """

    rows: tuple[tuple[Project, Row], ...]
    total: Row
    at: datetime
    revision: int
    as_of: date | None = None
    sight: Sight = Sight.TRUE


def ward_overview(ledger: Ledger, actor: Actor, now: datetime) -> Overview:
    """Give the overview of the ward; raises NotAllowed."""
    require(actor, Action.SEE_WORKS, ledger.ward)
    with ledger.read() as reading:
        listed = projects.read_projects(reading)
        states = cases.read_states(reading)
        revision, _ = wards.revision_and_layer(reading)
    rows = _rows(listed, states, day_of(now))
    return Overview(rows, total_of([row for _, row in rows]), now, revision)


def former_overview(
    ledger: Ledger, actor: Actor, now: datetime, on: date, sight: Sight = Sight.TRUE
) -> Overview:
    """Give the overview as it was at the end of a day; raises NotAllowed, DateInFuture."""
    former = former_states(ledger, actor, on, now=now, sight=sight)
    with ledger.read() as reading:
        listed = projects.read_projects(reading)
    rows = _rows(listed, former.states, on)
    return Overview(rows, total_of([row for _, row in rows]), now, former.known, on, sight)


def _rows(
    listed: Iterable[Project], states: Iterable[CaseState], on: date
) -> tuple[tuple[Project, Row], ...]:
    """Count each project's cases by the end of a day."""
    of_project: dict[str, list[CaseState]] = defaultdict(list)
    for state in states:
        of_project[state.case.project_code].append(state)
    monday = monday_of(on)
    return tuple((project, row_of(of_project[project.code], monday)) for project in listed)
