"""Corners typed as on a survey sheet: read in one way only, or refused by line."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.crs import points_in
from geodata.errors import (
    BadCorner,
    CornerOutside,
    CornersSwapped,
    CrossedOutline,
    TooFewCorners,
    TooManyCorners,
)
from geodata.outlines import (
    MOST_CORNERS,
    read_area,
    read_corners,
    read_strip,
    window_of,
)

# Old Trà An in Cần Thơ's cadastral system.
WARD = window_of((105.6981, 10.0739, 105.7358, 10.0990), "EPSG:5897")
SQUARE = "1115000 577000\n1115000 577100\n1115100 577100\n1115100 577000"
inside = st.tuples(st.integers(1_114_100_00, 1_116_500_00), st.integers(576_600_00, 580_500_00))


@pytest.mark.parametrize(
    "line",
    [
        *("1115000,12 577000,45", "1115000.12 577000.45", "1.115.000,12\t577.000,45"),
        *("1,115,000.12;577,000.45", "1115000.12,577000.45", "1 1115000,12 577000,45"),
        *("M12 1115000,12 577000,45 16,20", "  1115000,120 | 577000,450  "),
    ],
)
def test_a_line_is_read_however_the_sheet_writes_it(line):
    assert read_corners(line, WARD) == [(577000.45, 1115000.12)]


def test_a_heading_blank_lines_and_a_corner_twice_are_no_corners():
    text = "STT X(m) Y(m)\n\n1115000 577000\n1115000 577000\n\n1115100 577000\n"
    assert read_corners(text, WARD) == [(577000.0, 1115000.0), (577000.0, 1115100.0)]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("577000,45 1115000,12", CornersSwapped),
        ("3 577000,45 1115000,12", CornersSwapped),
        ("1125000 577000", CornerOutside),
        ("10,0875 105,7146", CornerOutside),
        ("1115000", BadCorner),
        ("mười một 577000", BadCorner),
        ("{{7*7}} <b>", BadCorner),
        ("1115000 577000 1115100 577100", BadCorner),
    ],
)
def test_what_cannot_be_is_refused_by_its_line(line, error):
    with pytest.raises(error) as caught:
        read_corners(f"1115000 577000\n\n{line}", WARD)
    assert caught.value.values["line"] == 3


def test_the_refusal_says_where_a_corner_may_lie():
    with pytest.raises(CornerOutside) as caught:
        read_corners("1105000 577000", WARD)
    assert caught.value.values["south"] < 1_115_000 < caught.value.values["north"]


def test_a_ring_has_the_area_and_the_place_of_its_corners():
    found = read_area(f"{SQUARE}\n1115000 577000", WARD)
    assert (found.corners, found.area_m2, found.length_m) == (4, 10_000.0, 400.0)
    assert found.centreline is None
    shape = shapely.from_wkb(found.site)
    back = points_in("EPSG:5897", list(shape.exterior.coords))
    assert shapely.Polygon(back).symmetric_difference(
        shapely.box(577000, 1115000, 577100, 1115100)
    ).area == pytest.approx(0, abs=0.1)
    assert 105.69 < shape.centroid.x < 105.74


def test_a_ring_that_draws_no_area_is_refused():
    crossed = "1115000 577000\n1115100 577100\n1115100 577000\n1115000 577100"
    with pytest.raises(CrossedOutline) as caught:
        read_area(crossed, WARD)
    assert caught.value.values["north"] == pytest.approx(1115050)
    for text in ("", "1115000 577000\n1115100 577100\n1115000 577000"):
        with pytest.raises(TooFewCorners):
            read_area(text, WARD)
    with pytest.raises((CrossedOutline, TooFewCorners)):
        read_area("1115000 577000\n1115100 577000\n1115200 577000", WARD)


def test_a_strip_is_as_wide_as_said_along_its_line():
    found = read_strip("1115000 577000\n1115000 577200", 6.0, WARD)
    assert (found.corners, found.length_m) == (2, 200.0)
    assert found.area_m2 == pytest.approx(1200)
    line = shapely.from_wkb(found.centreline)
    assert shapely.from_wkb(found.site).buffer(1e-9).contains(line)
    with pytest.raises(TooFewCorners):
        read_strip("1115000 577000", 6.0, WARD)


def test_more_corners_than_a_sheet_has_are_refused():
    text = "\n".join(f"1115{n % 1000:03d} 577{n // 1000:03d}" for n in range(MOST_CORNERS + 1))
    with pytest.raises(TooManyCorners):
        read_corners(text, WARD)


@given(inside)
def test_every_writing_of_a_corner_is_the_same_corner(corner):
    north, east = (cents / 100 for cents in corner)
    plain = [f"{one:.2f}" for one in (north, east)]
    found = {
        read_corners(" ".join(words), WARD)[0]
        for words in (
            plain,
            [one.replace(".", ",") for one in plain],
            [f"{one:,.2f}" for one in (north, east)],
            ["7", *plain],
        )
    }
    assert found == {(east, north)}
    with pytest.raises(CornersSwapped):
        read_corners(" ".join(reversed(plain)), WARD)
