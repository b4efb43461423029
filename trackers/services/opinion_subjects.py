"""What a call about an opinion is about: found, within the actor's reach, and sound."""

from dataclasses import replace

from geodata.places import lies_near
from trackers.domain.errors import DateTooEarly, UnknownRecord
from trackers.domain.opinions import Opinion, check_opinion
from trackers.domain.people import Actor
from trackers.domain.rights import require_officer
from trackers.domain.target_errors import PlaceOutside
from trackers.domain.wards import Ward, day_of
from trackers.services.contacts import EARLIEST
from trackers.services.review_subjects import check_length
from trackers.services.subjects import the_project, the_state
from trackers.store import Writing, events, opinions, parcels, wards
from trackers.store.ledger import Reading

_CODE = "YK-"


def the_opinion(reading: Reading, code: str) -> Opinion:
    """Give an opinion; raises UnknownRecord."""
    found = opinions.find_opinion(reading, code)
    if found is None:
        raise UnknownRecord(kind="opinion", code=code)
    return found


def my_opinion(reading: Reading, actor: Actor, code: str) -> Opinion:
    """Give one that is in the actor's hands; raises UnknownRecord, NotYours."""
    found = the_opinion(reading, code)
    require_officer(actor, found.officer_code)
    return found


def placed(reading: Reading, one: Opinion) -> Opinion:
    """Let an opinion about a case take area, work and point from it, where none was given."""
    if not one.case_code:
        return one
    case = the_state(reading, one.case_code).case
    one = replace(
        one,
        area_code=one.area_code or case.area_code,
        project_code=one.project_code or case.project_code,
    )
    parcel = parcels.read_parcel(reading, case.parcel_id)
    if one.place is not None or parcel is None:
        return one
    lng, lat = parcel.centre
    return replace(one, lat=lat, lng=lng)


def check_row(writing: Writing, one: Opinion) -> None:
    """Refuse an opinion that cannot be, or that names what is not there."""
    check_opinion(one, today=day_of(writing.now))
    if one.raised_on < EARLIEST:
        raise DateTooEarly(on=one.raised_on, earliest=EARLIEST)
    for words in (one.text, one.from_whom):
        check_length(words)
    if one.area_code and one.area_code not in {each.code for each in wards.read_areas(writing)}:
        raise UnknownRecord(kind="area", code=one.area_code)
    if one.project_code:
        the_project(writing, one.project_code)
    if one.case_code:
        the_state(writing, one.case_code)
    _check_place(wards.read_ward(writing), one)


def _check_place(ward: Ward, one: Opinion) -> None:
    if one.place is None:
        return
    lng, lat = one.place
    if not lies_near(lng, lat, ward.bounds):
        raise PlaceOutside(lat=lat, lng=lng)


def free_code(reading: Reading) -> str:
    """Give the next code; that of an opinion that was taken back is not given again."""
    known = {one.code for one in opinions.read_opinions(reading)}
    used = known | events.subjects_of(reading, "opinion.added")
    numbers = [int(one.removeprefix(_CODE)) for one in used if one.removeprefix(_CODE).isdecimal()]
    return f"{_CODE}{max(numbers, default=0) + 1}"
