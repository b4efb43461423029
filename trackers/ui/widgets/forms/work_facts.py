"""The forms of a work's dated facts: progress, a target, a new milestone."""

from collections.abc import Callable

import streamlit as st

from geodata.days import Towards
from geodata.numbers import PERCENT
from trackers.domain.errors import DateMissing, TextMissing
from trackers.domain.projects import Progress, Target
from trackers.services.works import add_milestone, note_progress, set_target
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import count_field, day_field, money_field, number_field
from trackers.words import say


def show(at: Desk, code: str) -> None:
    """Show the buttons, or the form that is open."""
    forms: tuple[tuple[str, str, Callable[[Desk, str, str], None]], ...] = (
        (f"progress.{code}", say("Ghi khối lượng, giải ngân"), _progress),
        (f"target.{code}", say("Đặt chỉ tiêu"), _target),
        (f"milestone-new.{code}", say("Thêm mốc tiến độ"), _milestone),
    )
    for name, _, form in forms:
        if opened.is_open(name):
            with st.container(border=True, key=f"form-{name}"):
                form(at, name, code)
            return
    with st.container(horizontal=True, gap="small"):
        for name, label, _ in forms:
            frame.opener(name, label)


def _progress(at: Desk, name: str, code: str) -> None:
    left, middle, right = st.columns(3, gap="small")
    with left:
        on = day_field(
            name, "on", say("Số liệu đến ngày"), at.today, today=at.today, towards=Towards.PAST
        )
    with middle:
        volume = number_field(name, "volume", say("Khối lượng (%)"), unit=PERCENT)
    with right:
        paid = money_field(name, "paid", say("Giải ngân từ đầu"))
    reason = frame.text_field(name, "reason", say("Lý do sửa (khi ngày đó đã có số liệu)"))

    def write(key: str) -> Saved:
        if on is None:
            raise DateMissing(field=say("ngày"))
        if volume is None:
            raise TextMissing(field=say("khối lượng"))
        fact = Progress(code, on, volume, paid)
        return note_progress(at.ledger, at.actor, progress=fact, now=at.now, reason=reason, key=key)

    if frame.wants_saving(name):
        frame.save(name, write, done=say("Đã ghi khối lượng."))


def _target(at: Desk, name: str, code: str) -> None:
    left, right = st.columns(2, gap="small")
    with left:
        on = day_field(
            name, "on", say("Chỉ tiêu đến ngày"), None, today=at.today, towards=Towards.AHEAD
        )
    with right:
        count = count_field(name, "count", say("Số hồ sơ bàn giao (cộng dồn)"))
    reason = frame.text_field(name, "reason", say("Lý do sửa (khi ngày đó đã có số liệu)"))

    def write(key: str) -> Saved:
        if on is None:
            raise DateMissing(field=say("ngày"))
        if count is None:
            raise TextMissing(field=say("số hồ sơ"))
        target = Target(code, on, count)
        return set_target(at.ledger, at.actor, target=target, now=at.now, reason=reason, key=key)

    if frame.wants_saving(name):
        frame.save(name, write, done=say("Đã đặt chỉ tiêu."))


def _milestone(at: Desk, name: str, code: str) -> None:
    left, right = st.columns([2, 1], gap="small")
    with left:
        called = frame.text_field(name, "name", say("Tên mốc"))
    with right:
        on = day_field(name, "on", say("Kế hoạch"), None, today=at.today, towards=Towards.AHEAD)

    def write(key: str) -> Saved:
        return add_milestone(
            at.ledger, at.actor, project_code=code, name=called, baseline_on=on, now=at.now, key=key
        )

    if frame.wants_saving(name, "Thêm mốc tiến độ"):
        frame.save(name, write, done=say("Đã thêm mốc."))
