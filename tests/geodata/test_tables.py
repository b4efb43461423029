import datetime as dt
import unicodedata
import zipfile

import pytest
import xlsxwriter

from geodata import sheets
from geodata.errors import EmptyFile, FileTooLarge, MissingColumn, UnreadableFile, WrongFormat
from geodata.sandbox import Limits
from geodata.tables import read_table

HEADER = ["STT", "Tên chủ sử dụng đất", "Tờ bản đồ", "Số thửa", "Diện tích"]


def workbook(path, rows, *, empty_first=False):
    with xlsxwriter.Workbook(path) as book:
        if empty_first:
            book.add_worksheet("bìa")
        sheet = book.add_worksheet("ds")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(r, c, value, day)
                else:
                    sheet.write(r, c, value)
    return path


def test_a_list_with_a_title_a_counting_row_and_gaps_is_read(tmp_path):
    rows = [
        ["DANH SÁCH HỘ BỊ ẢNH HƯỞNG"],
        [],
        HEADER,
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [1, "  Nguyễn Văn\xa0 A ", 5, "263A", 119.355],
        [],
        [2, unicodedata.normalize("NFD", "Trần Thị Thuỷ"), 6, 7, None],
    ]
    read = read_table(workbook(tmp_path / "a.xlsx", rows, empty_first=True))
    assert read == [
        {
            "STT": "1",
            "Tên chủ sử dụng đất": "Nguyễn Văn A",
            "Tờ bản đồ": "5",
            "Số thửa": "263A",
            "Diện tích": "119,3550",
            "source_row": "5",
        },
        {
            "STT": "2",
            "Tên chủ sử dụng đất": "Trần Thị Thuỷ",
            "Tờ bản đồ": "6",
            "Số thửa": "7",
            "Diện tích": "",
            "source_row": "7",
        },
    ]


def test_dates_flags_and_times_of_cells_come_out_as_text(tmp_path):
    rows = [["tờ", "thửa", "ngày", "giờ", "có"]]
    rows += [
        [1, 2, dt.date(2014, 4, 7), dt.datetime.combine(dt.date(2014, 4, 7), dt.time(8, 30)), True],
        [1, 3, "", "", False],
    ]
    first, second = read_table(workbook(tmp_path / "a.xlsx", rows))
    assert (first["ngày"], first["có"], second["có"]) == ("2014-04-07", "x", "")
    assert first["giờ"] == "2014-04-07 08:30"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_csv_is_read_whatever_its_delimiter_and_mark(tmp_path, delimiter, encoding):
    lines = [["tờ", "thửa", "địa chỉ"], ["5", "263A", '"12/3, đường\nXẻo Mây"']]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    (row,) = read_table(tmp_path / "a.csv")
    assert row == {"tờ": "5", "thửa": "263A", "địa chỉ": "12/3, đường\nXẻo Mây", "source_row": "2"}


def test_a_csv_of_abc_fonts_is_read(tmp_path):
    raw = b"to,thua,ten\n5,1,Nguy\xd4n Th\xde Thu\xfb\n5,2,Tr\xc7n V\xa8n \xa7\xf8c\n"
    (tmp_path / "a.csv").write_bytes(raw)
    assert [row["ten"] for row in read_table(tmp_path / "a.csv")] == [
        "Nguyễn Thị Thuỷ",
        "Trần Văn Đức",
    ]


def test_decimal_commas_do_not_look_like_delimiters():
    rows = sheets.csv_rows(b"to;thua;dt\n5;1;12,5\n5;2;13,5\n", name="a.csv", most=10)
    assert rows[1] == ["5", "1", "12,5"]


def test_a_column_chosen_by_the_user_makes_a_header(tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n5,1\n")
    with pytest.raises(MissingColumn) as caught:
        read_table(tmp_path / "a.csv")
    assert caught.value.values["columns"] == ["x", "y"]
    chosen = {"x": "sheet_no", "y": "parcel_no"}
    assert read_table(tmp_path / "a.csv", chosen=chosen)[0]["x"] == "5"


def test_of_two_equal_headings_the_first_counts_and_short_rows_are_filled(tmp_path):
    (tmp_path / "a.csv").write_text("to,thua,to,\n5,1,9,z\n6\n")
    assert read_table(tmp_path / "a.csv") == [
        {"to": "5", "thua": "1", "source_row": "2"},
        {"to": "6", "thua": "", "source_row": "3"},
    ]


@pytest.mark.parametrize("text", ["", "\n\n", ";;\n", "to,thua\n", "to,thua\n1,2\n"])
def test_a_list_without_rows_is_empty(tmp_path, text):
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(EmptyFile):
        read_table(tmp_path / "a.csv")


def test_a_workbook_without_cells_is_empty(tmp_path):
    with pytest.raises(EmptyFile):
        read_table(workbook(tmp_path / "a.xlsx", []))


def test_too_many_rows_are_refused(tmp_path):
    rows = [["tờ", "thửa"], *[[5, n] for n in range(20)]]
    with pytest.raises(FileTooLarge):
        read_table(workbook(tmp_path / "a.xlsx", rows), limits=Limits(rows=10))
    (tmp_path / "a.csv").write_text("\n".join(f"{a},{b}" for a, b in rows))
    with pytest.raises(FileTooLarge):
        read_table(tmp_path / "a.csv", limits=Limits(rows=10))
    with pytest.raises(FileTooLarge) as caught:
        read_table(workbook(tmp_path / "b.xlsx", [["tờ", "thửa"], [""] * 600 + ["x"]]))
    assert caught.value.values["what"] == "columns"


def test_what_is_no_list_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_text("to,thua")
    with pytest.raises(WrongFormat):
        read_table(tmp_path / "a.xlsx")
    (tmp_path / "a.xls").write_text("x")
    with pytest.raises(WrongFormat):
        read_table(tmp_path / "a.xls")
    (tmp_path / "a.csv").write_bytes(b"to,thua\n\0,1")
    with pytest.raises(UnreadableFile):
        read_table(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text('to,thua\n5,"1\n6,2')
    with pytest.raises(UnreadableFile):
        read_table(tmp_path / "b.csv")


def test_a_zip_that_is_no_workbook_is_unreadable(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(UnreadableFile):
        read_table(tmp_path / "a.xlsx")
