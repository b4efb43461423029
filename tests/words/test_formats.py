from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trackers.words import use_language
from trackers.words.formats import day, days, moment, money_vnd, number, percent, sort_key, weekday


@pytest.mark.parametrize(
    ("value", "written"),
    [(9222.1, "9.222,1"), (20_000, "20.000"), (0.5, "0,5"), (1_234_567.891, "1.234.567,89")],
)
def test_a_number_has_points_for_thousands_and_a_comma_for_decimals(value, written):
    assert number(value) == written


def test_a_number_is_rounded_to_the_figures_asked_for():
    assert (number(2.4449, digits=1), number(2.5, digits=0)) == ("2,4", "2")


def test_english_pages_write_numbers_the_english_way():
    with use_language("en"):
        assert number(9222.1) == "9,222.1"


def test_money_is_whole_dong():
    assert money_vnd(12_500_000) == "12.500.000 đồng"


def test_a_share_is_given_from_0_to_100():
    assert (percent(62.5), percent(100.0)) == ("62,5%", "100%")


def test_what_nobody_knows_is_a_dash():
    assert {money_vnd(None), percent(None), day(None), moment(None)} == {"–"}


def test_days_are_written_day_first():
    assert day(date(2014, 4, 7)) == "07/04/2014"


def test_an_instant_is_written_in_viet_nam_time():
    assert moment(datetime(2014, 4, 6, 23, 30, tzinfo=UTC)) == "07/04/2014 06:30"


def test_a_number_of_days_has_two_figures():
    assert (days(3), days(12), days(120)) == ("03 ngày", "12 ngày", "120 ngày")


def test_letters_follow_the_vietnamese_alphabet():
    names = ["Ước", "Đức", "Dũng", "Ân", "An", "Ăn", "Ê", "Em", "Ông", "Ơn", "Oanh", "Út"]
    assert sorted(names, key=sort_key) == [
        "An", "Ăn", "Ân", "Dũng", "Đức", "Em", "Ê", "Oanh", "Ông", "Ơn", "Út", "Ước",
    ]  # fmt: skip


def test_tones_decide_only_when_the_letters_are_the_same():
    tones = ["mạ", "mã", "má", "mả", "mà", "ma"]
    assert sorted(tones, key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["Hoà B", "Hoa C"], key=sort_key) == ["Hoà B", "Hoa C"]


def test_order_ignores_case_and_how_the_letters_are_encoded():
    assert sort_key("THUỶ")[:2] == sort_key("thuỷ")[:2]
    assert sort_key("Thuy\u0309")[:2] == sort_key("Thuỷ")[:2]


def test_figures_and_signs_come_before_letters():
    assert sorted(["A", "12", "-", "漢"], key=sort_key) == ["-", "12", "A", "漢"]


def test_a_day_of_these_weeks_is_named_by_its_weekday():
    assert weekday(date(2014, 4, 10)) == "thứ Năm 10/04"
    assert weekday(date(2014, 4, 13)) == "Chủ nhật 13/04"
    with use_language("en"):
        assert weekday(date(2014, 4, 10)) == "Thu 10/04"


@given(st.text())
@example("\u0301")
@example("Ba \u0323")
def test_every_text_has_a_place_in_the_order(text):
    assert sort_key(text) == sort_key(text)
    assert sorted([text, "Út", "An"], key=sort_key)
