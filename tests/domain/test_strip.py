from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import HANDED_OVER, TODAY, a_state
from tests.domain.roads import ROAD, along, roads
from trackers.domain.runs import cleared_runs, run_with, work_fronts
from trackers.domain.stretches import Side
from trackers.domain.strip import strips_of
from trackers.domain.unlocking import ranking


def spans(strip, side):
    return [
        (one.state.case.code, one.stretch.from_m, one.stretch.to_m) for one in strip.pieces(side)
    ]


def metre_by_metre(states, side):
    """The slow way: whose case decides about each half metre of a side."""
    found = {}
    for state in states:
        for one in state.case.stretches:
            for half in range(int(one.from_m * 2), int(one.to_m * 2)):
                if one.side is side:
                    key = (state.stage.rank, state.case.code)
                    found[half] = min(found.get(half, key), key)
    return found


def test_a_road_is_two_rows_of_pieces():
    [strip] = strips_of(ROAD)
    assert spans(strip, Side.RIGHT) == [
        ("A", 0.0, 20.0),
        ("B", 20.0, 30.0),
        ("C", 30.0, 38.0),
        ("D", 60.0, 70.0),
    ]
    assert spans(strip, Side.LEFT) == [("E", 38.0, 60.0)]
    assert (strip.to_clear_m, strip.cleared_m) == (70.0, 38.0)
    assert strip.share == 100 * 38 / 70


def test_where_two_cases_cover_a_metre_the_one_that_is_behind_counts():
    """
    0        10        20        30
    |== A ===============|
             |-- B ----|
    """
    [strip] = strips_of([along("A", 0.0, 30.0, *HANDED_OVER), along("B", 10.0, 20.0)])
    assert spans(strip, Side.RIGHT) == [("A", 0.0, 10.0), ("B", 10.0, 20.0), ("A", 20.0, 30.0)]
    assert [run.length_m for run in cleared_runs([strip])] == [10.0, 10.0]


def test_cases_out_of_scope_and_off_the_road_are_not_on_the_strip():
    gone = along("A", 0.0, 10.0, closed_on=TODAY)
    assert strips_of([gone, a_state(code="B")]) == []


def test_a_case_with_land_on_both_sides_is_on_both():
    both = along("A", 0.0, 10.0, more_stretches=(("left", 4.0, 8.0),))
    [strip] = strips_of([both])
    assert spans(strip, Side.LEFT) == [("A", 4.0, 8.0)]
    assert strip.to_clear_m == 14.0


def test_a_road_without_cases_has_no_share():
    [strip] = strips_of([along("A", 5.0, 5.0)])
    assert strip.share is None


def test_runs_are_what_is_handed_over_without_a_gap():
    assert [run.length_m for run in cleared_runs(strips_of(ROAD))] == [20.0, 10.0, 8.0]


def test_a_gap_of_a_few_centimetres_is_drawing_not_land():
    near = [along("A", 0.0, 20.0, *HANDED_OVER), along("C", 20.3, 30.0, *HANDED_OVER)]
    assert [run.length_m for run in cleared_runs(strips_of(near))] == [30.0]


def test_a_front_needs_both_sides_where_both_have_land():
    """
    right   0 |=== A ===| 20 |=== B ===| 40
    left    8 |- C -| 14
    """
    road = [
        along("A", 0.0, 20.0, *HANDED_OVER),
        along("B", 20.0, 40.0, *HANDED_OVER),
        along("C", 8.0, 14.0, side="left"),
    ]
    [strip] = strips_of(road)
    fronts = [(one.from_m, one.to_m, one.length_m) for one in work_fronts(strip, 0)]
    assert fronts == [(0.0, 8.0, 8.0), (14.0, 40.0, 26.0)]
    assert [one.from_m for one in work_fronts(strip, 20)] == [14.0]


def test_land_on_either_side_that_is_cleared_makes_one_front():
    """
    right   0 |=== A ===| 20
    left             18 |=== B ===| 40
    """
    road = [
        along("A", 0.0, 20.0, *HANDED_OVER),
        along("B", 18.0, 40.0, *HANDED_OVER, side="left"),
    ]
    [strip] = strips_of(road)
    assert [(one.from_m, one.to_m) for one in work_fronts(strip, 0)] == [(0.0, 40.0)]


@given(roads())
def test_the_sweep_is_what_going_metre_by_metre_finds(states):
    for strip in strips_of(states):
        for side in Side:
            seen = {
                half: (one.state.stage.rank, one.state.case.code)
                for one in strip.pieces(side)
                for half in range(int(one.stretch.from_m * 2), int(one.stretch.to_m * 2))
            }
            assert seen == metre_by_metre(states, side)


@given(roads(), st.randoms())
def test_the_order_of_cases_does_not_matter(states, chance):
    mixed = chance.sample(states, len(states))
    assert strips_of(mixed) == strips_of(states)


@given(roads())
def test_runs_and_fronts_never_exceed_the_road(states):
    [strip] = strips_of(states)
    runs = cleared_runs([strip])
    assert sum(one.length_m for one in runs) >= strip.cleared_m - 1e-9
    assert sum(one.length_m for one in runs) <= strip.cleared_m + 0.5 * len(runs)
    ends = [one.stretch for one in strip.all_pieces]
    length = max(one.to_m for one in ends) - min(one.from_m for one in ends)
    fronts = work_fronts(strip, 0)
    assert sum(one.length_m for one in fronts) <= length
    assert all(one.length_m > 0 for one in fronts)
    assert all(one.to_m <= other.from_m for one, other in pairwise(fronts))
    assert 0 <= strip.cleared_m <= strip.to_clear_m


@given(roads())
def test_clearing_everything_clears_the_whole_road(states):
    cleared = [
        along(
            one.case.code,
            one.case.chainage_from_m,
            one.case.chainage_to_m,
            *HANDED_OVER,
            side=one.case.side,
        )
        for one in states
    ]
    [strip] = strips_of(cleared)
    assert strip.share == 100
    assert sum(run.length_m for run in cleared_runs([strip])) >= strip.to_clear_m - 1e-9


def test_the_run_that_a_case_would_make_joins_what_is_cleared_beside_it():
    [strip] = strips_of(ROAD)
    run = run_with(strip, "B")
    assert (run.side, run.from_m, run.to_m) == (Side.RIGHT, 0.0, 38.0)
    assert run_with(strip, "E").length_m == 22.0
    assert run_with(strip, "A") is None
    assert run_with(strip, "nobody") is None


def test_land_that_waits_for_another_case_too_makes_no_run():
    [strip] = strips_of([*ROAD, along("F", 18.0, 30.0, "contacted")])
    assert run_with(strip, "B") is None
    assert run_with(strip, "F").to_m == 20.0


@given(roads())
def test_it_is_at_least_what_the_ranking_says_of_the_case(states):
    strips = strips_of(states)
    for unlock in ranking(strips, 0):
        [strip] = [one for one in strips if one.project_code == unlock.state.case.project_code]
        run = run_with(strip, unlock.case_code)
        assert (run.length_m if run else 0.0) >= unlock.alone_m - 1e-9
