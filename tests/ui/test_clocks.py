"""Time limits of the law on the pages: the case, the work, one's own work, the holidays."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.domain.making import a_state, done, marks
from tests.tiny import ADMIN
from tests.ui.conftest import MAIN
from tests.ui.reading import errors, html_of, keyed, labels
from trackers.domain.clocks import ClockState, Conditions, clocks_of_case
from trackers.domain.deadlines import LandType
from trackers.domain.project_steps import SharedMark
from trackers.domain.tracks import StepMark, StepState, TrackCode
from trackers.domain.wards import day_of
from trackers.services.cases import case_card
from trackers.services.clocks import case_clocks
from trackers.services.holidays import list_holidays
from trackers.services.pauses import pause_case
from trackers.services.project_steps import set_project_step
from trackers.services.steps import set_step
from trackers.services.tracks import move_track
from trackers.ui.widgets import clocks as words
from trackers.words.formats import day

CASE = "XM-001"
SCREENS = MAIN.parent / "screens"


def open_page(app, name, **address):
    return app(**address).switch_page(str(SCREENS / f"{name}.py")).run()


def press(page, key):
    keyed(page.button, key).click().run()


@pytest.fixture
def now():
    """The pages of this ward tell the real time."""
    return datetime.now(UTC)


@pytest.fixture
def recovered(ledger, now):
    """A case that the State recovers, with its notice of twenty days ago."""
    move_track(ledger, ADMIN, case_code=CASE, base=1, reason="Thu hồi", now=now)
    mark = StepMark("notice", StepState.DONE, day_of(now) - timedelta(days=20))
    set_step(ledger, ADMIN, case_code=CASE, mark=mark, now=now)
    return ledger


def clocks(ledger, now):
    card = case_card(ledger, ADMIN, CASE, now)
    return case_clocks(ledger, ADMIN, state=card.state, parcel=card.parcel, now=now)


def wait(ledger, now):
    return next(one for one in clocks(ledger, now).clocks if one.deadline.kind.is_wait)


class TestTheCase:
    def test_it_tells_what_is_left_until_when_and_by_which_law(self, app, recovered, now):
        shown = html_of(app(**{"as": "CB03"}, case=CASE))
        clock = wait(recovered, now)
        assert clock.state is ClockState.WAITING
        assert f"chờ hết ngày {day(clock.due_on)}, còn {clock.days_left:02d} ngày" in shown
        assert f"{clock.deadline.legal_basis} · {clock.deadline.days} ngày từ" in shown

    def test_a_gift_has_none(self, app, ledger):
        page = app(**{"as": "CB03"}, case=CASE)
        assert "Thời hạn theo luật" not in html_of(page)
        assert "Tạm dừng thời hạn" not in " ".join(labels(page))

    def test_a_pause_is_recorded_ended_and_withdrawn(self, app, recovered, now):
        page = app(**{"as": "CB03"}, case=CASE)
        press(page, f"open.pause.{CASE}")
        keyed(page.text_input, f"pause.{CASE}.reason").set_value("Chờ thanh tra").run()
        press(page, f"save.pause.{CASE}")
        today = day_of(now)
        assert "đang tạm dừng, khi tiếp tục còn" in html_of(page)
        assert f"mọi thời hạn từ {day(today)}, chưa hết: Chờ thanh tra" in html_of(page)
        [stands] = clocks(recovered, now).pauses
        press(page, f"open.pause-end.{stands.pause_id}")
        press(page, f"save.pause-end.{stands.pause_id}")
        assert clocks(recovered, now).pauses[0].to_on == today
        press(page, f"open.pause-gone.{stands.pause_id}")
        keyed(page.text_input, f"pause-gone.{stands.pause_id}").set_value("Ghi nhầm").run()
        press(page, f"save.pause-gone.{stands.pause_id}")
        assert clocks(recovered, now).pauses == ()

    def test_a_pause_without_a_reason_is_refused_and_what_was_typed_stays(
        self, app, recovered, now
    ):
        page = app(**{"as": "CB03"}, case=CASE)
        press(page, f"open.pause.{CASE}")
        press(page, f"save.pause.{CASE}")
        assert errors(page)
        assert clocks(recovered, now).pauses == ()

    def test_who_only_reads_is_offered_none(self, app, recovered, now):
        pause_case(
            recovered,
            ADMIN,
            case_code=CASE,
            deadline="",
            from_on=day_of(now),
            to_on=None,
            reason="Chờ thanh tra",
            now=now,
        )
        page = app(**{"as": "CB01"}, case=CASE, mask="1")
        assert "Tạm dừng thời hạn" not in " ".join(labels(page))


class TestWords:
    """The sentence of one clock, as it stands on days around its last one."""

    def standing(self, *steps, on):
        notice = done("notice", date(2013, 11, 18))
        state = replace(a_state(track=TrackCode.RECOVERY), marks=marks(notice, *steps))
        (clock,) = clocks_of_case(state, LandType.OTHER, Conditions(on))
        return words.standing(clock)

    def test_the_last_day_the_day_before_and_the_day_after(self):
        assert self.standing(on=date(2014, 4, 7)) == "chờ hết ngày 17/05/2014, còn 40 ngày"
        assert self.standing(on=date(2014, 5, 16)).endswith("còn 01 ngày")
        assert self.standing(on=date(2014, 5, 17)) == "hôm nay là ngày cuối"
        assert self.standing(on=date(2014, 5, 18)) == "đã đủ thời gian, hết ngày 17/05/2014"

    def test_a_decision_before_its_wait_is_over_says_when_that_may_be(self):
        decided = done("decision", date(2014, 3, 1))
        assert "chỉ khi người có đất đồng ý" in self.standing(decided, on=date(2014, 4, 7))


class TestTheWork:
    def test_common_steps_show_their_clocks(self, app, recovered, now):
        mark = StepMark("posting", StepState.DONE, day_of(now))
        shared = SharedMark("XM", TrackCode.RECOVERY, mark)
        set_project_step(recovered, ADMIN, shared=shared, now=now)
        shown = html_of(open_page(app, "timelines", **{"as": "QT"}))
        assert "Niêm yết phương án: chờ hết ngày" in shown


class TestMyWork:
    def test_what_is_late_by_law_is_listed_first(self, app, recovered, now):
        mark = StepMark("posting", StepState.DONE, day_of(now) - timedelta(days=35))
        shared = SharedMark("XM", TrackCode.RECOVERY, mark)
        set_project_step(recovered, ADMIN, shared=shared, now=now)
        shown = html_of(open_page(app, "visiting", **{"as": "CB03"}))
        assert "Thời hạn theo luật (1)" in shown
        assert "Lấy ý kiến, đối thoại: quá hạn 05 ngày" in shown


class TestHolidays:
    def test_a_year_is_listed_changed_and_confirmed(self, app, ledger, now):
        today = day_of(now)
        page = open_page(app, "administration", **{"as": "QT"})
        assert f"Danh sách năm {today.year} chưa được xác nhận." in html_of(page)
        press(page, "open.holiday.new")
        keyed(page.text_input, "holiday.new.on").set_value(f"9/4/{today.year}").run()
        keyed(page.text_input, "holiday.new.name").set_value("Giỗ Tổ").run()
        press(page, "save.holiday.new")
        assert [one.name for one in list_holidays(ledger, ADMIN).listed] == ["Giỗ Tổ"]
        press(page, "holidays.confirm")
        assert f"đã xác nhận đủ, {day(today)}" in html_of(page)
        keyed(page.selectbox, "holiday.chosen").set_value(date(today.year, 4, 9)).run()
        press(page, "holiday.off")
        assert list_holidays(ledger, ADMIN).listed == ()
