"""Clocks of the law over the record: holidays, pauses, what each officer has to watch."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.domain.making import an_actor
from tests.tiny import ADMIN, NOW, OFFICER, TODAY, VIEWER
from trackers.domain.clocks import ClockState
from trackers.domain.errors import (
    DuplicateRecord,
    NotAllowed,
    NotInRange,
    ReasonMissing,
    TextTooLong,
    UnknownRecord,
)
from trackers.domain.people import Role
from trackers.domain.project_steps import SharedMark
from trackers.domain.tracks import StepMark, StepState, TrackCode
from trackers.domain.working_days import WorkCalendar
from trackers.services.cases import case_card
from trackers.services.clocks import case_clocks, my_clocks, project_clocks
from trackers.services.holidays import add_holiday, confirm_year, list_holidays, remove_holiday
from trackers.services.pauses import end_pause, pause_case, pause_project, withdraw_pause
from trackers.services.project_steps import set_project_step
from trackers.services.proving import prove_log
from trackers.services.steps import set_step
from trackers.services.tracks import move_track
from trackers.store import holidays as holiday_rows
from trackers.store.errors import RowChanged

CASE = "XM-001"
KINGS = date(2014, 4, 9)


@pytest.fixture
def recovered(ledger):
    """A case that the State recovers, with its notice of 18/11/2013 still to be recorded."""
    move_track(ledger, ADMIN, case_code=CASE, base=1, reason="Thu hồi", now=NOW)
    return ledger


def step(ledger, code, on, now=NOW):
    mark = StepMark(code, StepState.DONE, on)
    return set_step(ledger, ADMIN, case_code=CASE, mark=mark, now=now)


def pause(ledger, actor=ADMIN, **more):
    given = {"case_code": CASE, "deadline": "", "from_on": TODAY, "to_on": None}
    return pause_case(ledger, actor, **given | {"reason": "Chờ thanh tra", "now": NOW} | more)


def clocks(ledger, actor=ADMIN, now=NOW):
    card = case_card(ledger, actor, CASE, now)
    return case_clocks(ledger, actor, state=card.state, parcel=card.parcel, now=now)


def wait(ledger, actor=ADMIN):
    (clock,) = clocks(ledger, actor).clocks
    return clock


class TestHolidays:
    def test_a_year_is_confirmed_and_a_change_of_its_list_takes_that_back(self, ledger):
        add_holiday(ledger, ADMIN, on=KINGS, name=" Giỗ Tổ ", now=NOW)
        confirm_year(ledger, ADMIN, year=2014, now=NOW)
        found = list_holidays(ledger, VIEWER)
        assert [one.name for one in found.of_year(2014)] == ["Giỗ Tổ"]
        assert found.confirmed[2014].confirmed_by == ADMIN.code
        with ledger.read() as reading:
            calendar = holiday_rows.read_calendar(reading)
        assert calendar == WorkCalendar(frozenset({KINGS}), frozenset({2014}))
        remove_holiday(ledger, ADMIN, on=KINGS, now=NOW)
        assert list_holidays(ledger, ADMIN).confirmed == {}
        assert prove_log(ledger, ADMIN).holds

    def test_a_day_twice_none_at_all_or_of_another_age_is_refused(self, ledger):
        add_holiday(ledger, ADMIN, on=KINGS, name="Giỗ Tổ", now=NOW)
        with pytest.raises(DuplicateRecord):
            add_holiday(ledger, ADMIN, on=KINGS, name="Giỗ Tổ", now=NOW)
        with pytest.raises(UnknownRecord):
            remove_holiday(ledger, ADMIN, on=TODAY, now=NOW)
        with pytest.raises(NotInRange):
            add_holiday(ledger, ADMIN, on=date(1, 1, 1), name="Tết", now=NOW)
        with pytest.raises(NotAllowed):
            confirm_year(ledger, OFFICER, year=2014, now=NOW)

    def test_a_double_click_saves_once(self, ledger):
        saved = [
            add_holiday(ledger, ADMIN, on=KINGS, name="Giỗ Tổ", now=NOW, key="k") for _ in range(2)
        ]
        assert [one.repeated for one in saved] == [False, True]


class TestCases:
    def test_the_wait_of_other_land_runs_to_17_may_2014(self, recovered):
        step(recovered, "notice", date(2013, 11, 18))
        clock = wait(recovered)
        assert (clock.due_on, clock.days_left) == (date(2014, 5, 17), 40)

    def test_a_pause_puts_it_off_is_ended_and_taken_back(self, recovered):
        step(recovered, "notice", date(2013, 11, 18))
        pause(recovered)
        [stands] = clocks(recovered).pauses
        assert wait(recovered).state is ClockState.PAUSED
        end_pause(
            recovered,
            ADMIN,
            pause_id=stands.pause_id,
            to_on=date(2014, 4, 11),
            base=1,
            now=NOW,
        )
        assert wait(recovered).due_on == date(2014, 5, 22)
        with pytest.raises(RowChanged):
            end_pause(recovered, ADMIN, pause_id=stands.pause_id, to_on=TODAY, base=1, now=NOW)
        with pytest.raises(ReasonMissing):
            withdraw_pause(recovered, ADMIN, pause_id=stands.pause_id, reason=" ", now=NOW)
        withdraw_pause(recovered, ADMIN, pause_id=stands.pause_id, reason="Ghi nhầm", now=NOW)
        assert wait(recovered).due_on == date(2014, 5, 17)
        assert prove_log(recovered, ADMIN).holds

    def test_a_pause_of_the_whole_work_holds_for_its_cases(self, recovered):
        step(recovered, "notice", date(2013, 11, 18))
        pause_project(
            recovered,
            ADMIN,
            project_code="XM",
            deadline="notice_wait",
            from_on=date(2014, 4, 1),
            to_on=date(2014, 4, 5),
            reason="Chờ ý kiến thành phố",
            now=NOW,
        )
        assert wait(recovered).due_on == date(2014, 5, 22)

    def test_while_names_are_masked_reasons_are_withheld(self, recovered):
        step(recovered, "notice", date(2013, 11, 18))
        pause(recovered)
        masked = replace(ADMIN, masked=True)
        [stands] = clocks(recovered, masked).pauses
        assert "thanh tra" not in stands.reason
        assert "thanh tra" not in wait(recovered, masked).pauses[0].reason

    def test_a_reason_has_its_length_and_a_pause_its_id(self, recovered):
        with pytest.raises(TextTooLong):
            pause(recovered, reason="x" * 100_000)
        with pytest.raises(UnknownRecord):
            withdraw_pause(recovered, ADMIN, pause_id="none", reason="Nhầm", now=NOW)

    def test_a_gift_has_no_clock_and_asks_the_database_nothing(self, ledger):
        card = case_card(ledger, ADMIN, CASE, NOW)
        found = case_clocks(ledger, ADMIN, state=card.state, parcel=None, now=NOW)
        assert (found.clocks, found.pauses) == ((), ())


class TestMine:
    def test_only_what_is_late_or_soon_due_is_listed_for_who_acts(self, recovered):
        now = datetime(2026, 4, 6, 2, 0, tzinfo=UTC)
        mark = StepMark("posting", StepState.DONE, date(2026, 3, 2))
        shared = SharedMark("XM", TrackCode.RECOVERY, mark)
        set_project_step(recovered, ADMIN, shared=shared, now=now)
        found = my_clocks(recovered, ADMIN, now, officer_code="CB03", within=7)
        assert [(one.case_code, one.clock.deadline.code) for one in found] == [
            (CASE, "dialogue_days")
        ]
        assert found[0].clock.days_left == -5
        assert my_clocks(recovered, ADMIN, now, officer_code="CB02", within=7) == []

    def test_common_steps_have_clocks_of_their_own(self, recovered):
        mark = StepMark("posting", StepState.DONE, date(2014, 4, 1))
        shared = SharedMark("XM", TrackCode.RECOVERY, mark)
        set_project_step(recovered, ADMIN, shared=shared, now=NOW)
        [(batch, clock)] = project_clocks(recovered, ADMIN, "XM", NOW).clocks
        assert (batch, clock.due_on) == (None, date(2014, 4, 21))

    def test_a_viewer_sees_none(self, recovered):
        viewer = an_actor("XE", "Khách", Role.VIEWER, recovered.ward)
        with pytest.raises(NotAllowed):
            my_clocks(recovered, viewer, NOW, officer_code="CB03", within=7)
