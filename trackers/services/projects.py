"""Projects for people: cards, sites, milestones, and the curves of land handed over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from trackers.domain.benefits import Awaited, awaited
from trackers.domain.cases import CaseState
from trackers.domain.errors import DuplicateRecord, EditConflict, TextMissing, UnknownRecord
from trackers.domain.gates import Gate, check_gate, gates_of
from trackers.domain.opinions import Opinion
from trackers.domain.people import Actor
from trackers.domain.progress import CurvePoint, Row, curve_of, row_of
from trackers.domain.projects import (
    Milestone,
    Photo,
    Progress,
    Project,
    Target,
    Work,
    check_milestone,
)
from trackers.domain.rights import Action, may, require, require_everywhere
from trackers.domain.wards import day_of, monday_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.masking import states_for
from trackers.services.subjects import my_project
from trackers.services.works import check_project
from trackers.store import Ledger, Saved, cases, projects
from trackers.store.ledger import Reading
from trackers.store.projects import SiteShape


@dataclass(frozen=True)
class ProjectFile:
    """All that the timelines page shows of one project.

    `awaited` tells for how many cases each thing that the work brings still waits; `on` is the day
    by whose end all of it is so. `heard` is empty for who may not read opinions.
    """

    project: Project
    milestones: tuple[Milestone, ...]
    progress: tuple[Progress, ...]
    photos: tuple[Photo, ...]
    row: Row
    curve: tuple[CurvePoint, ...]
    targets: tuple[Target, ...]
    waiting: tuple[Gate, ...]
    heard: tuple[Opinion, ...]
    awaited: tuple[Awaited, ...]
    on: date


def list_projects(ledger: Ledger) -> list[Project]:
    """Give the projects in their usual order."""
    with ledger.read() as reading:
        return projects.read_projects(reading)


def project_sites(ledger: Ledger) -> list[SiteShape]:
    """Give the sites that are drawn, WKB in EPSG:4326."""
    with ledger.read() as reading:
        return projects.read_sites(reading)


def project_files(ledger: Ledger, actor: Actor, now: datetime) -> list[ProjectFile]:
    """Give every project with its timelines; raises NotAllowed."""
    require(actor, Action.SEE_WORKS, ledger.ward)
    with ledger.read() as reading:
        states = states_for(actor, cases.read_states(reading))
        works = projects.read_works(reading)
    return [file_of(one, states, actor, day_of(now)) for one in works]


def _may_hear(actor: Actor) -> bool:
    """Tell whether voters' own words are for the actor."""
    return may(actor, Action.SEE_HOUSEHOLDS) and not actor.masked


def file_of(work: Work, states: Iterable[CaseState], actor: Actor, on: date) -> ProjectFile:
    """Give what is shown of a work by the end of a day, as far as the actor may see it.

    `work` and `states` (of any projects) are as they were then.
    """
    project, code = work.project, work.project.code
    every = [one for one in states if one.case.project_code == code]
    own = [one for one in every if one.case.in_scope]
    # As known now: a step that was taken back, or given another day, counts as it stands.
    handed = [(day, s.case.affected_m2) for s in own if (day := s.done_on("handover"))]
    first = min((one.case.opened_on for one in own), default=on)
    return ProjectFile(
        project,
        work.milestones,
        work.progress,
        work.photos,
        row_of(own, monday_of(on)),
        tuple(curve_of(handed, start=first, end=on)) if own else (),
        work.targets,
        tuple(gates_of(work.milestones, every, dated=may(actor, Action.SEE_HOUSEHOLDS))),
        work.heard if _may_hear(actor) else (),
        tuple(awaited(project.brings, own)),
        on,
    )


def get_photo(ledger: Ledger, actor: Actor, photo_id: str) -> Photo:
    """Give a photo's record; raises NotAllowed, UnknownRecord."""
    require(actor, Action.SEE_WORKS, ledger.ward)
    with ledger.read() as reading:
        for photo in projects.read_photos(reading):
            if photo.photo_id == photo_id:
                return photo
    raise UnknownRecord(kind="photo", code=photo_id)


def add_project(
    ledger: Ledger,
    actor: Actor,
    *,
    project: Project,
    site: bytes | None = None,
    centreline: bytes | None = None,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Add a public work; `site` and `centreline` are WKB in EPSG:4326, either may be missing.

    A new work is the whole ward's matter. Raises NotAllowed, NotYours, TextMissing,
    DuplicateRecord and what `check_project` raises.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    require_everywhere(actor)
    if not project.code.strip():
        raise TextMissing(field="project_code")
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        known = projects.read_projects(writing)
        if project.code in {one.code for one in known}:
            raise DuplicateRecord(kind="project", code=project.code)
        check_project(writing, project)
        projects.add_project(
            writing, project, site=site, centreline=centreline, position=len(known)
        )
        return writing.record(
            "project.added", project.code, actor=actor.code, effective_on=day_of(now), key=key
        )


def edit_milestone(
    ledger: Ledger, actor: Actor, *, mine: Milestone, now: datetime, key: str | None = None
) -> Saved:
    """Save a milestone's dates and gate; `mine.version` is the one the form opened with.

    A date that moves needs its reason. Raises NotAllowed, UnknownRecord, ReasonMissing,
    NotInRange (the gate), EditConflict.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            theirs = _milestone(writing, mine.code)
            project = my_project(writing, actor, theirs.project_code)
            if theirs.version != mine.version:
                raise _conflict(writing, theirs, mine)
            check_milestone(theirs, mine)
            check_gate(mine.stretches, project.length_m)
            _check_named(writing, theirs, mine)
            projects.change_milestone(writing, mine, base=mine.version)
            return writing.record(
                "milestone.edited",
                mine.code,
                actor=actor.code,
                effective_on=day_of(now),
                key=key,
            )
    except EditConflict as conflict:
        keep_refused(ledger, actor, mine.code, conflict, now=now)
        raise


def _conflict(reading: Reading, theirs: Milestone, mine: Milestone) -> EditConflict:
    by, at = last_writer(reading, mine.code)
    return EditConflict(
        record=mine.name,
        field="milestone",
        theirs=(theirs.forecast_on, theirs.actual_on),
        mine=(mine.forecast_on, mine.actual_on),
        by=by,
        at=at,
    )


def _check_named(reading: Reading, theirs: Milestone, mine: Milestone) -> None:
    """Refuse a case that a gate names anew and the work does not have; raises UnknownRecord."""
    known = {
        one.code for one in cases.read_cases(reading) if one.project_code == theirs.project_code
    }
    for code in mine.waits_for:
        if code not in known | set(theirs.waits_for):
            raise UnknownRecord(kind="case", code=code)


def _milestone(reading: Reading, code: str) -> Milestone:
    for milestone in projects.read_milestones(reading):
        if milestone.code == code:
            return milestone
    raise UnknownRecord(kind="milestone", code=code)
