"""The overview: one row a project, the way officials read it, each number leading to its cases."""

from datetime import date, timedelta
from html import escape

import streamlit as st

from trackers.domain.progress import Row
from trackers.domain.rights import Action
from trackers.domain.stages import Stage
from trackers.domain.wards import monday_of
from trackers.services.cases import CaseRow
from trackers.services.overview import Overview
from trackers.services.tables import headings, reached
from trackers.ui import reading
from trackers.ui.context import Desk
from trackers.ui.widgets import (
    area_table,
    downloads,
    former_day,
    indicators,
    opinions,
    papers,
    plain,
    report,
    waits,
    week_table,
)
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
    on, sight = former_day.of_page(at, "overview")
    found = reading.shown_overview(at)
    with head:
        title = say("Tổng hợp công trình và giải phóng mặt bằng")
        report.title(title, reached(found.at, found.as_of, found.sight))
    _table(at, found)
    if on:
        plain.note(
            say("Số liệu của một ngày đã qua, đọc từ nhật ký. Bỏ trống ô ngày để về hôm nay.")
        )
    plain.note(
        say("Mỗi con số về hồ sơ mở bản đồ với đúng các hồ sơ được đếm. Cột (4) đến (7) cộng dồn.")
    )
    if at.may(Action.EXPORT_TABLES):
        downloads.overview_files(at, on, sight)
    if not on:
        papers.last_review(at)
    if at.may(Action.SEE_HOUSEHOLDS):
        _weeks(at, on or at.today)
    waits.table(at, reading.files_shown(at))
    if on:
        return
    if at.may(Action.SEE_HOUSEHOLDS):
        week_table.show(at)
        area_table.show(at)
    indicators.show(at)
    if at.may(Action.SEE_HOUSEHOLDS):
        opinions.show(at)


def _table(at: Desk, found: Overview) -> None:
    rows = [
        [
            report.cell(str(place), "number"),
            report.cell(_name(at, project.code)),
            *_cells(at, row, project.code),
        ]
        for place, (project, row) in enumerate(found.rows, start=1)
    ]
    total = [report.cell(""), report.cell(escape(say("TỔNG CỘNG"))), *_cells(at, found.total, "")]
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


def _weeks(at: Desk, on: date) -> None:
    """List the cases handed over in a day's week and the one before: what its figures count."""
    monday = monday_of(on)
    handed = [
        (handed_on, row)
        for row in reading.rows_shown(at)
        if (handed_on := row.state.done_on("handover")) and handed_on >= monday - timedelta(days=7)
    ]
    report.anchor("tuan")
    plain.heading(say("Bàn giao tuần này và tuần trước"))
    if not handed:
        plain.note(say("Chưa có hồ sơ nào bàn giao trong hai tuần qua."))
        return
    lines = [
        _handed(at, handed_on, row, monday)
        for handed_on, row in sorted(handed, key=lambda one: (one[0], one[1].state.case.code))[::-1]
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
