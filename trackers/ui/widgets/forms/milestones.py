"""The form of a milestone's dates and gate."""

from dataclasses import replace
from datetime import date

import streamlit as st

from geodata.days import Towards
from trackers.domain.projects import Milestone
from trackers.services.projects import ProjectFile, edit_milestone
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import lateness, plain
from trackers.ui.widgets.forms import frame, gate
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say
from trackers.words.formats import day

_CHOICE = "milestone.choice"


def form(at: Desk, file: ProjectFile) -> None:
    """Show the button that opens a milestone's form, or the forms that are open."""
    by_code = {one.code: one for one in file.milestones}
    if not by_code:
        return
    moved = next((one for one in file.milestones if opened.is_open(_name(one))), None)
    if moved is not None:
        _show(at, moved)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="milestone.open"):
        code = st.selectbox(
            say("Mốc cần cập nhật"),
            list(by_code),
            index=None,
            format_func=lambda one: by_code[one].name,
            key=f"{_CHOICE}.{file.project.code}",
            placeholder=say("Chọn mốc"),
            width=360,
        )
        if code:
            chosen = by_code[code]
            frame.opener(_name(chosen), say("Cập nhật mốc"), base=chosen)


def _name(milestone: Milestone) -> str:
    return f"milestone.{milestone.code}"


def _show(at: Desk, now: Milestone) -> None:
    name = _name(now)
    base = opened.opened_base(name, now)
    with st.container(border=True, key=f"form.{name}"):
        plain.heading(say("Cập nhật mốc: {name}", name=now.name))
        if frame.in_conflict(name):
            frame.settle(
                at,
                name,
                _words,
                base=base,
                now=now,
                again=lambda mine, key, reason: _again(at, mine, now, key, reason),
                done=say("Đã cập nhật mốc."),
            )
            return
        mine = _fields(name, base, at.today)
        if frame.wants_saving(name):
            frame.save(
                name,
                lambda key: edit_milestone(at.ledger, at.actor, mine=mine, now=at.now, key=key),
                done=say("Đã cập nhật mốc."),
                mine=mine,
            )


def _fields(name: str, shown: Milestone, today: date) -> Milestone:
    left, middle, right = st.columns(3, gap="small")
    with left:
        baseline = day_field(
            name,
            "baseline",
            say("Kế hoạch"),
            shown.baseline_on,
            today=today,
            towards=Towards.EITHER,
        )
    with middle:
        forecast = day_field(
            name, "forecast", say("Dự kiến"), shown.forecast_on, today=today, towards=Towards.AHEAD
        )
    with right:
        actual = day_field(
            name, "actual", say("Thực tế"), shown.actual_on, today=today, towards=Towards.PAST
        )
    confirmed = st.checkbox(
        say("Ngày dự kiến đã được xác nhận"),
        shown.confirmed,
        key=frame.field(name, "confirmed"),
        persist_state="page",
    )
    reason = frame.text_field(name, "why", say("Lý do thay đổi ngày"), shown.reason)
    basis = frame.text_field(name, "basis", say("Căn cứ (cuộc họp, văn bản)"), shown.basis)
    return replace(
        gate.fields(name, shown),
        baseline_on=baseline or shown.baseline_on,
        forecast_on=forecast,
        actual_on=actual,
        confirmed=confirmed,
        reason=reason.strip(),
        basis=basis.strip(),
    )


def _again(at: Desk, mine: Milestone, now: Milestone, key: str, reason: str) -> Saved:
    """Save mine on top of what another wrote meanwhile."""
    onto = replace(mine, version=now.version, reason=reason.strip() or mine.reason)
    return edit_milestone(at.ledger, at.actor, mine=onto, now=at.now, key=key)


def _words(one: Milestone) -> str:
    kind = say("đã xác nhận") if one.confirmed else say("ước tính")
    dates = say(
        "kế hoạch {plan}, dự kiến {forecast} ({kind}), thực tế {actual}",
        plan=day(one.baseline_on),
        forecast=day(one.forecast_on),
        kind=kind,
        actual=day(one.actual_on),
    )
    return " · ".join((dates, *map(lateness.stretch_words, one.stretches), *one.waits_for))
