"""The overview: one row a project, the way officials read it, each number leading to its cases."""

from datetime import date, timedelta
from html import escape

import streamlit as st

from trackers.domain.progress import Row
from trackers.domain.rights import Action
from trackers.domain.stages import Stage
from trackers.domain.wards import monday_of
from trackers.services.cases import CaseRow, list_cases
from trackers.services.overview import Overview, former_overview, ward_overview
from trackers.services.tables import headings, reached
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.widgets import area_table, downloads, former_day, indicators, plain, report
from trackers.words import say
from trackers.words.formats import day, number, percent

# Which stages a column counts: those at least so far.
_FROM = {
    1: Stage.IN_PROGRESS,
    2: Stage.AGREED,
    3: Stage.SIGNED,
    4: Stage.HANDED_OVER,
}


def show(at: Desk) -> None:
    """Show the table, its files, and the cases behind this week's figure."""
    report.style()
    head = st.container(key="overview-head")
    on, sight = former_day.pick(
        at, "overview", label=say("Số liệu đến hết ngày"), shown=state.as_of()
    )
    found = (
        former_overview(at.ledger, at.actor, at.now, on, sight)
        if on
        else ward_overview(at.ledger, at.actor, at.now)
    )
    with head:
        report.title(say("Tổng hợp công trình và giải phóng mặt bằng"), reached(found))
    _table(at, found, former=on is not None)
    if on:
        plain.note(
            say("Số liệu của một ngày đã qua, đọc từ nhật ký. Bỏ trống ô ngày để về hôm nay.")
        )
        if at.may(Action.EXPORT_TABLES):
            downloads.overview_files(at, on, sight)
        return
    plain.note(
        say("Mỗi con số về hồ sơ mở bản đồ với đúng các hồ sơ được đếm. Cột (4) đến (7) cộng dồn.")
    )
    if at.may(Action.EXPORT_TABLES):
        downloads.overview_files(at)
    if at.may(Action.SEE_HOUSEHOLDS):
        _weeks(at)
        area_table.show(at)
    indicators.show(at)


def _table(at: Desk, found: Overview, *, former: bool) -> None:
    """Show the table; the numbers of a former day lead nowhere: their cases have gone on."""

    def cells(row: Row, code: str) -> list[str]:
        return _figures(row) if former else _cells(at, row, code)

    rows = [
        [
            report.cell(str(place), "number"),
            report.cell(_name(at, project.code)),
            *cells(row, project.code),
        ]
        for place, (project, row) in enumerate(found.rows, start=1)
    ]
    total = [report.cell(""), report.cell(escape(say("TỔNG CỘNG"))), *cells(found.total, "")]
    report.table(headings(), rows, total=total, numbered=True, wide=True)


def _name(at: Desk, code: str) -> str:
    project = at.projects[code]
    return report.link(report.page_address(at.ward.code, "tien-do", project=code), project.name)


def _cells(at: Desk, row: Row, code: str) -> list[str]:
    counts = (row.cases, row.consulted, row.agreed, row.signed, row.handed_over)
    cells = [_count(at, value, code, _FROM.get(place)) for place, value in enumerate(counts)]
    ahead = row.this_week - row.last_week
    return [
        *cells,
        report.cell(percent(row.percent), "number"),
        _blocked(at, row, code),
        report.cell(report.area(row.area_m2), "number"),
        report.cell(report.area(row.handed_m2), "number"),
        report.cell(percent(row.percent_m2), "number"),
        report.cell(_to_weeks(row.this_week), "number"),
        report.cell(_to_weeks(row.last_week), "number"),
        report.cell(_ahead_words(ahead), "number"),
    ]


def _figures(row: Row) -> list[str]:
    """Give a row's numbers without links: what they counted is no longer on the map."""
    ahead = row.this_week - row.last_week
    counts = (row.cases, row.consulted, row.agreed, row.signed, row.handed_over)
    words = [
        *map(number, counts),
        percent(row.percent),
        number(row.blocked),
        report.area(row.area_m2),
        report.area(row.handed_m2),
        percent(row.percent_m2),
        number(row.this_week),
        number(row.last_week),
        _ahead_words(ahead),
    ]
    return [report.cell(escape(one), "number") for one in words]


def _ahead_words(ahead: int) -> str:
    return f"{ahead:+d}".replace("-", "−") if ahead else "0"


def _count(at: Desk, value: int, code: str, start: Stage | None) -> str:
    """Give a number that opens the map with the cases it counts."""
    stages = [one.value for one in Stage if start is not None and one.rank >= start.rank]
    address = report.map_address(at.ward.code, project=code, stage=stages)
    return _linked(value, address)


def _blocked(at: Desk, row: Row, code: str) -> str:
    return _linked(row.blocked, report.map_address(at.ward.code, project=code, obstacle="any"))


def _linked(value: int, address: str) -> str:
    words = number(value)
    return report.cell(report.link(address, words) if value else words, "number")


def _to_weeks(value: int) -> str:
    return report.link("#tuan", number(value)) if value else "0"


def _weeks(at: Desk) -> None:
    """List the cases handed over in this week and the last: what the week's figures count."""
    monday = monday_of(at.today)
    handed = [
        (on, row)
        for row in list_cases(at.ledger, at.actor, at.now)
        if (on := row.state.done_on("handover")) and on >= monday - timedelta(days=7)
    ]
    report.anchor("tuan")
    plain.heading(say("Bàn giao tuần này và tuần trước"))
    if not handed:
        plain.note(say("Chưa có hồ sơ nào bàn giao trong hai tuần qua."))
        return
    lines = [
        _handed(at, on, row, monday)
        for on, row in sorted(handed, key=lambda one: (one[0], one[1].state.case.code))[::-1]
    ]
    titles = ("Ngày", "Tuần", "Hồ sơ", "Thửa", "Khu vực", "Diện tích (m²)", "Cán bộ")
    report.table([say(one) for one in titles], lines)


def _handed(at: Desk, on: date, row: CaseRow, monday: date) -> list[str]:
    case = row.state.case
    week = say("tuần này") if on >= monday else say("tuần trước")
    code = report.link(report.map_address(at.ward.code, case=case.code), case.code)
    return [
        report.cell(day(on), "day"),
        report.cell(escape(week)),
        report.cell(f"{code} <span class='quiet'>{escape(row.holder)}</span>"),
        report.cell(escape(row.parcel.label if row.parcel else "–")),
        report.cell(escape(at.area_name(case.area_code))),
        report.cell(report.area(case.affected_m2), "number"),
        report.cell(escape(at.officer_name(row.acting_code))),
    ]
