"""Checking what the address selects: a case or a parcel that exists and may be seen."""

from trackers.domain.errors import UnknownRecord
from trackers.domain.parcels import Parcel
from trackers.domain.rights import Action
from trackers.services import cases
from trackers.ui import state
from trackers.ui.context import Desk


def check(at: Desk) -> list[UnknownRecord]:
    """Let go of what does not exist here; give what was refused.

    A link that selects something without naming a view opens the map there.
    """
    try:
        parcel = _selected_parcel(at)
    except UnknownRecord as error:
        state.clear_selection()
        return [error]
    if parcel is not None:
        state.arrive(parcel.centre)
    state.arrived()
    return []


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
