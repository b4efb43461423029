"""Indicators as officials read them out: reached, planned, the share, and the same period."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from trackers.domain.indicators import (
    Indicator,
    IndicatorFile,
    IndicatorKind,
)
from trackers.domain.rights import Action, require_officer
from trackers.drawing.sparkline import picture, sparkline
from trackers.services import indicator_words as words
from trackers.services.indicators import list_indicators
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report
from trackers.ui.widgets.forms import frame, indicator_value
from trackers.words import say

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


def curve(one: IndicatorFile) -> str:
    """Give the HTML of its curve, "" where there is none yet."""
    told = say(
        "{name}: kỳ này {now} số liệu, cùng kỳ năm trước {before} số liệu (nét đứt)",
        name=one.indicator.name,
        now=len(one.curve),
        before=len(one.curve_before),
    )
    svg = sparkline(one.curve, one.curve_before, target=one.target, words=told)
    return picture(svg, words=told)


def _row(at: Desk, one: IndicatorFile) -> list[str]:
    return [
        report.cell(escape(one.indicator.name)),
        report.cell(escape(words.reached(one)), "number"),
        report.cell(words.planned(one), "number"),
        report.cell(escape(words.share(one)), "number"),
        report.cell(escape(words.change(one)) or "–", "worse" if one.better is False else ""),
        report.cell(curve(one) or "–"),
        report.cell(words.known(one), "day"),
        report.cell(escape(at.officer_name(one.indicator.officer_code))),
        report.cell(_notes(at, one)),
    ]


def _notes(at: Desk, one: IndicatorFile) -> str:
    """Give the remarks as HTML; of a resolution its tasks."""
    lines = []
    for task in words.tasks(one):
        told = escape(words.task(task, one, at.officer_name(task.officer_code)))
        looks = ' class="worse"' if task.is_late(one.on) else ""
        lines.append(f"<span{looks}>{told}</span>")
    return "<br>".join(part for part in (escape(words.remarks(one)), *lines) if part) or "–"
