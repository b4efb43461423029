"""Links to files that the server writes when they are asked for."""

from html import escape

import streamlit as st

from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.widgets.report import link
from trackers.words import current_language, say


def overview_files(at: Desk) -> None:
    """Show the links to the overview as XLSX and CSV."""
    asked = f"?as={escape(state.raw('as'))}&lang={current_language()}"
    parts = [
        link(f"./w/{at.ward.code}/overview.{kind}{asked}", words)
        for kind, words in (("xlsx", say("Tải bảng Excel (XLSX)")), ("csv", say("Tải CSV")))
    ]
    st.html(f'<div class="mb-files">{"".join(parts)}</div>')
