"""Tables as files: XLSX the way officials print them, CSV for other programs."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO

import xlsxwriter

from trackers.domain.as_of import Sight
from trackers.domain.looks import LookKind
from trackers.domain.people import Actor
from trackers.domain.progress import Row
from trackers.domain.rights import Action, require
from trackers.services.looks import note_look
from trackers.services.overview import Overview, former_overview, ward_overview
from trackers.services.wards import get_ward
from trackers.store import Ledger
from trackers.words import current_language, say
from trackers.words.formats import day, moment

Cell = str | int | float | date | None
# A cell that starts so is a formula to Excel and to LibreOffice, whoever wrote it.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDE = 44


@dataclass(frozen=True)
class Sheet:
    """A table for a file: `note` stands under the title; the first row of `total` is in bold."""

    name: str
    title: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()


def overview_sheet(
    ledger: Ledger,
    actor: Actor,
    now: datetime,
    as_of: date | None = None,
    sight: Sight = Sight.TRUE,
) -> Sheet:
    """Give the overview (one row a project, total last) as a table, of now or of a former day.

    Raises NotAllowed, DateInFuture.
    """
    require(actor, Action.EXPORT_TABLES, ledger.ward)
    note_look(ledger, actor, LookKind.TABLE_EXPORTED, "overview")
    overview = (
        former_overview(ledger, actor, now, as_of, sight)
        if as_of
        else ward_overview(ledger, actor, now)
    )
    ward = get_ward(ledger)
    title = say("TỔNG HỢP CÔNG TRÌNH VÀ GIẢI PHÓNG MẶT BẰNG – {ward}", ward=ward.name.upper())
    return sheet_of(overview, title, ward.notice)


def sheet_of(overview: Overview, title: str, notice: str) -> Sheet:
    """Give an overview as a table; `notice` is what must be said of the data."""
    read_at = reached(overview.at, overview.as_of, overview.sight)
    rows = [
        (number, project.name, *overview_cells(row))
        for number, (project, row) in enumerate(overview.rows, start=1)
    ]
    return Sheet(
        say("Tổng hợp"),
        title,
        " · ".join(filter(None, (read_at, say(notice)))),
        headings(),
        tuple(rows),
        ("", say("TỔNG CỘNG"), *overview_cells(overview.total)),
    )


def reached(at: datetime, as_of: date | None = None, sight: Sight | None = None) -> str:
    """Give in words until when figures count that were read at an instant (UTC).

    `as_of` is the former day whose end they show, `sight` the knowledge with which it is seen.
    """
    if as_of is None:
        return say("Số liệu đến {moment}", moment=moment(at))
    if sight is None:
        return say("Số liệu đến hết ngày {day}", day=day(as_of))
    return say("Số liệu đến hết ngày {day} · {sight}", day=day(as_of), sight=say(sight.label))


def headings() -> tuple[str, ...]:
    """Give the overview's headings, numbered (1) to (15) where they are shown."""
    return (
        say("STT"),
        say("Công trình"),
        say("Số hồ sơ"),
        say("Đã tiếp xúc"),
        say("Đã đồng thuận"),
        say("Đã ký"),
        say("Đã bàn giao"),
        say("Tỷ lệ (%)"),
        say("Còn vướng mắc"),
        say("Diện tích (m²)"),
        say("Đã bàn giao (m²)"),
        say("Tỷ lệ diện tích (%)"),
        say("Bàn giao tuần này"),
        say("Bàn giao tuần trước"),
        say("So với tuần trước"),
    )


def overview_cells(row: Row) -> tuple[Cell, ...]:
    """Give the figures of one line of the overview, from the third column on."""
    return (
        row.cases,
        row.consulted,
        row.agreed,
        row.signed,
        row.handed_over,
        _rounded(row.percent),
        row.blocked,
        _rounded(row.area_m2),
        _rounded(row.handed_m2),
        _rounded(row.percent_m2),
        row.this_week,
        row.last_week,
        row.this_week - row.last_week,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def write_csv(sheet: Sheet) -> bytes:
    """Give a table as CSV in UTF-8 with its mark, which Excel needs to see that it is UTF-8.

    Vietnamese Excel splits at semicolons and reads decimal commas; in English it is the other way
    round, so the file follows the language. Texts that look like formulas get an apostrophe.
    """
    vietnamese = current_language() == "vi"
    out = StringIO()
    writer = csv.writer(out, delimiter=";" if vietnamese else ",", lineterminator="\r\n")
    for row in (sheet.headings, *sheet.rows, *([sheet.total] if sheet.total else [])):
        writer.writerow([_plain(cell, comma=vietnamese) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _plain(cell: Cell, *, comma: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day(cell)
    if isinstance(cell, str):
        return harmless(cell)
    text = str(cell)
    return text.replace(".", ",") if comma else text


def write_xlsx(sheet: Sheet) -> bytes:
    """Give a table as a workbook: title, note, headings, a row (1)(2)…, the rows, the total."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        _write_sheet(book, sheet)
    return out.getvalue()


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    last = len(sheet.headings) - 1
    page = book.add_worksheet(sheet.name[:31])
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.merge_range(0, 0, 0, last, "", looks := _look(book, bold=True, size=14))
    page.write_string(0, 0, sheet.title, looks)
    page.merge_range(1, 0, 1, last, "", looks := _look(book, italic=True))
    page.write_string(1, 0, sheet.note, looks)
    framed = {"border": 1, "text_wrap": True}
    head = _look(book, bold=True, bg_color="#E8EEF4", **framed)
    counting = _look(book, italic=True, **framed)
    for column, heading in enumerate(sheet.headings):
        page.write_string(3, column, heading, head)
        page.write_string(4, column, f"({column + 1})", counting)
    for number, row in enumerate(sheet.rows):
        _write_row(book, page, 5 + number, row, **framed)
    if sheet.total:
        _write_row(book, page, 5 + len(sheet.rows), sheet.total, bold=True, **framed)
    page.set_column(0, 0, 6)
    page.set_column(1, 1, WIDE)
    page.set_column(2, max(last, 2), 12)
    page.freeze_panes(5, 2)
    page.repeat_rows(3, 4)


def _write_row(
    book: xlsxwriter.Workbook,
    page: xlsxwriter.worksheet.Worksheet,
    number: int,
    row: Sequence[Cell],
    **look: object,
) -> None:
    for column, cell in enumerate(row):
        if cell is None:
            page.write_blank(number, column, None, _look(book, **look))
        elif isinstance(cell, str):
            page.write_string(number, column, cell, _look(book, align="left", **look))
        elif isinstance(cell, date):
            text = _look(book, num_format="dd/mm/yyyy", **look)
            page.write_datetime(number, column, cell, text)
        else:
            pattern = "#,##0.0" if isinstance(cell, float) else "#,##0"
            page.write_number(number, column, cell, _look(book, num_format=pattern, **look))


def _look(book: xlsxwriter.Workbook, **more: object) -> xlsxwriter.format.Format:
    basic = {"font_name": "Times New Roman", "font_size": more.pop("size", 12)}
    return book.add_format({"valign": "vcenter", "align": "center"} | basic | more)
