"""What lies under the cases: the ward's row, its map, its people, its works and their dates."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import groupby

import shapely

from geodata.demo import Fabric
from trackers.domain.parcels import Accuracy
from trackers.domain.people import Actor
from trackers.domain.projects import Progress
from trackers.domain.wards import Ward
from trackers.services import layers, photos, projects, scenarios, wards
from trackers.services.corridor_land import Proposal
from trackers.services.demo import works
from trackers.services.demo.acts import Act, Do
from trackers.services.demo.calendar import FOUNDED, OPENING, TODAY, at, next_workday
from trackers.services.demo.milestones import MILESTONES, TURNS, Turn
from trackers.services.demo.people import AREA_NAMES, AREAS, OFFICERS
from trackers.services.demo.photos import SKETCHES, Sketch, draw
from trackers.services.demo.targets import target_acts
from trackers.services.demo.voices import voice_acts
from trackers.store import Ledger, Saved, people
from trackers.store import projects as project_rows
from trackers.store import wards as ward_rows
from trackers.store.opening import Store

CODE = "31169"
NOTICE = "Dữ liệu minh họa: hộ, cán bộ, ngày tháng giả định; sơ đồ, không có giá trị pháp lý."
_SOURCE = "Sơ đồ minh họa, không đo đạc"
_CLERK = "CB09"
# The day on which XM-149 left the scope.
_DECLINED_ON = date(2014, 3, 21)
# Where it stands along the road.
_BESIDE_M = (388.0, 407.0)
_PASSING = (*works.ROAD_WIDTHS, (388.0, 2.1, 2.5), (407.0, 2.5, 2.5))


def found_ward(store: Store, fabric: Fabric) -> Ledger:
    """Add the ward as of its first day; its clock is set at the end. Raises DuplicateRecord."""
    outline = fabric.outline.geometry.iloc[0]
    west, south, east, north = (float(one) for one in outline.bounds)
    ward = Ward(
        CODE,
        "Phường Trà An",
        "EPSG:5897",
        (west, south, east, north),
        demo=True,
        notice=NOTICE,
        contact="UBND phường Trà An, bộ phận tiếp dân (minh họa)",
        clock_starts_at=at(FOUNDED, 7, 30),
        clock_set_at=datetime.now(UTC),
    )
    return wards.add_ward(store, ward, outline=shapely.to_wkb(outline))


def lay_ground(ledger: Ledger, fabric: Fabric) -> None:
    """Write the people, the areas and the parcel layer."""
    now = at(FOUNDED, 9)
    layer = layers.cut_layer(
        ledger,
        fabric.parcels,
        base=list(_base_shapes(fabric)),
        source=_SOURCE,
        accuracy=Accuracy.SCHEMATIC,
        now=now,
    )
    shapes = dict(zip(fabric.areas["code"], fabric.areas.geometry, strict=True))
    with ledger.write(now) as writing:
        for officer in OFFICERS:
            people.add_officer(writing, officer)
        for position, area in enumerate(AREAS):
            ward_rows.add_area(writing, area, shapely.to_wkb(shapes[area.code]), position)
        layers.put_in_force(writing, layer, fabric.parcels)
        writing.record("ward.filled", CODE, actor="QT", effective_on=FOUNDED)


def ground_acts(fabric: Fabric) -> Iterator[Act]:
    """Tell the works: each at its start, then its dates, what was built, and what was read out."""
    sites = dict(zip(fabric.sites["project_code"], fabric.sites.geometry, strict=True))
    lines = dict(zip(fabric.centreline["project_code"], fabric.centreline.geometry, strict=True))
    for position, project in enumerate(works.PROJECTS):
        start = works.ROAD_STARTS if project.code == works.ROAD else FOUNDED
        shapes = (sites.get(project.code), lines.get(project.code))
        yield Act(at(start, 10), _CLERK, _starting(position, shapes))
    for turn in TURNS:
        yield Act(at(turn.on, 10, 30), _CLERK, _turning(turn))
    for sketch in SKETCHES:
        yield Act(at(sketch.on, 16), _CLERK, _showing(sketch))
    yield Act(at(_DECLINED_ON, 15), works.ROAD_LEAD, _thinking(shapely.to_wkb(lines[works.ROAD])))
    yield from target_acts()
    yield from voice_acts(sites, lines[works.ROAD])
    built = sorted(works.progress(), key=lambda one: one.on)
    for on, several in groupby(built, key=lambda one: one.on):
        yield Act(at(next_workday(on), 17, 20), _CLERK, _noting(list(several)))


def set_clock(ledger: Ledger, started_at: datetime) -> None:
    """Let the ward's present begin on its Monday at the real instant `started_at`."""
    with ledger.write(OPENING) as writing:
        ward_rows.set_clock(writing, OPENING, started_at)
        writing.record("clock.set", CODE, actor="QT", effective_on=TODAY)


def _base_shapes(fabric: Fabric) -> Iterator[layers.Shape]:
    yield layers.base_shape("outline", fabric.outline.geometry.iloc[0], name="Phường Trà An")
    for row in fabric.water.itertuples(index=False):
        yield layers.base_shape("water", row.geometry, t=row.kind)
    for row in fabric.roads.itertuples(index=False):
        name = works.ROAD_NAME if row.code == works.ROAD else ""
        yield layers.base_shape("road", row.geometry, name=name, w=float(row.width_m), t=row.kind)
    for row in fabric.areas.itertuples(index=False):
        yield layers.base_shape("area", row.geometry, name=AREA_NAMES[row.code])


def _starting(position: int, shapes: tuple[object, object]) -> Do:
    project = works.PROJECTS[position]
    site, line = (shapely.to_wkb(one) if one is not None else None for one in shapes)

    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        with ledger.write(now) as writing:
            project_rows.add_project(
                writing, project, site=site, centreline=line, position=position
            )
            for place, milestone in enumerate(MILESTONES):
                if milestone.project_code == project.code:
                    project_rows.add_milestone(writing, milestone, place)
            goals = [one for one in works.targets() if one.project_code == project.code]
            project_rows.add_facts(writing, list(goals))
            return writing.record(
                "project.added", project.code, actor=actor.code, effective_on=now.date()
            )

    return do


def _thinking(line: bytes) -> Do:
    """Keep the line that passes the household that declined, 0,4 m to the right of the road's."""

    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        moved = scenarios.moved(ledger, actor, centreline=line, by_m=-0.4, between=_BESIDE_M)
        return scenarios.keep_scenario(
            ledger,
            actor,
            project_code=works.ROAD,
            name="Dời tim 0,4 m sang phải, Km0+391–0+404",
            note="Tránh XM-149 ở Khu vực 1, sang đất công bên kia; lề trái ở đó 2,1 m.",
            proposal=Proposal(moved, _PASSING),
            now=now,
        )

    return do


def _turning(turn: Turn) -> Do:
    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        with ledger.read() as reading:
            standing = project_rows.read_milestones(reading)
        before = next(one for one in standing if one.code == turn.code)
        mine = replace(
            before,
            forecast_on=turn.forecast_on,
            actual_on=turn.actual_on,
            confirmed=turn.confirmed,
            reason=turn.reason,
            basis=turn.basis,
        )
        return projects.edit_milestone(ledger, actor, mine=mine, now=now)

    return do


def _showing(sketch: Sketch) -> Do:
    return lambda ledger, actor, now: photos.add_photo(
        ledger,
        actor,
        project_code=sketch.project_code,
        picture=draw(sketch),
        name=f"{sketch.project_code}.png",
        taken_on=sketch.on,
        caption=f"{sketch.caption} (ảnh minh họa)",
        public=True,
        now=now,
    )


def _noting(facts: list[Progress]) -> Do:
    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        with ledger.write(now) as writing:
            project_rows.add_facts(writing, [*facts])
            on = facts[0].on
            return writing.record("facts.noted", CODE, actor=actor.code, effective_on=on)

    return do
