"""Where the ward answers questions: what shared pages tell everybody."""

import streamlit as st

from trackers.services.wards import LONGEST_CONTACT, set_contact
from trackers.ui import messages
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.words import say


def show(at: Desk) -> None:
    """Show the words and let them be changed; raises NotAllowed."""
    plain.heading(say("Nơi liên hệ của phường"))
    plain.note(say("Mọi liên kết chia sẻ cho mọi người thấy dòng này."))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input(
            say("Điện thoại, nơi tiếp dân"),
            at.ward.contact,
            key="contact.words",
            max_chars=LONGEST_CONTACT,
            width=420,
        )
        if st.button(say("Đặt nơi liên hệ"), key="contact.set"):
            with messages.refusals_shown():
                set_contact(at.ledger, at.actor, contact=words or "", now=at.now)
                messages.remember(say("Đã đặt nơi liên hệ."))
                st.rerun()
