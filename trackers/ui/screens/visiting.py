"""Việc của tôi: what waits for an officer, and the households to visit today."""

import streamlit as st

from trackers.domain.rights import Action
from trackers.ui.context import Desk, desk
from trackers.ui.widgets import looks, my_work, plain, report, visiting_list
from trackers.words import say
from trackers.words.formats import day


def show(at: Desk) -> None:
    """Show the officer's own work beside the day's list; on a phone one after the other."""
    report.style()
    report.title(say("Việc của tôi"), say("hôm nay {day}", day=day(at.today)))
    if not at.may(Action.SEE_HOUSEHOLDS):
        plain.note(say("Chỉ cán bộ xem được hồ sơ hộ dân. Hãy chọn cán bộ ở góc trên."))
        return
    chosen = visiting_list.choices(at)
    with st.container(key="visiting"):
        st.html(f'<p class="mb-jump"><a href="#danh-sach">{say("Danh sách đi hôm nay")} ↓</a></p>')
        work, walk = st.columns([2, 3], gap="medium")
        with work, st.container(gap="xsmall"):
            my_work.show(at, chosen.officer)
        with walk, st.container(gap="small"):
            visiting_list.show(at, chosen)
    with st.expander(say("Tôi đã xem những gì")):
        looks.show_mine(at)


show(desk())
