"""The search box: a household, a tờ/thửa, an address or a code, however it is typed."""

import streamlit as st

from trackers.services.limiting import Kind, limit
from trackers.services.search import Hit, find
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_remembered, refusals_shown
from trackers.ui.widgets import plain
from trackers.words import say

_KEY = "search"
MOST = 20


def box() -> None:
    """Show the box; what it finds stands in the panel."""
    st.text_input(
        say("Tìm"),
        key=_KEY,
        type="search",
        placeholder=say("Tìm tên hộ, tờ/thửa, địa chỉ, mã hồ sơ"),
        label_visibility="collapsed",
        live="300ms",
        max_chars=100,
    )


def asked() -> str:
    """Give what is typed in the box."""
    return str(st.session_state.get(_KEY) or "").strip()


def clear() -> None:
    """Empty the box; only a callback may."""
    st.session_state[_KEY] = ""


def results(at: Desk) -> None:
    """Show what was found, each a button that selects it and flies there."""
    with refusals_shown():
        count(at, asked(), box=_KEY)
        _show(at)


def count(at: Desk, words: str, *, box: str) -> None:
    """Count a search by who makes it, not each run of the page; raises TooOften."""
    counted = f"{box}.counted"
    if words and st.session_state.get(counted) != words:
        limit(Kind.SEARCH, f"{at.ward.code}:{at.actor.code}")
        st.session_state[counted] = words


def _show(at: Desk) -> None:
    hits = find(at.ledger, at.actor, asked(), limit=MOST)
    plain.heading(say("Kết quả tìm “{words}”", words=asked()))
    if not hits:
        plain.note(say("Không tìm thấy. Hãy thử tên, số tờ/thửa (12/263A) hoặc mã hồ sơ (XM-109)."))
    with st.container(key="hits", gap=None):
        for hit in hits:
            st.button(
                plain.label(f"{hit.title} · {hit.detail}" if hit.detail else hit.title),
                key=f"hit.{hit.case_code or hit.parcel_id}",
                type="tertiary",
                width="stretch",
                on_click=_choose,
                args=(hit,),
            )


def _choose(hit: Hit) -> None:
    clear()
    if hit.case_code:
        refusals_remembered(state.select_case, hit.case_code)
    else:
        refusals_remembered(state.select_parcel, hit.parcel_id)
