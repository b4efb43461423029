"""Closing a decision with what came of it."""

from datetime import date

import streamlit as st

from trackers.domain.reviews import Decision
from trackers.services.decisions import close_decision
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.words import say


def may_close(at: Desk, one: Decision) -> bool:
    """Tell whether who asks may close it outside of a review: as its officer, or everywhere."""
    own = one.officer_code in at.actor.hands or at.actor.reach.everywhere
    return one.is_open and own and not at.actor.masked


def offer(at: Desk, one: Decision, *, closed_in: date | None = None) -> None:
    """Show the button, or the form once it is open; `closed_in` is the review held now."""
    name = name_of(one)
    if not opened.is_open(name):
        frame.opener(name, say("Đóng kết luận…"), base=one)
        return
    with st.container(border=True, key=f"form-{name}"):
        form(at, one, closed_in=closed_in)


def name_of(one: Decision) -> str:
    """Give the name of the form that closes a decision."""
    return f"decision-close.{one.decision_id}"


def form(at: Desk, now: Decision, *, closed_in: date | None) -> None:
    """Show the field and the buttons of the form."""
    name = name_of(now)
    base = opened.opened_base(name, now)
    word = frame.note_field(name, "word", say("Kết quả thực hiện"))

    def write(key: str) -> Saved:
        return close_decision(
            at.ledger,
            at.actor,
            decision_id=base.decision_id,
            word=word,
            base=base.version,
            closed_in=closed_in,
            now=at.now,
            key=key,
        )

    if frame.wants_saving(name, "Đóng kết luận"):
        frame.save(name, write, done=say("Đã đóng kết luận."))
