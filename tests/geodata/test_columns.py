import pytest

from geodata import columns
from geodata.errors import MissingColumn

WANTED = {"sheet_no": True, "parcel_no": True, "land_type": False}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("SHBANDO", "sheet_no"),
        ("Tờ bản đồ", "sheet_no"),
        ("tờ", "sheet_no"),
        ("Số thửa", "parcel_no"),
        ("SOTHUTUTHUA", "parcel_no"),
        ("Tên chủ sử dụng đất", "holder"),
        ("Diện tích (m²)", "declared_area_m2"),
        ("MDSD2003", "land_type"),
        ("Ghi chú", "note"),
        ("section", "sheet_no"),
    ],
)
def test_headings_of_real_files_are_known(heading, field):
    assert columns.known(heading) == field


def test_every_synonym_is_written_bare_and_means_one_field():
    names = [name for names in columns.SYNONYMS.values() for name in names]
    assert all(columns.fold(name) == name for name in names)
    assert len(names) == len(set(names))


def test_columns_are_found_without_regard_to_case_and_accents():
    found = columns.match(["ToBanDo", "Số Thửa", "other"], WANTED)
    assert found == {"sheet_no": "ToBanDo", "parcel_no": "Số Thửa"}


def test_what_the_user_chose_goes_first():
    found = columns.match(["SOTO", "MY_SHEET", "SOTHUA"], WANTED, {"my_sheet": "sheet_no"})
    assert found["sheet_no"] == "MY_SHEET"


def test_a_chosen_column_is_not_taken_twice():
    with pytest.raises(MissingColumn) as caught:
        columns.match(["SOTO", "SOTHUA"], WANTED, {"SOTHUA": "sheet_no"})
    assert caught.value.values["field"] == "parcel_no"


@pytest.mark.parametrize("chosen", [{"nowhere": "sheet_no"}, {"": "sheet_no"}])
def test_a_chosen_column_that_is_not_there_is_named(chosen):
    with pytest.raises(MissingColumn) as caught:
        columns.match(["SOTO", "SOTHUA"], WANTED, chosen)
    assert caught.value.values["column"] in chosen


def test_a_missing_column_is_named_with_those_that_are_there():
    with pytest.raises(MissingColumn) as caught:
        columns.match(["SOTO", "x"], WANTED)
    assert caught.value.values == {"field": "parcel_no", "column": None, "columns": ["SOTO", "x"]}
