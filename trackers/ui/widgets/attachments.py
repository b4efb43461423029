"""Photos and scans of a case: a small page of our own, opened when it is asked for."""

from urllib.parse import urlencode

import streamlit as st

from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.words import current_language, say

_HEIGHT = 420


def show(at: Desk, case_code: str) -> None:
    """Show the button, or the page with a button that closes it."""
    name = f"attachments.{case_code}"
    if not state.is_open(name):
        frame.opener(name, say("Ảnh, giấy tờ"))
        return
    asked = urlencode({"case": case_code, "as": at.actor.code, "lang": current_language()})
    st.iframe(f"/w/{at.ward.code}/attachments?{asked}", height=_HEIGHT)
    st.button(
        say("Đóng ảnh, giấy tờ"), key=f"close.{name}", on_click=state.close_form, args=(name,)
    )
