"""The forms that define an indicator: a new one, what is changed of it, its end."""

from dataclasses import replace
from datetime import date

import streamlit as st

from geodata.days import Towards
from trackers.domain.errors import DateMissing
from trackers.domain.indicators import Direction, Indicator, IndicatorKind
from trackers.services.indicators import (
    add_indicator,
    close_indicator,
    edit_indicator,
    reopen_indicator,
)
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import day_field, number_field
from trackers.words import say
from trackers.words.formats import day, number

NEW = "indicator-new"


def name_of(code: str) -> str:
    """Give the name of the form that edits an indicator."""
    return f"indicator.{code}"


def name_of_end(code: str) -> str:
    """Give the name of the form that closes or reopens one."""
    return f"indicator-end.{code}"


def add(at: Desk) -> None:
    """Show the form for a new indicator."""
    kind = frame.pills_field(
        NEW,
        "kind",
        say("Loại chỉ tiêu"),
        list(IndicatorKind),
        lambda one: say(one.label),
        IndicatorKind.NUMBER,
    )
    start, end = date(at.today.year, 1, 1), date(at.today.year, 12, 31)
    blank = Indicator("", "", "", None, "", kind=kind or IndicatorKind.NUMBER)
    made = _fields(at, NEW, replace(blank, starts_on=start, ends_on=end))
    if frame.wants_saving(NEW, "Thêm chỉ tiêu"):
        frame.save(
            NEW,
            lambda key: add_indicator(at.ledger, at.actor, indicator=made, now=at.now, key=key),
            done=say("Đã thêm chỉ tiêu."),
        )


def edit(at: Desk, now: Indicator) -> None:
    """Show the form that edits an indicator; `now` is the indicator as it stands."""
    name = name_of(now.code)
    frame.edit_record(
        at,
        name,
        now,
        fields=lambda base: _fields(at, name, base),
        words=lambda one: _words(at, one),
        write=lambda on, mine, key: edit_indicator(
            at.ledger, at.actor, base=on, mine=mine, now=at.now, key=key
        ),
        done=say("Đã ghi chỉ tiêu."),
    )


def end(at: Desk, now: Indicator) -> None:
    """Show the form that closes an indicator, or follows it again."""
    name = name_of_end(now.code)
    base = opened.opened_base(name, now)
    closed_on = None
    if base.is_open:
        closed_on = day_field(
            name, "on", say("Thôi theo dõi từ ngày"), at.today, today=at.today, towards=Towards.PAST
        )
    reason = frame.text_field(name, "reason", say("Lý do"))

    def write(key: str) -> Saved:
        if not base.is_open:
            return reopen_indicator(
                at.ledger,
                at.actor,
                code=now.code,
                reason=reason,
                base=base.version,
                now=at.now,
                key=key,
            )
        if closed_on is None:
            raise DateMissing(field=say("ngày thôi theo dõi"))
        return close_indicator(
            at.ledger,
            at.actor,
            code=now.code,
            closed_on=closed_on,
            reason=reason,
            base=base.version,
            now=at.now,
            key=key,
        )

    label = "Thôi theo dõi" if base.is_open else "Theo dõi lại"
    if frame.wants_saving(name, label):
        done = say("Đã thôi theo dõi.") if base.is_open else say("Đã theo dõi lại.")
        frame.save(name, write, done=done)


def _fields(at: Desk, name: str, shown: Indicator) -> Indicator:
    title = frame.text_field(name, "name", say("Tên chỉ tiêu"), shown.name)
    counts = shown.kind is not IndicatorKind.RESOLUTION
    made = _figures(name, shown) if counts else replace(shown, unit=say("nhiệm vụ"), target=None)
    active = [code for code, one in at.officers.items() if one.active or code == shown.officer_code]
    officer = frame.choice_field(
        name, "who", say("Người chịu trách nhiệm"), active, at.officer_name, shown.officer_code
    )
    left, right = st.columns(2, gap="small")
    with left:
        start = day_field(
            name, "from", say("Từ ngày"), shown.starts_on, today=at.today, towards=Towards.EITHER
        )
    with right:
        until = day_field(
            name, "to", say("Đến ngày"), shown.ends_on, today=at.today, towards=Towards.EITHER
        )
    note = frame.text_field(name, "note", say("Ghi chú"), shown.note)
    return replace(
        made,
        name=title.strip(),
        officer_code=officer or "",
        starts_on=start,
        ends_on=until,
        note=note.strip(),
    )


def _figures(name: str, shown: Indicator) -> Indicator:
    """Show unit, plan and which way is better."""
    left, right = st.columns(2, gap="small")
    with left:
        unit = "%"
        if shown.kind is IndicatorKind.NUMBER:
            unit = frame.text_field(name, "unit", say("Đơn vị tính"), shown.unit).strip()
    with right:
        target = number_field(name, "target", say("Kế hoạch (cả kỳ)"), shown.target)
    direction = frame.pills_field(
        name,
        "direction",
        say("Chiều tốt"),
        list(Direction),
        lambda one: say(one.label),
        shown.direction,
    )
    return replace(shown, unit=unit, target=target, direction=direction or shown.direction)


def _words(at: Desk, one: Indicator) -> str:
    plan = "" if one.target is None else f"{number(one.target)} {one.unit}"
    days = f"{day(one.starts_on)} – {day(one.ends_on)}"
    parts = (one.name, plan, at.officer_name(one.officer_code), days, one.note)
    return " · ".join(part for part in parts if part)
