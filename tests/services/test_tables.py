import csv
import zipfile
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from tests.tiny import NOW, OFFICER, UP_TO_SIGNED, VIEWER, take
from trackers.services import tables
from trackers.services.tables import Sheet, overview_sheet, write_csv, write_xlsx
from trackers.words import use_language

HOSTILE = ("=1+1", "+84 900", "-5", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x";"y")')


def hostile_sheet():
    rows = tuple((number, text) for number, text in enumerate(HOSTILE))
    return Sheet("Thử", "=1+1", "@x", ("STT", "-Tên"), rows, ("", "+TỔNG"))


def cells(data):
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def lines(data, delimiter=";"):
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_the_overview_has_numbered_columns_and_its_total_last(ledger):
    take(ledger, *UP_TO_SIGNED, "handover")
    rows = cells(write_xlsx(overview_sheet(ledger, OFFICER, NOW)))
    assert rows[0][0] == "TỔNG HỢP CÔNG TRÌNH VÀ GIẢI PHÓNG MẶT BẰNG – PHƯỜNG THỬ"
    assert rows[1][0] == "Số liệu đến 07/04/2014 07:30"
    assert rows[3] == list(tables.headings())
    assert rows[4] == [f"({number})" for number in range(1, 16)]
    road, total = rows[5], rows[6]
    assert road[:7] == [1, "Đường thử", 3, 1, 1, 1, 1]
    assert road[7] == 33.3
    assert total[1] == "TỔNG CỘNG"
    assert total[2:] == road[2:]


def test_a_csv_follows_the_language_of_the_reader(ledger):
    take(ledger, *UP_TO_SIGNED, "handover")
    data = write_csv(overview_sheet(ledger, OFFICER, NOW))
    assert data.startswith(b"\xef\xbb\xbf")
    assert lines(data)[1][7] == "33,3"
    with use_language("en"):
        data = write_csv(overview_sheet(ledger, OFFICER, NOW))
    assert lines(data, ",")[1][7] == "33.3"


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_formula_is_a_text_in_csv(text):
    assert lines(write_csv(Sheet("a", "a", "", ("x",), ((text,),))))[1] == [f"'{text}"]


def test_no_cell_of_a_workbook_is_a_formula():
    data = write_xlsx(hostile_sheet())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert cells(data)[5][1] == "=1+1"


def test_plain_words_and_negative_numbers_stay_as_they_are():
    data = write_csv(Sheet("a", "a", "", ("x", "y"), (("Út", -3), (None, 1.5))))
    assert lines(data)[1:] == [["Út", "-3"], ["", "1,5"]]


def test_a_viewer_gets_the_counts_too(ledger):
    assert overview_sheet(ledger, VIEWER, NOW).rows[0][1] == "Đường thử"
