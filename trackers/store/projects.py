"""Projects with their milestones, progress, targets, photos."""

from dataclasses import dataclass
from typing import Any

from trackers.domain.projects import Milestone, Photo, Progress, Project, Target, Work
from trackers.store import opinions, tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of, without


@dataclass(frozen=True)
class SiteShape:
    """A project's footprint and centreline as WKB in EPSG:4326; either may be missing."""

    project_code: str
    kind: str
    status: str
    site: bytes | None
    centreline: bytes | None


def read_projects(reading: Reading) -> list[Project]:
    """Give the projects in their usual order."""
    order = (tables.projects.c.position, tables.projects.c.code)
    return [record_of(Project, row) for row in reading.rows(tables.projects, order=order)]


def read_sites(reading: Reading) -> list[SiteShape]:
    """Give the sites that are drawn."""
    return [
        SiteShape(row.code, row.kind, row.status, row.site, row.centreline)
        for row in reading.rows(tables.projects, order=(tables.projects.c.position,))
        if row.site or row.centreline
    ]


def read_milestones(reading: Reading, project: str | None = None) -> list[Milestone]:
    """Give the milestones in their usual order."""
    return _read(reading, tables.milestones, Milestone, project, "position")


def read_progress(reading: Reading, project: str | None = None) -> list[Progress]:
    """Give the dated progress, oldest first."""
    return _read(reading, tables.progress, Progress, project, "on")


def read_targets(reading: Reading, project: str | None = None) -> list[Target]:
    """Give the dated targets, oldest first."""
    return _read(reading, tables.targets, Target, project, "on")


def read_photos(reading: Reading, project: str | None = None) -> list[Photo]:
    """Give the photos, oldest first."""
    return _read(reading, tables.photos, Photo, project, "taken_on")


def read_works(reading: Reading) -> list[Work]:
    """Give the projects with all that is dated of them."""
    heard = opinions.read_opinions(reading)
    return [
        Work(
            one,
            tuple(read_milestones(reading, one.code)),
            tuple(read_progress(reading, one.code)),
            tuple(read_photos(reading, one.code)),
            tuple(read_targets(reading, one.code)),
            tuple(each for each in heard if each.project_code == one.code),
        )
        for one in read_projects(reading)
    ]


def add_project(
    writing: Writing,
    project: Project,
    *,
    site: bytes | None,
    centreline: bytes | None,
    position: int,
) -> None:
    """Add a project; shapes are WKB in EPSG:4326."""
    shapes = {"site": site, "centreline": centreline, "position": position}
    writing.insert(tables.projects, values_of(project) | shapes)


def change_project(writing: Writing, project: Project, *, base: int) -> None:
    """Change the facts of a project that still has version `base`; raises RowChanged."""
    values = without(values_of(project), "code", "version")
    writing.update(tables.projects, {"code": project.code}, values, base=base)


def change_corridor(
    writing: Writing,
    project: Project,
    *,
    site: bytes,
    centreline: bytes | None,
    base: int,
) -> None:
    """Draw a project anew, with widths and what has to remain of a parcel; raises RowChanged."""
    values = values_of(project)
    wanted = {name: values[name] for name in ("widths", "least_remaining_m2")}
    shapes = {"site": site, "centreline": centreline}
    writing.update(tables.projects, {"code": project.code}, wanted | shapes, base=base)


def change_fact(writing: Writing, fact: Progress | Target) -> None:
    """Put another figure in the place of the one that a project has for that day."""
    table = tables.progress if isinstance(fact, Progress) else tables.targets
    key = {"project_code": fact.project_code, "on": fact.on}
    writing.update(table, key, without(values_of(fact), *key), base=None)


def add_milestone(writing: Writing, milestone: Milestone, position: int) -> None:
    """Add a milestone."""
    writing.insert(tables.milestones, values_of(milestone) | {"position": position})


def change_milestone(writing: Writing, milestone: Milestone, *, base: int) -> None:
    """Change a milestone that still has version `base`; raises RowChanged."""
    values = without(values_of(milestone), "code", "version")
    writing.update(tables.milestones, {"code": milestone.code}, values, base=base)


def change_photo(writing: Writing, photo: Photo, *, base: int) -> None:
    """Change a photo that still has version `base`; raises RowChanged."""
    values = without(values_of(photo), "photo_id", "version")
    writing.update(tables.photos, {"photo_id": photo.photo_id}, values, base=base)


def add_facts(writing: Writing, facts: list[Progress | Target | Photo]) -> None:
    """Add dated facts, each to its own table."""
    homes = {
        Progress: tables.progress,
        Target: tables.targets,
        Photo: tables.photos,
    }
    for fact in facts:
        writing.insert(homes[type(fact)], values_of(fact))


def _read(
    reading: Reading, table: Any, kind: type[Any], project: str | None, order: str
) -> list[Any]:
    match = [] if project is None else [table.c.project_code == project]
    rows = reading.rows(table, *match, order=(table.c[order],))
    return [record_of(kind, row) for row in rows]
