"""A tiny invented ward on a real store: four parcels, three households and cases, five people."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import gettempdir

import shapely

from tests.domain.making import a_case, an_actor, done
from trackers.domain.components import Component, ComponentKind, Form
from trackers.domain.households import Household
from trackers.domain.people import Actor, Officer, Role
from trackers.domain.projects import (
    Milestone,
    Progress,
    Project,
    ProjectKind,
    ProjectStatus,
    Target,
)
from trackers.domain.tracks import StepState
from trackers.domain.voluntary import Item, ItemMark
from trackers.domain.wards import Area, Ward
from trackers.services import cases as case_services
from trackers.services.steps import set_step
from trackers.services.subjects import the_state
from trackers.services.voluntary import set_items
from trackers.services.wards import add_ward
from trackers.store import Ledger, parcels, people, projects, wards
from trackers.store.opening import Store
from trackers.store.secrets import Keys, put_key

NOW = datetime(2014, 4, 7, 0, 30, tzinfo=UTC)
TODAY = date(2014, 4, 7)
# Of stores that several folders or processes share.
KEYS = Keys(bytes(range(1, 33)))
OFFICER = an_actor("CB03", "Lữ Hoài Ân", Role.OFFICER, "TEST")
OTHER = an_actor("CB05", "Quách Lệ Thu", Role.OFFICER, "TEST")
CHAIR = an_actor("CB01", "Ninh Quốc Thạnh", Role.CHAIR, "TEST")
ADMIN = an_actor("QT", "Quản trị phường", Role.ADMINISTRATOR, "TEST")
VIEWER = an_actor("XEM", "Người xem", Role.VIEWER, "TEST", grants=frozenset())
# A metre in degrees near the ward, roughly: enough for boxes that do not touch.
STEP = 1e-5
WEST, SOUTH = 105.70, 10.08


@cache
def key_file() -> Path:
    """A file with KEYS, for what was sealed by them and comes back without its own."""
    file = Path(gettempdir()) / f"matbang-tests-{os.getuid()}.key"
    put_key(KEYS, file)
    return file


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def square(number: int) -> shapely.Polygon:
    """The parcel with that id: 10 by 20 metres or so, in a row."""
    west = WEST + number * 20 * STEP
    return shapely.box(west, SOUTH, west + 10 * STEP, SOUTH + 20 * STEP)


def parcel_row(number: int, sheet: str = "12", parcel_no: str | None = None) -> dict[str, object]:
    shape = square(number)
    west, south, east, north = shape.bounds
    label = parcel_no or str(100 + number)
    return {
        "parcel_id": number,
        "sheet_no": sheet,
        "parcel_no": label,
        "folded": f"{sheet}/{label}".casefold(),
        "land_type": "ODT",
        "drawn_area_m2": 240.0,
        "declared_area_m2": 238.5,
        "area_code": "KV1",
        "west": west,
        "south": south,
        "east": east,
        "north": north,
        "lng": shape.centroid.x,
        "lat": shape.centroid.y,
        "accuracy": "schematic",
        "source": "test",
        "geometry": shapely.to_wkb(shape),
    }


HOMES = (
    Household(
        "H001",
        "Nguyễn Văn Út",
        ("Trần Thị Thuỷ",),
        "Số 1, Khu vực 1",
        "0900000001",
        "",
        fictional=True,
    ),
    Household("H002", "Đặng Văn Đức", (), "Số 2, Khu vực 1", "", "", fictional=True),
    Household("H003", "Lê Thị Ửng", (), "Số 3, Khu vực 2", "", "", fictional=True),
)
CASES = (
    a_case("XM-001", parcel_id=1, side="right", chainage_from_m=0.0, chainage_to_m=10.0),
    a_case("XM-002", parcel_id=2, household_codes=("H002",)),
    a_case("XM-003", parcel_id=3, household_codes=("H001", "H003"), officer_code="CB05"),
)


def build(store: Store, ward: str = "TEST") -> Ledger:
    """Build the ward in a store that has none of that code."""
    ledger = add_ward(store, Ward(ward, "Phường Thử", "EPSG:5897", (105.6, 10.0, 105.8, 10.2)))
    with ledger.write(NOW - timedelta(days=30)) as writing:
        for actor in (OFFICER, OTHER, CHAIR, VIEWER):
            one = Officer(actor.code, actor.name, "Cán bộ", actor.role, grants=tuple(actor.grants))
            people.add_officer(writing, one)
        for position, code in enumerate(("KV1", "KV2")):
            wards.add_area(writing, Area(code, f"Khu vực {position + 1}"), None, position)
        road = Project(
            "XM",
            "Đường thử",
            ProjectKind.ROAD,
            ProjectStatus.PREPARATION,
            "UBND phường",
            "Ngân sách",
            1_000_000_000,
            "Công ty Thử",
            "CB03",
        )
        projects.add_project(
            writing, road, site=shapely.to_wkb(square(1)), centreline=None, position=0
        )
        late = Milestone(
            "XM-1",
            "XM",
            "Khởi công",
            date(2014, 4, 1),
            date(2014, 4, 20),
            waits_for=("XM-001", "XM-002"),
        )
        projects.add_milestone(writing, late, 0)
        projects.add_facts(
            writing,
            [Progress("XM", date(2014, 4, 1), 5.0, 50_000_000), Target("XM", date(2014, 4, 30), 3)],
        )
        parcels.replace_parcels(
            writing, [parcel_row(number) for number in (1, 2, 3)] + [parcel_row(4, "P7-73", "263A")]
        )
        writing.record("ward.filled", ward, actor="QT", effective_on=date(2014, 3, 8))
    for number, case in enumerate(CASES):
        case_services.add_case(
            ledger,
            replace(OFFICER, ward=ward),
            case=case,
            new_households=(HOMES[number],) if number < 2 else HOMES[2:],
            components=(Component(ComponentKind.LAND, Form.DONATED, 15.0, "m²"),),
            now=NOW - timedelta(days=20),
        )
    return ledger


def take(ledger: Ledger, *steps: str, actor: Actor = OFFICER, case: str = "XM-001") -> None:
    """Take steps of a case, one after the other; a gift is signed by people who are free."""
    for step in steps:
        if step == "signed":
            agree_freely(ledger, case)
        set_step(ledger, actor, case_code=case, mark=done(step, version=0), now=NOW)


def agree_freely(
    ledger: Ledger, case: str = "XM-001", actor: Actor = OFFICER, *, now: datetime = NOW
) -> None:
    """Record the whole checklist of a gift, where that is possible and has not been done."""
    with ledger.read() as reading:
        state = the_state(reading, case)
    marks = [
        ItemMark(item, StepState.DONE, date(2014, 3, 18), "Lữ Hoài Ân", "BB 12/2014")
        for item in Item
        if item not in state.voluntary
    ]
    if state.checklist and state.case.in_scope:
        set_items(ledger, actor, case_code=case, marks=marks, now=now)


UP_TO_SIGNED = ("contacted", "agreed", "signed")
