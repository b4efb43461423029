"""Weeks made by hand: what a review lists of them, counted on paper."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import a_case, a_state, a_visit, an_obstacle, done, marks
from trackers.domain.cases import CaseState
from trackers.domain.contacts import Outcome
from trackers.domain.findings import Changes, Findings
from trackers.domain.people import Absence, Officer, Role
from trackers.domain.progress import Row
from trackers.domain.projects import (
    Milestone,
    Progress,
    Project,
    ProjectKind,
    ProjectStatus,
    Work,
)
from trackers.domain.reviews import Decision
from trackers.domain.tracks import TrackCode
from trackers.domain.unattended import unattended
from trackers.domain.weekly import Snapshot, findings_of

LAST, MONDAY = date(2014, 3, 31), date(2014, 4, 7)
TUESDAY, FRIDAY = date(2014, 4, 1), date(2014, 4, 4)
AGREED = ("contacted", "agreed")
SIGNED = (*AGREED, "signed")
HANDED = (*SIGNED, "handover")


def officer(code, role=Role.OFFICER, **more):
    return Officer(code, f"Cán bộ {code}", "", role, **more)


def work(code="XM", *milestones, volume=()):
    project = Project(
        code, code, ProjectKind.ROAD, ProjectStatus.PREPARATION, "", "", None, "", "CB03"
    )
    built = tuple(Progress(code, on, percent) for on, percent in volume)
    return Work(project, milestones, built, (), (), ())


def week(before, after, works=None, **more):
    """The findings of a week between two lists of cases."""
    works = (work(),) if works is None else works
    people = (officer("CB03"), officer("CB05"))
    then = Snapshot(LAST, tuple(before), works)
    now = Snapshot(MONDAY, tuple(after), works, **{"officers": people, **more})
    return findings_of(then, now)


def the_changes(before, after):
    (road,) = week(before, after).projects
    return road.changes


class TestChanges:
    def test_nothing_happened_in_a_week_in_which_nothing_happened(self):
        states = [a_state(), a_state(*HANDED, code="XM-002")]
        assert the_changes(states, states) == Changes()
        assert not week(states, states).projects[0].moved

    def test_a_ward_without_anything_has_nothing_to_tell(self):
        found = findings_of(Snapshot(LAST), Snapshot(MONDAY))
        assert found == Findings(MONDAY)

    def test_steps_of_the_week_are_listed_once_they_are_reached(self):
        before = [a_state(code=code) for code in ("A", "B", "C")]
        after = [
            a_state(*AGREED, code="A"),
            a_state(*SIGNED, code="B"),
            a_state(*HANDED, code="C"),
        ]
        found = the_changes(before, after)
        assert found.agreed == ("A", "B", "C")
        assert found.signed == ("B", "C")
        assert found.handed_over == ("C",)

    def test_a_step_of_the_week_before_is_not_told_again(self):
        before, after = [a_state(*AGREED)], [a_state(*SIGNED)]
        assert the_changes(before, after) == Changes(signed=("XM-001",))

    def test_what_was_taken_back_is_no_step_forward(self):
        assert the_changes([a_state(*SIGNED)], [a_state(*AGREED)]) == Changes()

    def test_a_case_that_is_new_counts_with_all_it_has(self):
        assert the_changes([], [a_state(*SIGNED)]).signed == ("XM-001",)

    def test_a_visit_counts_also_when_nobody_was_met_and_whenever_it_was_typed_in(self):
        early = a_visit(date(2014, 3, 20), outcome=Outcome.NOBODY)
        assert the_changes([a_state()], [a_state(contacts=(early,))]).visited == ("XM-001",)

    def test_a_visit_that_was_corrected_is_no_new_one(self):
        visit = a_visit()
        before = [a_state(contacts=(visit,))]
        after = [a_state(contacts=(replace(visit, met_on=TUESDAY, note="Sửa"),))]
        assert the_changes(before, after) == Changes()

    def test_one_visit_counts_for_all_cases_of_its_household(self):
        visit = a_visit(TUESDAY)
        after = [a_state(code=code, contacts=(visit,)) for code in ("A", "B")]
        found = week([a_state(code="A"), a_state(code="B")], after)
        assert found.projects[0].changes.visited == ("A", "B")
        assert (found.officers[0].visits, found.officers[0].changes.visited) == (1, ("A", "B"))

    def test_a_case_opened_for_a_household_that_was_visited_before_is_no_visit(self):
        visit = a_visit(date(2014, 3, 20))
        before = [a_state(code="A", contacts=(visit,))]
        after = [*before, a_state(code="B", contacts=(visit,))]
        assert the_changes(before, after).visited == ()

    def test_obstacles_are_told_when_they_are_new_and_when_they_are_gone(self):
        old = an_obstacle()
        gone = replace(old, closed_on=TUESDAY, resolution="Đã làm cống")
        new = an_obstacle(obstacle_id="new", opened_on=FRIDAY)
        found = the_changes([a_state(obstacles=(old,))], [a_state(obstacles=(gone, new))])
        assert (found.opened, found.resolved) == ((new,), (gone,))

    def test_an_obstacle_that_came_and_went_within_the_week_is_told_as_both(self):
        brief = an_obstacle(opened_on=TUESDAY, closed_on=FRIDAY)
        found = the_changes([a_state()], [a_state(obstacles=(brief,))])
        assert found.opened == found.resolved == (brief,)

    def test_an_obstacle_that_was_gone_before_is_not_told(self):
        gone = an_obstacle(closed_on=date(2014, 3, 20))
        states = [a_state(obstacles=(gone,))]
        assert the_changes(states, states) == Changes()

    def test_a_case_that_moved_to_the_other_track_is_told_and_keeps_its_code(self):
        before = [a_state(*AGREED)]
        after = [a_state("notice", track=TrackCode.RECOVERY)]
        assert the_changes(before, after) == Changes(moved=("XM-001",))

    def test_a_case_that_left_the_scope_is_told_and_counts_no_more(self):
        before = [a_state(*AGREED)]
        after = [a_state(*SIGNED, closed_on=FRIDAY)]
        found = week(before, after).projects[0]
        assert found.changes == Changes(out=("XM-001",))
        assert (found.before.cases, found.after.cases) == (1, 0)

    def test_a_case_that_came_back_counts_with_what_it_has(self):
        before = [a_state(*AGREED, closed_on=date(2014, 3, 20))]
        assert the_changes(before, [a_state(*AGREED)]) == Changes(agreed=("XM-001",))


class TestCounts:
    def test_a_work_is_counted_then_and_now(self):
        before = [a_state(*HANDED, code="A"), a_state(code="B")]
        after = [a_state(*HANDED, code="A"), a_state(*SIGNED, code="B")]
        found = week(before, after).projects[0]
        assert (found.before.signed, found.after.signed) == (1, 2)
        assert (found.before.handed_over, found.after.handed_over) == (1, 1)

    def test_each_side_counts_the_weeks_of_its_own_day(self):
        state = CaseState(a_case(), marks(*(done(one, FRIDAY) for one in HANDED)))
        found = week([], [state]).projects[0]
        assert (found.after.this_week, found.after.last_week) == (0, 1)

    def test_works_that_began_in_the_week_stood_at_nothing(self):
        then = Snapshot(LAST)
        found = findings_of(then, Snapshot(MONDAY, (a_state(*SIGNED),), (work(),)))
        assert found.projects[0].before == Row()

    def test_cases_of_other_works_are_not_counted(self):
        states = [a_state(), a_state(code="MN-01", project_code="MN")]
        found = week([], states, works=(work("XM"), work("MN"))).projects
        assert [(one.project_code, one.after.cases) for one in found] == [("XM", 1), ("MN", 1)]

    def test_what_was_built_is_told_then_and_now(self):
        then = work(volume=[(date(2014, 3, 20), 12.0)])
        now = work(volume=[(date(2014, 3, 20), 12.0), (FRIDAY, 15.5)])
        found = findings_of(Snapshot(LAST, (), (then,)), Snapshot(MONDAY, (), (now,))).projects[0]
        assert (found.volume_before, found.volume_after, found.moved) == (12.0, 15.5, True)


class TestDates:
    GOAL = Milestone("XM-3", "XM", "Mặt bằng đoạn mẫu", date(2014, 4, 11))

    def slips(self, before, after):
        then, now = Snapshot(LAST, (), (work("XM", *before),)), (work("XM", *after),)
        return findings_of(then, Snapshot(MONDAY, (), now)).projects[0]

    def test_a_date_that_slipped_is_told_with_its_days_and_its_reason(self):
        moved = replace(self.GOAL, forecast_on=date(2014, 4, 18), reason="Chờ cống")
        (slip,) = self.slips([self.GOAL], [moved]).slips
        assert (slip.before_on, slip.after_on, slip.days) == (
            date(2014, 4, 11),
            date(2014, 4, 18),
            7,
        )
        assert slip.reason == "Chờ cống"

    def test_a_date_that_came_forward_is_told_with_negative_days(self):
        moved = replace(self.GOAL, forecast_on=FRIDAY)
        assert self.slips([self.GOAL], [moved]).slips[0].days == -7

    def test_a_goal_met_on_its_day_is_met_and_did_not_slip(self):
        later = replace(self.GOAL, forecast_on=FRIDAY)
        met = replace(later, actual_on=FRIDAY)
        found = self.slips([later], [met])
        assert (found.slips, found.met) == ((), (met,))

    def test_a_goal_that_was_just_set_neither_slipped_nor_was_met(self):
        found = self.slips([], [self.GOAL])
        assert (found.slips, found.met, found.moved) == ((), (), False)


class TestOfficers:
    def test_visits_count_for_who_went_and_steps_for_who_is_in_charge(self):
        visit = a_visit(TUESDAY, visitors=("CB05", "KV-1"))
        after = [a_state(*SIGNED, officer_code="CB03", contacts=(visit,))]
        before = [a_state(*AGREED, officer_code="CB03")]
        found = {one.officer_code: one for one in week(before, after).officers}
        assert (found["CB03"].visits, found["CB03"].changes) == (0, Changes(signed=("XM-001",)))
        assert (found["CB05"].visits, found["CB05"].changes) == (1, Changes(visited=("XM-001",)))

    def test_an_obstacle_counts_for_who_has_to_resolve_it(self):
        new = an_obstacle(opened_on=FRIDAY, officer_code="CB05")
        before, after = [a_state()], [a_state(obstacles=(new,))]
        found = {one.officer_code: one.changes.opened for one in week(before, after).officers}
        assert found == {"CB03": (), "CB05": (new,)}

    def test_who_has_cases_that_wait_is_listed_also_without_having_done_anything(self):
        idle = week([a_state()], [a_state()]).officers
        assert [(one.officer_code, one.visits, one.changes.any) for one in idle] == [
            ("CB03", 0, False)
        ]

    def test_who_has_nothing_to_do_with_the_week_is_not_listed(self):
        people = (officer("XEM", Role.VIEWER), officer("CB03", active=False), officer("CB09"))
        assert week([a_state()], [a_state()], officers=people).officers == ()

    def test_who_stands_in_is_listed_with_the_name_of_who_is_away(self):
        away = Absence("CB03", LAST, date(2014, 4, 18), "CB05", FRIDAY)
        found = week([a_state()], [a_state()], absences=(away,)).officers
        assert {one.officer_code: one.covers for one in found} == {"CB03": (), "CB05": ("CB03",)}

    def test_who_stood_in_last_week_covers_nobody_today(self):
        away = Absence("CB03", LAST, FRIDAY, "CB05", LAST)
        found = week([a_state()], [a_state()], absences=(away,)).officers
        assert [one.officer_code for one in found] == ["CB03"]


class TestWaiting:
    def test_promises_are_overdue_before_the_day_and_due_until_sunday(self):
        days = (FRIDAY, MONDAY, date(2014, 4, 13), date(2014, 4, 14))
        states = [
            a_state(
                code=f"XM-{n}",
                household_codes=(f"H{n}",),
                contacts=(a_visit(household_code=f"H{n}", contact_id=f"v{n}", promise_on=day),),
            )
            for n, day in enumerate(days)
        ]
        found = week(states, states)
        assert [one.case_codes for one in found.overdue.promises] == [("XM-0",)]
        assert [one.case_codes for one in found.this_week] == [("XM-1",), ("XM-2",)]

    def test_a_review_held_on_wednesday_looks_to_the_sunday_of_its_week(self):
        state = a_state(contacts=(a_visit(promise_on=date(2014, 4, 13)),))
        found = findings_of(Snapshot(LAST), Snapshot(date(2014, 4, 9), (state,)))
        assert [one.days for one in found.this_week] == [4]

    def test_obstacles_past_their_day_stand_the_longest_first(self):
        late = an_obstacle(obstacle_id="a", due_on=FRIDAY)
        later = an_obstacle(obstacle_id="b", due_on=date(2014, 3, 12))
        fine = an_obstacle(obstacle_id="c", due_on=MONDAY)
        states = [a_state(obstacles=(late, later, fine))]
        assert week(states, states).overdue.obstacles == (later, late)

    def test_a_goal_is_overdue_when_its_planned_day_has_passed_without_it(self):
        goal = Milestone("XM-3", "XM", "Khởi công", FRIDAY, date(2014, 4, 24))
        met = replace(goal, code="XM-2", actual_on=MONDAY)
        today = replace(goal, code="XM-4", baseline_on=MONDAY)
        works = (work("XM", goal, met, today),)
        assert week([], [], works=works).overdue.milestones == (goal,)

    def test_a_household_not_met_for_more_than_thirty_days_is_stale(self):
        met = {30: date(2014, 3, 8), 31: date(2014, 3, 7)}
        states = [
            a_state(code=str(days), contacts=(a_visit(on),), opened_on=date(2014, 3, 1))
            for days, on in met.items()
        ]
        assert [one.case.code for one in week(states, states).stale] == ["31"]

    def test_decisions_of_former_reviews_are_carried_until_they_are_closed(self):
        first = Decision("a", LAST, 1, "Gặp hộ", "CB03", FRIDAY)
        second = Decision("b", LAST, 2, "Đo lại", "CB03", date(2014, 4, 2))
        third = replace(first, decision_id="c", number=3, closed_on=TUESDAY)
        found = week([], [], decisions=(first, second, third))
        assert found.carried == (second, first)
        assert found.overdue.decisions == (second, first)
        assert found.done == (third,)

    def test_a_decision_closed_before_the_last_review_is_not_told_again(self):
        old = Decision("a", date(2014, 3, 24), 1, "Gặp hộ", "CB03", LAST, closed_on=LAST)
        then = Snapshot(LAST, decisions=(old,))
        assert findings_of(then, Snapshot(MONDAY, decisions=(old,))).done == ()

    def test_a_decision_due_today_is_not_overdue(self):
        due = Decision("a", LAST, 1, "Gặp hộ", "CB03", MONDAY)
        found = week([], [], decisions=(due,))
        assert (found.carried, found.overdue.decisions) == ((due,), ())

    def test_of_cases_that_open_metres_the_first_five_are_looked_at(self):
        states = [
            a_state(
                code=f"XM-{n}",
                parcel_id=n,
                side="right",
                chainage_from_m=20.0 * n,
                chainage_to_m=20.0 * n + 10 + n,
            )
            for n in range(7)
        ]
        unlocks = week(states, states).unlocks
        assert [one.case_code for one in unlocks] == ["XM-6", "XM-5", "XM-4", "XM-3", "XM-2"]
        assert unlocks[0].alone_m == pytest.approx(16)


class TestUnattended:
    PEOPLE = (officer("CB03"), officer("CB05"), officer("CB06"))

    def found(self, absences, people=PEOPLE, **case):
        return unattended([a_state(**case)], people, absences, MONDAY)

    def test_a_case_whose_cover_is_there_is_attended(self):
        assert self.found((Absence("CB03", LAST, FRIDAY, "CB05", LAST),)) == ()
        assert self.found((Absence("CB03", LAST, MONDAY, "CB05", LAST),)) == ()

    def test_a_case_whose_cover_is_away_too_is_nobodys(self):
        away = (
            Absence("CB03", LAST, date(2014, 4, 18), "CB05", LAST),
            Absence("CB05", MONDAY, date(2014, 4, 9), "CB06", LAST),
        )
        (one,) = self.found(away)
        assert (one.officer_code, one.case_codes) == ("CB03", ("XM-001",))
        assert one.until_on == date(2014, 4, 18)

    def test_the_cases_own_cover_comes_before_the_absences(self):
        away = (
            Absence("CB03", LAST, date(2014, 4, 18), "CB05", LAST),
            Absence("CB05", MONDAY, date(2014, 4, 9), "CB06", LAST),
        )
        assert self.found(away, cover_code="CB06") == ()

    def test_a_cover_who_has_left_attends_to_nothing(self):
        people = (officer("CB03"), officer("CB05", active=False))
        (one,) = self.found((Absence("CB03", LAST, MONDAY, "CB05", LAST),), people)
        assert one.until_on == MONDAY

    def test_cases_of_who_has_left_are_nobodys_and_no_day_is_named(self):
        (one,) = self.found((), (officer("CB03", active=False),))
        assert (one.officer_code, one.until_on) == ("CB03", None)
        assert self.found((), ()) == (one,)

    def test_nobody_has_to_follow_what_is_completed_or_out_of_scope(self):
        assert self.found((), (), closed_on=FRIDAY) == ()
