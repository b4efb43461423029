"""Several tables as one workbook, a sheet each, the way officials print them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from trackers.services.tables import Cell
from trackers.services.word_files.tables import PaperRow, PaperTable, RowKind

_UNFIT = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_NARROW, _WIDEST = 6, 48
_FRAMED = {"border": 1, "text_wrap": True}


def write_book(tables: Sequence[PaperTable], *, title: str, note: str) -> bytes:
    """Give a workbook; tables without rows have no sheet, but one is always there.

    Texts are texts: what looks like a formula or an address stays as it was written.
    """
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        writer = _Writer(book)
        shown = [one for one in tables if not one.is_empty] or list(tables[:1])
        for table, name in zip(shown, sheet_names(shown), strict=True):
            writer.sheet(table, name, title, note)
    return out.getvalue()


def sheet_names(tables: Iterable[PaperTable]) -> list[str]:
    """Give each table's sheet a name that Excel takes and no other one bears."""
    names: list[str] = []
    for number, table in enumerate(tables, start=1):
        words = _UNFIT.sub(" ", ". ".join(filter(None, (table.name, table.caption)))).strip()
        name = words[:_LONGEST_NAME].strip() or str(number)
        if name.casefold() in {one.casefold() for one in names}:
            tail = f" ({number})"
            name = name[: _LONGEST_NAME - len(tail)] + tail
        names.append(name)
    return names


class _Writer:
    """Writes sheets into a book, whose looks are each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._looks: dict[tuple[tuple[str, object], ...], Any] = {}

    def sheet(self, table: PaperTable, name: str, title: str, note: str) -> None:
        """Write one table: title, note, headings, the row (1)(2)…, rows, total."""
        last = max(len(table.headings) - 1, 1)
        page = self._book.add_worksheet(name)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        lines = (
            (title, self._look(bold=True, size=14)),
            (table.caption or table.name, self._look(bold=True)),
            (note, self._look(italic=True)),
        )
        for row, (words, look) in enumerate(lines):
            page.merge_range(row, 0, row, last, "", look)
            page.write_string(row, 0, words, look)
        head = self._look(bold=True, bg_color="#E8EEF4", **_FRAMED)
        for column, heading in enumerate(table.headings):
            page.write_string(4, column, heading, head)
            page.write_string(5, column, f"({column + 1})", self._look(italic=True, **_FRAMED))
        for number, one in enumerate(table.rows, start=6):
            self._row(page, number, one, last)
        for column in range(last + 1):
            page.set_column(column, column, _width(table, column))
        page.freeze_panes(6, 2)
        page.repeat_rows(4, 5)

    def _row(self, page: Any, number: int, row: PaperRow, last: int) -> None:
        bold = row.kind is not RowKind.PLAIN
        for column, cell in enumerate(row.cells):
            self._cell(page, number, column, cell, bold=bold)
        if row.spans and last > 1:
            look = self._look(align="left", bold=bold, **_FRAMED)
            page.merge_range(number, 1, number, last, "", look)
            page.write_string(number, 1, str(row.cells[1]), look)

    def _cell(self, page: Any, number: int, column: int, cell: Cell, *, bold: bool) -> None:
        if cell is None:
            page.write_blank(number, column, None, self._look(bold=bold, **_FRAMED))
        elif isinstance(cell, str):
            page.write_string(number, column, cell, self._look(align="left", bold=bold, **_FRAMED))
        elif isinstance(cell, date):
            look = self._look(num_format="dd/mm/yyyy", bold=bold, **_FRAMED)
            page.write_datetime(number, column, cell, look)
        else:
            pattern = "#,##0.0" if isinstance(cell, float) else "#,##0"
            page.write_number(
                number, column, cell, self._look(num_format=pattern, bold=bold, **_FRAMED)
            )

    def _look(self, **more: object) -> Any:
        key = tuple(sorted(more.items()))
        if key not in self._looks:
            basic = {"font_name": "Times New Roman", "font_size": more.pop("size", 12)}
            placed = {"valign": "vcenter", "align": "center"}
            self._looks[key] = self._book.add_format(placed | basic | more)
        return self._looks[key]


def _width(table: PaperTable, column: int) -> int:
    """Give a column the width of what it says, in letters, within reason."""
    cells = [one.cells[column] for one in table.rows if column < len(one.cells) and not one.spans]
    longest = max((len(str(one)) for one in cells if one is not None), default=0)
    word = max((len(one) for one in table.headings[column].split()), default=0)
    return min(max(longest, word, _NARROW) + 2, _WIDEST)
