"""A page offers what its officer may do; what is another's is read, with who is in charge."""

from dataclasses import replace
from datetime import date

import pytest

from tests.tiny import ADMIN, CHAIR, NOW, OTHER
from tests.ui.reading import errors, html_of, keyed
from trackers.domain.people import Actor, Grant, Role
from trackers.domain.reach import Reach
from trackers.services import signing_in
from trackers.services.people import edit_officer, list_officers, record_absence

HERS = Reach(officers=frozenset({"CB05"}))
READS = "Hồ sơ do Lữ Hoài Ân phụ trách; bạn xem được, không ghi được."
# What lets somebody write, by the beginning of its key.
OPENERS = ("open.", "save.")
READERS = ("open.attachments",)


@pytest.fixture
def only_hers(monkeypatch):
    """CB05 is signed in, in charge of XM-003 alone."""
    monkeypatch.setattr(
        signing_in,
        "identify",
        lambda ledger, chosen: Actor("CB05", OTHER.name, Role.OFFICER, "TEST", HERS),
    )


def writes(page):
    """The keys of the buttons that would write, or lead to what does."""
    return [
        one.key
        for one in page.button
        if str(one.key).startswith(OPENERS) and not str(one.key).startswith(READERS)
    ]


def steps(page):
    return [one for one in page.button if str(one.key).startswith("step-")]


def test_a_case_of_somebody_else_is_read_and_says_who_is_in_charge(app, only_hers):
    page = app(case="XM-001")
    assert not page.exception
    assert READS in html_of(page)
    # What voters say is written down by whoever hears it.
    assert writes(page) == ["open.opinion"]
    assert steps(page)
    assert all(one.disabled for one in steps(page))


def test_an_own_case_offers_what_it_offered(app, only_hers):
    page = app(case="XM-003")
    assert "bạn xem được, không ghi được" not in html_of(page)
    offered = {str(key).removeprefix("open.").partition(".")[0] for key in writes(page)}
    assert {"visit", "assign", "leave", "household", "component-new", "obstacle-new"} <= offered
    assert not all(one.disabled for one in steps(page))


@pytest.mark.parametrize("screen", ["timelines", "registers", "imports", "overview", "visiting"])
def test_no_page_breaks_for_who_reaches_little(app, only_hers, screen):
    page = app().switch_page(f"screens/{screen}.py").run()
    assert not page.exception
    assert not errors(page)


def test_parcels_of_the_whole_ward_are_not_offered_to_who_has_a_part_of_it(app, only_hers):
    page = app().switch_page("screens/imports.py").run()
    assert "Bản đồ thửa là của cả phường" in html_of(page)


def test_a_work_is_not_offered_to_who_does_not_lead_it(app, only_hers):
    page = app().switch_page("screens/timelines.py").run()
    assert not [key for key in writes(page) if str(key).startswith("open.photo")]


def test_a_step_in_common_is_offered_for_batches_of_own_cases_alone(app, only_hers):
    page = app().switch_page("screens/timelines.py").run()
    keyed(page.button, "open.project-step.XM").click().run()
    assert not page.exception
    assert not errors(page)
    assert keyed(page.selectbox, "project-step.XM.whom").options == ["Đợt mới…"]
    keyed(page.button, "save.project-step.XM").click().run()
    assert not page.exception
    assert errors(page)


def test_whoever_sits_at_the_machine_is_offered_every_work(app):
    page = app(**{"as": "CB05"}).switch_page("screens/timelines.py").run()
    assert [key for key in writes(page) if str(key).startswith("open.photo")]


class TestOfficers:
    def opened(self, app, who, record):
        page = app(**{"as": who}).switch_page("screens/registers.py")
        page.session_state["registers.choice"] = "officers"
        page.session_state["register.officers"] = record
        return page.run()

    def test_an_officer_says_of_themselves_alone_that_they_are_away(self, app):
        for record, offered in (("CB03", True), ("CB05", False), ("QT", False)):
            page = self.opened(app, "CB03", record)
            assert (f"open.absence.{record}" in writes(page)) is offered

    def test_a_chair_says_it_of_all_but_administrators(self, app):
        for record, offered in (("CB01", True), ("CB05", True), ("QT", False)):
            page = self.opened(app, "CB01", record)
            assert (f"open.absence.{record}" in writes(page)) is offered

    def test_an_administrator_gives_rights_and_the_log_keeps_them(self, app, ledger):
        page = self.opened(app, "QT", "CB05")
        keyed(page.button, "open.officer.CB05").click().run()
        keyed(page.checkbox, "officer.CB05.grant-ids").check()
        keyed(page.checkbox, "officer.CB05.grant-money").uncheck()
        keyed(page.button, "save.officer.CB05").click().run()
        assert not errors(page)
        found = {one.code: one for one in list_officers(ledger)}["CB05"]
        assert found.grants == (Grant.IDS,)
        assert "Xem số định danh" in html_of(page)

    def test_a_chair_is_offered_neither_rights_nor_the_roles_of_heads(self, app):
        page = self.opened(app, "CB01", "CB05")
        keyed(page.button, "open.officer.CB05").click().run()
        assert not [one for one in page.checkbox if ".grant-" in str(one.key)]
        assert keyed(page.selectbox, "officer.CB05.role").options == ["Người xem", "Cán bộ"]

    def test_nobody_is_offered_more_for_themselves(self, app, ledger):
        held = {one.code: one for one in list_officers(ledger)}["QT"]
        fewer = replace(held, grants=(Grant.MONEY,))
        other = replace(ADMIN, code="CB01")
        edit_officer(ledger, other, base=held, mine=fewer, now=NOW)
        page = self.opened(app, "QT", "QT")
        keyed(page.button, "open.officer.QT").click().run()
        assert [one.label for one in page.checkbox if ".grant-" in str(one.key)] == ["Xem số tiền"]


def test_a_cover_finds_the_households_of_who_is_away_and_may_record(app, ledger, monkeypatch):
    record_absence(
        ledger,
        CHAIR,
        officer_code="CB03",
        cover_code="CB05",
        from_on=date(2014, 4, 1),
        to_on=date(2099, 1, 1),
        now=NOW,
    )
    covers = Reach(officers=frozenset({"CB05", "CB03"}), away=frozenset({"CB03"}))
    monkeypatch.setattr(
        signing_in,
        "identify",
        lambda ledger, chosen: Actor("CB05", OTHER.name, Role.OFFICER, "TEST", covers),
    )
    page = app().switch_page("screens/visiting.py").run()
    assert len([key for key in writes(page) if str(key).startswith("open.visit.")]) == 3
