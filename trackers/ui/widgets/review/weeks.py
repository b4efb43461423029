"""Which week's review is shown: this week's, or one that was held."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from trackers.domain.reviews import Review
from trackers.domain.wards import monday_of, sunday_of
from trackers.ui import reviewing
from trackers.ui.context import Desk
from trackers.words import say
from trackers.words.formats import day

_CHOICE = "review.week"


def choose(at: Desk, held: Sequence[Review]) -> date:
    """Let a week be chosen; give its Monday. The choice is the address's `review`."""
    by_monday = {one.monday: one for one in held}
    mondays = sorted({monday_of(at.today), *by_monday}, reverse=True)
    asked = reviewing.monday()
    current = asked if asked in mondays else mondays[0]
    st.session_state[_CHOICE] = current
    st.selectbox(
        say("Tuần"),
        mondays,
        label_visibility="collapsed",
        format_func=lambda monday: _words(monday, by_monday.get(monday)),
        key=_CHOICE,
        on_change=lambda: reviewing.show_review(st.session_state[_CHOICE]),
        width=360,
    )
    return current


def week_words(monday: date) -> str:
    """Name a week as officials do: "tuần 15 (07/04 – 13/04/2014)"."""
    number = monday.isocalendar().week
    return say(
        "tuần {week} ({start} – {end})",
        week=f"{number:02d}",
        start=day(monday)[:5],
        end=day(sunday_of(monday)),
    )


def _words(monday: date, held: Review | None) -> str:
    if held is None:
        told = say("chưa mở họp")
    else:
        told = say("đang họp") if held.is_open else say("đã họp")
    return f"{week_words(monday)} · {told}"
