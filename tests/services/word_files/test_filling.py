import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from PIL import Image

from trackers.domain.paper_errors import PaperTooLong
from trackers.domain.papers import PAPERS, FieldKind, Paper, sample
from trackers.services.word_files import filling
from trackers.services.word_files.building import MAKERS, shipped
from trackers.services.word_files.filling import PlacedPicture, fill, read_template
from trackers.services.word_files.tables import PaperRow, PaperTable, RowKind, group, roman

FIELDS = PAPERS[Paper.MINUTES]
HOSTILE = (
    "{{7*7}}",
    "{% x",
    "{# y",
    "{_{7*7}_}",
    "{_% if %_}",
    "=1+1",
    "<script>alert(1)</script>",
    "<w:p/>",
    "&amp; & ]]>",
    "a\"b'c",
    "{{p ten_phuong }}",
    "\u202egnuoc",
)
UNPRINTABLE = "a\x00b\x07c\x0cd\x1b\ud800\uffffe"


def made(written, *paragraphs):
    return read_template(written(*paragraphs), "mau.docx", FIELDS)


def opened(data):
    return Document(BytesIO(data))


def filled(template, **values):
    return opened(fill(template, sample(FIELDS, full=True) | values))


def table(*rows, headings=("STT", "Nội dung", "Số")):
    return PaperTable("Bảng", headings, tuple(rows))


class TestTexts:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_a_hostile_text_comes_out_as_it_was_written(self, written, text):
        template = made(written, "{{ khach }}", "{% for n in co_mat %}{{ n.ten }}{% endfor %}")
        document = filled(template, khach=text, co_mat=[{"ten": text, "chuc_danh": ""}])
        assert [one.text for one in document.paragraphs] == [text, text]

    @pytest.mark.parametrize("text", HOSTILE)
    def test_so_it_does_in_a_table(self, written, text):
        template = made(written, "{{p bang_ket_luan }}")
        rows = (PaperRow((1, text, 2)), PaperRow((text, text, text), RowKind.TOTAL), group(1, text))
        (found,) = filled(template, bang_ket_luan=table(*rows)).tables
        assert found.cell(2, 1).text == text
        assert [one.text for one in found.rows[3].cells] == [text] * 3
        assert found.cell(4, 1).text == text

    def test_what_xml_cannot_hold_is_left_out(self, written):
        template = made(written, "{{ khach }}", "{{p bang_ket_luan }}")
        rows = table(PaperRow((1, UNPRINTABLE, None)))
        document = filled(template, khach=UNPRINTABLE, bang_ket_luan=rows)
        assert document.paragraphs[0].text == "abcde"
        assert document.tables[0].cell(2, 1).text == "abcde"

    def test_lines_stay_lines(self, written):
        template = made(written, "{{ khach }}", "{{p bang_ket_luan }}")
        rows = table(PaperRow((1, "một\nhai", None)))
        document = filled(template, khach="một\nhai\n\nba", bang_ket_luan=rows)
        assert document.paragraphs[0].text == "một\nhai\n\nba"
        assert document.tables[0].cell(2, 1).text == "một\nhai"

    def test_header_and_footer_are_filled_and_properties_are_not_run(self, written):
        document = opened(written("a", header="{{ ten_phuong }}"))
        document.core_properties.title = "{{7*7}}"
        out = BytesIO()
        document.save(out)
        template = read_template(out.getvalue(), "mau.docx", FIELDS)
        done = filled(template, ten_phuong="Phường Trà An")
        assert done.sections[0].header.paragraphs[0].text == "Phường Trà An"
        assert done.core_properties.title == "{{7*7}}"


class TestTables:
    @pytest.fixture
    def found(self, written):
        rows = (
            group(4, "Đường"),
            PaperRow((1, "Khu vực 1", 1234)),
            PaperRow((2, "Khu vực 2", 12.5)),
            PaperRow((3, date(2014, 4, 7), None)),
            PaperRow(("", "TỔNG CỘNG", 1246.5), RowKind.TOTAL),
        )
        document = filled(made(written, "{{p bang_ket_luan }}"), bang_ket_luan=table(*rows))
        return document.tables[0]

    def test_cells_are_written_as_an_office_writes_them(self, found):
        cells = [[one.text for one in row.cells] for row in found.rows]
        assert cells == [
            ["STT", "Nội dung", "Số"],
            ["(1)", "(2)", "(3)"],
            ["IV", "Đường", "Đường"],
            ["1", "Khu vực 1", "1.234"],
            ["2", "Khu vực 2", "12,5"],
            ["3", "07/04/2014", ""],
            ["", "TỔNG CỘNG", "1.246,5"],
        ]

    def test_the_head_comes_again_on_each_page_and_no_row_is_torn(self, found):
        properties = [row._tr.trPr for row in found.rows]
        repeated = [one.find(f"{W}tblHeader") is not None for one in properties]
        assert repeated == [True, True, *[False] * 5]
        assert all(one.find(f"{W}cantSplit") is not None for one in properties)

    def test_group_and_total_are_bold(self, found):
        bold = [bool(row.cells[1].paragraphs[0].runs[0].bold) for row in found.rows]
        assert bold == [True, False, True, False, False, False, True]

    def test_it_fills_the_page_between_its_margins(self, found):
        widths = [one.width.mm for one in found.columns]
        assert sum(widths) == pytest.approx(165, abs=0.5)
        assert min(widths) > 6

    def test_a_table_without_rows_leaves_nothing(self, written):
        document = filled(made(written, "a", "{{p bang_ket_luan }}"), bang_ket_luan=table())
        assert not document.tables
        assert [one.text for one in document.paragraphs] == ["a"]

    def test_a_word_of_200_letters_leaves_every_column_its_room(self, written):
        rows = table(PaperRow((1, "Ấ" * 200, 3)), PaperRow((2, "b", 4)))
        (found,) = filled(made(written, "{{p bang_ket_luan }}"), bang_ket_luan=rows).tables
        assert found.cell(2, 1).text == "Ấ" * 200
        assert min(one.width.mm for one in found.columns) > 6

    @pytest.mark.parametrize(("value", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (48, "XLVIII")])
    def test_roman_figures(self, value, text):
        assert roman(value) == text


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class TestPictures:
    def test_a_picture_is_as_wide_as_it_is_told(self, written):
        out = BytesIO()
        Image.new("RGB", (300, 100)).save(out, "PNG")
        picture = PlacedPicture(out.getvalue(), 120.0)
        document = filled(made(written, "{{ ban_do }}"), ban_do=picture)
        (shape,) = document.inline_shapes
        assert (shape.width.mm, shape.height.mm) == pytest.approx((120, 40), abs=0.1)


class TestBounds:
    def test_a_paper_that_would_never_end_is_refused(self, written, monkeypatch):
        template = made(written, "{% for n in co_mat %}{{ n.ten }}{% endfor %}")
        monkeypatch.setattr(filling, "MOST_LETTERS", 10_000)
        people = [{"ten": "x" * 1000, "chuc_danh": ""}] * 20
        with pytest.raises(PaperTooLong):
            filled(template, co_mat=people)


class TestShipped:
    @pytest.mark.parametrize("paper", list(Paper))
    def test_each_is_what_its_script_makes(self, paper):
        assert _members(shipped(paper)) == _members(MAKERS[paper]())

    @pytest.mark.parametrize("paper", list(Paper))
    def test_each_can_be_used(self, paper):
        found = read_template(shipped(paper), "mau.docx", PAPERS[paper])
        assert {"ten_phuong_hoa", "so_lieu_den", "ghi_chu"} <= found.named
        # What the log's end is, is for the office.
        assert ("niem_phong" in found.named) == (paper is not Paper.WEEKLY_PUBLIC)

    @pytest.mark.parametrize("paper", list(Paper))
    def test_page_margins_and_letters_are_those_of_decree_30(self, paper):
        document = opened(shipped(paper))
        for section in document.sections:
            sides = sorted((section.page_width.mm, section.page_height.mm))
            assert sides == pytest.approx([210, 297], abs=0.1)
            margins = (section.top_margin, section.bottom_margin)
            assert [one.mm for one in margins] == pytest.approx([20, 20], abs=0.1)
            margins = (section.left_margin, section.right_margin)
            assert [one.mm for one in margins] == pytest.approx([30, 15], abs=0.1)
        assert document.sections[0].page_height > document.sections[0].page_width
        assert document.styles["Normal"].font.name == "Times New Roman"
        fonts = {run.font.name for one in document.paragraphs for run in one.runs}
        assert fonts <= {None}

    def test_country_and_motto_stand_on_top(self):
        head = opened(shipped(Paper.MINUTES)).tables[0]
        assert head.cell(0, 1).text.split("\n")[:2] == [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
        ]
        assert "ngày {{ ngay }} tháng {{ thang }} năm {{ nam }}" in head.cell(1, 1).text


def _members(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def test_every_field_has_words_and_lists_have_something_in_them():
    def walk(fields):
        for one in fields.values():
            yield one
            yield from walk(one.inner)

    for paper in Paper:
        for one in walk(PAPERS[paper]):
            assert one.words
            assert bool(one.inner) == (one.kind in {FieldKind.LIST, FieldKind.RECORD})
