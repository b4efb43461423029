"""The page of the Monday review: opening it, its agenda, decisions, who was there, its end."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.tiny import CHAIR, OFFICER, VIEWER
from tests.ui.reading import errors, html_of, keyed, labels
from trackers.domain.indicators import Indicator, IndicatorValue
from trackers.domain.reviews import ItemKind
from trackers.domain.wards import day_of, monday_of
from trackers.services.agenda import add_topic
from trackers.services.decisions import standing_decisions, take_decision
from trackers.services.reviews import close_review, get_review, open_review
from trackers.store import indicators
from trackers.ui import screens
from trackers.ui.widgets.review.weeks import week_words
from trackers.words.formats import day

SCREEN = str(Path(screens.__file__).parent / "review.py")
NOW = datetime.now(UTC)
MONDAY = monday_of(day_of(NOW))
FRIDAY = MONDAY + timedelta(days=4)


@pytest.fixture
def page(app):
    """Open the page as somebody, at an item of the agenda: `page("CB01", item=…)`."""

    def opened(who, item="", **address):
        shown = app(**{"as": who} | address).switch_page(SCREEN).run()
        return keyed(shown.radio, "review.item").set_value(item).run() if item else shown

    return opened


@pytest.fixture
def held(ledger):
    """This week's review, opened by the chair."""
    open_review(ledger, CHAIR, monday=MONDAY, now=NOW)
    return ledger


def file_of(ledger):
    return get_review(ledger, CHAIR, MONDAY, now=NOW)


def topic(ledger, title="Dời cột điện", **more):
    add_topic(ledger, CHAIR, monday=MONDAY, title=title, now=NOW, **more)
    return next(one for one in file_of(ledger).items if one.title == title)


def press(test, start):
    return keyed(test.button, start).click().run()


class TestAWeekThatIsNotOpened:
    def test_the_chair_opens_it_and_sees_its_agenda(self, page, ledger):
        shown = page(CHAIR.code)
        assert f"Chưa mở họp giao ban {week_words(MONDAY)}." in html_of(shown)
        shown = press(shown, "review.open")
        assert file_of(ledger).review.monday == MONDAY
        assert "đang họp" in html_of(shown)
        listed = keyed(shown.radio, "review.item").options
        assert len(listed) == len(file_of(ledger).items) > 0

    def test_an_officer_is_told_who_opens_it(self, page, ledger):
        shown = page(OFFICER.code)
        assert "Chủ trì, thư ký hoặc quản trị của phường mở họp." in html_of(shown)
        assert not [one for one in labels(shown) if one.startswith("Mở họp")]

    def test_a_viewer_sees_nothing_of_it(self, page, held):
        shown = page(VIEWER.code)
        assert "Chỉ cán bộ xem được họp giao ban." in html_of(shown)
        assert not shown.radio


class TestTheAgenda:
    def test_a_topic_is_added_moved_up_skipped_and_taken_off(self, page, held):
        shown = press(page(CHAIR.code), "open.topic.new")
        keyed(shown.text_input, "topic.new.title").set_value("Dời cột điện").run()
        shown = press(shown, "save.topic.new")
        item = file_of(held).items[-1]
        assert (item.title, item.kind) == ("Dời cột điện", ItemKind.TOPIC)
        shown = page(CHAIR.code, item=item.item_id)
        shown = press(shown, "item.↑")
        assert file_of(held).items[-2].item_id == item.item_id
        shown = press(shown, "item.Bỏ qua")
        assert file_of(held).items[-2].skipped
        assert any("(bỏ qua)" in one.replace("\\", "") for one in shown.radio[0].options)
        press(shown, "item.Bỏ khỏi chương trình")
        assert "Dời cột điện" not in [one.title for one in file_of(held).items]

    def test_a_topic_without_a_title_is_refused_and_stays_typed(self, page, held):
        shown = press(page(CHAIR.code), "open.topic.new")
        keyed(shown.text_area, "topic.new.text").set_value("Cột ở Km0+300").run()
        shown = press(shown, "save.topic.new")
        assert errors(shown)
        assert keyed(shown.text_area, "topic.new.text").value == "Cột ở Km0+300"

    def test_each_item_of_the_week_can_be_read(self, page, held):
        for item in file_of(held).items:
            shown = page(OFFICER.code, item=item.item_id)
            assert not shown.exception
            assert f"{item.position}. " in html_of(shown)

    def test_the_wards_targets_stand_there_with_their_curves(self, page, ledger):
        truck = Indicator("CT-1", "Khu vực có xe lấy rác", "khu vực", 6, "CB03")
        with ledger.write(NOW) as writing:
            indicators.add_indicator(writing, truck)
            for on, value in ((MONDAY - timedelta(days=30), 4), (MONDAY, 5)):
                indicators.add_value(writing, IndicatorValue("CT-1", on, value))
            writing.record("facts.noted", "TEST", actor="QT", effective_on=MONDAY)
        open_review(ledger, CHAIR, monday=MONDAY, now=NOW)
        item = next(one for one in file_of(ledger).items if one.kind is ItemKind.INDICATORS)
        shown = html_of(page(OFFICER.code, item=item.item_id))
        assert shown.count("<td>Khu vực có xe lấy rác") == 1
        assert "data:image/svg+xml" in shown
        assert "83,33%" in shown

    def test_an_officer_reads_and_changes_nothing(self, page, held):
        item = topic(held)
        shown = page(OFFICER.code, item=item.item_id)
        assert "Dời cột điện" in html_of(shown)
        for words in ("Ghi kết luận", "Thêm nội dung", "Kết thúc họp…", "Bỏ qua"):
            assert words not in labels(shown), words

    def test_what_somebody_typed_is_shown_as_it_is(self, page, held):
        item = topic(held, title="<b>{{7*7}}</b> **x**")
        shown = page(CHAIR.code, item=item.item_id)
        assert "{{7*7}}" in html_of(shown)
        assert "<b>{{7*7}}" not in "".join(one.proto.body for one in shown.get("html"))


class TestDecisions:
    def test_a_decision_says_what_who_and_by_when(self, page, held):
        item = topic(held, case_code="XM-001")
        name = f"decision.new.{item.item_id}"
        shown = press(page(CHAIR.code, item=item.item_id), f"open.{name}")
        assert keyed(shown.text_input, f"{name}.due").value == day(max(FRIDAY, day_of(NOW)))
        keyed(shown.text_area, f"{name}.text").set_value("Gặp hộ, trả lời về cống").run()
        keyed(shown.selectbox, f"{name}.officer").set_value(OFFICER.code).run()
        shown = press(shown, f"save.{name}")
        [made] = file_of(held).decisions
        assert (made.text, made.officer_code) == ("Gặp hộ, trả lời về cống", OFFICER.code)
        assert (made.due_on, made.case_code) == (max(FRIDAY, day_of(NOW)), "XM-001")
        assert "Gặp hộ, trả lời về cống" in html_of(shown)

    def test_a_case_that_there_is_not_is_refused_and_nothing_is_kept(self, page, held):
        item = topic(held)
        name = f"decision.new.{item.item_id}"
        shown = press(page(CHAIR.code, item=item.item_id), f"open.{name}")
        keyed(shown.text_area, f"{name}.text").set_value("Việc").run()
        keyed(shown.text_input, f"{name}.case").set_value("XM-999").run()
        keyed(shown.selectbox, f"{name}.officer").set_value(OFFICER.code).run()
        shown = press(shown, f"save.{name}")
        assert errors(shown)
        assert file_of(held).decisions == ()

    def test_its_officer_closes_it_with_a_word_and_only_with_one(self, page, held):
        item = topic(held)
        take_decision(
            held,
            CHAIR,
            monday=MONDAY,
            text="Việc",
            officer_code=OFFICER.code,
            due_on=FRIDAY,
            item_id=item.item_id,
            now=NOW,
        )
        shown = press(page(OFFICER.code, item=item.item_id), "open.decision-close")
        shown = press(shown, "save.decision-close")
        assert errors(shown)
        keyed(shown.text_area, "decision-close").set_value("Đã trả lời").run()
        press(shown, "save.decision-close")
        assert standing_decisions(held, CHAIR, now=NOW) == []
        [closed] = file_of(held).closed_here
        assert (closed.closing_word, closed.closed_in) == ("Đã trả lời", MONDAY)


class TestTheEnd:
    def test_who_was_there_is_recorded(self, page, held):
        shown = press(page(CHAIR.code), "open.review.attendance")
        keyed(shown.text_input, "review.attendance.guests").set_value("Nhà thầu").run()
        shown = press(shown, "save.review.attendance")
        assert file_of(held).review.guests == "Nhà thầu"
        assert "Nhà thầu" in html_of(shown)

    def test_a_closed_review_can_be_read_and_opened_again_with_a_reason(self, page, held):
        shown = press(page(CHAIR.code), "open.review.close")
        shown = press(shown, "save.review.close")
        assert not file_of(held).review.is_open
        assert "Thêm nội dung" not in labels(shown)
        shown = press(shown, "open.review.again")
        shown = press(shown, "save.review.again")
        assert errors(shown)
        assert not file_of(held).review.is_open
        keyed(shown.text_input, "review.again.reason").set_value("Ghi thiếu một kết luận").run()
        press(shown, "save.review.again")
        assert file_of(held).review.is_open

    def test_weeks_that_were_held_can_be_chosen(self, page, held):
        close_review(held, CHAIR, monday=MONDAY, now=NOW)
        for asked in (MONDAY.isoformat(), "2014-01-01", "x"):
            shown = page(CHAIR.code, review=asked)
            options = keyed(shown.selectbox, "review.week").options
            assert options == [f"{week_words(MONDAY)} · đã họp"]


def test_a_week_is_named_as_officials_name_it():
    assert week_words(date(2014, 4, 7)) == "tuần 15 (07/04 – 13/04/2014)"
