"""Indicators as officials read them out: reached, planned, the share, and the same period."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from trackers.domain.indicators import (
    Direction,
    Indicator,
    IndicatorFile,
    IndicatorKind,
    IndicatorTask,
)
from trackers.domain.rights import Action, require_officer
from trackers.drawing.sparkline import picture, sparkline
from trackers.services.indicators import list_indicators
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report
from trackers.ui.widgets.forms import frame, indicator_value
from trackers.words import say
from trackers.words.formats import day, days, number, percent

_TITLES = (
    *("Chỉ tiêu", "Thực hiện", "Kế hoạch", "Tỷ lệ", "So với cùng kỳ", "Diễn biến"),
    *("Số liệu đến", "Cán bộ", "Ghi chú"),
)


def show(at: Desk) -> None:
    """Show the indicators, and to who may the forms for their next figures."""
    listed = list_indicators(at.ledger, at.actor, now=at.now)
    if not listed:
        return
    plain.heading(say("Chỉ tiêu của phường"))
    table(at, listed)
    for one in listed:
        if one.indicator.kind is not IndicatorKind.RESOLUTION and writes(at, one):
            noting(at, one.indicator)


def noting(at: Desk, one: Indicator) -> None:
    """Show the form for an indicator's next figure, or what opens it."""
    name = indicator_value.name_of_new(one.code)
    if not opened.is_open(name):
        frame.opener(name, say("Ghi số liệu: {name}", name=one.name))
        return
    with st.container(border=True, key=f"form-{name}"):
        plain.heading(one.name)
        indicator_value.record(at, one)


def writes(at: Desk, one: IndicatorFile) -> bool:
    """Tell whether who asks notes its figures."""
    if not (one.indicator.is_open and at.may(Action.RECORD_CASES)):
        return False
    return at.lets(require_officer, one.indicator.officer_code)


def table(at: Desk, listed: Sequence[IndicatorFile]) -> None:
    """Show indicators as a table, each with its curve."""
    report.table([say(one) for one in _TITLES], [_row(at, one) for one in listed])


def reached_words(one: IndicatorFile) -> str:
    """Say what is reached: "887 triệu đồng", "2 nhiệm vụ"; a dash while nothing is noted."""
    return "–" if one.reached is None else f"{number(one.reached)} {one.indicator.unit}".strip()


def target_words(one: IndicatorFile) -> str:
    """Say what is to be reached."""
    return "–" if one.target is None else number(one.target)


def share_words(one: IndicatorFile) -> str:
    """Say the share of the target; where less is better, whether it is met."""
    if one.indicator.direction is Direction.LOWER:
        return "–" if one.met is None else say("đạt") if one.met else say("chưa đạt")
    return percent(one.share, digits=2)


def change_words(one: IndicatorFile) -> str:
    """Say the change against the same period of last year, and the figure of then."""
    then = one.year_before
    if one.change is None or then is None:
        return ""
    size = number(abs(one.change), digits=1)
    points = one.indicator.kind is IndicatorKind.PERCENT
    amount = say("{n} điểm %", n=size) if points else f"{size}%"
    if size == "0":
        told = say("bằng cùng kỳ")
    elif one.change > 0:
        told = say("tăng {amount}", amount=amount)
    else:
        told = say("giảm {amount}", amount=amount)
    return say("{told} ({day}: {value})", told=told, day=day(then.on), value=number(then.value))


def curve(one: IndicatorFile) -> str:
    """Give the HTML of its curve, "" where there is none yet."""
    words = say(
        "{name}: kỳ này {now} số liệu, cùng kỳ năm trước {before} số liệu (nét đứt)",
        name=one.indicator.name,
        now=len(one.curve),
        before=len(one.curve_before),
    )
    svg = sparkline(one.curve, one.curve_before, target=one.target, words=words)
    return picture(svg, words=words)


def task_words(at: Desk, one: IndicatorTask, file: IndicatorFile) -> str:
    """Say a task of a resolution: what, who, by when or since when."""
    parts = [one.name, at.officer_name(one.officer_code)]
    if one.done_on:
        parts.append(say("xong {day}", day=day(one.done_on)))
    elif one.due_on:
        parts.append(say("hạn {day}", day=day(one.due_on)))
    if one.is_late(file.on) and one.due_on:
        parts.append(say("quá {days}", days=days((file.on - one.due_on).days)))
    return " · ".join([*parts, one.note] if one.note else parts)


def _row(at: Desk, one: IndicatorFile) -> list[str]:
    late = one.better is False
    return [
        report.cell(escape(one.indicator.name)),
        report.cell(escape(reached_words(one)), "number"),
        report.cell(target_words(one), "number"),
        report.cell(escape(share_words(one)), "number"),
        report.cell(escape(change_words(one)) or "–", "late" if late else ""),
        report.cell(curve(one) or "–"),
        report.cell(day(one.latest.on) if one.latest else "–", "day"),
        report.cell(escape(at.officer_name(one.indicator.officer_code))),
        report.cell(_notes(at, one)),
    ]


def _notes(at: Desk, one: IndicatorFile) -> str:
    """Give the remarks as HTML; of a resolution its tasks, the open ones first."""
    remarks = [one.indicator.note, one.latest.note if one.latest else ""]
    told = escape("; ".join(part for part in remarks if part))
    tasks = sorted(one.tasks, key=lambda task: not task.is_open)
    lines = [
        f'<span class="late">{escape(task_words(at, task, one))}</span>'
        if task.is_late(one.on)
        else escape(("✓ " if not task.is_open else "○ ") + task_words(at, task, one))
        for task in tasks
    ]
    return "<br>".join(part for part in (told, *lines) if part) or "–"
