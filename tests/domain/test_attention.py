from datetime import date

import pytest

from tests.domain.making import HANDED_OVER, TODAY, a_state, a_visit
from trackers.domain.attention import _day, attention, due_promises, is_stale


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
