"""Household lists from outside: XLSX and CSV, read in a child process."""

from collections.abc import Mapping
from pathlib import Path

from geodata import columns, sandbox, sheets
from geodata.errors import EmptyFile, MissingColumn, WrongFormat
from geodata.sandbox import Limits

FORMATS = (".xlsx", ".csv")
ROW = "source_row"
_SEARCHED = 30


def read_table(
    path: Path,
    *,
    chosen: Mapping[str, str] | None = None,
    limits: Limits = Limits(),  # noqa: B008  # frozen
) -> list[dict[str, str]]:
    """Read the rows under the header, each {heading: text}, and `source_row` as the sheet shows it.

    The header is the first row in which two headings are known (`geodata.columns`, or a column
    that `chosen` {column: field} names); titles above it and a row "(1) (2) (3)" below it are left
    out. Texts are NFC and stripped; numbers are written 1234,5 and dates YYYY-MM-DD.

    Raises
    ------
    FileError
        The file is missing, unreadable, of another format, empty, too large or too slow.
    MissingColumn
        No row looks like a header.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise WrongFormat(name=path.name, expected=", ".join(FORMATS))
    # No driver at all: these files never meet GDAL.
    table = sandbox.parse("table", path, driver="", limits=limits)
    rows = list(sheets.numbered(table.column("cells").to_pylist()))
    header = _header(rows, {columns.fold(one) for one in chosen or {}})
    headings = _headings(rows[header][1])
    records = [
        {
            **dict.fromkeys(headings, ""),
            **dict(zip(headings, cells, strict=False)),
            ROW: str(number),
        }
        for number, cells in rows[header + 1 :]
        if not _is_counting(cells)
    ]
    if not records:
        raise EmptyFile(name=path.name)
    return [{key: text for key, text in one.items() if key} for one in records]


def _header(rows: list[tuple[int, list[str]]], chosen: set[str]) -> int:
    """Find the position of the header among the first rows."""
    for position, (_, cells) in enumerate(rows[:_SEARCHED]):
        names = [one for one in cells if one]
        if sum(columns.known(one) is not None or columns.fold(one) in chosen for one in names) > 1:
            return position
    raise MissingColumn(field="sheet_no", column=None, columns=[one for one in rows[0][1] if one])


def _headings(cells: list[str]) -> list[str]:
    """Write headings in one line; of two equal ones only the first names a column."""
    names = [" ".join(one.split()) for one in cells]
    return [one if one not in names[:position] else "" for position, one in enumerate(names)]


def _is_counting(cells: list[str]) -> bool:
    """Tell the row of official sheets that numbers the columns: (1) (2) (3)."""
    filled = [one.strip("()") for one in cells if one]
    return len(filled) > 1 and filled == [str(n) for n in range(1, len(filled) + 1)]
