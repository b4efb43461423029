"""Danh mục: the registers an office works on: households, areas, officers, works, indicators."""

import streamlit as st

from trackers.domain.rights import Action
from trackers.ui.context import Desk, desk
from trackers.ui.widgets import report
from trackers.ui.widgets.registers import areas, households, indicators, officers, works
from trackers.words import say

_CHOICE = "registers.choice"
PARTS = {
    "households": ("Hộ dân", households.show),
    "areas": ("Khu vực", areas.show),
    "officers": ("Cán bộ", officers.show),
    "works": ("Công trình", works.show),
    "indicators": ("Chỉ tiêu", indicators.show),
}


def show(at: Desk) -> None:
    """Show the register that is chosen; households only to those who may see them."""
    report.style()
    report.title(say("Danh mục"))
    seen = [one for one in PARTS if one != "households" or at.may(Action.SEE_HOUSEHOLDS)]
    if st.session_state.get(_CHOICE) not in seen:
        st.session_state[_CHOICE] = seen[0]
    chosen = st.segmented_control(
        say("Danh mục"),
        seen,
        format_func=lambda one: say(PARTS[one][0]),
        key=_CHOICE,
        label_visibility="collapsed",
        persist_state="session",
    )
    PARTS[chosen or seen[0]][1](at)


show(desk())
