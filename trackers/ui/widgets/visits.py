"""The visits to a case's household: what was said, by whom, and correcting it."""

import streamlit as st

from trackers.domain.contacts import Contact
from trackers.services.cases import CaseCard
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import attachments, plain
from trackers.ui.widgets.forms import frame, visit, visit_removal
from trackers.words import say
from trackers.words.formats import day


def show(at: Desk, card: CaseCard) -> None:
    """Show the visits, the newest first."""
    attachments.show(at, card.state.case.code)
    visits = sorted(card.state.contacts, key=lambda one: one.met_on, reverse=True)
    if not visits:
        plain.note(say("Chưa có lần vận động nào. Hãy bấm “Ghi lần vận động”."))
    for one in visits:
        _visit(at, one)
        if at.writes(card.state.case):
            _corrections(at, one)


def _visit(at: Desk, one: Contact) -> None:
    plain.markup(
        '<div class="mb-block"><p><b>{on}</b> · {outcome}</p><p>{note}</p>'
        "<p class='mb-promise'>{promise}</p><p class='mb-note'>{who}</p></div>",
        on=day(one.met_on),
        outcome=say(one.outcome.label),
        note=one.note,
        promise=promise_words(one),
        who=" · ".join(filter(None, [_went(at, one), _met(one)])),
    )


def _corrections(at: Desk, one: Contact) -> None:
    forms = {visit.name_of(one): visit.correct, visit_removal.name_of(one): visit_removal.form}
    for name, form in forms.items():
        if opened.is_open(name):
            with st.container(border=True, key=f"form-{name}"):
                form(at, one)
            return
    with st.container(horizontal=True, gap="small"):
        frame.opener(visit.name_of(one), say("Sửa"), kind="tertiary", base=one)
        frame.opener(visit_removal.name_of(one), say("Rút, chuyển"), kind="tertiary", base=one)


def _went(at: Desk, one: Contact) -> str:
    names = [*(at.officer_name(who) for who in one.visitors), one.others]
    return say("Người đi: {names}", names=", ".join(filter(None, names)))


def _met(one: Contact) -> str:
    return say("gặp {who}", who=one.met) if one.met else ""


def promise_words(one: Contact) -> str:
    """Give what was promised and when to return, "" when nothing was."""
    parts = []
    if one.promise_on or one.promise:
        on = say("ngày {day}", day=day(one.promise_on)) if one.promise_on else ""
        parts.append(say("Hẹn: {what}", what=" ".join(filter(None, [one.promise, on]))))
    if one.next_on:
        parts.append(say("đến lại {day}", day=day(one.next_on)))
    return " · ".join(parts)
