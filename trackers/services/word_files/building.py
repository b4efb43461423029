"""The shipped templates, made by `python -m trackers.services.word_files.building`.

A4, Times New Roman, margins, head, title and signatures as Decree 30/2020 lays them out. What is
shipped is what this makes: a test compares.
"""

import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from trackers.services.word_files.fields import Paper

FOLDER = Path(__file__).with_name("shipped")
FONT = "Times New Roman"
# Top, bottom, left, right in mm (Decree 30/2020, appendix I).
MARGINS = (20, 20, 30, 15)
A4 = (210, 297)
_BODY, _SMALL, _TITLE = 13, 12, 14
# A document carries the day on which it was made; ours is the same file every time.
_MADE = datetime(2014, 4, 7, tzinfo=UTC)
_LEFT, _CENTRE, _BOTH = (
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

    def say(
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
        self.say(text, bold=True, keep=True)

    def tag(self, text: str) -> None:
        """Add a paragraph that holds a tag only, and is gone once the template is filled."""
        self.say(text, align=_LEFT)

    def head(self, sign: str) -> None:
        """Add who issues it, the country's name, number, place and day."""
        table = self.document.add_table(2, 2)
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for row in table.rows:
            for cell, width in zip(row.cells, (68, 97), strict=True):
                cell.width = Mm(width)
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
        one.alignment = _CENTRE

    def title(self, kind: str, about: str) -> None:
        """Add the kind of paper and what it is about, with the line below."""
        above = self.say(kind, align=_CENTRE, size=_TITLE, bold=True, keep=True)
        above.paragraph_format.space_before, above.paragraph_format.space_after = Pt(14), Pt(0)
        below = self.say(about, align=_CENTRE, size=_TITLE, bold=True, keep=True)
        below.paragraph_format.space_after = Pt(0)
        line = self.say("", align=_CENTRE, size=4)
        _border(line, 58)
        line.paragraph_format.space_after = Pt(8)

    def signatures(self, left: tuple[str, str], right: tuple[str, str]) -> None:
        """Add who signs: title and name to the left and to the right."""
        table = self.document.add_table(1, 2)
        table.autofit = False
        for cell, (post, name) in zip(table.rows[0].cells, (left, right), strict=True):
            cell.width = Mm(82.5)
            _lines(cell, (post, True, 13))
            hint = cell.add_paragraph()
            _write(hint, "(Ký, ghi rõ họ tên)", size=12, italic=True)
            hint.alignment = _CENTRE
            gap = cell.add_paragraph()
            gap.paragraph_format.space_after = Pt(48)
            _lines(cell, (name, True, 13))
        _keep_row(table.rows[0])

    def receivers(self, *lines: str) -> None:
        """Add who gets the paper."""
        for text, size, strong in (
            ("Nơi nhận:", 12, True),
            *((line, 11, False) for line in lines),
        ):
            one = self.say(text, align=_LEFT, size=size, bold=strong, italic=strong)
            one.paragraph_format.space_after = Pt(0)

    def page_numbers(self, foot: str) -> None:
        """Number the pages on top from the second on, and write small words below each."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        above = section.header.paragraphs[0]
        above.alignment = _CENTRE
        _page_field(above)
        for part in (section.footer, section.first_page_footer):
            one = part.paragraphs[0]
            _write(one, foot, size=9, italic=True)
            one.alignment = _CENTRE

    def lying(self) -> None:
        """Begin a part whose pages lie."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
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
        one.alignment = _CENTRE
        one.paragraph_format.space_after = Pt(0)


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


_FOOT = "{{ niem_phong }}"


def minutes() -> bytes:
    """Give the template of the minutes (biên bản) of a review."""
    page = Sheet()
    page.page_numbers(_FOOT)
    page.head("BB-UBND")
    page.title(
        "BIÊN BẢN", "Họp giao ban tuần {{ tuan }}/{{ nam_tuan }} ({{ tuan_tu }} – {{ tuan_den }})"
    )
    page.tag("{%p if du_thao %}")
    page.say("(Dự thảo: kỳ họp chưa đóng trong chương trình)", align=_CENTRE, italic=True)
    page.tag("{%p endif %}")
    page.say("Thời gian bắt đầu: {{ gio_mo }}, ngày {{ ngay }} tháng {{ thang }} năm {{ nam }}.")
    page.say(
        "Địa điểm: ..........................................................................."
    )
    page.heading("I. THÀNH PHẦN THAM DỰ")
    page.say(
        "1. Chủ trì: {{ chu_tri.ten }}{% if chu_tri.chuc_danh %} – {{ chu_tri.chuc_danh }}{% endif %}."
    )
    page.say(
        "2. Thư ký (người ghi biên bản): {% if thu_ky.ten %}{{ thu_ky.ten }}"
        "{% if thu_ky.chuc_danh %} – {{ thu_ky.chuc_danh }}{% endif %}{% else %}"
        "..............................{% endif %}."
    )
    page.say("3. Có mặt: {{ so_co_mat }} người.")
    _people(page, "co_mat")
    page.say("4. Vắng: {{ so_vang }} người.")
    _people(page, "vang")
    page.tag("{%p if khach %}")
    page.say("5. Thành phần khác: {{ khach }}")
    page.tag("{%p endif %}")
    page.heading("II. NỘI DUNG")
    page.say("{{ so_lieu_den }}.", italic=True)
    _agenda(page)
    page.heading("III. KẾT LUẬN")
    _table(page, "co_ket_luan", "bang_ket_luan", "Người chủ trì kết luận, giao việc như sau:")
    page.tag("{%p if not co_ket_luan %}")
    page.say("Kỳ họp không có kết luận mới.")
    page.tag("{%p endif %}")
    _table(
        page, "co_ket_luan_dong", "bang_ket_luan_dong", "Kết luận đã thực hiện, đóng tại kỳ họp:"
    )
    page.tag("{%p if nhan_xet %}")
    page.say("Ghi chú: {{ nhan_xet }}")
    page.tag("{%p endif %}")
    page.say(
        "Cuộc họp kết thúc vào ...... giờ ...... cùng ngày. Biên bản đã được đọc lại cho những "
        "người dự họp cùng nghe và thống nhất nội dung./."
    )
    page.signatures(("THƯ KÝ", "{{ thu_ky.ten }}"), ("CHỦ TRÌ", "{{ chu_tri.ten }}"))
    page.receivers("- Như thành phần họp;", "- Lưu: VT, hồ sơ.")
    _notice(page)
    return page.bytes()


def _people(page: Sheet, field: str) -> None:
    page.tag(f"{{%p for nguoi in {field} %}}")
    page.say("- {{ nguoi.ten }}{% if nguoi.chuc_danh %} – {{ nguoi.chuc_danh }}{% endif %};")
    page.tag("{%p endfor %}")


def _agenda(page: Sheet) -> None:
    page.tag("{%p for muc in noi_dung %}")
    page.heading("{{ muc.so }}. {{ muc.ten }}")
    page.tag("{%p for dong in muc.dong %}")
    page.say("{{ dong.chu }}")
    page.tag("{%p endfor %}")
    page.tag("{%p for b in muc.bang %}")
    page.tag("{%p if b.ten %}")
    page.say("{{ b.ten }}", italic=True, keep=True)
    page.tag("{%p endif %}")
    page.tag("{{p b.bang }}")
    page.tag("{%p endfor %}")
    _table(page, "muc.co_ket_luan", "muc.ket_luan", "Kết luận:")
    page.tag("{%p endfor %}")


def _table(page: Sheet, flag: str, table: str, words: str) -> None:
    """Add words and a table, where there is one."""
    page.tag(f"{{%p if {flag} %}}")
    page.say(words, keep=True)
    page.tag(f"{{{{p {table} }}}}")
    page.tag("{%p endif %}")


def _notice(page: Sheet) -> None:
    page.tag("{%p if ghi_chu %}")
    page.say("{{ ghi_chu }}", align=_LEFT, size=11, italic=True)
    page.tag("{%p endif %}")


def weekly() -> bytes:
    """Give the template of the weekly report for the office."""
    page = _report("BC-UBND", "")
    page.heading("II. HỒ SƠ CÒN VƯỚNG MẮC")
    _table(
        page,
        "co_vuong_mac",
        "bang_vuong_mac",
        "Các hồ sơ còn vướng mắc, người phụ trách, hạn xử lý:",
    )
    page.tag("{%p if not co_vuong_mac %}")
    page.say("Không còn hồ sơ vướng mắc.")
    page.tag("{%p endif %}")
    page.heading("III. MỐC TIẾN ĐỘ")
    _milestones(page)
    page.heading("IV. VIỆC TUẦN {{ tuan }}/{{ nam_tuan }} ({{ tuan_tu }} – {{ tuan_den }})")
    _table(page, "co_ket_luan", "bang_ket_luan", "Kết luận của kỳ họp giao ban:")
    page.tag("{%p if not co_ket_luan %}")
    page.say("Kỳ họp không có kết luận mới.")
    page.tag("{%p endif %}")
    _signed(page)
    page.lying()
    page.say("PHỤ LỤC 1. TỔNG HỢP THEO CÔNG TRÌNH", align=_CENTRE, bold=True, keep=True)
    page.say("{{ so_lieu_den }}", align=_CENTRE, italic=True, keep=True)
    page.tag("{{p bang_tong_hop }}")
    page.say(
        "PHỤ LỤC 2. BẢN ĐỒ", align=_CENTRE, bold=True, keep=True
    ).paragraph_format.page_break_before = True
    page.say("{{ ban_do }}", align=_CENTRE)
    page.tag("{%p for cong_trinh in ban_do_cong_trinh %}")
    page.say("{{ cong_trinh.ban_do }}", align=_CENTRE)
    page.tag("{%p endfor %}")
    return page.bytes()


def weekly_public() -> bytes:
    """Give the template of the weekly report for everybody: no names, no obstacles."""
    page = _report("TB-UBND", "Việc hiến đất là tự nguyện. Thắc mắc, xin liên hệ UBND phường.")
    page.heading("II. MỐC TIẾN ĐỘ")
    _milestones(page)
    _signed(page)
    page.lying()
    page.say("PHỤ LỤC. BẢN ĐỒ CÔNG TRÌNH", align=_CENTRE, bold=True, keep=True)
    page.say("{{ ban_do }}", align=_CENTRE)
    return page.bytes()


def _report(sign: str, words: str) -> Sheet:
    """Begin a weekly report: head, title, what was handed over."""
    page = Sheet()
    page.page_numbers(_FOOT)
    page.head(sign)
    kind = "THÔNG BÁO" if words else "BÁO CÁO"
    page.title(
        kind,
        "Tiến độ giải phóng mặt bằng tuần {{ tuan_bao_cao }}/{{ nam_bao_cao }}"
        " ({{ bao_cao_tu }} – {{ bao_cao_den }})",
    )
    page.heading("I. KẾT QUẢ BÀN GIAO MẶT BẰNG")
    page.say("{{ so_lieu_den }}.", italic=True)
    page.tag("{%p for cau in tom_tat %}")
    page.say("{{ cau.chu }}")
    page.tag("{%p endfor %}")
    page.tag("{{p bang_ban_giao }}")
    if words:
        page.say(words)
    return page


def _milestones(page: Sheet) -> None:
    page.tag("{%p if co_moc %}")
    page.tag("{{p bang_moc }}")
    page.tag("{%p endif %}")
    page.tag("{%p if not co_moc %}")
    page.say("Không có mốc tiến độ để nêu trong tuần.")
    page.tag("{%p endif %}")


def _signed(page: Sheet) -> None:
    _notice(page)
    page.signatures(("NGƯỜI LẬP", ""), ("TM. ỦY BAN NHÂN DÂN", ""))
    page.receivers("- Như trên;", "- Lưu: VT.")


MAKERS: dict[Paper, Callable[[], bytes]] = {
    Paper.MINUTES: minutes,
    Paper.WEEKLY: weekly,
    Paper.WEEKLY_PUBLIC: weekly_public,
}


def shipped(paper: Paper) -> bytes:
    """Give the template that the program brings along."""
    return (FOLDER / f"{paper.value}.docx").read_bytes()


def main() -> None:
    """Write the shipped templates anew."""
    FOLDER.mkdir(exist_ok=True)
    for paper, make in MAKERS.items():
        (FOLDER / f"{paper.value}.docx").write_bytes(make())
        sys.stdout.write(f"{paper.value}.docx\n")


if __name__ == "__main__":
    main()
