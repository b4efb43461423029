"""The tasks of a resolution with what can be done about them: a new one, done, changed, back."""

import streamlit as st

from geodata.days import Towards
from trackers.domain.errors import DateMissing
from trackers.domain.indicators import IndicatorFile, IndicatorTask
from trackers.domain.rights import require_officer
from trackers.services import indicator_words as words
from trackers.services.indicator_tasks import (
    add_task,
    edit_task,
    finish_task,
    reopen_task,
    withdraw_task,
)
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import indicators, plain
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say


def show(at: Desk, file: IndicatorFile) -> None:
    """Show the tasks."""
    leads = indicators.writes(at, file)
    for one in file.tasks:
        _task(at, file, one, leads=leads)
    name = f"task-new.{file.indicator.code}"
    if leads and not opened.is_open(name):
        frame.opener(name, say("Thêm nhiệm vụ"))
    elif leads:
        with st.container(border=True, key=f"form-{name}"):
            _new(at, file.indicator.code, name)


def _task(at: Desk, file: IndicatorFile, one: IndicatorTask, *, leads: bool) -> None:
    looks = "mb-block mb-open" if one.is_late(file.on) else "mb-block"
    plain.markup(
        f'<div class="{looks}"><p>{{words}}</p></div>',
        words=words.task(one, file, at.officer_name(one.officer_code)),
    )
    own = file.indicator.is_open and at.lets(require_officer, one.officer_code)
    if not leads and not own:
        return
    forms = {
        "task-done": (own or leads, say("Đã xong…") if one.is_open else say("Chưa xong…"), _done),
        "task-edit": (leads and one.is_open, say("Sửa"), _edit),
        "task-gone": (leads, say("Rút lại"), _gone),
    }
    for kind, (_, _, form) in forms.items():
        if opened.is_open(name := f"{kind}.{one.task_id}"):
            with st.container(border=True, key=f"form-{name}"):
                form(at, one, name)
            return
    with st.container(horizontal=True, gap="small"):
        for kind, (may, label, _) in forms.items():
            if may:
                frame.opener(f"{kind}.{one.task_id}", label, base=one)


def _new(at: Desk, code: str, name: str) -> None:
    made = _fields(at, name, IndicatorTask("", code, "", at.actor.code))

    def write(key: str) -> Saved:
        return add_task(
            at.ledger,
            at.actor,
            code=code,
            name=made.name,
            officer_code=made.officer_code,
            due_on=made.due_on,
            now=at.now,
            key=key,
        )

    if frame.wants_saving(name, "Thêm nhiệm vụ"):
        frame.save(name, write, done=say("Đã thêm nhiệm vụ."))


def _edit(at: Desk, now: IndicatorTask, name: str) -> None:
    base = opened.opened_base(name, now)
    made = _fields(at, name, base)

    def write(key: str) -> Saved:
        return edit_task(
            at.ledger,
            at.actor,
            task_id=base.task_id,
            name=made.name,
            officer_code=made.officer_code,
            due_on=made.due_on,
            base=base.version,
            now=at.now,
            key=key,
        )

    if frame.wants_saving(name):
        frame.save(name, write, done=say("Đã ghi nhiệm vụ."))


def _done(at: Desk, now: IndicatorTask, name: str) -> None:
    """Show the form that says that a task is done, or is not after all."""
    base = opened.opened_base(name, now)
    if not base.is_open:
        reason = frame.text_field(name, "reason", say("Vì sao chưa xong"))
        if frame.wants_saving(name, "Ghi chưa xong"):
            frame.save(
                name,
                lambda key: reopen_task(
                    at.ledger,
                    at.actor,
                    task_id=base.task_id,
                    reason=reason,
                    base=base.version,
                    now=at.now,
                    key=key,
                ),
                done=say("Đã mở lại nhiệm vụ."),
            )
        return
    on = day_field(name, "on", say("Xong ngày"), at.today, today=at.today, towards=Towards.PAST)
    note = frame.text_field(name, "note", say("Kết quả"))

    def write(key: str) -> Saved:
        if on is None:
            raise DateMissing(field=say("ngày xong"))
        return finish_task(
            at.ledger,
            at.actor,
            task_id=base.task_id,
            done_on=on,
            note=note,
            base=base.version,
            now=at.now,
            key=key,
        )

    if frame.wants_saving(name, "Ghi đã xong"):
        frame.save(name, write, done=say("Đã ghi nhiệm vụ xong."))


def _gone(at: Desk, now: IndicatorTask, name: str) -> None:
    reason = frame.reason_field(name)
    if frame.wants_saving(name, "Rút nhiệm vụ"):
        frame.save(
            name,
            lambda key: withdraw_task(
                at.ledger, at.actor, task_id=now.task_id, reason=reason, now=at.now, key=key
            ),
            done=say("Đã rút nhiệm vụ."),
        )


def _fields(at: Desk, name: str, shown: IndicatorTask) -> IndicatorTask:
    title = frame.text_field(name, "name", say("Nhiệm vụ"), shown.name)
    left, right = st.columns(2, gap="small")
    with left:
        who = frame.choice_field(
            name, "who", say("Người làm"), list(at.officers), at.officer_name, shown.officer_code
        )
    with right:
        due = day_field(
            name, "due", say("Hạn"), shown.due_on, today=at.today, towards=Towards.AHEAD
        )
    return IndicatorTask(
        shown.task_id, shown.code, title, who or shown.officer_code, due, version=shown.version
    )
