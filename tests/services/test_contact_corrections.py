"""Visits that were recorded wrongly: corrected, withdrawn, moved; the log keeps all of it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import a_visit
from tests.tiny import ADMIN, NOW, OFFICER, OTHER, VIEWER, later, take
from trackers.domain import errors
from trackers.domain.contacts import Outcome
from trackers.domain.stages import Stage
from trackers.domain.tracks import StepState
from trackers.services.cases import case_card
from trackers.services.contact_corrections import correct_visit, move_visit, withdraw_visit
from trackers.services.contacts import record_visit
from trackers.services.history import case_history
from trackers.services.proving import prove_log
from trackers.services.status import status_feed
from trackers.services.wards import current_revision
from trackers.store.errors import RowChanged, UnknownRow

FIRST, SECOND = date(2014, 4, 2), date(2014, 4, 4)


@pytest.fixture
def kept(ledger):
    """A visit to H002 (case XM-002) on the second of April."""
    return visit(ledger)


def visit(ledger, on=FIRST, home="H002", **more):
    made = a_visit(on, contact_id="", household_code=home, **more)
    record_visit(ledger, OFFICER, visit=made, now=NOW)
    return max(state(ledger, home_case(home)).contacts, key=lambda one: one.met_on)


def home_case(home):
    return {"H001": "XM-001", "H002": "XM-002"}[home]


def state(ledger, code):
    return case_card(ledger, OFFICER, code, NOW).state


def withdraw(ledger, one, actor=OFFICER, reason="Ghi nhầm", **more):
    return withdraw_visit(
        ledger,
        actor,
        **{"contact_id": one.contact_id, "base": one.version, "reason": reason} | more,
        now=later(1),
    )


def move(ledger, one, home="H001", project="XM", reason="Nhầm hộ kế bên", **more):
    return move_visit(
        ledger,
        OFFICER,
        **{"contact_id": one.contact_id, "base": one.version, "reason": reason} | more,
        household_code=home,
        project_code=project,
        now=later(1),
    )


class TestWithdrawing:
    def test_the_household_counts_as_not_contacted_again(self, ledger, kept):
        assert state(ledger, "XM-002").stage is Stage.IN_PROGRESS
        saved = withdraw(ledger, kept)
        assert state(ledger, "XM-002").contacts == ()
        assert state(ledger, "XM-002").stage is Stage.NOT_CONTACTED
        feed = status_feed(ledger, OFFICER, since=saved.revision - 1, now=NOW)
        assert [one.case_code for one in feed.cases] == ["XM-002"]

    def test_the_history_still_tells_what_it_said_and_why_it_went(self, ledger):
        withdraw(ledger, visit(ledger, note="Xin chừa gốc me"), reason="Ghi nhầm ngày")
        last = case_history(ledger, OFFICER, "XM-002")[0]
        assert (last.kind, last.reason) == ("visit.withdrawn", "Ghi nhầm ngày")
        assert ("note", "Xin chừa gốc me", None) in [
            (one.field, one.before, one.after) for one in last.changes
        ]
        assert prove_log(ledger, ADMIN).holds

    def test_an_earlier_or_later_meeting_keeps_the_step(self, ledger, kept):
        visit(ledger, on=SECOND)
        withdraw(ledger, kept)
        assert state(ledger, "XM-002").done_on("contacted") == SECOND

    def test_a_step_that_later_ones_stand_on_stays(self, ledger, kept):
        take(ledger, "agreed", case="XM-002")
        withdraw(ledger, kept)
        assert state(ledger, "XM-002").done_on("contacted") == FIRST

    def test_a_step_dated_otherwise_is_not_touched(self, ledger):
        take(ledger, "contacted", case="XM-002")
        before = state(ledger, "XM-002").done_on("contacted")
        withdraw(ledger, visit(ledger))
        assert state(ledger, "XM-002").done_on("contacted") == before

    def test_it_needs_a_reason_a_right_and_the_version_that_was_read(self, ledger, kept):
        before = current_revision(ledger)
        for wrong, error in (
            ({"reason": " "}, errors.ReasonMissing),
            ({"actor": VIEWER}, errors.NotAllowed),
            ({"base": 7}, RowChanged),
            ({"contact_id": "nothing"}, UnknownRow),
        ):
            with pytest.raises(error):
                withdraw(ledger, kept, **wrong)
        assert current_revision(ledger) == before

    def test_a_double_click_withdraws_once(self, ledger, kept):
        first, second = (withdraw(ledger, kept, key="k") for _ in range(2))
        assert (first.revision, second.repeated) == (second.revision, True)


class TestMoving:
    def test_it_counts_for_all_cases_of_the_right_household_and_for_none_of_the_other(
        self, ledger, kept
    ):
        move(ledger, kept)
        assert state(ledger, "XM-002").stage is Stage.NOT_CONTACTED
        for code in ("XM-001", "XM-003"):
            [moved] = state(ledger, code).contacts
            assert moved == replace(kept, household_code="H001", version=2)
            assert state(ledger, code).done_on("contacted") == FIRST

    def test_both_histories_tell_it(self, ledger, kept):
        move(ledger, kept)
        left, come = (case_history(ledger, OFFICER, code)[0] for code in ("XM-002", "XM-001"))
        assert (left.kind, come.kind) == ("visit.withdrawn", "visit.moved")
        assert left.reason == come.reason == "Nhầm hộ kế bên"
        assert prove_log(ledger, ADMIN).holds

    def test_to_a_household_without_a_case_it_is_refused_and_nothing_happens(self, ledger, kept):
        before = current_revision(ledger)
        with pytest.raises(errors.UnknownRecord):
            move(ledger, kept, home="H999")
        with pytest.raises(errors.UnknownRecord):
            move(ledger, kept, project="HC")
        with pytest.raises(errors.ReasonMissing):
            move(ledger, kept, reason="")
        assert move(ledger, kept, home="H002").repeated
        assert current_revision(ledger) == before

    def test_a_colleagues_correction_meanwhile_is_not_lost(self, ledger, kept):
        correct_visit(
            ledger, OTHER, visit=replace(kept, note="Gặp con trai"), reason="Thêm", now=later(1)
        )
        with pytest.raises(RowChanged):
            move(ledger, kept)
        assert state(ledger, "XM-002").contacts[0].note == "Gặp con trai"


class TestCorrecting:
    def test_the_step_follows_the_outcome(self, ledger, kept):
        nobody = replace(kept, outcome=Outcome.NOBODY)
        correct_visit(ledger, OFFICER, visit=nobody, reason="Không gặp ai", now=later(1))
        mark = state(ledger, "XM-002").marks["contacted"]
        assert (mark.state, mark.done_on) == (StepState.PENDING, None)
        again = replace(kept, met_on=SECOND, version=2)
        correct_visit(ledger, OFFICER, visit=again, reason="Có gặp", now=later(2))
        assert state(ledger, "XM-002").done_on("contacted") == SECOND

    def test_a_correction_never_changes_the_household(self, ledger, kept):
        other = replace(kept, household_code="H001")
        correct_visit(ledger, OFFICER, visit=other, reason="Sửa", now=later(1))
        assert state(ledger, "XM-002").contacts[0].household_code == "H002"
        assert state(ledger, "XM-001").contacts == ()

    def test_others_may_go_without_an_officer_but_somebody_goes(self, ledger, kept):
        alone = replace(kept, visitors=(), others="Bà Tư, Chi hội Phụ nữ")
        correct_visit(ledger, OFFICER, visit=alone, reason="Sửa", now=later(1))
        assert state(ledger, "XM-002").contacts[0].others == "Bà Tư, Chi hội Phụ nữ"
        with pytest.raises(errors.TextMissing):
            correct_visit(
                ledger,
                OFFICER,
                visit=replace(alone, others=" ", version=2),
                reason="Sửa",
                now=later(2),
            )
