from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import NotAShare, SeveralNumbers
from geodata.shares import read_share


@pytest.mark.parametrize(
    ("text", "part", "kept"),
    [
        ("1/2", Fraction(1, 2), "1/2"),
        (" 2 / 6 ", Fraction(1, 3), "2/6"),
        ("33,3%", Fraction(333, 1000), "33,3%"),
        ("33,30 %", Fraction(333, 1000), "33,3%"),
        ("100%", Fraction(1), "100%"),
    ],
)
def test_a_share_is_a_fraction_or_a_percentage(text, part, kept):
    share = read_share(text)
    assert (share.part, share.text) == (part, kept)


@pytest.mark.parametrize("text", ["", "một nửa", "1/0", "3/2", "0/3", "0%", "120%", "50", "5 ha"])
def test_what_is_none_is_refused(text):
    with pytest.raises(NotAShare):
        read_share(text)


def test_a_point_in_a_percentage_is_asked():
    with pytest.raises(SeveralNumbers) as caught:
        read_share("33.3%")
    assert "33,3%" in caught.value.values["readings"]


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_what_is_kept_is_read_back_the_same(whole, parts):
    if whole <= parts:
        text = read_share(f"{whole}/{parts}").text
        assert read_share(text).part == Fraction(whole, parts)
