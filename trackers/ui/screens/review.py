"""Giao ban: the Monday review, its agenda and what was decided."""

import streamlit as st

from trackers.domain.rights import Action
from trackers.services.agenda_sheets import names_for
from trackers.services.reviews import get_review, list_reviews, may_hold
from trackers.ui.context import Desk, desk
from trackers.ui.widgets import papers, plain, report
from trackers.ui.widgets.review import agenda, decided, head, opening, weeks
from trackers.words import say


def show(at: Desk) -> None:
    """Show the review of the chosen week, or let it be opened."""
    report.style()
    if not at.may(Action.SEE_HOUSEHOLDS):
        report.title(say("Giao ban"))
        plain.note(say("Chỉ cán bộ xem được họp giao ban. Hãy chọn cán bộ ở góc trên."))
        return
    held = {one.monday: one for one in list_reviews(at.ledger, at.actor)}
    title = st.container()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="review-row"):
        monday = weeks.choose(at, list(held.values()))
        holds = monday in held and may_hold(at.ledger, at.actor, monday)
        if monday in held:
            head.buttons(at, held[monday], holds=holds)
    with title:
        report.title(say("Họp giao ban"), weeks.week_words(monday))
    if monday not in held:
        opening.show(at, monday)
        return
    file = get_review(at.ledger, at.actor, monday, now=at.now)
    names = names_for(at.ledger, at.actor, on=file.findings.on, revision=file.review.revision)
    head.show(at, file, holds=holds)
    papers.review_files(at, monday)
    agenda.show(at, file, names, holds=holds)
    if file.decisions:
        with st.expander(say("Tất cả kết luận ({n})", n=len(file.decisions))):
            decided.table(at, file.decisions, names)
    papers.of_review(at, monday)


show(desk())
