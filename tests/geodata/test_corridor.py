"""Corridors of roads and what they take of parcels: drawn by hand, and by laws."""

import math
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, Polygon, box

from geodata.corridor import corridor_of, corridor_of_area, move_sideways
from geodata.corridor_parcels import SLIVER_M2, take
from geodata.errors import NoLine

STRAIGHT = LineString([(0, 0), (100, 0)])


def stretches(crossing):
    return {one.place: list(one.stretches) for one in crossing.taken}


class TestByHand:
    def test_a_straight_road_takes_a_strip_of_each_parcel(self):
        """Two parcels above, one below; the road runs east, 3 m left and 2 m right.

              10      40      90
            ┌─────────┬────────┐
            │    0    │    1   │      y = 10
        ....└─────────┴────────┘....  y = 1
        ────────────────────────────> y = 0
              ┌──────────┐            y = -0.5
              │    2     │
              └──────────┘            y = -20
              20         60
        """
        parcels = [box(10, 1, 40, 10), box(40, 1, 90, 10), box(20, -20, 60, -0.5)]
        found = take(corridor_of(STRAIGHT, [(0, 3, 2)]), parcels)
        assert [one.affected_m2 for one in found.taken] == pytest.approx([60, 100, 60])
        assert [one.remaining_m2 for one in found.taken] == pytest.approx([210, 350, 720])
        assert stretches(found) == {
            0: [("left", 10, 40)],
            1: [("left", 40, 90)],
            2: [("right", 20, 60)],
        }

    def test_the_width_changes_where_it_is_said_to(self):
        """5 m to the left up to Km0+050, 2 m from there on; a parcel over the change.

        ┌──────────┐          y = 5
        │  corridor└───────┐  y = 2
        0────────50───────100
              [  parcel  ]    40 to 70, from y = 0 to y = 10
        """
        corridor = corridor_of(STRAIGHT, [(0, 5, 0), (50, 2, 0)])
        assert corridor.shape.area == pytest.approx(350)
        [one] = take(corridor, [box(40, 0, 70, 10)]).taken
        assert one.affected_m2 == pytest.approx(10 * 5 + 20 * 2)
        assert one.stretches == (("left", 40, 70),)

    def test_a_parcel_split_by_the_road_fronts_it_on_both_sides(self):
        [one] = take(corridor_of(STRAIGHT, [(0, 2, 3)]), [box(30, -10, 50, 10)]).taken
        assert one.stretches == (("left", 30, 50), ("right", 30, 50))
        assert one.affected_m2 == pytest.approx(20 * 5)
        assert one.remaining_m2 == pytest.approx(20 * 15)

    def test_a_parcel_touched_twice_has_two_stretches(self):
        """A parcel like a U stands with both feet in the corridor (left, 2 m).

        ┌──────────────────┐
        │   ┌──────────┐   │
        └───┘          └───┘   y = 1
        10  20        60  80
        """
        shape = box(10, 1, 80, 10).difference(box(20, 0, 60, 5))
        [one] = take(corridor_of(STRAIGHT, [(0, 2, 2)]), [shape]).taken
        assert one.stretches == (("left", 10, 20), ("left", 60, 80))
        assert one.affected_m2 == pytest.approx(30)

    def test_a_right_angle_keeps_sides_and_chainage(self):
        """The road turns left at 100; the outside corner is filled to its tip.

                  │ ┆
                  │ ┆   right of it, chainage 100 to 200
        ──────────┘ ┆
        ┄┄┄┄┄┄┄┄┄┄┄┄┘   right, 0 to 100
        """
        road = LineString([(0, 0), (100, 0), (100, 100)])
        corridor = corridor_of(road, [(0, 0, 4)])
        assert corridor.shape.area == pytest.approx(100 * 4 + 100 * 4 + 4 * 4)
        outside = box(90, -4, 104, 10)
        [one] = take(corridor, [outside]).taken
        assert one.stretches == (("right", 90, 110),)
        assert one.affected_m2 == pytest.approx(4 * 10 + 4 * 4 + 4 * 10)

    def test_chainage_runs_on_over_the_parts_of_a_line(self):
        """Two parts of 40 and 60 m with a gap where another road crosses."""
        line = MultiLineString([[(0, 0), (40, 0)], [(55, 0), (115, 0)]])
        corridor = corridor_of(line, [(0, 1, 1)])
        assert corridor.length_m == 100
        assert corridor.shape.area == pytest.approx(200)
        found = take(corridor, [box(10, 0, 20, 5), box(65, 0, 75, 5)])
        assert stretches(found) == {0: [("left", 10, 20)], 1: [("left", 50, 60)]}

    def test_a_road_that_meets_itself_takes_land_once_and_tells_both_chainages(self):
        """A loop comes back over its own beginning: the crossing square is counted once.

            ┌────┐
            │    │
        ────┼────┘
            │
        """
        line = LineString([(0, 0), (100, 0), (100, 50), (50, 50), (50, -50)])
        corridor = corridor_of(line, [(0, 1, 1)])
        [one] = take(corridor, [box(40, -10, 60, 10)]).taken
        assert one.affected_m2 == pytest.approx(20 * 2 + 20 * 2 - 4)
        assert [(side, a, b) for side, a, b in one.stretches] == [
            ("left", 40, 60),
            ("left", 240, 260),
            ("right", 40, 60),
            ("right", 240, 260),
        ]

    def test_a_closed_circle_takes_its_ring(self):
        turn = np.linspace(0, 2 * math.pi, 361)
        ring = LineString(np.column_stack([50 * np.cos(turn), 50 * np.sin(turn)]))
        corridor = corridor_of(ring, [(0, 2, 3)])
        # Counterclockwise: the left is inside.
        assert corridor.shape.area == pytest.approx(math.pi * (53**2 - 48**2), rel=1e-3)
        [one] = take(corridor, [box(-60, -60, 60, 60)]).taken
        assert [side for side, _, _ in one.stretches] == ["left", "right"]
        assert one.affected_m2 == pytest.approx(corridor.shape.area)

    def test_slivers_are_left_out_and_counted(self):
        """A boundary drawn 4 mm over the centreline is no frontage on the other side."""
        over = box(10, -0.004, 60, 8)
        found = take(corridor_of(STRAIGHT, [(0, 2, 2)]), [over, box(70, 1.99, 90, 9)])
        [one] = found.taken
        assert one.stretches == (("left", 10, 60),)
        assert (found.slivers, found.slivers_m2) == (2, pytest.approx(0.2 + 0.2))

    def test_overlapping_parcels_are_told(self):
        found = take(corridor_of(STRAIGHT, [(0, 2, 2)]), [box(10, 0, 30, 9), box(25, 0, 40, 9)])
        [one] = found.overlaps
        assert (one.first, one.second, one.area_m2) == (0, 1, pytest.approx(10))

    def test_a_footprint_without_a_line_has_land_and_no_chainage(self):
        found = take(corridor_of_area(box(0, 0, 30, 30)), [box(20, 20, 50, 50)])
        assert [(one.affected_m2, one.stretches) for one in found.taken] == [(100.0, ())]

    def test_land_that_nobody_owns_takes_nothing(self):
        assert take(corridor_of(STRAIGHT, [(0, 2, 2)]), [box(0, 50, 9, 60)]).taken == ()

    @pytest.mark.parametrize("line", [LineString([(3, 3), (3, 3)]), LineString()])
    def test_a_line_without_length_is_refused(self, line):
        with pytest.raises(NoLine):
            corridor_of(line, [(0, 2, 2)])

    def test_a_road_without_width_is_refused(self):
        with pytest.raises(NoLine):
            corridor_of(STRAIGHT, [(0, 0, 0)])

    def test_a_line_moved_to_the_left_lies_to_the_left(self):
        assert list(move_sideways(STRAIGHT, 0.4).coords) == [(0, 0.4), (100, 0.4)]
        assert list(move_sideways(STRAIGHT, -2).coords) == [(0, -2), (100, -2)]

    def test_a_line_in_several_parts_is_moved_as_a_whole(self):
        line = MultiLineString([[(0, 0), (40, 0)], [(55, 0), (115, 0)]])
        for between in (None, (10, 20)):
            moved = move_sideways(line, 1.0, between=between)
            assert moved.equals(MultiLineString([[(0, 1), (40, 1)], [(55, 1), (115, 1)]]))

    def test_the_first_width_holds_from_the_beginning(self):
        assert corridor_of(STRAIGHT, [(20, 2, 0), (50, 1, 0)]).shape.area == pytest.approx(150)

    def test_slivers_alone_take_nothing(self):
        found = take(corridor_of(STRAIGHT, [(0, 2, 2)]), [box(10, 1.999, 60, 8)])
        assert (found.taken, found.overlaps, found.slivers) == ((), (), 1)

    def test_a_stretch_of_a_line_is_moved_alone(self):
        """Km0+040 to Km0+060 move 0.4 m to the right; 20 m on either side lead over.

        ──────╲          ╱──────   y = 0
               ╲________╱          y = -0.4
        0     20 40    60 80   100
        """
        moved = move_sideways(STRAIGHT, -0.4, between=(40, 60))
        assert [(round(x, 6), round(y, 6)) for x, y in moved.coords] == [
            (0, 0),
            (20, 0),
            (40, -0.4),
            (60, -0.4),
            (80, 0),
            (100, 0),
        ]
        assert move_sideways(STRAIGHT, -0.4, between=(60, 40)) == STRAIGHT
        start = move_sideways(STRAIGHT, 1.0, between=(-5, 30))
        assert next(iter(start.coords)) == (0, 1)


@st.composite
def roads(draw):
    """A road of a few straight pieces, which may turn back and cross itself."""
    angles = draw(st.lists(st.floats(-2.8, 2.8), min_size=1, max_size=7))
    steps = draw(st.lists(st.floats(5, 60), min_size=len(angles), max_size=len(angles)))
    heading, points = 0.0, [(0.0, 0.0)]
    for angle, step in zip(angles, steps, strict=True):
        heading += angle
        x, y = points[-1]
        points.append((x + step * math.cos(heading), y + step * math.sin(heading)))
    return LineString(points)


SIZES = st.sampled_from([0.0, 1.5, 2.5, 6.0])
WIDTHS = st.tuples(SIZES, SIZES, SIZES, SIZES).filter(lambda one: one[0] + one[1] > 0)
GRID = [box(x, y, x + 25, y + 20) for x in range(-100, 100, 25) for y in range(-100, 100, 20)]


class TestLaws:
    @given(road=roads(), sizes=WIDTHS)
    def test_areas_add_up_and_no_stretch_leaves_the_road(self, road, sizes):
        widths = [(0.0, sizes[0], sizes[1]), (30.0, sizes[2], sizes[3])]
        corridor = corridor_of(road, widths)
        found = take(corridor, GRID)
        for one in found.taken:
            assert one.affected_m2 + one.remaining_m2 == pytest.approx(one.whole_m2)
            lengths = sum(end - start for _, start, end in one.stretches)
            assert lengths <= 2 * road.length + 0.01
            assert all(
                -1e-6 <= start < end <= road.length + 1e-3 for _, start, end in one.stretches
            )
        # The grid's cells do not overlap: what they give is the corridor's land within them.
        land = corridor.shape.intersection(shapely.union_all(GRID)).area
        told = sum(one.affected_m2 for one in found.taken)
        assert told - 0.02 <= land <= told + found.slivers_m2 + 0.02

    @given(road=roads(), width=st.sampled_from([1.0, 2.5, 4.0]))
    def test_every_point_of_the_corridor_is_near_the_line_and_every_near_point_in_it(
        self, road, width
    ):
        shape = corridor_of(road, [(0.0, width, width)]).shape
        assert shape.is_valid
        assert shape.difference(road.buffer(2 * width + 1e-6)).area < 1e-6
        flat = road.buffer(width, cap_style="flat", join_style="bevel")
        assert flat.difference(shape.buffer(1e-3)).area < 0.01

    @given(road=roads(), cuts=st.lists(st.floats(0.01, 0.99), max_size=4, unique=True))
    def test_cutting_parcels_further_changes_no_total(self, road, cuts):
        corridor = corridor_of(road, [(0.0, 2.5, 2.5)])
        whole = take(corridor, [box(-100, -100, 100, 100)])
        bands = [-100.0, *(200 * one - 100 for one in sorted(cuts)), 100.0]
        parts = take(corridor, [box(a, -100, b, 100) for a, b in pairwise(bands)])
        total = sum(one.affected_m2 for one in parts.taken) + parts.slivers_m2
        assert total == pytest.approx(
            sum(one.affected_m2 for one in whole.taken) + whole.slivers_m2,
            abs=SLIVER_M2 * 2 * len(bands),
        )

    @given(road=roads())
    def test_a_wider_road_never_takes_less(self, road):
        narrow, wide = (
            {one.place: one.affected_m2 for one in take(corridor_of(road, [(0, w, w)]), GRID).taken}
            for w in (1.75, 3.5)
        )
        assert all(wide.get(place, 0) >= m2 - 1e-6 for place, m2 in narrow.items())


def test_the_time_for_many_parcels_follows_what_is_touched():
    parcels = [box(x, y, x + 9, y + 19) for x in range(0, 1000, 10) for y in range(0, 1000, 20)]
    road = LineString([(0, 5), (400, 305), (1000, 310)])
    found = take(corridor_of(road, [(0, 3, 3)]), np.asarray(parcels, dtype=object))
    assert 100 < len(found.taken) < 400
    assert isinstance(parcels[0], Polygon)
