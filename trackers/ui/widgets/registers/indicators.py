"""The register of indicators (chỉ tiêu): targets, figures, tasks, and their forms."""

from functools import partial
from html import escape

import streamlit as st

from trackers.domain.indicators import IndicatorFile, IndicatorKind
from trackers.domain.rights import Action
from trackers.domain.texts import fold
from trackers.services import indicator_words as words
from trackers.services.indicators import get_indicator, list_indicators
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets import indicators, plain, report
from trackers.ui.widgets.forms import frame, indicator, indicator_task, indicator_value
from trackers.ui.widgets.registers import frame as registers
from trackers.words import say
from trackers.words.formats import day, number

NAME = "indicators"
# As many figures as two years have months.
_SHOWN = 24


def show(at: Desk) -> None:
    """Show the register."""
    register = registers.Register(
        NAME,
        indicator.NEW,
        say("Thêm chỉ tiêu"),
        say("Chưa có chỉ tiêu nào. Hãy thêm chỉ tiêu mà giao ban đọc hằng tuần."),
        may_add=at.may(Action.EDIT_REGISTERS),
    )
    registers.show(
        register,
        partial(_find, at),
        partial(_record, at),
        add=lambda: indicator.add(at),
        beside=lambda: plain.note(say("Chọn một chỉ tiêu ở bên trái.")),
    )


def _find(at: Desk, text: str) -> list[registers.Line]:
    return [
        registers.Line(
            one.indicator.code,
            one.indicator.name,
            words.share(one) if one.indicator.is_open else say("thôi theo dõi"),
            quiet=not one.indicator.is_open,
        )
        for one in list_indicators(at.ledger, at.actor, now=at.now, closed=True)
        if fold(text) in fold(f"{one.indicator.name} {one.indicator.code}")
    ]


def _record(at: Desk, code: str) -> None:
    with refusals_shown():
        file = get_indicator(at.ledger, at.actor, code, now=at.now)
        name = indicator.name_of(code)
        if opened.is_open(name):
            with st.container(border=True, key=f"form-{name}"):
                indicator.edit(at, file.indicator)
            return
        _facts(at, file)
        if file.indicator.kind is IndicatorKind.RESOLUTION:
            indicator_task.show(at, file)
        else:
            _values(at, file)
        if at.may(Action.EDIT_REGISTERS):
            _defining(at, file, name)


def _facts(at: Desk, file: IndicatorFile) -> None:
    one = file.indicator
    plain.heading(one.name)
    plain.facts(
        (
            (say("Mã"), one.code),
            (say("Loại chỉ tiêu"), say(one.kind.label)),
            (say("Thực hiện"), words.reached(file)),
            (say("Kế hoạch"), words.planned(file)),
            (say("Tỷ lệ"), words.share(file)),
            (say("So với cùng kỳ"), words.change(file)),
            (say("Kỳ"), _period(file)),
            (say("Người chịu trách nhiệm"), at.officer_name(one.officer_code)),
            (say("Ghi chú"), one.note),
            (say("Thôi theo dõi từ"), day(one.closed_on) if one.closed_on else ""),
        )
    )
    if drawn := indicators.curve(file):
        st.html(f"<p>{drawn}</p>")


def _period(file: IndicatorFile) -> str:
    start, end = file.indicator.starts_on, file.indicator.ends_on
    return f"{day(start)} – {day(end)}" if start or end else ""


def _values(at: Desk, file: IndicatorFile) -> None:
    """Show the figures, the latest first, and their forms."""
    rows = [
        [
            report.cell(day(one.on), "day"),
            report.cell(number(one.value), "number"),
            report.cell(escape(one.note) or "–"),
            report.cell(escape(at.officer_name(one.officer_code))),
        ]
        for one in reversed(file.values[-_SHOWN:])
    ]
    if rows:
        titles = (say("Ngày"), say("Số liệu"), say("Ghi chú"), say("Người ghi"))
        report.table(titles, rows)
    else:
        plain.note(say("Chưa có số liệu nào."))
    if not indicators.writes(at, file):
        return
    indicators.noting(at, file.indicator)
    old = indicator_value.name_of_old(file.indicator.code)
    if opened.is_open(old):
        with st.container(border=True, key=f"form-{old}"):
            indicator_value.correct(at, file.indicator, file.values)
    elif file.values:
        frame.opener(old, say("Sửa số liệu đã ghi…"), base=file.values)


def _defining(at: Desk, file: IndicatorFile, name: str) -> None:
    end = indicator.name_of_end(file.indicator.code)
    if opened.is_open(end):
        with st.container(border=True, key=f"form-{end}"):
            indicator.end(at, file.indicator)
        return
    with st.container(horizontal=True, gap="small"):
        if file.indicator.is_open:
            frame.opener(name, say("Sửa chỉ tiêu"), base=file.indicator)
        label = say("Thôi theo dõi…") if file.indicator.is_open else say("Theo dõi lại…")
        frame.opener(end, label, base=file.indicator)
