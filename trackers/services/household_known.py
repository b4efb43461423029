"""What a ward has already, for the rows of a household list to be compared with."""

from collections.abc import Mapping
from dataclasses import dataclass

from trackers.domain.households import Household
from trackers.domain.texts import fold
from trackers.store import cases, households, parcels, people, wards
from trackers.store.ledger import Reading


@dataclass(frozen=True)
class Known:
    """What the ward has already: by number, code or folded name."""

    parcels: Mapping[tuple[str, str], tuple[int, str]]
    areas: Mapping[str, str]
    officers: Mapping[str, str]
    case_codes: frozenset[str]
    taken: Mapping[int, str]
    households: Mapping[str, Household]
    last_household_no: int


def known_of(reading: Reading, project_code: str) -> Known:
    """Give what the rows of a list for that project are compared with."""
    states = cases.read_states(reading, project=project_code)
    officers = [one for one in people.read_officers(reading) if one.active]
    areas = wards.read_areas(reading)
    return Known(
        {
            (row.sheet_no, row.parcel_no): (row.parcel_id, row.area_code)
            for row in parcels.geometries(reading)
        },
        {fold(name): one.code for one in areas for name in (one.name, one.code)},
        {fold(name): one.code for one in officers for name in (one.name, one.code)},
        frozenset(cases.all_codes(reading)),
        {one.case.parcel_id: one.case.code for one in states if one.case.in_scope},
        households.read_all_households(reading),
        households.last_number(reading),
    )
