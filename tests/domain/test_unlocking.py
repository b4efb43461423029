from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import HANDED_OVER, a_state
from tests.domain.roads import ROAD, along, plain_roads, roads
from trackers.domain.runs import cleared_runs
from trackers.domain.strip import strips_of
from trackers.domain.unlocking import best_unlock, ranking


def test_the_best_unlock_joins_its_neighbours():
    found = best_unlock(strips_of(ROAD))
    assert found is not None
    assert (found.case_code, found.before_m, found.alone_m) == ("B", 20.0, 38.0)
    assert found.gain_m == 18.0


def test_a_case_that_joins_nothing_is_ranked_but_unlocks_nothing():
    assert best_unlock(strips_of([along("B", 20.0, 30.0), a_state()])) is None
    assert best_unlock(strips_of([along("A", 0.0, 20.0, *HANDED_OVER)])) is None
    assert [one.alone_m for one in ranking(strips_of([along("B", 20.0, 30.0)]), 0)] == [10.0]


def test_neighbours_open_together_what_one_alone_cannot():
    """
    0         20   25   30        50   60          90
    |== A ====|-B--|-C--|== D ====|-E--|== F ======|
    """
    road = [
        along("A", 0.0, 20.0, *HANDED_OVER),
        along("B", 20.0, 25.0),
        along("C", 25.0, 30.0),
        along("D", 30.0, 50.0, *HANDED_OVER),
        along("E", 50.0, 60.0),
        along("F", 60.0, 90.0, *HANDED_OVER),
    ]
    found = {one.case_code: one for one in ranking(strips_of(road), 50)}
    assert list(found) == ["E", "B", "C"]
    assert (found["E"].alone_m, found["E"].together) == (60.0, ("E",))
    assert (found["B"].alone_m, found["B"].together, found["B"].together_m) == (
        25.0,
        ("B", "C"),
        50.0,
    )
    # With E beside it C opens 65 m, more than with B: of equal sets the longest counts.
    assert (found["C"].together, found["C"].together_m) == (("C", "E"), 65.0)


def test_where_not_even_all_of_them_open_enough_no_set_is_named():
    [one] = ranking(strips_of([along("B", 0.0, 10.0)]), 50)
    assert (one.together, one.together_m) == ((), 0.0)


@given(plain_roads())
def test_what_a_case_opens_is_what_is_there_once_it_is_cleared(states):
    for one in ranking(strips_of(states), 0):
        assert one.alone_m == pytest.approx(longest_with(states, {one.case_code}, one))
        assert one.alone_m > one.before_m


def longest_with(states, codes, one):
    """The longest run that holds land of the case, once the cases of these codes are cleared."""
    after = [
        along(
            s.case.code,
            s.case.chainage_from_m,
            s.case.chainage_to_m,
            *(HANDED_OVER if s.case.code in codes else s.marks),
            side=s.case.side,
        )
        for s in states
    ]
    own = [at for s in states if s.case.code == one.case_code for at in s.case.stretches]

    def holds(run):
        return any(
            run.side is at.side and run.from_m < at.to_m > at.from_m < run.to_m for at in own
        )

    return max((run.length_m for run in cleared_runs(strips_of(after)) if holds(run)), default=0.0)


@given(roads(), st.integers(1, 40).map(lambda n: n * 2.0))
def test_a_set_opens_what_it_says_also_where_cases_lie_over_each_other(states, next_m):
    for one in ranking(strips_of(states), next_m):
        if one.together:
            assert one.together_m >= next_m
            assert longest_with(states, set(one.together), one) >= one.together_m


@given(plain_roads(most=7), st.integers(1, 40).map(lambda n: n * 2.0))
def test_no_smaller_set_of_cases_opens_as_much(states, next_m):
    ranked = ranking(strips_of(states), next_m)
    waiting = {one.case_code for one in ranked}
    for one in ranked:
        if not one.together:
            continue
        assert one.case_code in one.together
        assert one.together_m >= next_m
        for size in range(1, len(one.together)):
            for other in combinations(sorted(waiting), size):
                if one.case_code in other:
                    assert longest_with(states, set(other), one) < next_m


@given(roads(), st.randoms())
def test_the_ranking_does_not_hang_on_the_order_of_cases(states, chance):
    mixed = chance.sample(states, len(states))
    assert ranking(strips_of(mixed), 20) == ranking(strips_of(states), 20)
