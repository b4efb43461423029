"""The panel beside the map: what needs attention, what was found, or the selected case."""

import streamlit as st

from trackers.domain.errors import UnknownRecord
from trackers.domain.parcels import Parcel
from trackers.domain.rights import Action
from trackers.services import cases
from trackers.ui import listing, state
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets import attention, bulk, case_card, case_list, plain, public_panel, search
from trackers.words import say


def show(at: Desk) -> None:
    """Show the panel for what is searched, selected, or nothing of it."""
    if search.asked():
        search.results(at)
    elif not at.may(Action.SEE_HOUSEHOLDS):
        public_panel.show(at)
    elif state.selection().case:
        with refusals_shown():
            case_card.show(at, str(state.selection().case))
    elif state.selection().parcel:
        with refusals_shown():
            public_panel.parcel_card(at, state.selection().parcel or 0)
    else:
        _ward(at)


def check_selection(at: Desk) -> UnknownRecord | None:
    """Let go of a case or parcel that does not exist here; give what was refused.

    A link that names one without saying which view flies to it.
    """
    by_link = state.arrived_by_link()
    try:
        parcel = _selected_parcel(at)
    except UnknownRecord as error:
        state.clear_selection()
        return error
    if by_link and parcel is not None:
        state.fly_to(parcel.box)
    return None


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


def _ward(at: Desk) -> None:
    rows = cases.list_cases(at.ledger, at.actor, at.now)
    chosen = listing.passing(rows, state.filters(), at.today)
    if bulk.is_open():
        bulk.show(at, chosen)
        return
    attention.show(at, {row.state.case.code: row for row in rows})
    with st.container(horizontal=True, vertical_alignment="center", key="list-head"):
        words = say("{shown} / {count} hồ sơ", shown=len(chosen), count=len(rows))
        plain.heading(words if state.filters().any_set else say("{n} hồ sơ", n=len(rows)))
        if at.may(Action.RECORD_CASES) and chosen:
            bulk.opener()
    if not rows:
        plain.note(say("Phường chưa có hồ sơ. Hãy nhập danh sách hộ ở trang Nhập dữ liệu."))
    elif not chosen:
        plain.note(say("Không có hồ sơ nào qua được bộ lọc. Hãy bớt điều kiện lọc."))
    case_list.paged(chosen, of=state.filters())
