"""The forms about an opinion that is there: its answer, opening it again, taking it back."""

import streamlit as st

from geodata.days import Towards
from trackers.domain.opinions import Opinion
from trackers.services.opinions import answer_opinion, reopen_opinion, withdraw_opinion
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say


def show(at: Desk, one: Opinion) -> bool:
    """Show the form that is open, or what opens them; tell whether one is open."""
    forms = {
        "opinion-answer": (one.is_open, say("Trả lời…"), _answer),
        "opinion-again": (not one.is_open, say("Mở lại…"), _again),
        "opinion-gone": (True, say("Rút lại…"), _gone),
    }
    for kind, (_, _, form) in forms.items():
        if opened.is_open(name := f"{kind}.{one.code}"):
            with st.container(border=True, key=f"form-{name}"):
                form(at, one, name)
            return True
    with st.container(horizontal=True, gap="small"):
        for kind, (offered, label, _) in forms.items():
            if offered:
                frame.opener(f"{kind}.{one.code}", label, base=one)
    return False


def _answer(at: Desk, now: Opinion, name: str) -> None:
    base = opened.opened_base(name, now)
    answer = frame.note_field(name, "text", say("Nội dung trả lời"), base.answer)
    left, right = st.columns(2, gap="small")
    with left:
        on = day_field(
            name, "on", say("Ngày trả lời"), at.today, today=at.today, towards=Towards.PAST
        )
    with right:
        who = frame.choice_field(
            name, "who", say("Ai trả lời"), list(at.officers), at.officer_name, at.actor.code
        )
    plain.note(say("Để trống ngày nếu mới trả lời bước đầu: ý kiến vẫn còn theo dõi."))

    def write(key: str) -> Saved:
        return answer_opinion(
            at.ledger,
            at.actor,
            code=base.code,
            answer=answer,
            answered_on=on,
            answered_by=who or "",
            base=base.version,
            now=at.now,
            key=key,
        )

    if frame.wants_saving(name, "Ghi trả lời"):
        frame.save(name, write, done=say("Đã ghi trả lời."))


def _again(at: Desk, now: Opinion, name: str) -> None:
    base = opened.opened_base(name, now)
    reason = frame.note_field(name, "reason", say("Vì sao mở lại"))

    def write(key: str) -> Saved:
        return reopen_opinion(
            at.ledger,
            at.actor,
            code=base.code,
            reason=reason,
            base=base.version,
            now=at.now,
            key=key,
        )

    if frame.wants_saving(name, "Mở lại ý kiến"):
        frame.save(name, write, done=say("Đã mở lại ý kiến."))


def _gone(at: Desk, now: Opinion, name: str) -> None:
    reason = frame.reason_field(name)

    def write(key: str) -> Saved:
        return withdraw_opinion(
            at.ledger, at.actor, code=now.code, reason=reason, now=at.now, key=key
        )

    if frame.wants_saving(name, "Rút ý kiến"):
        frame.save(name, write, done=say("Đã rút ý kiến."))
