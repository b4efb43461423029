"""Links to the papers of a review, which the server writes when they are asked for."""

from datetime import date
from urllib.parse import quote

import streamlit as st

from trackers.domain.rights import Action
from trackers.services.paper_values import week_words
from trackers.services.reviews import list_reviews
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report
from trackers.words import current_language, say


def last_review(at: Desk) -> None:
    """Show the papers of the last review to who may see cases, where there was one."""
    if not at.may(Action.SEE_HOUSEHOLDS):
        return
    held = list_reviews(at.ledger, at.actor)
    if held:
        of_review(at, held[0].monday)


def of_review(at: Desk, monday: date) -> None:
    """Show the papers of a review under their heading."""
    plain.heading(say("Văn bản họp giao ban · {week}", week=week_words(monday)))
    review_files(at, monday)


def review_files(at: Desk, monday: date) -> None:
    """Show the links to a review's minutes and weekly report; the office's to who may see cases."""
    if not at.may(Action.EXPORT_TABLES):
        return
    links = []
    if at.may(Action.SEE_HOUSEHOLDS):
        links += [
            ("minutes.docx", "", say("Biên bản (Word)")),
            ("minutes.xlsx", "", say("Bảng của biên bản (Excel)")),
            ("weekly.docx", "", say("Báo cáo tuần (Word)")),
            ("weekly.xlsx", "", say("Bảng của báo cáo (Excel)")),
        ]
    links.append(("weekly.docx", "&version=public", say("Bản công bố (Word)")))
    asked = f"?as={quote(state.raw('as'))}&lang={current_language()}"
    asked += "&mask=1" if state.raw("mask") else ""
    place = f"./w/{quote(at.ward.code)}/reviews/{monday.isoformat()}"
    parts = [report.link(f"{place}/{file}{asked}{more}", words) for file, more, words in links]
    st.html(f'<div class="mb-files">{"".join(parts)}</div>')
