"""The panel without households: a parcel as the map shows it, and the works of the ward."""

import streamlit as st

from trackers.domain.errors import UnknownRecord
from trackers.domain.rights import Action
from trackers.services import cases
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.reading import shown_overview
from trackers.ui.widgets import plain
from trackers.words import say
from trackers.words.formats import number, percent


def show(at: Desk) -> None:
    """Show the chosen parcel, then each work with how far its land is."""
    parcel_id = state.selection().parcel
    if parcel_id:
        parcel_card(at, parcel_id)
    plain.heading(say("Công trình"))
    for project, row in shown_overview(at).rows:
        plain.markup(
            '<div class="mb-work"><b>{name}</b><span>{words}</span></div>',
            name=project.name,
            words=say(
                "{status} · đã bàn giao {done}/{cases} hồ sơ ({percent})",
                status=say(project.status.label),
                done=row.handed_over,
                cases=row.cases,
                percent=percent(row.percent),
            ),
        )


def parcel_card(at: Desk, parcel_id: int) -> None:
    """Show a parcel as the cadastre knows it; raises UnknownRecord."""
    parcel = cases.get_parcel(at.ledger, at.actor, parcel_id)
    if parcel is None:
        raise UnknownRecord(kind="parcel", code=parcel_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        plain.heading(say("Tờ {sheet}, thửa {no}", sheet=parcel.sheet_no, no=parcel.parcel_no))
        st.button(say("Đóng"), key="close", type="tertiary", on_click=state.clear_selection)
    declared = parcel.declared_area_m2
    plain.facts(
        (
            (say("Loại đất"), parcel.land_type),
            (say("Diện tích trên bản đồ"), f"{number(parcel.drawn_area_m2, digits=1)} m²"),
            (
                say("Diện tích trên giấy"),
                "" if declared is None else f"{number(declared, digits=1)} m²",
            ),
            (say("Khu vực"), at.area_name(parcel.area_code)),
            (say("Độ chính xác"), say(parcel.accuracy.label)),
        )
    )
    if at.may(Action.SEE_HOUSEHOLDS):
        plain.note(say("Thửa này chưa có hồ sơ đang theo dõi."))
