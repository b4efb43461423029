"""Papers of the demo's review of 31/03/2014: read back, and printed by LibreOffice."""

from io import BytesIO

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from tests import printing
from tests.domain.making import an_actor
from trackers.domain.people import Role
from trackers.drawing.map_picture import map_picture
from trackers.drawing.raster import png_of
from trackers.services import demo
from trackers.services.agenda_names import names_for
from trackers.services.demo.calendar import OPENING
from trackers.services.demo.meetings import MONDAY
from trackers.services.papers import minutes_book, minutes_file, weekly_book, weekly_file
from trackers.services.public_papers import public_weekly_file
from trackers.services.reviews import get_review

VIEWER = an_actor("XEM", "Người xem", Role.VIEWER, demo.CODE, grants=frozenset())


def draw(picture):
    return png_of(map_picture(picture))


@pytest.fixture(scope="module")
def files(ward, clerk):
    """Every paper of the review, by its name."""
    asked = {"now": OPENING, "draw": draw}
    return {
        "minutes": minutes_file(ward, clerk, MONDAY, **asked),
        "weekly": weekly_file(ward, clerk, MONDAY, **asked),
        "public": public_weekly_file(ward, VIEWER, MONDAY, **asked),
    }


@pytest.fixture(scope="module")
def book(ward, clerk):
    return weekly_book(ward, clerk, MONDAY, now=OPENING)


@pytest.fixture(scope="module")
def printed(files, book, tmp_path_factory):
    """The same, and the workbook of the report, as LibreOffice prints them."""
    printing.needed()
    folder = tmp_path_factory.mktemp("printed")
    named = {f"{name}.docx": data for name, data in files.items()} | {"book.xlsx": book}
    for name, data in named.items():
        (folder / name).write_bytes(data)
    made = printing.to_pdf(folder, *(folder / name for name in named))
    return dict(zip((*files, "book"), made, strict=True))


def opened(data):
    return Document(BytesIO(data))


def rows_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def table_with(document, heading):
    return next(one for one in document.tables if heading in [c.text for c in one.rows[0].cells])


def words_of(document):
    """Every word of the body, tables too."""
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


class TestWeekly:
    def test_weeks_and_sums_are_those_of_the_story(self, files):
        rows = rows_of(table_with(opened(files["weekly"]), "Công trình, khu vực"))
        assert rows[0][3:7] == ["Tuần 10", "Tuần 11", "Tuần 12", "Tuần 13"]
        assert rows[1][:3] == ["(1)", "(2)", "(3)"]
        road = next(one for one in rows if one[1] == "Đường Xẻo Mây – Thới An Đông")
        assert road[0] == "IV"
        assert road[2:] == ["148", "0", "5", "6", "4", "-2", "16", "10,8", "13"]
        assert rows[-1][:9] == ["", "TỔNG CỘNG", "180", "0", "5", "6", "4", "-2", "44"]

    def test_groups_add_up_to_their_areas_and_to_the_total(self, book):
        rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()[6:]
        groups = [one for one in rows[:-1] if isinstance(one[0], str)]
        areas = [one for one in rows[:-1] if not isinstance(one[0], str)]
        for column in (2, 3, 4, 5, 6, 8, 10):
            sums = {sum(one[column] for one in part) for part in (groups, areas, rows[-1:])}
            assert len(sums) == 1

    def test_what_is_still_blocked_names_who_and_by_when(self, files):
        rows = rows_of(table_with(opened(files["weekly"]), "Ghi chú/vướng mắc"))
        condition = next(one for one in rows if "XM-109" in one[1])
        assert condition[3] == (
            "Đồng ý có điều kiện: Đồng ý nếu phường làm cống thoát nước trước nhà."
        )
        assert condition[4] == "Tô Hữu Lành"
        assert condition[6].startswith("Tổ Rạch Sen và địa chính cùng gặp hộ XM-109")


class TestMinutes:
    def test_decisions_are_cell_by_cell_those_of_the_review(self, files, ward, clerk):
        review = get_review(ward, clerk, MONDAY, now=OPENING)
        names = names_for(ward, clerk, on=review.findings.on)
        rows = rows_of(
            [
                one
                for one in opened(files["minutes"]).tables
                if "Kết luận" in [c.text for c in one.rows[0].cells]
            ][-1]
        )
        assert rows[2:] == [
            [
                str(one.number),
                one.text,
                names.acting(one.officer_code),
                f"{one.due_on:%d/%m/%Y}",
                one.case_code or (names.project(one.project_code) if one.project_code else "–"),
            ]
            for one in review.minuted
        ]

    def test_people_stand_with_their_posts(self, files, ward, clerk):
        review = get_review(ward, clerk, MONDAY, now=OPENING).review
        lines = [one.text for one in opened(files["minutes"]).paragraphs]
        assert "1. Chủ trì: Ninh Quốc Thạnh – Phó Chủ tịch UBND phường." in lines
        assert "2. Thư ký (người ghi biên bản): Âu Thị Mười – Văn phòng – Thống kê." in lines
        assert f"3. Có mặt: {len(review.present)} người." in lines
        assert not any("Dự thảo" in one for one in lines)

    def test_the_workbook_has_the_same_tables(self, files, ward, clerk):
        data = minutes_book(ward, clerk, MONDAY, now=OPENING)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        document = opened(files["minutes"])
        headings = {tuple(rows_of(one)[0]) for one in document.tables[1:]}
        sheets = [book.get_sheet_by_name(one).to_python() for one in book.sheet_names]
        assert {tuple(one[4]) for one in sheets} <= headings
        assert len(sheets) > 5


class TestPublic:
    def test_no_household_officer_or_case_is_named(self, files, homes, states, ward, clerk):
        words = words_of(opened(files["public"]))
        officers = names_for(ward, clerk, on=MONDAY).officers.values()
        for name in (*(one.holder for one in homes.values()), *officers):
            assert name not in words, name
        assert not any(code in words for code in states)
        assert "vướng mắc" not in words.casefold()

    def test_it_says_that_giving_land_is_voluntary(self, files):
        assert "Việc hiến đất là tự nguyện" in words_of(opened(files["public"]))


class TestPrinted:
    def test_pages_are_a4(self, printed):
        for name, pdf in printed.items():
            for size in printing.pages_of(pdf):
                assert sorted(size) == pytest.approx([210, 297], abs=0.5), name

    def test_pages_are_as_many_as_the_content_asks_for(self, printed):
        counts = {name: len(printing.pages_of(pdf)) for name, pdf in printed.items()}
        assert 4 <= counts["minutes"] <= 9
        assert 5 <= counts["weekly"] <= 9
        assert 2 <= counts["public"] <= 4
        lying = [size for size in printing.pages_of(printed["weekly"]) if size[0] > size[1]]
        assert len(lying) >= 3

    def test_no_word_is_lost_in_print(self, files, printed):
        """Cells break their lines where they like, so single words are looked for."""
        for name, data in files.items():
            there = printing.words_of(printed[name])
            words = {one for one in words_of(opened(data)).split() if len(one) < 12}
            lost = {one for one in words if one not in there}
            assert len(lost) <= len(words) * 0.01, (name, sorted(lost))

    def test_the_workbook_prints_whole_on_lying_pages(self, printed, book):
        there = printing.words_of(printed["book"])
        for name in ("TỔNG CỘNG", "Tô Hữu Lành", "Kết luận"):
            assert name in there
        assert all(wide > high for wide, high in printing.pages_of(printed["book"]))

    def test_every_font_is_carried_along(self, printed):
        for name, pdf in printed.items():
            fonts = printing.fonts_of(pdf)
            assert fonts
            assert all(fonts.values()), (name, fonts)

    def test_each_page_says_where_the_log_ended(self, printed):
        words = printing.words_of(printed["minutes"])
        assert words.count("mã niêm phong") == len(printing.pages_of(printed["minutes"]))
