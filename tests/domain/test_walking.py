"""Walks through places: nothing is left out, and a leg is never longer than it must be."""

from hypothesis import given
from hypothesis import strategies as st

from trackers.domain.walking import Place, _gain, length_m, short_walk, walk

metres = st.integers(0, 2000).map(float)
places = st.lists(st.tuples(metres, metres), max_size=14, unique=True).map(
    lambda listed: [Place(f"{n:02d}", x, y) for n, (x, y) in enumerate(listed)]
)


def keys(listed):
    return [one.key for one in listed]


def along(key, metre, side="right", road="XM", at=0.0):
    return Place(key, metre, at, road, metre, side)


def test_along_a_road_both_sides_are_met_by_their_chainage():
    houses = [along("C", 30), along("A", 10, "left"), along("B", 20), along("D", 30, "left")]
    assert keys(walk(houses)) == ["A", "B", "D", "C"]


def test_two_roads_are_walked_one_after_the_other():
    houses = [along("B", 5, road="Y"), along("A", 90, road="X"), along("C", 1, road="Y")]
    assert keys(walk(houses)) == ["A", "C", "B"]


def test_what_lies_off_the_road_is_begun_at_the_end_of_the_road():
    houses = [along("A", 0), along("B", 100), Place("far", 100, 200), Place("near", 100, 20)]
    assert keys(walk(houses)) == ["A", "B", "near", "far"]


def test_houses_in_a_row_are_walked_from_one_end_to_the_other():
    row = [Place(name, x, 0) for name, x in zip("DABC", (40, 0, 10, 25), strict=True)]
    assert keys(short_walk(row)) in (list("ABCD"), list("DCBA"))


def test_a_walk_that_crosses_itself_is_uncrossed():
    # From S the nearest-first way zigzags; the short one goes round.
    square = [Place("a", 0, 10), Place("b", 100, 0), Place("c", 100, 10), Place("d", 200, 0)]
    found = [Place("s", 0, 0), *short_walk(square, start=Place("s", 0, 0))]
    assert length_m(found) <= 10 + 100 + 10 + 101


def test_nothing_to_visit_is_no_walk():
    assert walk([]) == []
    assert short_walk([], start=Place("s", 0, 0)) == []


@given(places)
def test_every_place_is_visited_once(listed):
    assert sorted(keys(walk(listed))) == sorted(keys(listed))


@given(places, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_they_are_listed(listed, random):
    shuffled = list(listed)
    random.shuffle(shuffled)
    assert keys(walk(listed)) == keys(walk(shuffled))


@given(places)
def test_no_turned_stretch_would_shorten_it(listed):
    path = short_walk(listed)
    for first in range(1, len(path) - 1):
        for last in range(first + 1, len(path)):
            assert _gain(path, first, last) <= 1e-6


@given(places, st.sampled_from([(0, 0), (577_000, 1_115_000)]))
def test_where_the_plane_begins_does_not_matter(listed, corner):
    moved = [Place(one.key, one.x + corner[0], one.y + corner[1]) for one in listed]
    assert abs(length_m(walk(listed)) - length_m(walk(moved))) < 1e-3
