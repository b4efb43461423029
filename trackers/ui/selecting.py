"""Checking what the address asks for: codes this ward knows, a case or parcel that exists."""

from collections.abc import Iterable, Mapping

from trackers.domain.as_of import Sight
from trackers.domain.coverage import ContactAge, PromiseTime
from trackers.domain.errors import UnknownRecord
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.parcels import Parcel
from trackers.domain.rights import Action
from trackers.domain.stages import Stage
from trackers.domain.tracks import TrackCode
from trackers.services import cases
from trackers.services.opinions import list_opinions
from trackers.ui import flights, placing, reading, state
from trackers.ui.context import Desk

# As many as the map's script lets one choose.
MOST_PICKED = 2000
# What the sentences about an address call what they do not have a word for.
_NOUNS = {
    "as": "officer",
    "track": "loại hồ sơ",
    "stage": "tình trạng",
    "contact": "lần tiếp xúc gần nhất",
    "promise": "lịch hẹn",
    "days": "số ngày",
    "colour": "cách tô màu",
    "as_of": "ngày đã qua",
    "sight": "cách nhìn lại",
}


def drop_unknown(at: Desk) -> list[UnknownRecord]:
    """Take out of the state what this ward does not know; give what was refused."""
    refused: list[UnknownRecord] = []
    for name, known in _known(at).items():
        asked = state.codes_of(name)
        refused += [_unknown(name, code) for code in asked if code not in known]
        state.put(name, ",".join(code for code in asked if code in known))
    for name, read in (("days", state.filters().days), ("parcel", state.selection().parcel)):
        if state.raw(name) and read is None:
            refused.append(_unknown(name, state.raw(name)))
            state.put(name, None)
    return refused + _drop_future(at)


def _drop_future(at: Desk) -> list[UnknownRecord]:
    """Let go of a day to look back to that is none or is not over; today is the present."""
    text, day = state.raw("as_of"), state.as_of()
    if day is not None and day < at.today:
        return []
    state.look_back(None)
    if not text:
        return []
    return [] if day == at.today else [_unknown("as_of", text)]


def check(at: Desk) -> list[UnknownRecord]:
    """Let go of what does not exist here; give what was refused.

    A link that selects something without naming a view opens the map there.
    """
    if not at.may(Action.SEE_HOUSEHOLDS):
        state.clear_picked()
    try:
        parcel = _selected_parcel(at)
    except UnknownRecord as error:
        state.clear_selection()
        return [error]
    if parcel is not None:
        flights.arrive(parcel.centre)
    refused = _check_opinion(at)
    flights.arrived()
    return refused


def _check_opinion(at: Desk) -> list[UnknownRecord]:
    """Let go of an opinion that is not there, or not for who asks; a link opens the map there."""
    code = state.raw("opinion")
    if not code or code == placing.NEW:
        return []
    if not at.may(Action.SEE_HOUSEHOLDS):
        state.put("opinion", None)
        return []
    known = {one.code: one for one in list_opinions(at.ledger, at.actor)}
    if code not in known:
        state.put("opinion", None)
        return [_unknown("opinion", code)]
    if place := known[code].place:
        flights.arrive(place)
    return []


def pick(at: Desk, codes: object) -> None:
    """Keep the cases that were chosen on the map, those of them that there are.

    Raises
    ------
    NotAllowed
        Who asks may not see cases.
    UnknownRecord
        One is no case of this ward in scope; the others are kept.
    """
    asked = [str(one) for one in codes][:MOST_PICKED] if isinstance(codes, list) else []
    known = {row.state.case.code for row in reading.case_rows(at)}
    state.set_picked([code for code in dict.fromkeys(asked) if code in known])
    strange = [code for code in asked if code not in known]
    if strange:
        raise UnknownRecord(kind="case", code=strange[0])


def _selected_parcel(at: Desk) -> Parcel | None:
    chosen = state.selection()
    if chosen.case and at.may(Action.SEE_HOUSEHOLDS):
        found = cases.case_card(at.ledger, at.actor, chosen.case, at.now).parcel
        state.put("parcel", str(found.parcel_id) if found else None)
        return found
    state.put("case", None)
    if not chosen.parcel:
        return None
    parcel = cases.get_parcel(at.ledger, at.actor, chosen.parcel)
    if parcel is None:
        raise UnknownRecord(kind="parcel", code=str(chosen.parcel))
    return parcel


def _known(at: Desk) -> Mapping[str, Iterable[str]]:
    return {
        "project": at.projects,
        "area": at.areas,
        "track": [one.value for one in TrackCode],
        "stage": [one.value for one in Stage],
        "officer": at.officers,
        "obstacle": [state.ANY, *(one.value for one in ObstacleKind)],
        "as": [code for code, one in at.officers.items() if one.active],
        "contact": [one.value for one in ContactAge],
        "promise": [one.value for one in PromiseTime],
        "colour": state.COLOURS,
        "sight": [one.value for one in Sight],
    }


def _unknown(name: str, code: str) -> UnknownRecord:
    return UnknownRecord(kind=_NOUNS.get(name, name), code=code)
