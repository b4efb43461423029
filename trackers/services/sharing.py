"""What a shared link shows, as plain values from which everything else is left out (DESIGN §4.3).

No name, no amount, no note, no visit, no obstacle, no officer; of what people typed only what they
typed about the work itself: its name, scale, investor, funding, builder, what it brings, the names
of its milestones, and the text written for the public. Captions of photos, reasons of milestones
and a link's label are typed for colleagues and stay inside.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from trackers.domain.cases import CaseState
from trackers.domain.disclosure import ShownClass
from trackers.domain.errors import UnknownRecord
from trackers.domain.links import Link, LinkKind
from trackers.domain.progress import CurvePoint, curve_of, row_of
from trackers.domain.projects import Milestone, Photo, Progress, Project, Target, Work
from trackers.domain.runs import Run, cleared_runs
from trackers.domain.stretches import Stretch
from trackers.domain.strip import strips_of
from trackers.domain.wards import Area, Ward, day_of, monday_of
from trackers.services.as_of import former_states, former_works
from trackers.services.corridor_land import part_of_line
from trackers.services.public_figures import WorkFigures, public_figures
from trackers.services.shared_cases import (
    SharedCourses,
    counts_of,
    reader,
    shared_courses,
)
from trackers.store import Ledger, cases, projects, wards


@dataclass(frozen=True)
class SharedLand:
    """How far a work's land is; `planned` are its targets, where the link shows all of its cases.

    Lengths are metres along the road, those of both sides added up. `pieces` are stretches of it
    with the class shown of the case there, `longest` the longest unbroken run of cleared land.
    """

    cases: int
    handed_over: int
    area_m2: float
    handed_m2: float
    length_m: float
    cleared_m: float
    counts: Mapping[ShownClass, int]
    curve: tuple[CurvePoint, ...]
    planned: tuple[Target, ...]
    pieces: tuple[tuple[Stretch, ShownClass], ...]
    longest: Run | None


@dataclass(frozen=True)
class SharedWork:
    """A work as anybody may see it.

    `land` is of a meeting link, None where the work has no case in its scope; `figures` of a public
    one, None where nothing is published.
    """

    project: Project
    milestones: tuple[Milestone, ...]
    built: tuple[Progress, ...]
    photos: tuple[Photo, ...]
    land: SharedLand | None = None
    figures: WorkFigures | None = None


@dataclass(frozen=True)
class SharedArea:
    """A khu vực with the cases of the link there, by the class shown."""

    name: str
    counts: Mapping[ShownClass, int]


@dataclass(frozen=True)
class SharedView:
    """All of it, at the end of day `on`; `past` tells that this is a former day.

    `areas` are of a meeting link; `names` are those of khu vực by their codes.
    """

    kind: LinkKind
    ward: Ward
    on: date
    past: bool
    works: tuple[SharedWork, ...]
    areas: tuple[SharedArea, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def shared_view(ledger: Ledger, link: Link, *, now: datetime) -> SharedView:
    """Give what a link shows at an instant of the ward's clock."""
    past, on = _day(link, now)
    with ledger.read() as reading:
        ward, areas = wards.read_ward(reading), wards.read_areas(reading)
        open_to_all = {one.photo_id for one in projects.read_photos(reading) if one.public}
    works = [one for one in _works(ledger, link, now) if link.scope.shows(one.project.code)]
    names = {one.code: one.name for one in areas}
    if link.kind is LinkKind.PUBLIC:
        figures = _figures(ledger, link, now)
        told = [
            replace(_work(_for_everybody(one, open_to_all)), figures=figures.get(one.project.code))
            for one in works
        ]
        return SharedView(link.kind, ward, on, past, tuple(told), names=names)
    courses = shared_courses(ledger, link, now=now)
    shown = courses.now
    states: dict[str, list[CaseState]] = defaultdict(list)
    for state in _states(ledger, link, now):
        if state.case.code in shown:
            states[state.case.project_code].append(state)
    whole = not link.scope.filters
    told = [
        replace(_work(one), land=_land(one, states[one.project.code], courses, on, whole=whole))
        for one in works
    ]
    return SharedView(
        link.kind, ward, on, past, tuple(told), areas=_areas(areas, courses), names=names
    )


def _figures(ledger: Ledger, link: Link, now: datetime) -> dict[str, WorkFigures]:
    """Give what a public link publishes of land: whole rows of the ward's one table, or none.

    Numbers are never counted anew for a scope: two links less one another would tell of single
    households. So a track does not filter, and of a part of the khu vực there is no curve.
    """
    found = public_figures(ledger, now=now, on=link.scope.as_of)
    chosen = link.scope.chosen("area")
    if not chosen:
        return found
    return {
        code: replace(one, rows=tuple(row for row in one.rows if row.area_code in chosen), curve=())
        for code, one in found.items()
    }


def shared_runs(ledger: Ledger, link: Link, *, now: datetime) -> list[tuple[bytes, bool]]:
    """Give the runs of road that a public link shows: its line (WKB, EPSG:4326), and if cleared."""
    figures = _figures(ledger, link, now)
    with ledger.read() as reading:
        ward, sites = wards.read_ward(reading), projects.read_sites(reading)
    return [
        (part_of_line(ward, site.centreline, run.from_m, run.to_m), run.cleared)
        for site in sites
        if site.centreline and link.scope.shows(site.project_code)
        for row in (figures[site.project_code].rows if site.project_code in figures else ())
        for run in row.runs
    ]


def shared_photo(ledger: Ledger, link: Link, photo_id: str, *, now: datetime) -> Photo:
    """Give the record of a photo that a link shows; raises UnknownRecord."""
    _, on = _day(link, now)
    with ledger.read() as reading:
        for photo in projects.read_photos(reading):
            if photo.photo_id == photo_id and _shows_photo(link, photo, on):
                return photo
    raise UnknownRecord(kind="photo", code=photo_id)


def _shows_photo(link: Link, photo: Photo, on: date) -> bool:
    """Tell whether a link shows a photo: of its works, taken by its day.

    A picture may show a house or a face: a public link shows those of which somebody has said that
    they are for everybody.
    """
    return (
        (photo.public or link.kind is LinkKind.MEETING)
        and link.scope.shows(photo.project_code)
        and photo.taken_on <= on
    )


def _day(link: Link, now: datetime) -> tuple[bool, date]:
    """Tell whether a link shows a former day, and give the day it shows."""
    today = day_of(now)
    on = min(link.scope.as_of or today, today)
    return on < today, on


def _works(ledger: Ledger, link: Link, now: datetime) -> list[Work]:
    past, on = _day(link, now)
    if past:
        return former_works(ledger, reader(link), on, now=now)
    with ledger.read() as reading:
        return projects.read_works(reading)


def _states(ledger: Ledger, link: Link, now: datetime) -> Sequence[CaseState]:
    past, on = _day(link, now)
    if past:
        return former_states(ledger, reader(link), on, now=now).states
    with ledger.read() as reading:
        return cases.read_states(reading)


def _for_everybody(work: Work, photo_ids: Collection[str]) -> Work:
    """Give a work with those photos alone that everybody may see today, also on a former day."""
    return replace(work, photos=tuple(one for one in work.photos if one.photo_id in photo_ids))


def _work(work: Work) -> SharedWork:
    """Give a work without money, people, reasons, captions, and the cases that it waits for."""
    project = replace(
        work.project,
        total_investment_vnd=None,
        lead_officer_code="",
        widths=(),
        least_remaining_m2=None,
        version=0,
    )
    milestones = (
        replace(one, reason="", basis="", waits_for=(), gate=(), version=0)
        for one in work.milestones
    )
    built = (replace(one, disbursed_vnd=None) for one in work.progress)
    photos = (replace(one, caption="", file="") for one in work.photos)
    return SharedWork(project, tuple(milestones), tuple(built), tuple(photos))


def _land(
    work: Work, states: Sequence[CaseState], courses: SharedCourses, on: date, *, whole: bool
) -> SharedLand | None:
    """Count a work's land from its cases in the link's scope; `whole`: these are all it has."""
    if not states:
        return None
    shown, codes = courses.now, {one.case.code for one in states}
    handed = [(day, one.case.affected_m2) for one in states if (day := one.done_on("handover"))]
    first = min(one.case.opened_on for one in states)
    pieces = (
        (stretch, shown[one.status.case_code])
        for one in courses.courses
        if one.status.case_code in codes
        for stretch in one.status.stretches
    )
    row = row_of(states, monday_of(on))
    return SharedLand(
        row.cases,
        row.handed_over,
        row.area_m2,
        row.handed_m2,
        row.length_m,
        row.cleared_m,
        counts=counts_of(shown[code] for code in codes),
        curve=tuple(curve_of(handed, start=min(first, on), end=on)),
        planned=work.targets if whole else (),
        pieces=tuple(sorted(pieces)),
        longest=next(iter(cleared_runs(strips_of(states))), None),
    )


def _areas(areas: Sequence[Area], courses: SharedCourses) -> tuple[SharedArea, ...]:
    """Count the cases of each khu vực from the classes shown; khu vực without a case are left."""
    shown = courses.now
    found: dict[str, list[ShownClass]] = defaultdict(list)
    for one in courses.courses:
        if (kind := shown.get(one.status.case_code)) is not None:
            found[one.status.area_code].append(kind)
    named = ((one.name, found[one.code]) for one in areas if one.code in found)
    return tuple(SharedArea(name, counts_of(listed)) for name, listed in named)
