"""The first tab of a case: what stands now, the household, what is given, and the corrections."""

import streamlit as st

from trackers.domain.rights import Action
from trackers.services.cases import CaseCard
from trackers.services.decisions import standing_decisions
from trackers.services.review_subjects import week_words
from trackers.ui.context import Desk
from trackers.ui.widgets import case_list, household_card, opinion_card, opinions, plain
from trackers.ui.widgets.area_card import area_people
from trackers.ui.widgets.forms import assign, components, scope, voluntary
from trackers.words import say
from trackers.words.formats import chainage, day, days


def show(at: Desk, card: CaseCard) -> None:
    """Show the summary."""
    _now(at, card)
    household_card.of_case(at, card.state.case, card.households)
    components.show(at, card)
    voluntary.show(at, card.state)
    opinions.of_case(at, card.state.case.code)
    if at.may(Action.RECORD_CASES):
        st.button(
            say("Ghi ý kiến về hồ sơ này…"),
            key="open.opinion",
            on_click=opinion_card.begin,
            args=(card.state.case.code,),
        )
    _siblings(card)
    case = card.state.case
    # What is being typed stays, even when the case leaves the scope meanwhile.
    if at.writes(case) and (case.in_scope or assign.is_open(case.code)):
        assign.show(at, card.state)
    elif at.writes(case):
        scope.reopen(at, case)


def _now(at: Desk, card: CaseCard) -> None:
    held, case = card.state, card.state.case
    met, promise = held.last_met_on, held.promise
    project = at.projects.get(case.project_code)
    plain.facts(
        (
            (say("Công trình"), project.name if project else case.project_code),
            (say("Loại hồ sơ"), say(held.track.label)),
            (say("Gặp gần nhất"), _ago(at, card) if met else say("chưa gặp lần nào")),
            (say("Lời hẹn"), promise.promise if promise else ""),
            (say("Ngày hẹn"), _due(at, card)),
            (say("Lý trình"), _chainage(card)),
            *area_people(at, at.areas.get(case.area_code)),
            (say("Lý do ra khỏi phạm vi"), case.close_reason),
        )
    )
    for one in held.open_obstacles:
        plain.markup(
            '<p class="mb-warn">! {kind}: {text}</p>', kind=say(one.kind.label), text=one.text
        )
    _decided(at, case.code)


def _decided(at: Desk, code: str) -> None:
    """Show what reviews decided about the case and what still stands."""
    for one in standing_decisions(at.ledger, at.actor, now=at.now, case_code=code):
        looks = "mb-warn" if one.due_on < at.today else "mb-note"
        words = say(
            "Kết luận giao ban tuần {week}: {what} – {officer}, hạn {day}",
            week=week_words(one.monday),
            what=one.text,
            officer=at.officer_name(one.officer_code),
            day=day(one.due_on),
        )
        plain.markup('<p class="{looks}">{words}</p>', looks=looks, words=words)


def _ago(at: Desk, card: CaseCard) -> str:
    met = card.state.last_met_on
    return "" if met is None else f"{day(met)} ({days((at.today - met).days)})"


def _due(at: Desk, card: CaseCard) -> str:
    promise = card.state.promise
    if promise is None or promise.promise_on is None:
        return ""
    late = (at.today - promise.promise_on).days
    words = day(promise.promise_on)
    return say("{day}, quá hẹn {days}", day=words, days=days(late)) if late > 0 else words


def _chainage(card: CaseCard) -> str:
    covered = card.state.case.stretches
    return " · ".join(f"{chainage(one.from_m)} – {chainage(one.to_m)}" for one in covered)


def _siblings(card: CaseCard) -> None:
    if not card.siblings:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        plain.note(say("Hồ sơ khác của hộ:"))
        for code in card.siblings:
            case_list.case_button(code, code, "sibling")
