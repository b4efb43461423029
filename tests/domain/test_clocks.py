"""Clocks of the law: what runs for a case or a work on a day, and what pauses do to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import TODAY, a_state, done, marks, skipped
from trackers.domain import clocks as clocks_room
from trackers.domain.clocks import (
    ClockState,
    Conditions,
    clocks_of_case,
    clocks_of_project,
    needs_watching,
)
from trackers.domain.deadlines import LandType, Unit
from trackers.domain.errors import (
    DateInFuture,
    DateTooEarly,
    NotInRange,
    ReasonMissing,
    UnknownRecord,
)
from trackers.domain.pauses import Pause, check_pause
from trackers.domain.project_steps import Batch, SharedMark
from trackers.domain.tracks import TrackCode
from trackers.domain.working_days import WorkCalendar

RECOVERY = TrackCode.RECOVERY
FARM, HOME = LandType.AGRICULTURAL, LandType.OTHER
NOTICE = date(2013, 11, 18)


def recovered(*listed, **more):
    state = a_state(track=RECOVERY, **more)
    return replace(state, marks=marks(*listed))


def a_pause(from_on, to_on, **more):
    values = {"project_code": "XM", "case_code": "", "deadline": "", "reason": "Chờ thanh tra"}
    return Pause("p1", from_on=from_on, to_on=to_on, officer_code="CB02", **values | more)


def clock_of(state, code, land=HOME, on=TODAY, **more):
    found = clocks_of_case(state, land, Conditions(on, **more))
    (clock,) = [one for one in found if one.deadline.code == code]
    return clock


class TestWaiting:
    def test_the_demo_s_other_land_waits_until_17_may_2014_with_40_days_left(self):
        clock = clock_of(recovered(done("notice", NOTICE)), "notice_wait")
        assert (clock.due_on, clock.days_left) == (date(2014, 5, 17), 40)
        assert clock.state is ClockState.WAITING
        assert (clock.deadline.legal_basis, clock.deadline.assumed) == (
            "Luật Đất đai 2003, Điều 39",
            True,
        )

    def test_the_demo_s_farm_land_has_waited_since_16_february_2014(self):
        clock = clock_of(recovered(done("notice", NOTICE)), "notice_wait", FARM)
        assert (clock.due_on, clock.state) == (date(2014, 2, 16), ClockState.FREE)

    def test_a_case_of_2026_waits_as_resolution_254_says(self):
        state = recovered(done("notice", date(2026, 3, 2)))
        clock = clock_of(state, "notice_wait", on=date(2026, 3, 10))
        assert (clock.due_on, clock.days_left) == (date(2026, 6, 30), 112)
        assert clock.deadline.legal_basis == "Nghị quyết 254/2025/QH15"

    def test_a_decision_before_the_wait_is_over_is_early_and_nothing_runs(self):
        state = recovered(done("notice", NOTICE), done("decision", date(2014, 2, 21)))
        clock = clock_of(state, "notice_wait")
        assert (clock.state, clock.early, clock.late) == (ClockState.MET, True, False)

    def test_on_its_last_day_no_day_is_left_and_the_next_day_it_is_over(self):
        state = recovered(done("notice", NOTICE))
        last, after = date(2014, 5, 17), date(2014, 5, 18)
        assert clock_of(state, "notice_wait", on=last).days_left == 0
        assert clock_of(state, "notice_wait", on=last).state is ClockState.WAITING
        assert clock_of(state, "notice_wait", on=after).state is ClockState.FREE


class TestInTime:
    PAID = (done("approval", date(2026, 3, 2)),)

    def paying(self, on, **more):
        return clock_of(recovered(*self.PAID), "payment_days", on=on, **more)

    def test_it_runs_then_is_overdue_by_the_days_that_passed(self):
        assert self.paying(date(2026, 3, 29)).days_left == 3
        clock = self.paying(date(2026, 4, 6))
        assert (clock.state, clock.days_left) == (ClockState.OVERDUE, -5)

    def test_paid_after_the_last_day_it_is_met_and_late(self):
        state = recovered(*self.PAID, done("payment", date(2026, 4, 3)))
        clock = clock_of(state, "payment_days", on=date(2026, 5, 1))
        assert (clock.state, clock.late, clock.days_left) == (ClockState.MET, True, -2)

    def test_a_step_after_the_day_asked_about_is_not_known_yet(self):
        state = recovered(*self.PAID, done("payment", date(2026, 4, 3)))
        assert clock_of(state, "payment_days", on=date(2026, 4, 2)).state is ClockState.OVERDUE

    def test_nothing_runs_for_land_handed_over_or_a_closed_case(self):
        given = Conditions(date(2026, 5, 1))
        handed = recovered(*self.PAID, done("handover", date(2026, 3, 5)))
        closed = recovered(*self.PAID, closed_on=date(2026, 3, 5))
        assert clocks_of_case(handed, HOME, given) == []
        assert clocks_of_case(closed, HOME, given) == []

    def test_what_is_late_comes_first(self):
        state = recovered(done("notice", date(2026, 3, 1)), *self.PAID)
        found = clocks_of_case(state, HOME, Conditions(date(2026, 4, 20)))
        assert [one.state for one in found] == [
            ClockState.OVERDUE,
            ClockState.RUNNING,
            ClockState.WAITING,
        ]

    def test_watched_is_what_is_overdue_or_ends_soon_but_no_wait(self):
        assert needs_watching(self.paying(date(2026, 3, 29)), 7)
        assert not needs_watching(self.paying(date(2026, 3, 10)), 7)
        assert needs_watching(self.paying(date(2026, 4, 6)), 0)
        assert not needs_watching(clock_of(recovered(done("notice", NOTICE)), "notice_wait"), 99)

    def test_a_limit_whose_last_step_does_not_apply_is_left_out(self, monkeypatch):
        limit = replace(self.paying(date(2026, 3, 3)).deadline, to_step="enforcement")
        monkeypatch.setattr(clocks_room, "deadlines_in_force", lambda *_, **__: [limit])
        given = Conditions(date(2026, 3, 3))
        state = recovered(*self.PAID)
        assert len(clocks_of_case(state, HOME, given)) == 1
        dropped = recovered(*self.PAID, skipped("enforcement"))
        assert clocks_of_case(dropped, HOME, given) == []


class TestWorkingDays:
    def test_working_days_leave_out_weekends_and_holidays_and_name_unconfirmed_years(
        self, monkeypatch
    ):
        base = clock_of(recovered(*TestInTime.PAID), "payment_days", on=date(2026, 3, 2)).deadline
        limit = replace(base, unit=Unit.WORKING_DAYS, days=3)
        monkeypatch.setattr(clocks_room, "deadlines_in_force", lambda *_, **__: [limit])
        state = recovered(done("approval", date(2014, 4, 7)))
        kings = WorkCalendar(frozenset({date(2014, 4, 9)}), frozenset({2013}))
        (clock,) = clocks_of_case(state, HOME, Conditions(date(2014, 4, 8), kings))
        assert (clock.due_on, clock.days_left) == (date(2014, 4, 11), 2)
        assert (clock.in_working_days, clock.unconfirmed) == (True, (2014,))
        paused = a_pause(date(2014, 4, 8), date(2014, 4, 10))
        (clock,) = clocks_of_case(state, HOME, Conditions(date(2014, 4, 8), kings, [paused]))
        assert clock.due_on == date(2014, 4, 15)


class TestPauses:
    STATE = recovered(done("notice", NOTICE))

    def wait(self, *pauses, on=TODAY):
        return clock_of(self.STATE, "notice_wait", on=on, pauses=pauses)

    def test_ten_days_of_pause_put_the_last_day_off_by_ten(self):
        clock = self.wait(a_pause(date(2014, 3, 1), date(2014, 3, 10)))
        assert (clock.due_on, clock.days_left) == (date(2014, 5, 27), 50)
        assert [one.reason for one in clock.pauses] == ["Chờ thanh tra"]

    def test_pauses_that_overlap_count_once(self):
        clock = self.wait(
            a_pause(date(2014, 3, 1), date(2014, 3, 10)),
            a_pause(date(2014, 3, 6), date(2014, 3, 15)),
        )
        assert clock.due_on == date(2014, 6, 1)

    def test_a_pause_before_the_start_or_after_the_end_changes_nothing(self):
        clock = self.wait(
            a_pause(date(2013, 10, 1), NOTICE),
            a_pause(date(2014, 6, 1), date(2014, 6, 10)),
        )
        assert clock.due_on == date(2014, 5, 17)

    def test_a_pause_that_goes_on_stops_the_clock(self):
        paused = a_pause(date(2014, 4, 1), None)
        first, later = self.wait(paused), self.wait(paused, on=date(2014, 4, 20))
        assert first.state is later.state is ClockState.PAUSED
        assert first.days_left == later.days_left == 47

    def test_a_pause_of_another_case_limit_or_work_changes_nothing(self):
        days = date(2014, 3, 1), date(2014, 3, 10)
        clock = self.wait(
            a_pause(*days, case_code="XM-002"),
            a_pause(*days, deadline="payment_days"),
            a_pause(*days, project_code="HC"),
        )
        assert clock.due_on == date(2014, 5, 17)

    @given(st.lists(st.tuples(st.integers(-20, 250), st.integers(0, 40)), max_size=5))
    def test_the_days_that_count_are_always_the_law_s_number(self, spans):
        """Each day after the first up to the last counts or was paused: 180 count."""
        pauses = [
            a_pause(NOTICE + timedelta(days=start), NOTICE + timedelta(days=start + more))
            for start, more in spans
        ]
        due = self.wait(*pauses).due_on
        days = (NOTICE + timedelta(days=n) for n in range(1, (due - NOTICE).days + 1))
        assert sum(not any(one.holds_on(day) for one in pauses) for day in days) == 180

    @pytest.mark.parametrize(
        ("change", "kind"),
        [
            ({"reason": " "}, ReasonMissing),
            ({"deadline": "nothing"}, UnknownRecord),
            ({"from_on": date(2014, 4, 8)}, DateInFuture),
            ({"to_on": date(2014, 2, 1)}, DateTooEarly),
            ({"to_on": date(2034, 2, 1)}, NotInRange),
        ],
    )
    def test_a_pause_that_cannot_be_is_refused(self, change, kind):
        pause = a_pause(date(2014, 3, 1), date(2014, 3, 10))
        check_pause(pause, today=TODAY)
        with pytest.raises(kind):
            check_pause(replace(pause, **change), today=TODAY)


class TestProjects:
    def shared(self, step, on, batch=None, project="XM"):
        return SharedMark(project, RECOVERY, done(step, on), batch)

    def test_steps_in_common_have_clocks_of_their_own_for_the_work_and_for_a_batch(self):
        batch = Batch("XM-D1", "XM", "Đợt 1", ("XM-137",))
        listed = [
            self.shared("posting", date(2014, 4, 1)),
            self.shared("posting", date(2014, 1, 22), batch),
            self.shared("posting", date(2014, 4, 1), project="HC"),
        ]
        found = clocks_of_project(listed, "XM", Conditions(TODAY))
        assert [(one and one.code, clock.state, clock.due_on) for one, clock in found] == [
            (None, ClockState.WAITING, date(2014, 4, 21)),
            ("XM-D1", ClockState.FREE, date(2014, 2, 11)),
        ]

    def test_the_land_of_a_whole_work_is_of_both_kinds(self):
        found = clocks_of_project([self.shared("notice", NOTICE)], "XM", Conditions(TODAY))
        assert [(clock.deadline.land_type, clock.due_on) for _, clock in found] == [
            (HOME, date(2014, 5, 17)),
            (FARM, date(2014, 2, 16)),
        ]

    def test_a_step_in_common_starts_the_clock_of_a_case_too(self):
        state = recovered(shared={"notice": self.shared("notice", NOTICE)})
        assert clock_of(state, "notice_wait").due_on == date(2014, 5, 17)
