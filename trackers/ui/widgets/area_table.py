"""The areas on the overview: who looks after each, and what is counted there."""

from html import escape

from trackers.services.areas import AreaLine, area_lines
from trackers.ui.context import Desk
from trackers.ui.widgets import area_card, plain, report
from trackers.words import say
from trackers.words.formats import number, percent


def show(at: Desk) -> None:
    """Show one row an area; its numbers open the map with the cases they count."""
    lines = area_lines(at.ledger, at.actor, at.now)
    if not lines:
        return
    plain.heading(say("Theo khu vực"))
    titles = (
        *("Khu vực", "Đảng ủy viên phụ trách", "Trưởng khu vực", "Tổ vận động"),
        *("Số hộ", "Số hồ sơ", "Đã bàn giao", "Tỷ lệ", "Còn vướng mắc"),
    )
    report.table([say(one) for one in titles], [_row(at, one) for one in lines])


def _row(at: Desk, line: AreaLine) -> list[str]:
    area, row = line.area, line.row
    people = (
        area_card.person(at, area.responsible),
        area_card.person(at, area.head),
        area_card.team(at, area),
    )
    return [
        report.cell(escape(area.name)),
        *(report.cell(escape(one) or "–") for one in people),
        report.cell(number(line.households), "number"),
        _count(at, row.cases, area=area.code),
        _count(at, row.handed_over, area=area.code, stage=("handed", "done")),
        report.cell(percent(row.percent), "number"),
        _count(at, row.blocked, area=area.code, obstacle="any"),
    ]


def _count(at: Desk, value: int, **codes: tuple[str, ...] | str) -> str:
    address = report.map_address(at.ward.code, **codes)
    return report.cell(report.link(address, number(value)) if value else "0", "number")
