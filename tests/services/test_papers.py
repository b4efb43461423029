"""Papers of the tiny ward: what they say, to whom, and what people wrote into them."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from PIL import Image
from python_calamine import CalamineWorkbook

from tests import tiny
from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, TODAY, VIEWER, later
from trackers.domain.errors import NotAllowed, UnknownRecord
from trackers.domain.looks import LookKind
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.wards import Ward
from trackers.services.agenda import add_topic
from trackers.services.agenda_names import names_for
from trackers.services.agenda_sheets import sheet_of
from trackers.services.decisions import close_decision, take_decision
from trackers.services.obstacles import open_obstacle
from trackers.services.papers import minutes_book, minutes_file, weekly_book, weekly_file
from trackers.services.public_papers import public_weekly_book, public_weekly_file
from trackers.services.reviews import close_review, get_review, open_review, set_attendance
from trackers.services.wards import add_ward
from trackers.services.word_files.tables import PaperRow, PaperTable
from trackers.services.workbooks import sheet_names, write_book
from trackers.store import looks, proof

HOSTILE = ("{{7*7}}", "{% x", "{# y", "=1+1", "@SUM(A1)", "<script>alert(1)</script>", "a\x07b")
SAFE = [one.replace("\x07", "") for one in HOSTILE]
LONG_NAME = ("Nguyễn " + "Thị Bạch Tuyết " * 20).strip()[:200]


@pytest.fixture
def drawn():
    """What was asked to be drawn; each picture is a dot."""
    return []


@pytest.fixture
def draw(drawn):
    def one(picture):
        drawn.append(picture.title)
        out = BytesIO()
        Image.new("RGB", (9, 6)).save(out, "PNG")
        return out.getvalue()

    return one


@pytest.fixture
def blocked(ledger):
    """An obstacle that was open before the review."""
    block(ledger)


@pytest.fixture
def review(ledger):
    """A review of this week, opened by the chair."""
    open_review(ledger, CHAIR, monday=TODAY, now=NOW)
    return TODAY


def decide(ledger, text="Gặp hộ", **more):
    given = {"officer_code": "CB03", "due_on": date(2014, 4, 11), "now": later(5)}
    take_decision(ledger, CHAIR, monday=TODAY, text=text, **given | more)


def block(ledger, text="Xin làm cống"):
    open_obstacle(
        ledger,
        OFFICER,
        case_code="XM-001",
        kind=ObstacleKind.CONDITIONAL,
        text=text,
        opened_on=TODAY - timedelta(days=3),
        officer_code="CB03",
        due_on=date(2014, 4, 20),
        now=NOW,
    )


def opened(data):
    return Document(BytesIO(data))


def lines(document):
    return [one.text for one in document.paragraphs]


def rows_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def table_with(document, heading):
    found = [one for one in document.tables if heading in [c.text for c in one.rows[0].cells]]
    return rows_of(found[-1])


def sheets(data):
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def whole(document):
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    foot = (one.text for part in document.sections for one in part.footer.paragraphs)
    return "\n".join([*lines(document), *cells, *foot])


class TestMinutes:
    def test_every_item_stands_with_its_lines_and_its_tables(self, ledger, blocked, review, draw):
        document = opened(minutes_file(ledger, CHAIR, review, now=later(9), draw=draw))
        file = get_review(ledger, CHAIR, review, now=later(9))
        names = names_for(ledger, CHAIR, on=file.findings.on)
        told = lines(document)
        tables = [rows_of(one) for one in document.tables[1:-1]]
        for place, item in enumerate(file.items, start=1):
            sheet = sheet_of(file, item, names)
            assert f"{place}. {sheet.title}" in told
            assert set(sheet.lines) <= set(told)
            for table in (one for one in sheet.tables if one.rows):
                cells = [[cell.words for cell in row.cells] for row in table.rows]
                assert [list(table.headings), *cells] in [[one[0], *one[2:]] for one in tables]

    def test_who_was_there_and_who_signs(self, ledger, review, draw):
        set_attendance(
            ledger,
            CHAIR,
            monday=review,
            present=("CB01", "CB03"),
            absent=("CB05",),
            chair_code="CB01",
            secretary_code="CB03",
            guests="Trưởng khu vực 1",
            note="Họp tại nhà văn hoá",
            base=1,
            now=later(1),
        )
        document = opened(minutes_file(ledger, CHAIR, review, now=later(9), draw=draw))
        told = lines(document)
        assert "1. Chủ trì: Ninh Quốc Thạnh – Cán bộ." in told
        assert "3. Có mặt: 2 người." in told
        assert "- Quách Lệ Thu – Cán bộ;" in told
        assert "5. Thành phần khác: Trưởng khu vực 1" in told
        assert "Ghi chú: Họp tại nhà văn hoá" in told
        assert rows_of(document.tables[-1])[0] == [
            "THƯ KÝ\n(Ký, ghi rõ họ tên)\n\nLữ Hoài Ân",
            "CHỦ TRÌ\n(Ký, ghi rõ họ tên)\n\nNinh Quốc Thạnh",
        ]

    def test_it_is_a_draft_until_the_review_is_closed(self, ledger, review, draw):
        def draft():
            data = minutes_file(ledger, CHAIR, review, now=later(9), draw=draw)
            return any("Dự thảo" in one for one in lines(opened(data)))

        assert draft()
        close_review(ledger, CHAIR, monday=review, now=later(3))
        assert not draft()

    def test_decisions_closed_in_the_review_stand_with_their_word(self, ledger, review, draw):
        decide(ledger)
        (taken,) = get_review(ledger, CHAIR, review, now=later(6)).decisions
        close_decision(
            ledger,
            OFFICER,
            decision_id=taken.decision_id,
            word="Đã gặp, hộ đồng ý",
            closed_in=review,
            base=taken.version,
            now=later(7),
        )
        document = opened(minutes_file(ledger, CHAIR, review, now=later(9), draw=draw))
        assert table_with(document, "Kết quả thực hiện")[2] == [
            "1", "Gặp hộ", "Lữ Hoài Ân", "11/04/2014", "Đã gặp, hộ đồng ý",
        ]  # fmt: skip

    def test_the_end_of_the_log_stands_on_every_page(self, ledger, review, draw):
        words = whole(opened(minutes_file(ledger, CHAIR, review, now=later(9), draw=draw)))
        with ledger.read() as reading:
            head = proof.read_head(reading)
        assert f"mục cuối là {head.revision}, mã niêm phong {head.head_hash[:16]}" in words

    def test_a_map_is_drawn_only_where_the_template_asks_for_it(self, ledger, review, draw, drawn):
        minutes_file(ledger, CHAIR, review, now=later(9), draw=draw)
        assert drawn == []
        weekly_file(ledger, CHAIR, review, now=later(9), draw=draw)
        assert drawn == ["Công trình và mặt bằng – Phường Thử", "Đường thử"]


class TestWhatPeopleWrote:
    def test_hostile_texts_come_out_as_they_were_written(self, ledger, draw):
        block(ledger, SAFE[0])
        open_review(ledger, CHAIR, monday=TODAY, now=NOW)
        for text in SAFE:
            add_topic(ledger, CHAIR, monday=TODAY, title=text, text=text, now=later(1))
            decide(ledger, text)
        for make in (minutes_file, weekly_file):
            words = whole(opened(make(ledger, CHAIR, TODAY, now=later(9), draw=draw)))
            for text in SAFE:
                assert text in words
            # As a word of its own: the log's head, printed there, may hold any digits.
            assert "49" not in re.split(r"\W+", words)

    def test_no_cell_of_a_workbook_is_a_formula(self, ledger, review):
        for text in SAFE:
            decide(ledger, text)
        for make in (minutes_book, weekly_book):
            cells = [
                cell
                for rows in sheets(make(ledger, CHAIR, review, now=later(9))).values()
                for row in rows
                for cell in row
            ]
            assert set(SAFE) <= set(cells)

    def test_200_items_are_200_headings(self, ledger, review, draw):
        for number in range(200):
            add_topic(ledger, CHAIR, monday=review, title=f"Việc thứ {number}", now=later(1))
        document = opened(minutes_file(ledger, CHAIR, review, now=later(9), draw=draw))
        file = get_review(ledger, CHAIR, review, now=later(9))
        told = lines(document)
        for place, item in enumerate(file.items[-200:], start=len(file.items) - 199):
            assert f"{place}. {item.title}" in told

    def test_a_title_of_200_letters_is_whole(self, ledger, review, draw):
        add_topic(ledger, CHAIR, monday=review, title=LONG_NAME, now=later(1))
        decide(ledger, LONG_NAME)
        document = opened(minutes_file(ledger, CHAIR, review, now=later(9), draw=draw))
        assert table_with(document, "Kết luận")[2][1] == LONG_NAME
        assert any(one.endswith(LONG_NAME) for one in lines(document))


class TestWeekly:
    def test_handovers_count_in_the_week_they_fell_in(self, ledger, draw):
        tiny.take(ledger, *tiny.UP_TO_SIGNED, "handover")
        open_review(ledger, CHAIR, monday=TODAY, now=NOW)
        data = weekly_file(ledger, CHAIR, TODAY, now=later(9), draw=draw)
        rows = table_with(opened(data), "Công trình, khu vực")
        # The steps of tests are done on 20/03, in week 12.
        assert rows[0][3:7] == ["Tuần 11", "Tuần 12", "Tuần 13", "Tuần 14"]
        assert rows[2] == ["I", "Đường thử", "3", "0", "1", "0", "0", "0", "1", "33,3", "0"]
        assert rows[3][:3] == ["1", "Khu vực 1", "3"]
        assert rows[-1][1:] == ["TỔNG CỘNG", *rows[2][2:]]

    def test_it_stays_as_it_was_whatever_happens_later(self, ledger, review, draw):
        before = weekly_book(ledger, CHAIR, review, now=later(9))
        tiny.take(ledger, *tiny.UP_TO_SIGNED, "handover")
        block(ledger)
        after = weekly_book(ledger, CHAIR, review, now=later(60 * 24))
        assert sheets(before) == sheets(after)

    def test_figures_are_numbers_in_the_workbook(self, ledger, review):
        rows = sheets(weekly_book(ledger, CHAIR, review, now=later(9)))["Bàn giao theo tuần"]
        assert rows[5][:3] == ["(1)", "(2)", "(3)"]
        assert rows[-1][2:] == [3.0, *[0.0] * 8]

    def test_a_ward_without_cases_has_its_report(self, empty_store, draw):
        bare = add_ward(
            empty_store, Ward("TEST", "Xã Trống", "EPSG:5897", (105.6, 10.0, 105.8, 10.2))
        )
        open_review(bare, ADMIN, monday=TODAY, now=NOW, chair_code="QT")
        words = whole(opened(weekly_file(bare, ADMIN, TODAY, now=later(1), draw=draw)))
        assert "Lũy kế đã bàn giao 0/0 hồ sơ, đạt –; còn 0 hồ sơ vướng mắc." in words
        assert "Không còn hồ sơ vướng mắc." in words
        assert sheets(weekly_book(bare, ADMIN, TODAY, now=later(1)))
        minutes_file(bare, ADMIN, TODAY, now=later(1), draw=draw)


class TestWhoMay:
    def test_a_viewer_gets_the_public_report_and_nothing_else(self, ledger, blocked, review, draw):
        for make in (minutes_file, weekly_file):
            with pytest.raises(NotAllowed):
                make(ledger, VIEWER, review, now=NOW, draw=draw)
        for make in (minutes_book, weekly_book):
            with pytest.raises(NotAllowed):
                make(ledger, VIEWER, review, now=NOW)
        data = public_weekly_file(ledger, VIEWER, review, now=later(9), draw=draw)
        words = whole(opened(data))
        told = str(sheets(public_weekly_book(ledger, VIEWER, review, now=later(9))))
        for secret in ("Nguyễn Văn Út", "Lữ Hoài Ân", "XM-001", "Xin làm cống", "mã niêm phong"):
            assert secret not in words
            assert secret not in told

    def test_while_names_are_masked_papers_have_initials(self, ledger, blocked, review, draw):
        masked = replace(CHAIR, masked=True)
        words = whole(opened(weekly_file(ledger, masked, review, now=later(9), draw=draw)))
        assert "Nguyễn Văn Út" not in words
        assert "Xin làm cống" not in words
        assert "N. V. Ú." in words

    def test_a_week_without_a_review_is_not_found(self, ledger, draw):
        with pytest.raises(UnknownRecord):
            minutes_file(ledger, CHAIR, TODAY, now=NOW, draw=draw)
        with pytest.raises(UnknownRecord):
            public_weekly_file(ledger, VIEWER, TODAY, now=NOW, draw=draw)

    def test_that_a_paper_was_made_is_kept(self, ledger, review, draw):
        minutes_file(ledger, CHAIR, review, now=later(9), draw=draw)
        public_weekly_book(ledger, VIEWER, review, now=later(9))
        with ledger.read() as reading:
            kept = looks.read_looks(
                reading, looks.matching(kind=LookKind.PAPER_EXPORTED.value), last=9
            )
        assert {(one.actor, one.subject) for one in kept} == {
            ("CB01", "minutes-2014-W15"),
            ("XEM", "weekly-public-2014-W15"),
        }


class TestWorkbooks:
    def test_names_of_sheets_are_short_and_each_is_one_of_its_own(self):
        tables = [
            PaperTable(name, ("STT", "Tên"), (PaperRow((1, "a")),))
            for name in ("a" * 40, "A" * 40, "a/b:c[d]*?\\'", "'''", "a b c d")
        ]
        names = sheet_names(tables)
        assert all(0 < len(one) <= 31 for one in names)
        assert len({one.casefold() for one in names}) == len(names)
        assert len(sheets(write_book(tables, title="t", note="n"))) == len(names)

    def test_a_book_without_rows_still_opens(self):
        empty = PaperTable("Trống", ("STT", "Nội dung"), ())
        assert sheets(write_book([empty], title="t", note="n"))["Trống"][4][:2] == [
            "STT",
            "Nội dung",
        ]
