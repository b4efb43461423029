"""Cells of a workbook or CSV as texts; runs in the parsing child.

A number of a workbook is written as an officer would write it, with a decimal comma, and a date
as YYYY-MM-DD, so that what a cell meant survives as text.
"""

import csv
import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from geodata import encodings
from geodata.errors import EmptyFile, FileTooLarge, UnreadableFile
from geodata.numbers import written

_COLUMNS = 500
_LOOKED_AT = 50
_DELIMITERS = ";\t,"
_BOM = b"\xef\xbb\xbf"


def xlsx_rows(path: Path, *, name: str, most: int) -> list[list[str]]:
    """Read the first sheet that has cells; the first list is the sheet's first row.

    Raises
    ------
    UnreadableFile, EmptyFile, FileTooLarge
        As their names say.
    """
    try:
        with CalamineWorkbook.from_path(path) as book:
            for index in range(len(book.sheet_names)):
                sheet = book.get_sheet_by_index(index)
                if sheet.width > _COLUMNS:
                    raise FileTooLarge(name=name, what="columns", limit=_COLUMNS)
                cells = sheet.to_python(skip_empty_area=False, nrows=most + 1)
                rows = _limited(([_cell(one) for one in row] for row in cells), name, most)
                if any(any(row) for row in rows):
                    return rows
    except CalamineError as error:
        raise UnreadableFile(name=name, reason=str(error)) from error
    raise EmptyFile(name=name)


def csv_rows(raw: bytes, *, name: str, most: int) -> list[list[str]]:
    """Read a CSV whose encoding and delimiter (; tab ,) are seen from its content.

    Raises
    ------
    UnreadableFile, EmptyFile, FileTooLarge
        As their names say.
    """
    if b"\0" in raw:
        raise UnreadableFile(name=name, reason="binary")
    text = encodings.to_unicode(raw.removeprefix(_BOM))
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=_delimiter(lines), strict=True)
    try:
        rows = _limited(([clean(one) for one in row] for row in reader), name, most)
    except csv.Error as error:
        raise UnreadableFile(name=name, reason=f"{reader.line_num}: {error}") from error
    if not any(any(row) for row in rows):
        raise EmptyFile(name=name)
    return rows


def clean(text: str) -> str:
    """Write a text in NFC, without spaces around it or doubled inside a line."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _limited(rows: Iterable[list[str]], name: str, most: int) -> list[list[str]]:
    """Take the rows, but not one more than `most`."""
    taken = list(islice(rows, most + 1))
    if len(taken) > most:
        raise FileTooLarge(name=name, what="rows", limit=most)
    return taken


def _delimiter(lines: list[str]) -> str:
    """Choose the delimiter under which most rows are equally wide, at least two cells."""

    def evenness(mark: str) -> tuple[int, int]:
        rows = islice(csv.reader(lines, delimiter=mark), _LOOKED_AT)
        widths = [len(row) for row in rows if len(row) > 1]
        common = max(set(widths), key=widths.count, default=0)
        return widths.count(common), common

    return max(_DELIMITERS, key=evenness)


def _cell(value: object) -> str:
    """Write a cell as text: 1234,5 for numbers, 2014-04-07 for dates, x for true."""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float):
        return written(value, grouped=False)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    return clean(str(value))


def numbered(rows: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Count rows from 1 as a spreadsheet shows them, leaving out empty ones."""
    return ((number, row) for number, row in enumerate(rows, start=1) if any(row))
