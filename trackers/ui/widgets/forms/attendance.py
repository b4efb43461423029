"""The form of who holds a review, who writes its minutes, who is there and who is not."""

import streamlit as st

from trackers.domain.reviews import Review
from trackers.services.reviews import set_attendance
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.people import officer_field, officers_field
from trackers.words import say

NAME = "review.attendance"


def form(at: Desk, now: Review) -> None:
    """Show the form, over the review as it was when the form opened."""
    base = opened.opened_base(NAME, now)
    with st.container(border=True, key=f"form-{NAME}"):
        chair = officer_field(at, NAME, "chair", say("Chủ trì"), base.chair_code)
        secretary = officer_field(at, NAME, "secretary", say("Thư ký"), base.secretary_code)
        present = officers_field(at, NAME, "present", say("Có mặt"), base.present)
        absent = officers_field(at, NAME, "absent", say("Vắng"), base.absent)
        guests = frame.text_field(NAME, "guests", say("Thành phần khác"), base.guests)
        note = frame.note_field(NAME, "note", say("Ghi chú"), base.note)

        def write(key: str) -> Saved:
            return set_attendance(
                at.ledger,
                at.actor,
                monday=base.monday,
                present=present,
                absent=absent,
                chair_code=chair,
                secretary_code=secretary,
                guests=guests,
                note=note,
                base=base.version,
                now=at.now,
                key=key,
            )

        if frame.wants_saving(NAME):
            frame.save(NAME, write, done=say("Đã ghi thành phần dự họp."))
