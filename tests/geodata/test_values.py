import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.values import parse_date, parse_number

NUMBERS = {
    "9222,1": 9222.1,
    "9.222,1": 9222.1,
    "20.000": 20_000.0,
    "1.234.567,89": 1_234_567.89,
    "119.3": 119.3,
    "119.35": 119.35,
    "0.125": 0.125,
    "1,234.5": 1234.5,
    "1,234,567": 1_234_567.0,
    "1,5": 1.5,
    "80 m²": 80.0,
    "80,5m2": 80.5,
    "12 500": 12_500.0,
    "007": 7.0,
}


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_a_number_means_what_an_officer_means(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "abc", "-5", "1.23.4", "1,2,3", "12a", "1.2345,6", "5,", ",5", "1e3", "12,34.5"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_number(text)


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_vietnamese_writing_round_trips(whole, cents):
    grouped = f"{whole:,}".replace(",", ".")
    assert parse_number(f"{grouped},{cents:02d}") == float(f"{whole}.{cents:02d}")
    assert parse_number(grouped) == whole


@pytest.mark.parametrize(
    "text", ["07/04/2014", "7/4/2014", "07-04-2014", "07.04.2014", "2014-04-07", "2014-04-07 08:30"]
)
def test_a_date_is_day_before_month(text):
    assert parse_date(text) == dt.date(2014, 4, 7)


@pytest.mark.parametrize(
    "text",
    ["31/02/2014", "2014-13-01", "07/04/14", "04/2014", "", "hôm qua", "01/01/0014", "1/2-2014"],
)
def test_a_date_that_cannot_be_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_date(text)
