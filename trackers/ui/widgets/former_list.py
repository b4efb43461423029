"""The panel beside the map while it shows the end of a former day: its cases, and one of them."""

import streamlit as st

from trackers.ui import listing, reading, state
from trackers.ui.context import Desk
from trackers.ui.widgets import case_list, former_case, plain
from trackers.words import say
from trackers.words.formats import day


def show(at: Desk) -> None:
    """List the cases of that day that pass the filters, as the map does."""
    on, sight = state.as_of(), state.sight()
    if on is None:
        return
    rows = reading.rows_shown(at)
    chosen = listing.passing(rows, state.filters(), on)
    words = say("{shown} / {count} hồ sơ", shown=len(chosen), count=len(rows))
    plain.heading(words if state.filters().any_set else say("{n} hồ sơ", n=len(rows)))
    plain.note(say("Danh sách đến hết ngày {day} · {sight}", day=day(on), sight=say(sight.label)))
    if not rows:
        plain.note(say("Cuối ngày đó phường chưa có hồ sơ nào."))
    elif not chosen:
        plain.note(say("Không có hồ sơ nào qua được bộ lọc. Hãy bớt điều kiện lọc."))
    case_list.paged(chosen, of=(state.filters(), on, sight))


def card(at: Desk, code: str) -> None:
    """Show one case as it was, with nothing to fill in; raises NotAllowed, UnknownRecord."""
    on, sight = state.as_of(), state.sight()
    if on is None:
        return
    with st.container(key="card-head", horizontal=True, vertical_alignment="top", wrap=False):
        rows = {row.state.case.code: row for row in reading.rows_shown(at)}
        label = listing.row_label(rows[code]) if code in rows else code
        plain.markup('<p class="mb-title"><b>{label}</b></p>', label=label)
        st.button(
            "✕", key="close", type="tertiary", help=say("Đóng"), on_click=state.clear_selection
        )
    former_case.card(at, code, on, sight)
    if code in rows and at.writes(rows[code].state.case):
        plain.note(say("Muốn ghi việc mới, hãy về hiện tại."))
    st.button(say("Về hiện tại"), key="former.present", on_click=state.look_back, args=(None,))
