"""The panel of one opinion beside the map: what was said, by whom, about what, and its answer."""

import streamlit as st

from trackers.domain.opinions import Opinion
from trackers.domain.rights import Action, require_officer
from trackers.services import opinion_words
from trackers.services.opinions import get_opinion
from trackers.ui import flights, opened, placing, state
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_remembered
from trackers.ui.widgets import opinions, plain
from trackers.ui.widgets.forms import frame, opinion, opinion_answer
from trackers.words import say
from trackers.words.formats import day

_SHOWN = "opinion.shown"
# A box of some 60 m around a place, in degrees.
_AROUND = 0.0003


def is_wanted(at: Desk) -> bool:
    """Tell whether the address asks for an opinion, and who asks may read them."""
    return bool(state.raw("opinion")) and not state.as_of() and at.may(Action.SEE_HOUSEHOLDS)


def opener(at: Desk) -> None:
    """Offer to write an opinion down."""
    if at.may(Action.RECORD_CASES):
        st.button(say("Ghi ý kiến cử tri…"), key="open.opinion", on_click=begin)


def begin(case_code: str = "") -> None:
    """Open the form for a new opinion, about a case if one is named."""
    name = placing.form_of(placing.NEW)
    if not opened.is_open(name):  # what is being typed stays
        opened.open_form(name, opinion.blank(case_code))
    state.put("opinion", placing.NEW)


def show(at: Desk) -> None:
    """Show the card, or the form for a new one; raises UnknownRecord for a code nobody knows."""
    code = state.raw("opinion")
    with st.container(horizontal=True, vertical_alignment="center", key="opinion-head"):
        title = say("Ghi ý kiến mới") if code == placing.NEW else say("Ý kiến {code}", code=code)
        plain.heading(title)
        st.button("✕", key="close.opinion", type="tertiary", help=say("Đóng"), on_click=close)
    name = placing.form_of(code)
    if code == placing.NEW:
        _new(at, name)
        return
    found = get_opinion(at.ledger, at.actor, code)
    if opened.is_open(name):
        with st.container(border=True, key=f"form-{name}"):
            opinion.edit(at, found)
        return
    _said(at, found)
    _answered(at, found)
    _acts(at, found, name)


def close() -> None:
    """Leave the panel; a form that is open keeps its draft."""
    placing.stop()
    st.session_state.pop(_SHOWN, None)
    state.put("opinion", None)


def _new(at: Desk, name: str) -> None:
    if not at.may(Action.RECORD_CASES):
        plain.note(say("Chỉ cán bộ của phường ghi được ý kiến."))
        return
    if not opened.is_open(name):
        if st.session_state.pop(_SHOWN, None):  # given up
            close()
            st.rerun()
        opened.open_form(name, opinion.blank(""))
    st.session_state[_SHOWN] = True
    with st.container(border=True, key=f"form-{name}"):
        opinion.add(at)


def _said(at: Desk, one: Opinion) -> None:
    st.html(f"<p>{opinions.chip(one.state(at.today))}</p>")
    plain.markup('<div class="mb-block"><p>{text}</p></div>', text=one.text)
    plain.facts(
        (
            (say("Loại"), say(one.kind.label)),
            (say("Ngày nhận"), day(one.raised_on)),
            (say("Của ai"), one.from_whom),
            (say("Về"), opinions.place_words(at, one)),
            (say("Người trả lời"), at.officer_name(one.officer_code) if one.officer_code else ""),
            (say("Hạn trả lời"), day(one.due_on) if one.due_on else ""),
            (say("Thời gian"), opinion_words.taken(one, at.today)),
        )
    )


def _answered(at: Desk, one: Opinion) -> None:
    if not one.answer:
        return
    who = at.officer_name(one.answered_by) if one.answered_by else ""
    parts = [
        say("Đã trả lời {day}", day=day(one.answered_on))
        if one.answered_on
        else say("Trả lời bước đầu, còn theo dõi"),
        who,
    ]
    plain.markup(
        '<div class="mb-block"><p>{text}</p><p class="mb-note">{who}</p></div>',
        text=one.answer,
        who=" · ".join(part for part in parts if part),
    )


def _acts(at: Desk, one: Opinion, name: str) -> None:
    mine = at.may(Action.RECORD_CASES) and at.lets(require_officer, one.officer_code)
    if not mine and not at.actor.masked:
        who = at.officer_name(one.officer_code)
        plain.note(say("Ý kiến do {name} trả lời; bạn xem được, không ghi được.", name=who))
    if mine and opinion_answer.show(at, one):
        return
    with st.container(horizontal=True, gap="small"):
        if mine:
            frame.opener(name, say("Sửa ý kiến"), base=one)
        if one.place:
            st.button(say("Xem trên bản đồ"), key="fly.opinion", on_click=_fly, args=(one.place,))
        if one.case_code:
            st.button(
                plain.label(say("Mở hồ sơ {code}", code=one.case_code)),
                key="case.opinion",
                on_click=refusals_remembered,
                args=(state.select_case, one.case_code),
            )


def _fly(place: tuple[float, float]) -> None:
    lng, lat = place
    flights.fly_to((lng - _AROUND, lat - _AROUND, lng + _AROUND, lat + _AROUND))
