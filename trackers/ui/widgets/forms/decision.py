"""The forms of a decision: taking one, changing it, closing it, letting it stand again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from geodata.days import Towards
from trackers.domain.errors import DateMissing
from trackers.domain.reviews import AgendaItem, Decision
from trackers.domain.wards import sunday_of
from trackers.services.decisions import edit_decision, reopen_decision, take_decision
from trackers.store import Saved
from trackers.ui import opened, reading, reviewing
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import decision_close, frame
from trackers.ui.widgets.forms.people import officer_field
from trackers.ui.widgets.forms.subject import subject_fields
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say
from trackers.words.formats import day

# A decision is usually due before the next review: on its Friday.
_FRIDAY = timedelta(days=2)


def new_form(at: Desk, item: AgendaItem) -> None:
    """Show the button of a new decision under an item, or its form."""
    name = f"decision.new.{item.item_id}"
    if not opened.is_open(name):
        frame.opener(name, say("Ghi kết luận"), kind="primary")
        return
    usual = Decision(
        "",
        item.monday,
        0,
        "",
        _usual_officer(at, item),
        max(sunday_of(item.monday) - _FRIDAY, at.today),
        item.project_code,
        item.case_code,
        item.item_id,
    )
    with st.container(border=True, key=f"form-{name}"):
        mine, due_on = _fields(at, name, usual)

        def write(key: str) -> Saved:
            return take_decision(
                at.ledger,
                at.actor,
                monday=item.monday,
                text=mine.text,
                officer_code=mine.officer_code,
                due_on=_given(due_on),
                project_code=mine.project_code,
                case_code=mine.case_code,
                item_id=item.item_id,
                now=at.now,
                key=key,
            )

        if frame.wants_saving(name, "Ghi kết luận"):
            frame.save(name, write, done=say("Đã ghi kết luận."))


def change_forms(at: Desk, now: Decision, *, holds: bool, closes: bool) -> None:
    """Show what can be done about a decision: closing it, changing it, letting it stand again."""
    close = decision_close.name_of(now)
    edit, again = (f"decision.{part}.{now.decision_id}" for part in ("edit", "again"))
    forms: dict[str, Callable[[], None]] = {
        close: lambda: decision_close.form(at, now, closed_in=reviewing.open_monday(at)),
        edit: lambda: _editing(at, now, edit),
        again: lambda: _reopening(at, now, again),
    }
    for name, form in forms.items():
        if opened.is_open(name):
            with st.container(border=True, key=f"form-{name}"):
                plain.note(now.text)
                form()
            return
    with st.container(horizontal=True, gap="small"):
        if now.is_open and closes:
            frame.opener(close, say("Đóng {number}…", number=_number(now)), base=now)
        if now.is_open and holds:
            frame.opener(edit, say("Sửa {number}…", number=_number(now)), base=now)
        if not now.is_open and holds:
            frame.opener(again, say("Mở lại {number}…", number=_number(now)), base=now)


def _editing(at: Desk, now: Decision, name: str) -> None:
    def fields(base: Decision) -> Decision:
        mine, due_on = _fields(at, name, base)
        return replace(mine, due_on=due_on or base.due_on)

    frame.edit_record(
        at,
        name,
        now,
        fields=fields,
        words=lambda one: f"{one.text} · {at.officer_name(one.officer_code)} · {day(one.due_on)}",
        write=lambda base, mine, key: edit_decision(
            at.ledger, at.actor, base=base, mine=mine, now=at.now, key=key
        ),
        done=say("Đã sửa kết luận."),
    )


def _reopening(at: Desk, now: Decision, name: str) -> None:
    base = opened.opened_base(name, now)
    reason = frame.text_field(name, "reason", say("Lý do mở lại"))

    def write(key: str) -> Saved:
        return reopen_decision(
            at.ledger,
            at.actor,
            decision_id=base.decision_id,
            reason=reason,
            base=base.version,
            now=at.now,
            key=key,
        )

    if frame.wants_saving(name, "Mở lại"):
        frame.save(name, write, done=say("Kết luận được theo dõi lại."))


def _fields(at: Desk, name: str, shown: Decision) -> tuple[Decision, date | None]:
    """Show what, who, by when, about what; give it, the day apart: it may be empty."""
    text = frame.note_field(name, "text", say("Việc phải làm"), shown.text)
    officer = officer_field(at, name, "officer", say("Người thực hiện"), shown.officer_code)
    due_on = day_field(name, "due", say("Hạn"), shown.due_on, today=at.today, towards=Towards.AHEAD)
    project, case = subject_fields(at, name, shown.project_code, shown.case_code)
    mine = replace(shown, text=text, officer_code=officer, project_code=project, case_code=case)
    return mine, due_on


def _usual_officer(at: Desk, item: AgendaItem) -> str:
    """Give who is meant where nothing else is said: whose case or work the item is about."""
    if item.case_code:
        rows = (one for one in reading.case_rows(at) if one.state.case.code == item.case_code)
        return next((one.acting_code for one in rows), "")
    work = at.projects.get(item.project_code)
    return work.lead_officer_code if work else ""


def _given(due_on: date | None) -> date:
    if due_on is None:
        raise DateMissing(field=say("hạn thực hiện"))
    return due_on


def _number(one: Decision) -> str:
    week, year = one.monday.isocalendar().week, one.monday.isocalendar().year
    return say("kết luận {number} ({week}/{year})", number=one.number, week=week, year=year)
