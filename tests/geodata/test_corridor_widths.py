"""Widths as officers type them, and chainage as on the stones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.corridor_widths import read_widths, write_widths
from geodata.errors import BadWidth


@pytest.mark.parametrize(
    "line",
    [
        "Km0+300 3,0 2,5",
        "0+300 3 2,5",
        "km 0 + 300; 3,0; 2,5",
        "300 3,0 2,5",
        "Km0+300,00 3 2,5 \n",
    ],
)
def test_a_line_is_read_however_it_is_written(line):
    assert read_widths(line) == ((300.0, 3.0, 2.5),)


@pytest.mark.parametrize("line", ["Km0+300 3,0", "300 rộng hẹp", "0+300 1.5 2", "Km0+300 3 2 1"])
def test_another_line_is_refused_by_its_number(line):
    with pytest.raises(BadWidth) as caught:
        read_widths(f"0 2 2\n\n{line}")
    assert caught.value.values["line"] == 3


hundredths = st.integers(0, 10_000_000).map(lambda one: one / 100)


@given(st.lists(st.tuples(hundredths, hundredths, hundredths), max_size=4))
def test_what_is_written_is_read_again(widths):
    assert read_widths(write_widths(tuple(widths))) == tuple(widths)
