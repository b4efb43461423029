"""Chainages as officers type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.chainage import read_chainage, written_chainage
from geodata.errors import NotAChainage


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("Km1+086", 1086),
        ("km 1+086", 1086),
        ("1+086,5 m", 1086.5),
        (" 0 + 300 ", 300),
        ("1086", 1086),
        ("1.086 m", 1086),
    ],
)
def test_a_chainage_is_read_as_it_is_written(text, metres):
    assert read_chainage(text) == metres


@pytest.mark.parametrize("text", ["Km1", "1+86", "Km1+0860", "một", "-5", "1+086.5", "Km٣+086"])
def test_what_is_none_is_refused(text):
    with pytest.raises(NotAChainage):
        read_chainage(text)


@pytest.mark.parametrize(
    ("metres", "words"),
    [(0, "Km0+000"), (391, "Km0+391"), (1086.5, "Km1+086,5"), (999.9999, "Km1+000")],
)
def test_a_chainage_is_written_as_on_the_stones(metres, words):
    assert written_chainage(metres) == words


@given(st.integers(0, 999_999_999))
def test_what_is_written_reads_the_same(millimetres):
    assert read_chainage(written_chainage(millimetres / 1000)) == millimetres / 1000
