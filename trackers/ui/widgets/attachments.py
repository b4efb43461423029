"""Photos and scans of a case: a small page of our own, opened when it is asked for."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.words import current_language, say

_HEIGHT = 420


def show(at: Desk, case_code: str) -> None:
    """Show the button, or the page with a button that closes it; papers show names."""
    if at.actor.masked:
        return
    openers([case_code])
    page(at, case_code)


def openers(case_codes: Sequence[str], *, place: str = "") -> None:
    """Show the buttons of those cases whose pages are closed; several are told apart by code.

    `place` tells several places of one screen apart that show the same case.
    """
    for code in case_codes:
        if not opened.is_open(_name(code, place)):
            label = say("Ảnh, giấy tờ")
            frame.opener(_name(code, place), label if len(case_codes) == 1 else f"{label} {code}")


def page(at: Desk, case_code: str, *, place: str = "") -> None:
    """Show the page of a case if it is open, with a button that closes it."""
    name = _name(case_code, place)
    if not opened.is_open(name):
        return
    asked = urlencode({"case": case_code, "as": at.actor.code, "lang": current_language()})
    st.iframe(f"/w/{at.ward.code}/attachments?{asked}", height=_HEIGHT)
    st.button(
        say("Đóng ảnh, giấy tờ"), key=f"close.{name}", on_click=opened.close_form, args=(name,)
    )


def _name(case_code: str, place: str) -> str:
    return f"attachments.{case_code}.{place}" if place else f"attachments.{case_code}"
