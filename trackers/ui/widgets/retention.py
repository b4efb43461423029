"""How long words of visits are kept: the setting, what is due, and erasing it."""

import streamlit as st

from trackers.services.retention import LEAST, MOST, retention_due, run_retention, set_retention
from trackers.ui import messages
from trackers.ui.context import Desk
from trackers.ui.widgets import asking, plain
from trackers.words import say
from trackers.words.formats import number


def show(at: Desk) -> None:
    """Show the setting and what it would erase today; raises NotAllowed."""
    plain.heading(say("Thời hạn lưu lời ghi vận động"))
    due = retention_due(at.ledger, at.actor, at.now)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        label = say("Số tháng sau khi công trình xong hoặc dừng (trống: giữ mãi)")
        months = asking.count_line(
            "retention.months", label, due.months, least=LEAST, most=MOST, width=420
        )
        if st.button(say("Đặt thời hạn"), key="retention.set"):
            with messages.refusals_shown():
                set_retention(at.ledger, at.actor, months=months, now=at.now)
                messages.remember(say("Đã đặt thời hạn lưu."))
                st.rerun()
    if not due.visits:
        plain.note(say("Chưa có lời ghi nào quá hạn."))
        return
    works = ", ".join(due.projects)
    count = number(len(due.visits))
    plain.note(say("{n} lần vận động quá hạn, của: {works}.", n=count, works=works))
    sure = st.checkbox(say("Tôi hiểu: xoá rồi không lấy lại được"), key="retention.sure")
    if st.button(say("Xoá lời ghi quá hạn"), key="retention.run", disabled=not sure):
        with messages.refusals_shown():
            erased = run_retention(at.ledger, at.actor, now=at.now)
            messages.remember(say("Đã xoá lời ghi của {n} lần vận động.", n=number(erased)))
            st.rerun()
