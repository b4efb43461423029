"""Who holds a review, on which figures, and what can be done with the whole of it."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from trackers.domain.reviews import Review
from trackers.services.reviews import ReviewFile, close_review, reopen_review
from trackers.store import Saved
from trackers.ui import opened, reviewing, scripts, state
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import attendance, frame
from trackers.words import say
from trackers.words.formats import day, moment

_CLOSE, _AGAIN = "review.close", "review.again"


def show(at: Desk, file: ReviewFile, *, holds: bool) -> None:
    """Show the head; `holds` tells whether who asks holds this review."""
    review = file.review
    _facts(at, review)
    st.html(
        scripts.tag("present_key", {"place": presentation(at, review)}),
        unsafe_allow_javascript=True,
    )
    if not holds:
        return
    if review.is_open and opened.is_open(attendance.NAME):
        attendance.form(at, review)
    elif review.is_open and opened.is_open(_CLOSE):
        _closing(at, file)
    elif not review.is_open and opened.is_open(_AGAIN):
        _reopening(at, review)


def buttons(at: Desk, review: Review, *, holds: bool) -> None:
    """Show what can be done with the whole review."""
    st.link_button(say("Trình chiếu (phím P)"), presentation(at, review), type="primary")
    if holds and review.is_open:
        frame.opener(attendance.NAME, say("Thành phần dự họp…"), base=review)
        frame.opener(_CLOSE, say("Kết thúc họp…"))
    elif holds:
        frame.opener(_AGAIN, say("Mở lại để sửa…"))


def presentation(at: Desk, review: Review) -> str:
    """Give the address of the review for the room's screen, at the item that is shown."""
    said = {"review": review.monday.isoformat(), "as": state.raw("as"), "lang": state.raw("lang")}
    query = urlencode({name: text for name, text in said.items() if text})
    item = reviewing.item()
    return f"/w/{at.ward.code}/present?{query}" + (f"#{item}" if item else "")


def _facts(at: Desk, review: Review) -> None:
    """Say who holds the review on which figures; who is there unfolds."""
    told = [
        (say("Chủ trì"), at.officer_name(review.chair_code)),
        (say("Thư ký"), at.officer_name(review.secretary_code)),
        (say("Vắng"), ", ".join(map(at.officer_name, review.absent)) or "–"),
        (say("Thành phần khác"), review.guests),
        (say("Ghi chú"), review.note),
    ]
    parts = [f"<b>{escape(name)}</b> {escape(words)}" for name, words in told if words]
    people = ", ".join(map(at.officer_name, review.present))
    there = (
        f"<details><summary>{escape(say('Có mặt {n}', n=len(review.present)))}</summary>"
        f"{escape(people)}</details>"
    )
    figures = say(
        "Số liệu chốt lúc {moment} (mục nhật ký {revision}); thay đổi kể từ hết ngày {since}.",
        moment=moment(review.opened_at),
        revision=review.revision,
        since=day(review.since_on),
    )
    st.html(
        f'<div id="mb-review" class="mb-held"><p>{" · ".join(parts)} · {_ends(at, review)}</p>'
        f"{there}<p>{escape(figures)}</p></div>"
    )


def _ends(at: Desk, review: Review) -> str:
    if review.closed_on is None:
        return f"<b>{escape(say('đang họp'))}</b>"
    who = at.officer_name(review.closed_by)
    return escape(say("kết thúc {day}, {who}", day=day(review.closed_on), who=who))


def _closing(at: Desk, file: ReviewFile) -> None:
    review = file.review
    with st.container(border=True, key=f"form-{_CLOSE}"):
        plain.note(
            say(
                "Kết thúc họp: {n} kết luận. Chương trình và thành phần dự họp không sửa được nữa; "
                "kết luận vẫn theo dõi đến khi xong.",
                n=len(file.decisions),
            )
        )

        def write(key: str) -> Saved:
            return close_review(at.ledger, at.actor, monday=review.monday, now=at.now, key=key)

        if frame.wants_saving(_CLOSE, "Kết thúc họp"):
            frame.save(_CLOSE, write, done=say("Đã kết thúc họp giao ban."))


def _reopening(at: Desk, review: Review) -> None:
    with st.container(border=True, key=f"form-{_AGAIN}"):
        reason = frame.text_field(_AGAIN, "reason", say("Lý do mở lại"))

        def write(key: str) -> Saved:
            return reopen_review(
                at.ledger, at.actor, monday=review.monday, reason=reason, now=at.now, key=key
            )

        if frame.wants_saving(_AGAIN, "Mở lại"):
            frame.save(_AGAIN, write, done=say("Đã mở lại phiên họp."))
