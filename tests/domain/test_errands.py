"""Whom to visit first: what was promised, then who has waited longest, never how they answered."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import HANDED_OVER, TODAY, a_state, a_visit
from trackers.domain.contacts import Outcome, open_promise
from trackers.domain.errands import by_promise, errands, first_ones, next_step


def home(code, *steps, visits=(), **more):
    """A case of its own household."""
    own = tuple(
        a_visit(on, household_code=code, contact_id=f"{code}-{on}", **what) for on, what in visits
    )
    return a_state(*steps, code=f"XM-{code}", household_codes=(code,), contacts=own, **more)


def codes(listed):
    return [one.household_code for one in listed]


def days_ago(days):
    return TODAY - timedelta(days=days)


def test_a_household_with_several_cases_is_one_errand():
    first, second = a_state(code="XM-2"), a_state(code="XM-1")
    [one] = errands([first, second])
    assert one.case_codes == ("XM-1", "XM-2")


def test_two_households_of_one_case_are_two_errands_and_each_has_its_own_visits():
    visits = (
        a_visit(days_ago(9), household_code="H1", promise_on=TODAY),
        a_visit(days_ago(3), household_code="H2"),
    )
    one, two = errands([a_state(household_codes=("H1", "H2"), contacts=visits)])
    assert (one.last.met_on, two.last.met_on) == (days_ago(9), days_ago(3))
    assert two.promise is None


def test_land_that_is_handed_over_or_out_of_scope_needs_no_visit():
    assert errands([a_state(*HANDED_OVER), a_state(closed_on=TODAY)]) == []


def test_what_is_due_comes_before_who_waits_and_a_later_day_comes_last():
    listed = errands(
        [
            home("later", visits=[(days_ago(2), {"promise_on": TODAY + timedelta(days=3)})]),
            home("waits", visits=[(days_ago(20), {})]),
            home("never", opened_on=days_ago(50)),
            home("today", visits=[(days_ago(2), {"promise_on": TODAY})]),
            home("over", visits=[(days_ago(9), {"promise_on": days_ago(4)})]),
        ]
    )
    ranked = ["over", "today", "never", "waits", "later"]
    assert codes(first_ones(listed, TODAY, 9)) == ranked
    assert codes(first_ones(listed, TODAY, 2)) == ranked[:2]
    assert codes(by_promise(listed))[:3] == ["over", "today", "later"]


@given(st.permutations(list(Outcome)[:-1]))
def test_how_a_household_answered_changes_nothing(answers):
    listed = errands(
        home(str(n), visits=[(days_ago(30 - n), {"outcome": answer})])
        for n, answer in enumerate(answers)
    )
    assert codes(first_ones(listed, TODAY, 9)) == [str(n) for n in range(len(answers))]


def test_a_visit_of_today_does_not_change_the_list_that_is_being_walked():
    before = [home("A", visits=[(days_ago(40), {})]), home("B", visits=[(days_ago(20), {})])]
    after = [home("A", visits=[(days_ago(40), {}), (TODAY, {})]), before[1]]
    for states in (before, after):
        assert codes(first_ones(errands(states), TODAY, 1)) == ["A"]
    assert [one.visited_on(TODAY) for one in errands(after)] == [True, False]


def test_nobody_at_home_leaves_the_promise_standing():
    promised = a_visit(date(2014, 3, 27), promise_on=date(2014, 4, 3))
    nobody = a_visit(date(2014, 4, 5), outcome=Outcome.NOBODY)
    assert open_promise([promised, nobody], []) == promised
    assert open_promise([promised, a_visit(date(2014, 4, 5))], []) is None


def test_the_next_step_is_the_first_that_may_be_done_now():
    assert next_step(a_state()).code == "contacted"
    assert next_step(a_state("contacted", "surveyed")).code == "agreed"
    assert next_step(a_state(*HANDED_OVER, "title")) is None
