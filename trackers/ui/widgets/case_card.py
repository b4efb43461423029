"""The card of one case beside the map: who, what, how far, what was said, what happened."""

import streamlit as st

from trackers.domain.cases import Case
from trackers.domain.stages import OBSTACLE_LOOK
from trackers.services.cases import CaseCard, case_card, cases_of_parcel
from trackers.ui import opened, state
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_remembered
from trackers.ui.widgets import clocks, history, plain, summary, visits
from trackers.ui.widgets.forms import frame, obstacles, steps, visit
from trackers.words import say
from trackers.words.formats import day, days, number


def show(at: Desk, code: str) -> None:
    """Show a case; raises NotAllowed, UnknownRecord."""
    card = case_card(at.ledger, at.actor, code, at.now)
    _head(at, card)
    _same_parcel(at, card)
    if not (at.writes(card.state.case) or at.actor.masked):
        plain.note(_only_read(at, card.state.case))
    writes = at.writes(card.state.case) and card.state.case.in_scope
    form = visit.name_of_new(code)
    if writes and not opened.is_open(form):
        with st.container(key="act", horizontal=True):
            frame.opener(form, say("Ghi lần vận động"), kind="primary")
    if writes and opened.is_open(form):
        with st.container(border=True, key=f"form-{form}"):
            visit.record(at, card)
    _tabs(at, card)


def _only_read(at: Desk, case: Case) -> str:
    name = at.officer_name(case.officer_code)
    return say("Hồ sơ do {name} phụ trách; bạn xem được, không ghi được.", name=name)


def _head(at: Desk, card: CaseCard) -> None:
    case = card.state.case
    blocked = len(card.state.open_obstacles)
    chips = plain.chip(card.state.stage.look) + (plain.chip(OBSTACLE_LOOK) if blocked else "")
    closed = say("Đã đưa ra khỏi phạm vi {day}", day=day(case.closed_on)) if case.closed_on else ""
    with st.container(key="card-head", horizontal=True, vertical_alignment="top", wrap=False):
        plain.markup(
            '<div class="mb-head"><p class="mb-title"><b>{code}</b> {holder}</p>'
            f'<p>{chips}</p><p class="mb-warn">{{closed}}</p>'
            "<p>{where}</p><p>{who}</p><p class='mb-note'>{reviewed}</p></div>",
            code=case.code,
            holder=" · ".join(one.holder for one in card.households),
            closed=closed,
            where=_where(at, card),
            who=_who(at, card),
            reviewed=_reviewed(at, card),
        )
        st.button(
            "✕", key="close", type="tertiary", help=say("Đóng"), on_click=state.clear_selection
        )


def _where(at: Desk, card: CaseCard) -> str:
    case, parcel = card.state.case, card.parcel
    parts = [
        say("Tờ {sheet}, thửa {no}", sheet=parcel.sheet_no, no=parcel.parcel_no) if parcel else "",
        f"{number(case.affected_m2)} m²",
        say("mặt tiền {m} m", m=number(case.frontage_m)) if case.frontage_m else "",
        at.area_name(case.area_code),
    ]
    return " · ".join(part for part in parts if part)


def _who(at: Desk, card: CaseCard) -> str:
    case = card.state.case
    words = say("Cán bộ: {name}", name=at.officer_name(case.officer_code))
    if card.absence:
        return words + say(
            " (vắng đến {day}); thay: {cover}",
            day=day(card.absence.to_on),
            cover=at.officer_name(card.acting_code),
        )
    officer = at.officers.get(case.officer_code)
    cover = case.cover_code or (officer.cover_code if officer else None)
    return (
        words + say(" · thay khi vắng: {cover}", cover=at.officer_name(cover)) if cover else words
    )


def _reviewed(at: Desk, card: CaseCard) -> str:
    on = card.state.case.reviewed_on
    words = (
        say("Rà soát gần nhất: {day} ({age})", day=day(on), age=days((at.today - on).days))
        if on
        else say("Chưa rà soát lần nào")
    )
    accuracy = say(card.parcel.accuracy.label) if card.parcel else ""
    return say("{words} · hình thửa: {accuracy}", words=words, accuracy=accuracy or "–")


def _same_parcel(at: Desk, card: CaseCard) -> None:
    """Offer the other cases on the same parcel."""
    case = card.state.case
    others = [
        one for one in cases_of_parcel(at.ledger, at.actor, case.parcel_id) if one != case.code
    ]
    if others:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            plain.note(say("Cùng thửa:"))
            for code in others:
                st.button(
                    plain.label(code),
                    key=f"same.{code}",
                    on_click=refusals_remembered,
                    args=(state.select_case, code),
                )


def _tabs(at: Desk, card: CaseCard) -> None:
    names = ("Tóm tắt", "Bước", "Vận động", "Vướng mắc", "Quá trình xử lý")
    tabs = st.tabs([say(name) for name in names], key=f"tabs.{card.state.case.code}")
    with tabs[0]:
        summary.show(at, card)
    with tabs[1]:
        clocks.of_case(at, card)
        steps.show(at, card.state)
    with tabs[2]:
        visits.show(at, card)
    with tabs[3]:
        obstacles.show(at, card.state)
    with tabs[4]:
        history.show(at, card.state.case.code, card.state.track)
