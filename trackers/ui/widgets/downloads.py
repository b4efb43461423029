"""Links to files that the server writes when they are asked for."""

from datetime import date
from html import escape

import streamlit as st

from trackers.domain.as_of import Sight
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.widgets.report import link
from trackers.words import current_language, say


def overview_files(at: Desk, on: date | None = None, sight: Sight = Sight.TRUE) -> None:
    """Show the links to the overview as XLSX and CSV, of now or of a former day."""
    asked = f"?as={escape(state.raw('as'))}&lang={current_language()}"
    if on:
        asked += f"&as_of={on.isoformat()}&sight={sight.value}"
    parts = [
        link(f"./w/{at.ward.code}/overview.{kind}{asked}", words)
        for kind, words in (("xlsx", say("Tải bảng Excel (XLSX)")), ("csv", say("Tải CSV")))
    ]
    st.html(f'<div class="mb-files">{"".join(parts)}</div>')
