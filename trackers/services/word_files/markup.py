"""Tables and words as WordprocessingML; every text is escaped, whoever wrote it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from xml.sax.saxutils import escape

from markupsafe import Markup

from trackers.services.tables import Cell
from trackers.services.word_files.tables import PaperRow, PaperTable, RowKind, is_figure, words_of

# XML cannot hold these, and Word reads some as breaks of pages and paragraphs.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NUMERAL = re.compile(r"[IVXL]+|\d+")
_DAY = re.compile(r"\d\d/\d\d/\d{4}")
# A4 between Decree 30's margins, in twentieths of a point: standing, and lying.
_STANDING, _LYING = 9354, 14287
# How wide capitals, other letters and signs are, in heights of a letter.
_CAPITAL, _SMALL, _SIGN = 0.76, 0.54, 0.36
# A word longer than this may be torn, a line longer than that gives its column no more room.
_LONGEST_EM, _WIDEST_EM, _PADDING = 8.0, 22.0, 160
_SIZES = ((6, 22), (9, 20), (99, 18))


def printable(text: str) -> str:
    """Give a text without what XML and Word cannot hold; ends of lines stay."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n"))


def table_markup(table: PaperTable) -> Markup:
    """Give a table as Word holds it: its head is repeated on each page, no row is torn.

    A table without rows is nothing.
    """
    if table.is_empty:
        return Markup("")
    width = _LYING if table.wide else _STANDING
    columns = len(table.headings)
    size = next(size for most, size in _SIZES if columns <= most)
    widths = _widths(table, width, size)
    right = [_is_right(table, place) for place in range(columns)]
    numbers = [f"({place})" for place in range(1, columns + 1)]
    head = _row(table.headings, widths, size, bold=True, head=True, shade="E8EEF4")
    counted = _row(numbers, widths, size - 2, italic=True, head=True)
    rows = "".join(_data_row(one, widths, size, right) for one in table.rows)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    borders = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    looks = (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
        '<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    # Two tables that touch become one in Word.
    after = (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:rPr><w:sz w:val="12"/></w:rPr></w:pPr>'
        "</w:p>"
    )
    return Markup(  # noqa: S704 (every text in it is escaped below)
        f"<w:tbl>{looks}<w:tblGrid>{grid}</w:tblGrid>{head}{counted}{rows}</w:tbl>{after}"
    )


def _widths(table: PaperTable, width: int, size: int) -> list[int]:
    """Give each column what its longest word needs, and the rest by how much it has to say."""
    least, wanted = [], []
    for place, heading in enumerate(table.headings):
        texts = [_text_at(one, place) for one in table.rows]
        words = [*heading.split(), *(word for text in texts for word in text.split())]
        lines = [line for text in texts for line in text.splitlines()]
        longest = max((_ems(word) for word in words), default=0.0)
        least.append(min(longest, _LONGEST_EM) * size * 10 + _PADDING)
        said = max((_ems(line) for line in lines), default=0.0)
        wanted.append(min(said, _WIDEST_EM) * size * 10 + _PADDING)
    room = width - sum(least)
    if room <= 0:
        return _whole([one * width / sum(least) for one in least], width)
    more = [max(much - little, 0.0) for little, much in zip(least, wanted, strict=True)]
    share = room / sum(more) if sum(more) else 0.0
    spread = 0.0 if sum(more) else room / len(least)
    return _whole(
        [little + much * share + spread for little, much in zip(least, more, strict=True)], width
    )


def _ems(text: str) -> float:
    """Give about how wide bold letters of Times are, in heights of a letter."""
    return sum(_CAPITAL if one.isupper() else _SMALL if one.isalnum() else _SIGN for one in text)


def _whole(widths: Sequence[float], width: int) -> list[int]:
    """Give widths in whole twentieths that fill the table."""
    whole = [int(one) for one in widths]
    whole[-1] += width - sum(whole)
    return whole


def _text_at(row: PaperRow, place: int) -> str:
    if row.spans and place > 0:
        return ""
    return words_of(row.cells[place]) if place < len(row.cells) else ""


def _is_right(table: PaperTable, place: int) -> bool:
    cells = [one.cells[place] for one in table.rows if not one.spans and place < len(one.cells)]
    return is_figure(cells)


def _data_row(row: PaperRow, widths: Sequence[int], size: int, right: Sequence[bool]) -> str:
    bold = row.kind is not RowKind.PLAIN
    if row.spans:
        # Only the words of the group: its numeral stands in the column of the running numbers.
        parts = (row.cells[0], row.cells[1]), (widths[0], sum(widths[1:])), ("center", "left")
        return _cells(*parts, size, bold=bold, span=len(widths) - 1)
    aligned = [
        _aligned(one, is_first=place == 0, right=right[place])
        for place, one in enumerate(row.cells)
    ]
    return _cells(row.cells, widths, aligned, size, bold=bold)


def _aligned(cell: Cell, *, is_first: bool, right: bool) -> str:
    """Tell where a cell's words stand: days and what counts the rows in the middle."""
    counts = is_first and (isinstance(cell, int) or _NUMERAL.fullmatch(str(cell)))
    if isinstance(cell, date) or _DAY.fullmatch(str(cell)) or counts:
        return "center"
    return "right" if right else "left"


def _cells(
    cells: Sequence[Cell],
    widths: Sequence[int],
    aligned: Sequence[str],
    size: int,
    *,
    bold: bool,
    span: int = 1,
) -> str:
    texts = [words_of(one) for one in cells]
    parts = []
    for place, (text, wide, align) in enumerate(zip(texts, widths, aligned, strict=True)):
        whole = span if place == len(texts) - 1 else 1
        parts.append(_cell(text, wide, size, align=align, bold=bold, span=whole))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(parts)}</w:tr>"


def _row(
    texts: Iterable[str],
    widths: Sequence[int],
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    head: bool = False,
    shade: str = "",
) -> str:
    """Give a row of the head: its words stand in the middle."""
    parts = [
        _cell(text, wide, size, align="center", bold=bold, italic=italic, shade=shade)
        for text, wide in zip(texts, widths, strict=True)
    ]
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(parts)}</w:tr>"


def _cell(
    text: str,
    wide: int,
    size: int,
    *,
    align: str,
    bold: bool = False,
    italic: bool = False,
    shade: str = "",
    span: int = 1,
) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    looks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    run = f'<w:rPr>{looks}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in printable(text).split("\n")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{spanned}{shaded}'
        '<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="{align}"/></w:pPr>'
        f"<w:r>{run}{lines}</w:r></w:p></w:tc>"
    )
