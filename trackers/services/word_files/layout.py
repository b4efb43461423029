"""The usual layout of a Vietnamese office paper, built with python-docx.

A4, Times New Roman, margins, head, title and signatures as Decree 30/2020 lays them out.
"""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
# Top, bottom, left, right in mm (Decree 30/2020, appendix I).
MARGINS = (20, 20, 30, 15)
A4 = (210, 297)
_BODY, _SMALL, _TITLE = 13, 12, 14
# A document carries the day on which it was made; ours is the same file every time.
_MADE = datetime(2014, 4, 7, tzinfo=UTC)
LEFT, CENTRE, _BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


class Sheet:
    """A document under way: each call adds a paragraph or a part of the usual layout."""

    def __init__(self) -> None:
        self.document = Document()
        self._setup(self.document.sections[0])
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(_BODY)
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            normal.element.rPr.rFonts.set(qn(f"w:{script}"), FONT)
        normal.element.rPr.append(_made("w:lang", val="vi-VN"))
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.space_before = Pt(0)

    def _setup(self, section: Any, *, lying: bool = False) -> None:
        width, height = reversed(A4) if lying else A4
        section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)
        top, bottom, left, right = map(Mm, MARGINS)
        section.top_margin, section.bottom_margin = top, bottom
        section.left_margin, section.right_margin = left, right
        section.header_distance = section.footer_distance = Mm(10)

    def add(
        self,
        text: str,
        *,
        align: Any = _BOTH,
        size: int = _BODY,
        bold: bool = False,
        italic: bool = False,
        first: float = 10.0,
        keep: bool = False,
    ) -> Any:
        """Add a paragraph; `first` is its first line's indent in mm."""
        one = self.document.add_paragraph()
        _write(one, text, size=size, bold=bold, italic=italic)
        one.alignment = align
        one.paragraph_format.first_line_indent = Mm(first if align is _BOTH else 0)
        one.paragraph_format.keep_with_next = keep
        return one

    def heading(self, text: str) -> None:
        """Add the heading of a part; it stays with what follows."""
        self.add(text, bold=True, keep=True)

    def tag(self, text: str) -> None:
        """Add a paragraph that holds a tag only, and is gone once the template is filled."""
        self.add(text, align=LEFT)

    def head(self, sign: str) -> None:
        """Add who issues it, the country's name, number, place and day."""
        table = self.document.add_table(2, 2)
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _no_padding(table)
        _set_widths(table, 62, 103)
        office, country = table.rows[0].cells
        _lines(office, ("ỦY BAN NHÂN DÂN", False, 12), ("{{ ten_phuong_hoa }}", True, 12))
        _rule(office, 22)
        _lines(
            country,
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, 12),
            ("Độc lập - Tự do - Hạnh phúc", True, 13),
        )
        _rule(country, 18)
        number, place = table.rows[1].cells
        _lines(number, (f"Số:          /{sign}", False, 13))
        one = place.paragraphs[0]
        day = "{{ dia_danh }}, ngày {{ ngay }} tháng {{ thang }} năm {{ nam }}"
        _write(one, day, size=13, italic=True)
        one.alignment = CENTRE

    def title(self, kind: str, about: str) -> None:
        """Add the kind of paper and what it is about, with the line below."""
        above = self.add(kind, align=CENTRE, size=_TITLE, bold=True, keep=True)
        above.paragraph_format.space_before, above.paragraph_format.space_after = Pt(14), Pt(0)
        below = self.add(about, align=CENTRE, size=_TITLE, bold=True, keep=True)
        below.paragraph_format.space_after = Pt(0)
        line = self.add("", align=CENTRE, size=4)
        _border(line, 58)
        line.paragraph_format.space_after = Pt(8)

    def signatures(self, left: tuple[str, str], right: tuple[str, str]) -> None:
        """Add who signs: post and name to the left and to the right."""
        table = self._two_columns()
        for cell, (post, name) in zip(table.rows[0].cells, (left, right), strict=True):
            _signature(cell, post, name)
        _keep_row(table.rows[0])

    def closing(self, post: str, *receivers: str) -> None:
        """Add who gets the paper to the left, and who signs to the right."""
        table = self._two_columns()
        left, right = table.rows[0].cells
        left.paragraphs[0].paragraph_format.space_after = Pt(0)
        _write(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
        for line in receivers:
            one = left.add_paragraph()
            _write(one, line, size=11)
            one.paragraph_format.space_after = Pt(0)
        _signature(right, post, "")
        _keep_row(table.rows[0])

    def _two_columns(self) -> Any:
        table = self.document.add_table(1, 2)
        table.autofit = False
        _set_widths(table, 82.5, 82.5)
        return table

    def receivers(self, *lines: str) -> None:
        """Add who gets the paper."""
        for text, size, strong in (
            ("Nơi nhận:", 12, True),
            *((line, 11, False) for line in lines),
        ):
            one = self.add(text, align=LEFT, size=size, bold=strong, italic=strong)
            one.paragraph_format.space_after = Pt(0)

    def page_numbers(self, foot: str) -> None:
        """Set page numbers on top from the second page on, and small words below each."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        above = section.header.paragraphs[0]
        above.alignment = CENTRE
        _page_field(above)
        for part in (section.footer, section.first_page_footer):
            one = part.paragraphs[0]
            _write(one, foot, size=9, italic=True)
            one.alignment = CENTRE

    def lying(self) -> None:
        """Begin a part whose pages lie."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        # The paragraph that ends the part is empty: as low as can be, lest it need a page.
        end = self.document.paragraphs[-1]
        end.paragraph_format.space_after, end.paragraph_format.line_spacing = Pt(0), Pt(1)
        _write(end, "", size=1)
        self._setup(section, lying=True)
        section.different_first_page_header_footer = False

    def bytes(self) -> bytes:
        """Give the document, the same bytes for the same content."""
        facts = self.document.core_properties
        facts.author, facts.title, facts.comments = "Mặt Bằng", "", ""
        facts.created = facts.modified = _MADE
        facts.last_modified_by = "Mặt Bằng"
        out = BytesIO()
        self.document.save(out)
        return _timeless(out.getvalue())


def _timeless(data: bytes) -> bytes:
    """Give an archive whose members bear no time of their own, and without a preview picture."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for one in source.infolist():
            member = zipfile.ZipInfo(one.filename)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(one))
    return out.getvalue()


def _write(
    paragraph: Any, text: str, *, size: int, bold: bool = False, italic: bool = False
) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None


def _lines(cell: Any, *lines: tuple[str, bool, int]) -> None:
    """Write lines into a cell, each in the middle; its first paragraph is there already."""
    for text, bold, size in lines:
        free = not cell.paragraphs[-1].text and len(cell.paragraphs) == 1
        one = cell.paragraphs[0] if free else cell.add_paragraph()
        _write(one, text, size=size, bold=bold)
        one.alignment = CENTRE
        one.paragraph_format.space_after = Pt(0)


def _signature(cell: Any, post: str, name: str) -> None:
    _lines(cell, (post, True, 13))
    hint = cell.add_paragraph()
    _write(hint, "(Ký, ghi rõ họ tên)", size=12, italic=True)
    hint.alignment = CENTRE
    gap = cell.add_paragraph()
    gap.paragraph_format.space_after = Pt(48)
    _lines(cell, (name, True, 13))


def _rule(cell: Any, aside: float) -> None:
    """Draw a line below words of a cell, as far from its edges as `aside` mm."""
    one = cell.add_paragraph()
    _write(one, "", size=4)
    _border(one, aside)


def _border(paragraph: Any, aside: float) -> None:
    edge = _made("w:top", val="single", sz="6", space="1", color="000000")
    borders = OxmlElement("w:pBdr")
    borders.append(edge)
    paragraph.paragraph_format.left_indent = Mm(aside)
    paragraph.paragraph_format.right_indent = Mm(aside)
    paragraph.paragraph_format.first_line_indent = Mm(0)
    paragraph.paragraph_format.space_before = Pt(2)
    # A paragraph's properties stand in a fixed order; borders come before spacing.
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 (python-docx has no borders)
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _set_widths(table: Any, *widths: float) -> None:
    """Set the widths of columns in mm: Word goes by the cells, others by the grid."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _no_padding(table: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_made(f"w:{side}", w="0", type="dxa"))
    table._tbl.tblPr.append(margins)  # noqa: SLF001 (the same)


def _keep_row(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 (the same)
    for cell in row.cells:
        for one in cell.paragraphs[:-1]:
            one.paragraph_format.keep_with_next = True


def _page_field(paragraph: Any) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(_BODY)
        if kind:
            run._r.append(_made("w:fldChar", fldCharType=kind))  # noqa: SLF001 (the same)
        else:
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)  # noqa: SLF001 (the same)


def _made(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
