"""A sheet of an agenda on the page: its lines, and its tables whose numbers and codes are links."""

from html import escape

from trackers.services.agenda_sheets import Cell, CellKind, ItemSheet, Table
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report

# A number that counts more cases than these unfolds to the first of them.
_LISTED = 60


def show(at: Desk, sheet: ItemSheet) -> None:
    """Show what an item says."""
    if sheet.lines:
        plain.lines(sheet.lines)
    for one in sheet.tables:
        table(at, one)
    if sheet.note:
        plain.note(sheet.note)


def table(at: Desk, shown: Table) -> None:
    """Show a table, or what is said where it has no rows."""
    if not shown.rows:
        if shown.empty:
            plain.note(shown.empty)
        return
    report.table(
        shown.headings,
        [[_cell(at, one) for one in row.cells] for row in shown.rows],
        caption=shown.caption,
    )


def _cell(at: Desk, one: Cell) -> str:
    return report.cell(_content(at, one), one.kind.value)


def _content(at: Desk, one: Cell) -> str:
    if one.filters:
        return report.link(report.map_address(at.ward.code, **dict(one.filters)), one.words)
    if one.counts:
        return _count(at, one)
    if one.cases:
        return _named(at, one)
    if one.project:
        return report.link(
            report.page_address(at.ward.code, "tien-do", project=one.project), one.words
        )
    return escape(one.words)


def _count(at: Desk, one: Cell) -> str:
    """Give a number that unfolds to the cases it counts."""
    more = len(one.cases) - _LISTED
    rest = f" … (+{more})" if more > 0 else ""
    codes = ", ".join(_case(at, code) for code in one.cases[:_LISTED])
    return (
        f"<details class='mb-count'><summary>{escape(one.words)}</summary>{codes}{rest}</details>"
    )


def _named(at: Desk, one: Cell) -> str:
    sign = ""
    if one.stage is not None:
        look = one.stage.look
        sign = f'<b style="color:{escape(look.colour)}">{escape(look.sign)}</b> '
    if one.kind is CellKind.WORDS and one.words == ", ".join(one.cases):
        return sign + ", ".join(_case(at, code) for code in one.cases)
    words = escape(one.words)
    return sign + (_case(at, one.cases[0], one.words) if len(one.cases) == 1 else words)


def _case(at: Desk, code: str, words: str = "") -> str:
    return report.link(report.map_address(at.ward.code, case=code), words or code)
