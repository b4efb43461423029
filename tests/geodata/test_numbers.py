from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geodata.errors import (
    FractionOfDong,
    NotANumber,
    NotWhole,
    NumberTooLarge,
    OtherUnit,
    SeveralNumbers,
    TypedError,
)
from geodata.numbers import (
    AREA,
    LENGTH,
    PERCENT,
    POINTS,
    VIETNAMESE,
    marks_of,
    read_count,
    read_money,
    read_number,
    written,
    written_money,
)
from trackers.words import formats, use_language

CLEAR = {
    "9222,1": 9222.1,
    "9.222,1": 9222.1,
    "20.000": 20_000.0,
    "1.234.567,89": 1_234_567.89,
    "20,5": 20.5,
    "0,125": 0.125,
    "1234,567": 1234.567,
    "12 500": 12_500.0,
    "12\u00a0500,5": 12_500.5,
    "1 234 567": 1_234_567.0,
    " 80 m²": 80.0,
    "80,5m2": 80.5,
    "80 M2": 80.0,
    "80 mét vuông": 80.0,
    "007": 7.0,
    "0": 0.0,
}
ASKED = {
    "1.5": ("1,5", "15"),
    "12.34": ("12,34", "1.234"),
    "20.00": ("20", "2.000"),
    "1,234": ("1,2340", "1.234"),
    "1234.5": ("1.234,5", "12.345"),
    "0.5": ("0,5",),
    "1,234.5": ("1.234,5",),
    "1,234,567": ("1.234.567",),
}
REFUSED = {
    **dict.fromkeys(
        (
            *("", "abc", "-5", "+5", "1 5", "1.23.4", "1,2,3", "12a", "1.2345,6", "5,", ",5"),
            *("1e3", "12,34.5", "5²", "٣", "１２", "{{7*7}}", "1.234.56", "80 m2 đất"),
        ),
        NotANumber,
    ),
    "5 ha": OtherUnit,
    "16 m": OtherUnit,
    "15 triệu": OtherUnit,
    "1234567890123456": NumberTooLarge,
}
typed = st.text(alphabet="0123456789., ", max_size=12)


def area(text):
    return read_number(text, unit=AREA)


@pytest.mark.parametrize(("text", "number"), CLEAR.items())
def test_a_clear_number_means_what_an_officer_means(text, number):
    assert area(text) == number


@pytest.mark.parametrize(("text", "readings"), ASKED.items())
def test_an_unclear_number_is_asked_with_its_readings(text, readings):
    with pytest.raises(SeveralNumbers) as caught:
        area(text)
    assert caught.value.values == {"text": text, "readings": readings}


@pytest.mark.parametrize(("text", "kind"), REFUSED.items())
def test_what_is_no_number_of_the_field_is_refused(text, kind):
    with pytest.raises(kind):
        area(text)


def test_each_field_takes_its_own_unit():
    assert read_number("16,2 m", unit=LENGTH) == 16.2
    assert read_number("62,5%", unit=PERCENT) == 62.5
    with pytest.raises(NotANumber):
        read_number("16,2 m")


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_vietnamese_writing_round_trips(whole, cents):
    grouped = f"{whole:,}".replace(",", ".")
    assert area(f"{grouped},{cents:02d}") == float(f"{whole}.{cents:02d}")
    assert area(grouped) == whole


@given(st.decimals(0, 10**9, places=2), st.sampled_from((0, 1, 2)))
def test_what_is_shown_is_read_back_the_same(value, digits):
    assert area(formats.number(value, digits=digits)) == float(round(value, digits))


@given(st.decimals(0, 10**9, places=2), st.sampled_from((0, 1, 2)))
def test_what_an_english_page_shows_is_read_the_same_or_asked(value, digits):
    with use_language("en"):
        shown = formats.number(value, digits=digits)
    try:
        assert area(shown) == float(round(value, digits))
    except SeveralNumbers as several:
        readings = [area(one) for one in several.values["readings"]]
        assert float(round(value, digits)) in readings


@given(st.floats(0, 1e9, allow_subnormal=False) | st.integers(0, 10**12))
def test_what_is_written_into_a_field_is_read_back_exactly(value):
    assume(len(written(value).replace(".", "").replace(",", "")) <= 15)
    assert area(written(value)) == value
    assert area(written(value, grouped=False)) == value


@given(typed)
def test_no_text_is_read_in_two_ways_silently(text):
    """A number that is taken is that of a Vietnamese; where others read another, it is groups."""
    try:
        value = area(text)
    except TypedError as error:
        for one in error.values.get("readings", ()):
            area(one)
        return
    bare = text.strip()
    assert VIETNAMESE.read(" ".join(bare.split())) == Decimal(repr(value))
    other = POINTS.read(" ".join(bare.split()))
    assert other in {None, value} or bare.replace(".", "").isdigit()


def test_what_is_counted_is_whole():
    assert read_count("1.200") == 1200
    with pytest.raises(NotWhole):
        read_count("2,5")
    with pytest.raises(SeveralNumbers):
        read_count("2.5")


class TestMoney:
    @pytest.mark.parametrize(
        ("text", "dong"),
        [
            ("15", 15_000_000),
            ("8,45", 8_450_000),
            ("15 tr", 15_000_000),
            ("15 triệu", 15_000_000),
            ("1,2 tỷ", 1_200_000_000),
            ("500 nghìn", 500_000),
            ("8.450.000 đồng", 8_450_000),
            ("8.450.000đ", 8_450_000),
            ("0", 0),
        ],
    )
    def test_a_bare_amount_counts_in_million_dong(self, text, dong):
        assert read_money(text, millions=True) == dong

    def test_a_field_in_dong_takes_millions_that_say_so(self):
        assert read_money("8.450.000", millions=False) == 8_450_000
        assert read_money("15 triệu", millions=False) == 15_000_000

    @pytest.mark.parametrize(
        ("text", "millions", "readings"),
        [
            ("8.450.000", True, ("8.450.000 đồng", "8.450.000 triệu đồng")),
            ("15", False, ("15 đồng", "15 triệu đồng")),
            ("1.5", True, ("1,5 triệu đồng", "15 triệu đồng")),
            ("1.5 tỷ", True, ("1,5 tỷ", "15 tỷ")),
        ],
    )
    def test_an_amount_of_the_other_unit_is_asked(self, text, millions, readings):
        with pytest.raises(SeveralNumbers) as caught:
            read_money(text, millions=millions)
        assert caught.value.values["readings"] == readings
        assert all(read_money(one, millions=millions) > 0 for one in readings)

    @given(st.integers(0, 10**13), st.booleans())
    def test_what_is_written_into_a_field_is_read_back(self, dong, millions):
        assert read_money(written_money(dong, millions=millions), millions=millions) == dong

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("0,5 đồng", FractionOfDong),
            ("15 m2", OtherUnit),
            ("nhiều", NotANumber),
            ("15 quả dừa", NotANumber),
            ("999.999 tỷ", None),
            ("9.999.999 tỷ", NumberTooLarge),
        ],
    )
    def test_what_is_no_amount_is_refused(self, text, kind):
        if kind is None:
            assert read_money(text, millions=True) == 999_999 * 10**9
            return
        with pytest.raises(kind):
            read_money(text, millions=True)


class TestColumns:
    @pytest.mark.parametrize(
        ("texts", "marks"),
        [
            (["119.3", "80", "0.125"], POINTS),
            (["1,234.5", "20"], POINTS),
            (["119.300", "20.000", "1234.567"], POINTS),
            (["119,3", "20.000"], VIETNAMESE),
            (["1,234", "20,5"], VIETNAMESE),
            (["20.000", "1.234"], None),
            (["1,234", "80"], None),
            (["119.3", "20.000"], None),
            (["119.3", "119,3"], None),
            (["nhiều", "119.3 m2"], POINTS),
            ([], None),
        ],
    )
    def test_a_column_shows_its_convention_when_only_one_fits(self, texts, marks):
        assert marks_of(texts, unit=AREA) is marks

    def test_a_column_with_points_is_read_by_them(self):
        assert read_number("119.3", marks=POINTS) == 119.3
