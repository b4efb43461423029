"""Words of the office on a projector: they stay, the names of households become initials."""

import unicodedata
from dataclasses import replace

import pytest

from tests import tiny
from trackers.services.name_hiding import hiding, hiding_for

HIDE = hiding(["Nguyễn Văn Út", "Nguyễn Văn Út Em", "Thuỷ", "Út", "Đặngẩnqyaồ"])


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Gặp hộ Nguyễn Văn Út về cống", "Gặp hộ N. V. Ú. về cống"),
        ("NGUYỄN VĂN ÚT và nguyen van ut", "N. V. Ú. và n. v. u."),
        ("hộ Nguyễn  Văn\nÚt.", "hộ N. V. Ú.."),
        ("Nguyễn Văn Út Em", "N. V. Ú. E."),
        ("ông Nguyễn Văn Tám", "ông Nguyễn Văn Tám"),
        ("bà Út dời hàng rào 14 m, út ít", "bà Ú. dời hàng rào 14 m, út ít"),
        ("gặp Út hoặc bà út", "gặp Út hoặc bà út"),
        ("gọi 0987 650 123, chi 1.234.567.890 đồng", "gọi •••, chi 1.234.567.890 đồng"),
        ("CCCD 092083777555", "CCCD •••"),
        ("(Đặngẩnqyaồ)", "(Đ.)"),
        ("", ""),
    ],
)
def test_a_name_becomes_initials_however_it_is_written(said, shown):
    assert HIDE(said) == shown


def test_letters_taken_apart_are_the_same_name():
    assert HIDE(unicodedata.normalize("NFD", "Nguyễn Văn Út")) == "N. V. Ú."


def test_holders_and_co_owners_of_the_ward_are_hidden_from_who_is_masked_alone(ledger):
    said = "Đặng Văn Đức và Trần Thị Thủy ký trước 11/04, Lữ Hoài Ân theo"
    with ledger.read() as reading:
        open_words = hiding_for(reading, tiny.OFFICER)
        hidden = hiding_for(reading, replace(tiny.OFFICER, masked=True))
    assert open_words(said) == said
    assert hidden(said) == "Đ. V. Đ. và T. T. T. ký trước 11/04, Lữ Hoài Ân theo"
