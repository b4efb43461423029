"""Kết luận giao ban of one person: what stands, by when, for whom; closed on the spot."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from trackers.domain.reviews import Decision
from trackers.services.cases import CaseRow
from trackers.services.decisions import standing_decisions
from trackers.services.review_subjects import week_words
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report
from trackers.ui.widgets.forms import decision_close
from trackers.words import say
from trackers.words.formats import day, days


def show(at: Desk, officer: str, rows: Mapping[str, CaseRow]) -> None:
    """Show the decisions for which an officer acts today, the earliest due first."""
    found = standing_decisions(at.ledger, at.actor, now=at.now, officer_code=officer)
    report.anchor("ket-luan")
    plain.heading(say("Kết luận giao ban ({n})", n=len(found)))
    if not found:
        plain.note(say("Không có."))
    for one in found:
        with st.container(gap="xsmall", key=f"decision-{one.decision_id}"):
            st.html(f'<div class="mb-lines">{_line(at, officer, one, rows)}</div>')
            if decision_close.may_close(at, one):
                decision_close.offer(at, one)


def _line(at: Desk, officer: str, one: Decision, rows: Mapping[str, CaseRow]) -> str:
    link = (
        report.link(report.map_address(at.ward.code, case=one.case_code), one.case_code)
        if one.case_code
        else ""
    )
    holder = rows[one.case_code].holder if one.case_code in rows else ""
    late = one.due_on < at.today
    looks = ' class="late"' if late else ""
    words = escape(" · ".join(_words(at, officer, one)))
    return f"<p>{link} <b>{escape(holder)}</b><span{looks}>{words}</span></p>"


def _words(at: Desk, officer: str, one: Decision) -> list[str]:
    words = [say("hạn {day}", day=day(one.due_on))]
    if one.due_on < at.today:
        words.append(say("quá {days}", days=days((at.today - one.due_on).days)))
    words.append(one.text)
    if one.officer_code != officer:
        words.append(say("thay cho {name}", name=at.officer_name(one.officer_code)))
    elif cover := _cover(at, one):
        words.append(say("người thay: {name}", name=cover))
    words.append(say("họp tuần {week}", week=week_words(one.monday)))
    return words


def _cover(at: Desk, one: Decision) -> str:
    officer = at.officers.get(one.officer_code)
    return at.officer_name(officer.cover_code) if officer and officer.cover_code else ""
