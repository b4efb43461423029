"""The week that has no review yet: what opening one does, and the button that does it."""

from datetime import date
from uuid import uuid4

import streamlit as st

from trackers.services.reviews import may_hold, open_review
from trackers.ui import messages, reviewing
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.review.weeks import week_words
from trackers.words import say

_KEY = "review.key"


def show(at: Desk, monday: date) -> None:
    """Show that the week's review is not opened, and let who holds it open it."""
    plain.note(say("Chưa mở họp giao ban {week}.", week=week_words(monday)))
    plain.lines(
        (
            say("Mở họp chốt số liệu đến lúc này và tự lập chương trình từ những gì đã ghi."),
            say("Ghi thêm sau đó không làm thay đổi số liệu của phiên họp."),
        )
    )
    if not may_hold(at.ledger, at.actor):
        plain.note(say("Chủ trì, thư ký hoặc quản trị của phường mở họp."))
        return
    # One key a page: pressing twice opens it once.
    key = st.session_state.setdefault(_KEY, uuid4().hex)
    words = say("Mở họp giao ban {week}", week=week_words(monday))
    if st.button(plain.label(words), key="review.open", type="primary"):
        with messages.refusals_shown():
            open_review(at.ledger, at.actor, monday=monday, now=at.now, key=key)
            st.session_state.pop(_KEY, None)
            reviewing.show_review(monday)
            messages.remember(say("Đã mở họp giao ban {week}.", week=week_words(monday)))
            st.rerun()
