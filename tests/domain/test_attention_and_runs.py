from datetime import date

import pytest

from tests.domain.making import HANDED_OVER, TODAY, a_state, a_visit
from trackers.domain.attention import _day, attention, due_promises, is_stale
from trackers.domain.runs import best_unlock, cleared_runs


def along(code, start, end, *steps, side="right", **more):
    """A case on one side of the road, from `start` to `end` metres."""
    return a_state(*steps, code=code, side=side, chainage_from_m=start, chainage_to_m=end, **more)


#   0         20        30    38          60
#   |== A ====|-- B ----|== C =|  (gap)   |== D ==|   "=" handed over
ROAD = [
    along("A", 0.0, 20.0, *HANDED_OVER),
    along("B", 20.0, 30.0, "contacted"),
    along("C", 30.0, 38.0, *HANDED_OVER),
    along("D", 60.0, 70.0, *HANDED_OVER),
    along("E", 38.0, 60.0, "contacted", side="left"),
]


def test_runs_are_what_is_handed_over_without_a_gap():
    assert [run.length_m for run in cleared_runs(ROAD)] == [20.0, 10.0, 8.0]


def test_the_best_unlock_joins_its_neighbours():
    unlock = best_unlock(ROAD)
    assert unlock is not None
    assert (unlock.case_code, unlock.before_m, unlock.length_m) == ("B", 20.0, 38.0)


def test_a_case_that_joins_nothing_unlocks_nothing():
    assert best_unlock([along("B", 20.0, 30.0), a_state()]) is None
    assert best_unlock([along("A", 0.0, 20.0, *HANDED_OVER)]) is None


def test_unlocking_everything_clears_the_whole_side():
    whole = [
        along(s.case.code, s.case.chainage_from_m, s.case.chainage_to_m, *HANDED_OVER)
        for s in ROAD[:3]
    ]
    assert [run.length_m for run in cleared_runs(whole)] == [38.0]


def test_a_gap_of_a_few_centimetres_is_drawing_not_land():
    near = [along("A", 0.0, 20.0, *HANDED_OVER), along("C", 20.3, 30.0, *HANDED_OVER)]
    assert [run.length_m for run in cleared_runs(near)] == [30.0]


class TestAttention:
    def test_promises_are_sorted_into_overdue_this_week_and_later(self):
        states = [
            a_state(
                "contacted",
                code=f"XM-{day:03}",
                household_codes=(f"H{day}",),
                contacts=(a_visit(contact_id=str(day), promise_on=date(2014, 4, day)),),
            )
            for day in (3, 7, 13, 14)
        ]
        found = attention(states, TODAY)
        assert [one.days for one in found.overdue] == [-4]
        assert [one.days for one in found.this_week] == [0, 6]

    def test_a_household_with_two_cases_promises_once(self):
        visit = a_visit(promise_on=TODAY)
        states = [a_state("contacted", code=code, contacts=(visit,)) for code in ("A", "B")]
        assert [one.case_codes for one in due_promises(states, TODAY)] == [("A", "B")]

    def test_a_case_is_stale_after_more_than_thirty_days(self):
        day_30 = a_state("contacted", contacts=(a_visit(date(2014, 3, 8)),))
        day_31 = a_state("contacted", contacts=(a_visit(date(2014, 3, 7)),))
        assert attention([day_30, day_31], TODAY).stale == (day_31,)
        assert not is_stale(a_state(*HANDED_OVER), TODAY, 30)

    def test_closed_cases_need_no_attention(self):
        visit = a_visit(date(2014, 1, 7), promise_on=date(2014, 1, 9))
        found = attention([a_state(closed_on=TODAY, contacts=(visit,))], TODAY)
        assert (found.overdue, found.stale, found.unlock) == ((), (), None)

    def test_a_visit_without_a_promise_is_no_due_promise(self):
        with pytest.raises(ValueError, match="v-"):
            _day(a_visit())
