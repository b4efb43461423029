from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import a_state, a_visit
from trackers.domain.contacts import (
    Outcome,
    first_met_on,
    last_met_on,
    latest,
    open_promise,
    quick_days,
)

MARCH_4, MARCH_20, APRIL_10 = date(2014, 3, 4), date(2014, 3, 20), date(2014, 4, 10)


def test_nobody_at_home_is_a_visit_but_no_meeting():
    visits = [a_visit(MARCH_4), a_visit(MARCH_20, outcome=Outcome.NOBODY)]
    assert latest(visits) == visits[1]
    assert last_met_on(visits) == MARCH_4


def test_of_two_visits_on_one_day_the_one_recorded_later_is_the_last():
    early = a_visit(recorded_at=datetime(2014, 3, 20, 3, tzinfo=UTC))
    late = a_visit(recorded_at=datetime(2014, 3, 20, 9, tzinfo=UTC))
    assert latest([late, early]) == late


def test_no_visit_no_promise():
    assert open_promise([], []) is None
    assert last_met_on([]) is None


def test_a_promise_stands_until_a_later_visit_replaces_it():
    first = a_visit(MARCH_4, promise_on=APRIL_10)
    assert open_promise([first], []) == first
    assert open_promise([first, a_visit(MARCH_20)], []) is None


def test_a_step_on_or_after_the_visit_keeps_the_promise():
    visit = a_visit(MARCH_20, promise_on=APRIL_10)
    assert open_promise([visit], [MARCH_4]) == visit
    assert open_promise([visit], [MARCH_20]) is None


class TestOfACase:
    def test_it_waits_since_the_last_meeting(self):
        assert a_state("contacted", contacts=(a_visit(MARCH_4),)).waiting_since == MARCH_4

    def test_it_waits_since_it_was_opened_when_nobody_was_met(self):
        state = a_state(contacts=(a_visit(outcome=Outcome.NOBODY),))
        assert state.waiting_since == state.case.opened_on

    def test_cleared_land_and_closed_cases_wait_for_nobody(self):
        visits = (a_visit(MARCH_4, promise_on=APRIL_10),)
        handed = a_state("handover", contacts=visits)
        closed = a_state("contacted", contacts=visits, closed_on=MARCH_20)
        assert [handed.waiting_since, closed.waiting_since] == [None, None]
        assert [handed.promise, closed.promise] == [None, None]

    def test_agreement_before_the_visit_leaves_its_promise_open(self):
        visit = a_visit(date(2014, 4, 2), promise_on=APRIL_10)
        assert a_state("contacted", "agreed", contacts=(visit,)).promise == visit


class TestQuickDays:
    def test_on_a_monday_they_are_this_week_and_the_next_two_mondays(self):
        assert quick_days(date(2014, 4, 7)) == tuple(
            date(2014, 4, day) for day in (8, 9, 10, 11, 12, 14, 21)
        )

    def test_on_a_saturday_tomorrow_is_a_sunday(self):
        assert quick_days(date(2014, 4, 12)) == tuple(date(2014, 4, day) for day in (13, 14, 21))

    @given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
    def test_they_begin_tomorrow_grow_and_end_on_a_monday(self, today):
        days = quick_days(today)
        assert days[0] == today + timedelta(days=1)
        assert list(days) == sorted(set(days))
        assert days[-1].weekday() == 0
        assert 7 < (days[-1] - today).days <= 14


def test_the_first_meeting_is_the_first_with_somebody():
    visits = [
        a_visit(date(2014, 3, 1), outcome=Outcome.NOBODY),
        a_visit(date(2014, 3, 9)),
        a_visit(date(2014, 3, 5)),
    ]
    assert first_met_on(visits) == date(2014, 3, 5)
    assert first_met_on(visits[:1]) is None
