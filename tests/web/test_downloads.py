import csv
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from tests.web.asking import ask


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_overview_comes_as_a_file_that_no_cache_keeps(app, kind):
    answer = ask(app, f"/w/TEST/overview.{kind}?as=CB03")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "tong-hop-TEST-" in answer.headers["content-disposition"]
    assert answer.headers["content-disposition"].endswith(f".{kind}")


def test_the_workbook_opens_and_ends_with_the_total(app):
    answer = ask(app, "/w/TEST/overview.xlsx?as=XEM")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[-1][1] == "TỔNG CỘNG"
    assert rows[-1][2] == 3


def test_the_csv_has_the_mark_by_which_excel_sees_utf_8(app):
    answer = ask(app, "/w/TEST/overview.csv?as=CB03")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["STT", "Công trình", "Số hồ sơ"]


def test_the_file_speaks_the_language_of_the_page(app):
    answer = ask(app, "/w/TEST/overview.csv?as=CB03&lang=en")
    assert answer.content.decode("utf-8-sig").startswith("No.,")


def test_another_kind_of_file_or_ward_is_not_found(app):
    assert ask(app, "/w/TEST/overview.exe").status_code == 404
    assert ask(app, "/w/KHAC/overview.csv").status_code == 404


def test_the_file_holds_no_name_of_a_household(app):
    answer = ask(app, "/w/TEST/overview.csv?as=CB03")
    assert "Nguyễn" not in answer.text
