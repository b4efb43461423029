"""The forms of a pause of time limits: a new one, its last day, taking it back."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from geodata.days import Towards
from trackers.domain.deadlines import DEADLINES, Deadline
from trackers.domain.errors import DateMissing
from trackers.domain.pauses import Pause
from trackers.services.pauses import end_pause, pause_case, pause_project, withdraw_pause
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say
from trackers.words.formats import day

_LABELS = {one.code: one.label for one in DEADLINES}
# What is saved: the limit's code, the first and the last day, the reason, the key.
_Write = Callable[[str, date, date | None, str, str], Saved]


def words(one: Pause) -> str:
    """Say a pause: from when to when, of which limit, why."""
    what = say(_LABELS[one.deadline]) if one.deadline in _LABELS else say("mọi thời hạn")
    whose = "" if one.case_code else say(" của cả công trình")
    until = say("đến hết {day}", day=day(one.to_on)) if one.to_on else say("chưa hết")
    return say(
        "Tạm dừng {what}{whose} từ {start}, {until}: {reason}",
        what=what,
        whose=whose,
        start=day(one.from_on),
        until=until,
        reason=one.reason,
    )


def of_case(at: Desk, code: str, listed: Sequence[Pause], limits: Sequence[Deadline]) -> None:
    """Show what can be done about the pauses of a case."""

    def write(deadline: str, start: date, end: date | None, reason: str, key: str) -> Saved:
        return pause_case(
            at.ledger,
            at.actor,
            case_code=code,
            deadline=deadline,
            from_on=start,
            to_on=end,
            reason=reason,
            now=at.now,
            key=key,
        )

    _show(at, f"pause.{code}", listed, limits, write)


def of_project(at: Desk, code: str, listed: Sequence[Pause], limits: Sequence[Deadline]) -> None:
    """Show what can be done about the pauses of a whole work."""

    def write(deadline: str, start: date, end: date | None, reason: str, key: str) -> Saved:
        return pause_project(
            at.ledger,
            at.actor,
            project_code=code,
            deadline=deadline,
            from_on=start,
            to_on=end,
            reason=reason,
            now=at.now,
            key=key,
        )

    _show(at, f"pause-work.{code}", listed, limits, write)


def _show(
    at: Desk, name: str, listed: Sequence[Pause], limits: Sequence[Deadline], write: _Write
) -> None:
    for one in listed:
        _changing(at, one)
    if not opened.is_open(name):
        if limits:
            frame.opener(name, say("Tạm dừng thời hạn…"))
        return
    with st.container(border=True, key=f"form-{name}"):
        _form(at, name, limits, write)


def _form(at: Desk, name: str, limits: Sequence[Deadline], write: _Write) -> None:
    codes = ["", *(one.code for one in limits)]
    chosen = frame.choice_field(
        name,
        "deadline",
        say("Thời hạn"),
        codes,
        lambda code: say(_LABELS[code]) if code else say("Mọi thời hạn"),
        "",
    )
    start = day_field(
        name, "from", say("Tạm dừng từ"), at.today, today=at.today, towards=Towards.PAST
    )
    end = day_field(
        name,
        "to",
        say("Đến hết ngày (trống: chưa biết)"),
        None,
        today=at.today,
        towards=Towards.EITHER,
    )
    reason = frame.text_field(name, "reason", say("Lý do tạm dừng"))

    def saved(key: str) -> Saved:
        if start is None:
            raise DateMissing(field=say("ngày tạm dừng"))
        return write(chosen or "", start, end, reason, key)

    if frame.wants_saving(name, "Ghi tạm dừng"):
        frame.save(name, saved, done=say("Đã ghi tạm dừng thời hạn."))


def _changing(at: Desk, one: Pause) -> None:
    end, gone = f"pause-end.{one.pause_id}", f"pause-gone.{one.pause_id}"
    if opened.is_open(end):
        with st.container(border=True, key=f"form-{end}"):
            _ending(at, one, end)
    elif opened.is_open(gone):
        with st.container(border=True, key=f"form-{gone}"):
            _withdrawing(at, one, gone)
    else:
        with st.container(horizontal=True, gap="small"):
            frame.opener(end, say("Ghi ngày hết…"), base=one)
            frame.opener(gone, say("Rút lại"), base=one)


def _ending(at: Desk, now: Pause, name: str) -> None:
    base = opened.opened_base(name, now)
    last = day_field(
        name,
        "to",
        say("Tạm dừng đến hết ngày"),
        base.to_on or at.today,
        today=at.today,
        towards=Towards.EITHER,
    )

    def write(key: str) -> Saved:
        if last is None:
            raise DateMissing(field=say("ngày hết tạm dừng"))
        return end_pause(
            at.ledger,
            at.actor,
            pause_id=base.pause_id,
            to_on=last,
            base=base.version,
            now=at.now,
            key=key,
        )

    if frame.wants_saving(name, "Ghi ngày hết"):
        frame.save(name, write, done=say("Đã ghi ngày hết tạm dừng."))


def _withdrawing(at: Desk, now: Pause, name: str) -> None:
    reason = frame.reason_field(name)

    def write(key: str) -> Saved:
        return withdraw_pause(
            at.ledger, at.actor, pause_id=now.pause_id, reason=reason, now=at.now, key=key
        )

    if frame.wants_saving(name, "Rút lần tạm dừng"):
        frame.save(name, write, done=say("Đã rút lần tạm dừng."))
