"""Lists of cases: each line is a button that selects the case and flies the map there."""

from collections.abc import Mapping, Sequence

import streamlit as st

from trackers.services.cases import CaseRow
from trackers.ui import state
from trackers.ui.listing import row_label, sign_of
from trackers.ui.messages import refusals_remembered
from trackers.ui.widgets import plain
from trackers.words import say

PAGE = 25
_FIRST, _OF = "list.first", "list.of"


def paged(rows: Sequence[CaseRow], *, of: object, more: Mapping[str, str] | None = None) -> None:
    """Show one page of lines; `of` is what the list depends on: when it changes, page one."""
    if st.session_state.get(_OF) != of:
        st.session_state[_OF], st.session_state[_FIRST] = of, 0
    first = min(st.session_state[_FIRST], max(0, len(rows) - 1) // PAGE * PAGE)
    lines(rows[first : first + PAGE], "list", more)
    if len(rows) > PAGE:
        _pager(first, len(rows))


def lines(rows: Sequence[CaseRow], place: str, more: Mapping[str, str] | None = None) -> None:
    """Show lines; `place` tells lists on one page apart, `more` gives words by case code."""
    with st.container(key=f"lines-{place}", gap=None):
        for row in rows:
            code = row.state.case.code
            extra = (more or {}).get(code, "")
            words = f"{code} · {row.holder} · {extra}" if extra else row_label(row)
            stage, blocked = sign_of(row)
            st.button(
                plain.label(words),
                # The sign and its colour come from the style sheet, by this key.
                key=f"row-{stage.value}-{'blocked' if blocked else 'free'}-{place}-{code}",
                type="tertiary",
                width="stretch",
                on_click=refusals_remembered,
                args=(state.select_case, code),
            )


def case_button(code: str, label: str, key: str) -> None:
    """Show a button that selects a case and flies there."""
    st.button(
        plain.label(label),
        key=f"{key}.{code}",
        type="tertiary",
        on_click=refusals_remembered,
        args=(state.select_case, code),
    )


def _pager(first: int, count: int) -> None:
    last = min(first + PAGE, count)
    with st.container(key="pager", horizontal=True, vertical_alignment="center"):
        st.button(say("‹ Trước"), disabled=first == 0, on_click=_turn, args=(first - PAGE,))
        plain.note(f"{first + 1}–{last} / {count}")
        st.button(say("Sau ›"), disabled=last == count, on_click=_turn, args=(first + PAGE,))


def _turn(first: int) -> None:
    st.session_state[_FIRST] = first
