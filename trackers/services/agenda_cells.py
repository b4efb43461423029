"""What a sheet of an agenda is made of: lines of words, and tables whose cells know their cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.domain.stages import Stage
from trackers.services.masking import withheld
from trackers.words import say
from trackers.words.formats import days


class CellKind(StrEnum):
    """How a cell is set: words to the left, figures to the right, what is late in its colour."""

    WORDS = ""
    NUMBER = "number"
    DAY = "day"
    LATE = "late"


@dataclass(frozen=True)
class Cell:
    """One cell, plain words.

    `cases` are the codes that it names, or that its number counts; `project` the code of a work
    that it names; `filters` the map's filters (name, codes) that show what its number counts.
    """

    words: str
    kind: CellKind = CellKind.WORDS
    cases: tuple[str, ...] = ()
    project: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    stage: Stage | None = None

    @property
    def counts(self) -> bool:
        """Whether it is a number of the cases it carries, not their names."""
        return self.kind is CellKind.NUMBER and bool(self.cases)


@dataclass(frozen=True)
class Line:
    """One row: its cells, and the case and the work it is about ("" where it is about none)."""

    cells: tuple[Cell, ...]
    case_code: str = ""
    project_code: str = ""


@dataclass(frozen=True)
class Table:
    """A table as officials have it; `empty` is what is said instead where it has no rows.

    A table without rows and without `empty` is left out. `lesser` are the places, from 0, of the
    columns that a page in large type puts on a second line of their row.
    """

    headings: tuple[str, ...]
    rows: tuple[Line, ...]
    caption: str = ""
    empty: str = ""
    lesser: tuple[int, ...] = ()


@dataclass(frozen=True)
class ItemSheet:
    """All that one item of an agenda says.

    `case_codes` and `project_code` tell where it lies, `colour` what the map's colours should say
    there ("stage", "contact", "promise"). `note` is a remark below it all.
    """

    title: str
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    case_codes: tuple[str, ...] = ()
    project_code: str = ""
    colour: str = "stage"
    note: str = ""


def text(words: str) -> Cell:
    """Give a cell of words; nothing is a dash."""
    return Cell(words or "–")


def figure(value: str, *, cases: tuple[str, ...] = ()) -> Cell:
    """Give a cell of a figure, with the cases it counts."""
    return Cell(value, CellKind.NUMBER, cases)


def dated(words: str) -> Cell:
    """Give a cell of a day."""
    return Cell(words, CellKind.DAY)


def late(words: str) -> Cell:
    """Give a cell that says how late something is."""
    return Cell(words, CellKind.LATE)


def case_cell(*codes: str, stage: Stage | None = None) -> Cell:
    """Give a cell that names cases; `stage` puts the stage's sign before a single one."""
    return Cell(", ".join(codes) or "–", cases=tuple(codes), stage=stage)


def table(
    headings: tuple[str, ...],
    rows: Sequence[Line],
    *,
    caption: str = "",
    empty: str = "",
    lesser: tuple[int, ...] = (),
) -> Table:
    """Give a table."""
    return Table(headings, tuple(rows), caption, empty, lesser)


def kind_cell(kind: str, words: str) -> Cell:
    """Give a cell of a kind with what was said of it, where that may be seen."""
    return Cell(kind if words in {"", withheld(words)} else f"{kind}: {words}")


def heads(*words: str) -> tuple[str, ...]:
    """Give headings in the reader's language; `words` are Vietnamese words of ours."""
    return tuple(say(one) for one in words)


def counted(
    headings: tuple[str, ...],
    rows: Sequence[Line],
    *,
    caption: str = "",
    empty: str = "",
    lesser: tuple[int, ...] = (),
) -> Table:
    """Give a table whose rows are numbered: STT stands before the headings.

    `lesser` counts without STT.
    """
    numbered = [
        Line((figure(str(place)), *row.cells), row.case_code, row.project_code)
        for place, row in enumerate(rows, start=1)
    ]
    later = tuple(place + 1 for place in lesser)
    return table((say("STT"), *headings), numbered, caption=caption, empty=empty, lesser=later)


def due_cell(due_on: date, today: date) -> Cell:
    """Say how far a day is ahead, or how late it is."""
    left = (due_on - today).days
    if left < 0:
        return late(say("quá hạn {days}", days=days(-left)))
    return text(say("hôm nay") if left == 0 else say("còn {days}", days=days(left)))
