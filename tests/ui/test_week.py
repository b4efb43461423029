"""Việc tuần này on the overview, and the decisions on “Việc của tôi”."""

from datetime import timedelta

import pytest

from tests.tiny import CHAIR, NOW, TODAY
from tests.ui.reading import errors, html_of, keyed
from tests.ui.test_reports import open_page
from trackers.domain.wards import day_of, sunday_of
from trackers.services.decisions import standing_decisions, take_decision
from trackers.services.people import record_absence
from trackers.services.reviews import get_review, open_review
from trackers.services.wards import present
from trackers.words.formats import day


@pytest.fixture
def decided(ledger):
    """The review of this week decided something for CB03, about a case."""
    open_review(ledger, CHAIR, monday=TODAY, now=NOW)
    take_decision(
        ledger,
        CHAIR,
        monday=TODAY,
        text="Trả lời về cống {{7*7}} <b>",
        officer_code="CB03",
        due_on=TODAY + timedelta(days=3),
        case_code="XM-001",
        now=NOW,
    )
    return ledger


def the_decision(ledger):
    return get_review(ledger, CHAIR, TODAY, now=NOW).decisions[0]


class TestMyWork:
    def test_what_was_decided_for_me_comes_first(self, app, decided):
        shown = html_of(open_page(app, "visiting", **{"as": "CB03"}))
        assert "Kết luận giao ban (1)" in shown
        assert shown.index("Kết luận giao ban") < shown.index("Hẹn quá hạn")
        assert "hạn 10/04/2014 · quá " in shown
        assert "· Trả lời về cống {{7*7}} <b> · họp tuần 15/2014" in shown
        assert "case=XM-001" in shown

    def test_others_have_none_and_the_address_opens_theirs(self, app, decided):
        assert "Kết luận giao ban (0)" in html_of(open_page(app, "visiting", **{"as": "CB05"}))
        page = open_page(app, "visiting", **{"as": "CB05"}, person="CB03")
        assert "Kết luận giao ban (1)" in html_of(page)

    def test_choosing_somebody_else_lets_go_of_who_the_address_named(self, app, decided):
        page = open_page(app, "visiting", **{"as": "CB05"}, person="CB03")
        keyed(page.selectbox, "visiting.officer").set_value("CB05").run()
        assert "Kết luận giao ban (0)" in html_of(page)

    def test_who_stands_in_reads_for_whom(self, app, decided):
        now = present(decided)
        days = {"from_on": day_of(now), "to_on": day_of(now) + timedelta(days=1)}
        record_absence(decided, CHAIR, officer_code="CB03", cover_code="CB05", now=now, **days)
        shown = html_of(open_page(app, "visiting", **{"as": "CB05"}))
        assert "thay cho Lữ Hoài Ân" in shown

    def test_it_is_closed_on_the_spot_with_a_word(self, app, decided):
        name = f"decision-close.{the_decision(decided).decision_id}"
        page = open_page(app, "visiting", **{"as": "CB03"})
        keyed(page.button, f"open.{name}").click().run()
        keyed(page.button, f"save.{name}").click().run()
        assert "Chưa nhập kết quả thực hiện" in errors(page)[0]
        word = next(one for one in page.text_area if one.label == "Kết quả thực hiện")
        word.set_value("Đã trả lời: làm cống D400").run()
        keyed(page.button, f"save.{name}").click().run()
        assert not errors(page)
        assert the_decision(decided).closing_word == "Đã trả lời: làm cống D400"
        assert "Kết luận giao ban (0)" in html_of(page)
        assert standing_decisions(decided, CHAIR, now=NOW) == []


def test_a_case_shows_what_reviews_decided_about_it(app, decided):
    shown = html_of(app(**{"as": "CB05"}, case="XM-001"))
    words = "Kết luận giao ban tuần 15/2014: Trả lời về cống {{7*7}} <b> – Lữ Hoài Ân, hạn 10/04"
    assert words in shown
    assert words not in html_of(app(**{"as": "CB05"}, case="XM-002"))


class TestOverview:
    def test_one_row_a_person_and_each_number_opens_what_it_counts(self, app, decided):
        shown = html_of(open_page(app, "overview", **{"as": "CB01"}))
        assert f"Việc tuần này, đến {day(sunday_of(day_of(present(decided))))}" in shown
        row = shown[shown.index("Việc tuần này") :]
        assert row.count("viec-cua-toi?ward=TEST&as=CB01&person=CB03") == 3
        assert 'title="1 kết luận">1</a>' in row

    def test_where_nobody_has_anything_to_do_it_says_so(self, app):
        shown = html_of(open_page(app, "overview", **{"as": "CB01"}))
        assert "Tuần này chưa ai có việc đến hạn." in shown

    def test_who_only_looks_sees_nobodys_work(self, app, decided):
        shown = html_of(open_page(app, "overview", **{"as": "XEM"}))
        assert "Việc tuần này, đến" not in shown
        assert "person=" not in shown
