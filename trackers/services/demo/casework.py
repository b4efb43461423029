"""The whole story of every case, from the fabric's plots and the invented households."""

from random import Random
from typing import Any

import geopandas

from trackers.domain.tracks import TrackCode
from trackers.services.demo import donations, recoveries
from trackers.services.demo.calendar import day
from trackers.services.demo.households import Home
from trackers.services.demo.people import track_of
from trackers.services.demo.stages import STAGES, leader_of
from trackers.services.demo.telling import CaseStory, Place

_DECLINED = (
    "Hộ không tham gia hiến đất; tim đường dời 0,4 m sang đất công đối diện. Đưa ra khỏi phạm vi."
)
_LEFT = {"XM-149": (day("21/03"), _DECLINED)}


def places_of(plots: geopandas.GeoDataFrame, parcels: geopandas.GeoDataFrame) -> list[Place]:
    """Give the cases of the fabric with the numbers it measured, by code."""
    uses = dict(zip(parcels["parcel_id"], parcels["land_type"], strict=True))
    rows = sorted(plots.itertuples(index=False), key=lambda row: str(row.code))
    return [_place(row, str(uses[row.parcel_id])) for row in rows]


def tell_cases(
    places: list[Place], homes: dict[str, tuple[Home, ...]], rng: Random
) -> list[CaseStory]:
    """Tell every case; those of one household share its visits and the day they were opened."""
    told: dict[str, CaseStory] = {}
    for place in sorted(places, key=lambda one: leader_of(one.code) != one.code):
        called = homes[place.code][0].called
        leader = told.get(leader_of(place.code))
        told[place.code] = _tell(place, leader, called, rng)
    return [told[place.code] for place in places]


def _tell(place: Place, leader: CaseStory | None, called: str, rng: Random) -> CaseStory:
    stage, track = STAGES[place.code], track_of(place.code)
    if track is TrackCode.RECOVERY:
        opened = recoveries.opened_of(place.code)
        visits = leader.visits if leader else recoveries.visits_of(place, called, rng)
        steps = recoveries.steps_of(place, stage)
        components = recoveries.components_of(place, stage, rng)
    else:
        visits = leader.visits if leader else donations.visits_of(place, stage, called, rng)
        opened = min([donations.MEETING, *(visit.on for visit in visits)])
        steps = donations.steps_of(place, stage, visits, rng)
        components = donations.components_of(place)
    closed_on, reason = _LEFT.get(place.code, (None, ""))
    head = leader.place.code if leader else place.code
    return CaseStory(
        place, stage, track, head, opened, visits, steps, components, closed_on, reason
    )


def _place(row: Any, land_type: str) -> Place:
    along = row.project_code == "XM"
    return Place(
        row.code,
        row.project_code,
        int(row.parcel_id),
        land_type,
        row.area_code,
        float(row.affected_m2),
        float(row.frontage_m) if along else None,
        row.side if along else "",
        float(row.chainage_from_m) if along else None,
        float(row.chainage_to_m) if along else None,
    )
