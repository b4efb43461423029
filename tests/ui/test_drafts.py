"""A form outlives its session: what was in it comes back, with the record as it was then."""

from datetime import UTC, datetime, timedelta

from streamlit.testing.v1 import AppTest

from tests.domain.making import done
from tests.tiny import NOW, OFFICER, OTHER
from tests.ui.reading import html_of, keyed
from trackers.domain.contacts import Outcome
from trackers.domain.wards import day_of
from trackers.services.cases import case_card
from trackers.services.drafts import keep_draft, my_drafts
from trackers.services.steps import set_step


def open_visit(app, **more):
    test = app(**{"as": OFFICER.code}, case="XM-002", **more)
    keyed(test.button, "open.visit.XM-002").click().run()
    return test


def test_what_was_typed_is_there_in_a_new_session(app, ledger):
    first = open_visit(app)
    keyed(first.text_area, "visit.XM-002.note").input("Anh hẹn thứ Năm").run()
    again = app(**{"as": OFFICER.code}, case="XM-002")
    assert keyed(again.text_area, "visit.XM-002.note").value == "Anh hẹn thứ Năm"
    assert "Bản nháp chưa ghi của bạn đã được mở lại." in html_of(again)


def test_a_form_nobody_typed_into_does_not_come_back(app, ledger):
    open_visit(app)
    assert my_drafts(ledger, OFFICER) == []


def test_a_colleague_does_not_find_it(app, ledger):
    first = open_visit(app)
    keyed(first.text_area, "visit.XM-002.note").input("Của tôi").run()
    theirs = app(**{"as": OTHER.code}, case="XM-002")
    assert not [one for one in theirs.text_area if str(one.key).startswith("visit.")]


def test_a_form_given_up_leaves_no_draft(app, ledger):
    first = open_visit(app)
    keyed(first.text_area, "visit.XM-002.note").input("Thôi").run()
    assert len(my_drafts(ledger, OFFICER)) == 1
    keyed(first.button, "cancel.visit.XM-002").click().run()
    assert my_drafts(ledger, OFFICER) == []


def test_the_first_screen_leads_back_to_it(app, ledger):
    first = open_visit(app)
    keyed(first.text_area, "visit.XM-002.note").input("Dở dang").run()
    again = app(**{"as": OFFICER.code})
    keyed(again.button, "draft.XM-002").click().run()
    assert keyed(again.text_area, "visit.XM-002.note").value == "Dở dang"


def test_the_same_form_sent_from_two_sessions_is_one_save_and_changed_words_another(app, ledger):
    def visits():
        return case_card(ledger, OFFICER, "XM-002", NOW).state.contacts

    first = open_visit(app)
    keyed(first.text_area, "visit.XM-002.note").input("Một lần").run()
    keyed(first.pills, "visit.XM-002.outcome").set_value(Outcome.POSTPONED).run()
    lost = app(**{"as": OFFICER.code}, case="XM-002")
    other = app(**{"as": OFFICER.code}, case="XM-002")
    keyed(first.button, "save.visit.XM-002").click().run()
    keyed(lost.button, "save.visit.XM-002").click().run()
    assert len(visits()) == 1
    keyed(other.text_area, "visit.XM-002.note").input("Một lần, sửa lại").run()
    keyed(other.button, "save.visit.XM-002").click().run()
    assert {one.note for one in visits()} == {"Một lần", "Một lần, sửa lại"}


def test_a_draft_that_cannot_be_read_is_told_of_and_thrown_away(app, ledger):
    keep_draft(
        ledger,
        OFFICER,
        form="visit.XM-002",
        case_code="XM-002",
        content={"key": "k", "base": {"type": "trackers.domain.gone:Away", "value": {}}},
        now=NOW,
    )
    page = app(**{"as": OFFICER.code})
    assert not [one for one in page.button if str(one.key).startswith("draft.")]
    assert "Bản nháp XM-002 lưu lúc 07/04/2014 07:30 là của bản chương trình cũ" in html_of(page)
    keyed(page.button, "lost.visit.XM-002").click().run()
    assert my_drafts(ledger, OFFICER) == []
    assert "Bản nháp" not in html_of(page)


def test_a_day_in_words_is_kept_as_the_day_it_meant(app, ledger):
    first = open_visit(app)
    keyed(first.text_input, "visit.XM-002.on").set_value("hôm qua").run()
    meant = day_of(datetime.now(UTC)) - timedelta(days=1)
    [draft] = my_drafts(ledger, OFFICER)
    kept = [text for key, text in draft.content["fields"].items() if ".on." in key]
    assert kept == [f"{meant:%d/%m/%Y}"]


def test_a_form_brought_back_still_knows_what_it_opened_on(app, ledger):
    """The record changed between the two sessions: a conflict, and no silent overwriting."""
    first = app(**{"as": OFFICER.code}, case="XM-002")
    keyed(first.button, "step-pending-XM-002-surveyed").click().run()
    keyed(first.text_input, "step.XM-002.surveyed.note").input("Bản của tôi").run()
    set_step(ledger, OTHER, case_code="XM-002", mark=done("surveyed", version=0), now=NOW)
    again: AppTest = app(**{"as": OFFICER.code}, case="XM-002")
    assert keyed(again.text_input, "step.XM-002.surveyed.note").value == "Bản của tôi"
    keyed(again.button, "save.step.XM-002.surveyed").click().run()
    assert "Của bạn" in html_of(again)
    mark = case_card(ledger, OFFICER, "XM-002", NOW + timedelta(0)).state.marks["surveyed"]
    assert mark.note == ""
