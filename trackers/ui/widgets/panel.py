"""The panel beside the map: what needs attention, what was found, or the selected case."""

import streamlit as st

from trackers.domain.drafts import Draft
from trackers.domain.rights import Action
from trackers.services.cases import CaseRow
from trackers.ui import drafts, listing, reading, state
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_remembered, refusals_shown
from trackers.ui.widgets import (
    area_card,
    attention,
    bulk,
    case_card,
    case_list,
    changes,
    corridor,
    former_list,
    opinion_card,
    plain,
    public_panel,
    search,
)
from trackers.words import say
from trackers.words.formats import day, moment


def show(at: Desk) -> None:
    """Show the panel for what is searched, selected, or nothing of it."""
    if search.asked():
        search.results(at)
    elif not at.may(Action.SEE_HOUSEHOLDS):
        public_panel.show(at)
    elif corridor.is_wanted(at):
        with refusals_shown():
            corridor.show(at)
    elif opinion_card.is_wanted(at):
        with refusals_shown():
            opinion_card.show(at)
    elif state.selection().case:
        show_case = former_list.card if state.as_of() else case_card.show
        with refusals_shown():
            show_case(at, str(state.selection().case))
    elif state.selection().parcel:
        with refusals_shown():
            public_panel.parcel_card(at, state.selection().parcel or 0)
    elif state.since():
        changes.show(at)
    elif state.as_of():
        former_list.show(at)
    else:
        _ward(at)


def _area(at: Desk) -> None:
    """Show who looks after the area, when exactly one is filtered."""
    chosen = state.filters().area
    if len(chosen) == 1 and chosen[0] in at.areas:
        area_card.show(at, at.areas[chosen[0]])


def _ward(at: Desk) -> None:
    rows = reading.case_rows(at)
    chosen = listing.passing(rows, state.filters(), at.today)
    if bulk.is_open():
        bulk.show(at, chosen, rows)
        return
    _drafts(at)
    _area(at)
    corridor.opener(at)
    opinion_card.opener(at)
    attention.show(at, {row.state.case.code: row for row in rows})
    with st.container(horizontal=True, vertical_alignment="center", key="list-head"):
        words = say("{shown} / {count} hồ sơ", shown=len(chosen), count=len(rows))
        plain.heading(words if state.filters().any_set else say("{n} hồ sơ", n=len(rows)))
        if at.writes(*(one.state.case for one in chosen)):
            bulk.opener()
    if not rows:
        plain.note(say("Phường chưa có hồ sơ. Hãy nhập danh sách hộ ở trang Nhập dữ liệu."))
    elif not chosen:
        plain.note(say("Không có hồ sơ nào qua được bộ lọc. Hãy bớt điều kiện lọc."))
    case_list.paged(chosen, of=state.filters())
    _closed(at)


def _drafts(at: Desk) -> None:
    """Lead back to the forms that were left open; tell of those that cannot be opened again."""
    codes = list(dict.fromkeys(one.case_code for one in drafts.waiting(at)))
    lost = drafts.unreadable(at)
    if codes or lost:
        plain.heading(say("Bản nháp chưa ghi"))
    for one in lost:
        _lost(at, one)
    if not codes:
        return
    with st.container(key="drafts", horizontal=True, gap="small"):
        for code in codes:
            st.button(
                plain.label(code),
                key=f"draft.{code}",
                on_click=refusals_remembered,
                args=(state.select_case, code),
            )


def _lost(at: Desk, draft: Draft) -> None:
    """Tell of a draft that an earlier version of the program wrote, and let it be thrown away."""
    plain.note(
        say(
            "Bản nháp {what} lưu lúc {when} là của bản chương trình cũ, không mở lại được.",
            what=draft.case_code or draft.form,
            when=moment(draft.saved_at),
        )
    )
    st.button(
        say("Bỏ bản nháp này"),
        key=f"lost.{draft.form}",
        type="tertiary",
        on_click=drafts.throw_away,
        args=(at, draft),
    )


def _closed(at: Desk) -> None:
    """Show the cases that left the scope, under the list and in none of its counts."""
    rows = listing.passing(reading.closed_rows(at), state.filters(), at.today)
    if rows and st.toggle(say("Hồ sơ đã ra khỏi phạm vi ({n})", n=len(rows)), key="list.closed"):
        case_list.lines(rows, "closed", {one.state.case.code: _why_closed(one) for one in rows})


def _why_closed(row: CaseRow) -> str:
    return day(row.state.case.closed_on)
