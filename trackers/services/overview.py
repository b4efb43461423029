"""The overview: one row a project, the way officials read it."""

from dataclasses import dataclass
from datetime import datetime

from trackers.domain.people import Actor
from trackers.domain.progress import Row, row_of, total_of
from trackers.domain.projects import Project
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of, monday_of
from trackers.store import Ledger, cases, projects, wards


@dataclass(frozen=True)
class Overview:
    """The table: projects with their rows, the total, and the instant it was read (UTC)."""

    rows: tuple[tuple[Project, Row], ...]
    total: Row
    at: datetime
    revision: int


def ward_overview(ledger: Ledger, actor: Actor, now: datetime) -> Overview:
    """Give the overview of the ward; raises NotAllowed."""
    require(actor, Action.SEE_WORKS)
    monday = monday_of(day_of(now))
    with ledger.read() as reading:
        listed = projects.read_projects(reading)
        states = cases.read_states(reading)
        revision, _ = wards.revision_and_layer(reading)
    rows = tuple(
        (project, row_of((s for s in states if s.case.project_code == project.code), monday))
        for project in listed
    )
    return Overview(rows, total_of([row for _, row in rows]), now, revision)
