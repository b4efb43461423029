"""What the review reads out besides: the ward's indicators, and what voters asked for."""

from datetime import date
from html import escape

from trackers.domain.projects import Indicator, Opinion
from trackers.services.projects import list_indicators
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report
from trackers.words import say
from trackers.words.formats import day, days, number, percent


def show(at: Desk) -> None:
    """Show the indicators, and to officers the voters' opinions."""
    listed, heard = list_indicators(at.ledger, at.actor)
    if listed:
        plain.heading(say("Chỉ tiêu của phường"))
        titles = ("Chỉ tiêu", "Thực hiện", "Kế hoạch", "Tỷ lệ", "Số liệu đến", "Cán bộ", "Ghi chú")
        report.table([say(one) for one in titles], [_indicator(at, one) for one in listed])
    if heard:
        plain.heading(say("Ý kiến cử tri"))
        _opinions(at, heard)


def _opinions(at: Desk, heard: list[Opinion]) -> None:
    titles = ("Ngày", "Khu vực", "Ý kiến", "Trả lời", "Thời gian", "Chờ công trình")
    report.table([say(one) for one in titles], [_opinion(at, one) for one in heard])


def _indicator(at: Desk, one: Indicator) -> list[str]:
    share = 100 * one.value / one.target if one.target else None
    return [
        report.cell(escape(one.name)),
        report.cell(escape(f"{number(one.value)} {one.unit}"), "number"),
        report.cell(number(one.target) if one.target is not None else "–", "number"),
        report.cell(percent(share, digits=2), "number"),
        report.cell(day(one.on), "day"),
        report.cell(escape(at.officer_name(one.officer_code))),
        report.cell(escape(one.note) or "–"),
    ]


def _opinion(at: Desk, one: Opinion) -> list[str]:
    work = at.projects.get(one.project_code or "")
    waits = "–"
    if work is not None:
        address = report.page_address(at.ward.code, "tien-do", project=work.code)
        waits = report.link(address, work.name)
    return [
        report.cell(day(one.raised_on), "day"),
        report.cell(escape(at.area_name(one.area_code))),
        report.cell(escape(one.text)),
        report.cell(escape(one.answer) or escape(say("chưa trả lời"))),
        report.cell(escape(taken(one, at.today)), "day" if one.answered_on else "late"),
        report.cell(waits),
    ]


def taken(one: Opinion, on: date) -> str:
    """Tell how long an answer took, or how long it is waited for."""
    if one.answered_on is not None:
        count = (one.answered_on - one.raised_on).days
        return say("trả lời sau {days}", days=days(count))
    return say("đã chờ {days}", days=days((on - one.raised_on).days))
