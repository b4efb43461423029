"""A table of a paper, for Word and for Excel alike: typed cells, groups, a total."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.services.tables import Cell
from trackers.words.formats import day, fixed, number

# Figures that are written out: "+3", "292/2.007", "44,35 %".
_FIGURE = re.compile(r"[+−-]?\d[\d.,]*(?:/\d[\d.,]*)?(?: ?%)?|–")
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class RowKind(StrEnum):
    """A plain row, the head of a group (Roman numeral, bold), or the total."""

    PLAIN = "plain"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True)
class PaperRow:
    """One row; of a group whose first two cells are all there is, the second spans the rest."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.PLAIN

    @property
    def spans(self) -> bool:
        """Whether the second cell takes the width of all that follow."""
        return self.kind is RowKind.GROUP and len(self.cells) == 2  # noqa: PLR2004 (as said)


@dataclass(frozen=True)
class PaperTable:
    """A table as officials print it: headings, a row (1)(2)…, rows; `name` is its sheet's.

    One that is `wide` lies across the longer side of the page.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[PaperRow, ...]
    caption: str = ""
    wide: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show but headings."""
        return not self.rows


def group(place: int, *cells: Cell) -> PaperRow:
    """Give the head of a group, numbered from 1 in Roman figures."""
    return PaperRow((roman(place), *cells), RowKind.GROUP)


def roman(value: int) -> str:
    """Write a number from 1 to 89 in Roman figures."""
    text = ""
    for worth, letters in _ROMAN:
        while value >= worth:
            text, value = text + letters, value - worth
    return text


def words_of(cell: Cell) -> str:
    """Give a cell as it is read on paper; nothing known is nothing written."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day(cell)
    if isinstance(cell, float):
        return fixed(cell)
    return number(cell, digits=0) if isinstance(cell, int) else cell


def is_figure(cells: Sequence[Cell]) -> bool:
    """Tell whether cells of a column are figures, so that they stand to the right.

    Words such as "23/154" are figures beside numbers only: a parcel's number is none.
    """
    told = [one for one in cells if one not in {None, ""}]
    numbers = [one for one in told if isinstance(one, int | float)]
    return bool(numbers) and all(_is_written(one) for one in told if one not in numbers)


def _is_written(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_FIGURE.fullmatch(cell))
