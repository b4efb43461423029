"""Voters' opinions, petitions and complaints as lists: on the overview, a case's card, a work."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

import streamlit as st

from trackers.domain.opinions import Opinion, OpinionState, by_urgency
from trackers.domain.people import acting_officer
from trackers.domain.rights import Action
from trackers.services import opinion_words as words
from trackers.services.opinions import list_opinions
from trackers.services.people import list_absences
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report
from trackers.words import say
from trackers.words.formats import day

_FILTER = "opinions.state"
_TITLES = (
    *("Mã", "Ngày nhận", "Loại", "Nơi", "Nội dung", "Tình trạng", "Người trả lời", "Hạn"),
    *("Trả lời",),
)


def show(at: Desk) -> None:
    """Show the ward's opinions, those that wait first, with a filter, and the way to a new one."""
    heard = list_opinions(at.ledger, at.actor)
    writes = at.may(Action.RECORD_CASES)
    if not heard and not writes:
        return
    plain.heading(say("Ý kiến cử tri, kiến nghị, khiếu nại"))
    if writes:
        told = say("Ghi ý kiến mới (mở trên bản đồ)")
        st.html(f"<p class='mb-note'>{report.link(address(at, 'new'), told)}</p>")
    if not heard:
        plain.note(say("Chưa ghi ý kiến nào."))
        return
    states = [one.state(at.today) for one in heard]
    chosen = st.pills(
        say("Lọc ý kiến"),
        [one for one in OpinionState if one in states],
        selection_mode="multi",
        format_func=lambda one: f"{one.look.sign} {say(one.label)} ({states.count(one)})",
        key=_FILTER,
        label_visibility="collapsed",
    )
    shown = [one for one in heard if not chosen or one.state(at.today) in chosen]
    table(at, shown, at.today)


def table(at: Desk, listed: Iterable[Opinion], on: date) -> None:
    """Show opinions as a table as of a day, late ones first, then open ones, then answered ones."""
    rows = [_row(at, one, on) for one in by_urgency(listed, on)]
    report.table([say(one) for one in _TITLES], rows)


def of_case(at: Desk, code: str) -> None:
    """Show what was said about a case, each leading to its card."""
    lines(at, by_urgency(list_opinions(at.ledger, at.actor, case_code=code), at.today), at.today)


def of_officer(at: Desk, officer: str) -> None:
    """Show what an officer has to answer, also for those they stand in for."""
    absences = list_absences(at.ledger)
    mine = [
        one
        for one in by_urgency(list_opinions(at.ledger, at.actor), at.today)
        if one.is_open and one.officer_code
        if acting_officer(one.officer_code, None, absences, at.today) == officer
    ]
    if mine:
        plain.heading(say("Ý kiến phải trả lời ({n})", n=len(mine)))
        lines(at, mine, at.today)


def lines(at: Desk, listed: Sequence[Opinion], on: date) -> None:
    """Show opinions as short lines, each leading to its card."""
    if listed:
        told = "".join(f"<li>{line(at, one, on)}</li>" for one in listed)
        st.html(f'<ul class="mb-lines">{told}</ul>')


def line(at: Desk, one: Opinion, on: date) -> str:
    """Give an opinion in one line of HTML: which, when, what, how far."""
    told = f"{words.heard(one)} · {words.taken(one, on)}"
    return f"{report.link(address(at, one.code), one.code)} {escape(told)}"


def address(at: Desk, code: str) -> str:
    """Give the address of the map with an opinion's card beside it."""
    return report.map_address(at.ward.code, opinion=code)


def chip(state: OpinionState) -> str:
    """Give the HTML of a state: its sign and colour beside its words."""
    look = state.look
    return (
        f'<span class="mb-chip mb-dark" style="--look:{look.colour}">'
        f"<b>{escape(look.sign)}</b>{escape(say(look.label))}</span>"
    )


def who(at: Desk, one: Opinion) -> str:
    """Say who answered, or has to: while that officer is away, who stands in."""
    if one.answered_on is not None or not one.officer_code:
        return at.officer_name(one.answered_by or one.officer_code)
    acting = acting_officer(one.officer_code, None, list_absences(at.ledger), at.today)
    name = at.officer_name(one.officer_code)
    if acting == one.officer_code:
        return name
    return say("{cover} (thay {officer})", cover=at.officer_name(acting), officer=name)


def place_words(at: Desk, one: Opinion) -> str:
    """Say what it is about: area, work, case."""
    work = at.projects.get(one.project_code or "")
    parts = [
        at.area_name(one.area_code) if one.area_code else "",
        work.name if work else one.project_code or "",
        one.case_code,
    ]
    return " · ".join(part for part in parts if part)


def _row(at: Desk, one: Opinion, on: date) -> list[str]:
    state = one.state(on)
    late = state is OpinionState.LATE
    return [
        report.cell(report.link(address(at, one.code), one.code), "day"),
        report.cell(day(one.raised_on), "day"),
        report.cell(escape(say(one.kind.label))),
        report.cell(_place(at, one) or "–"),
        report.cell(escape(one.text)),
        report.cell(f"{chip(state)}<br>{escape(words.taken(one, on))}", "late" if late else ""),
        report.cell(escape(who(at, one))),
        report.cell(day(one.due_on), "day"),
        report.cell(escape(one.answer) or "–"),
    ]


def _place(at: Desk, one: Opinion) -> str:
    """Give what it is about as HTML; a work leads to its timelines, a case to the map."""
    work = at.projects.get(one.project_code or "")
    parts = [escape(at.area_name(one.area_code)) if one.area_code else ""]
    if work is not None:
        there = report.page_address(at.ward.code, "tien-do", project=work.code)
        parts.append(report.link(there, work.name))
    if one.case_code:
        there = report.map_address(at.ward.code, case=one.case_code)
        parts.append(report.link(there, one.case_code))
    return "<br>".join(part for part in parts if part)
