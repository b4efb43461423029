"""What a case is made of: changed without losing anything, amounts to those who may see them."""

from dataclasses import replace

import pytest

from tests.domain.making import done
from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, OTHER, VIEWER, later, take
from trackers.domain import errors
from trackers.domain.components import Component, ComponentKind, Form
from trackers.domain.people import Role
from trackers.domain.rights import ALLOWED, Action, Rule
from trackers.domain.stages import Stage
from trackers.domain.tracks import StepState
from trackers.services.cases import case_card
from trackers.services.components import add_component, change_component, remove_component
from trackers.services.history import case_history
from trackers.services.proving import prove_log
from trackers.services.scope import close_case
from trackers.services.steps import set_step
from trackers.services.wards import current_revision

FENCE = Component(ComponentKind.FENCE, Form.SUPPORTED, 14, "m", 4_900_000, "Lưới B40")


def parts(ledger, actor=OFFICER):
    return case_card(ledger, actor, "XM-001", NOW).components


def add(ledger, component=FENCE, actor=OFFICER, **more):
    return add_component(ledger, actor, case_code="XM-001", component=component, now=NOW, **more)


def change(ledger, base, actor=OFFICER, reason="Đo lại", **mine):
    return change_component(
        ledger,
        actor,
        case_code="XM-001",
        base=base,
        mine=replace(base, **mine),
        reason=reason,
        now=later(1),
    )


@pytest.fixture
def no_amounts(monkeypatch):
    """Officers who may not see amounts, as a ward could decide."""
    chairs = Rule(frozenset({Role.CHAIR}))
    monkeypatch.setitem(ALLOWED, Action.SEE_AMOUNTS, chairs)


class TestChanging:
    def test_a_case_mixes_what_is_given_and_what_is_supported(self, ledger):
        add(ledger)
        assert [(one.kind, one.form, one.amount_vnd) for one in parts(ledger)] == [
            (ComponentKind.LAND, Form.DONATED, None),
            (ComponentKind.FENCE, Form.SUPPORTED, 4_900_000),
        ]

    def test_support_opens_its_steps_and_its_removal_closes_them(self, ledger):
        take(ledger, "contacted", "surveyed", "agreed", "signed", "handover", "title")
        state = case_card(ledger, OFFICER, "XM-001", NOW).state
        assert state.stage is Stage.COMPLETED
        add(ledger)
        state = case_card(ledger, OFFICER, "XM-001", NOW).state
        assert state.stage is Stage.HANDED_OVER
        assert state.steps.states["inventory"] is StepState.PENDING
        self.remove(ledger, parts(ledger)[1])
        assert case_card(ledger, OFFICER, "XM-001", NOW).state.stage is Stage.COMPLETED

    def test_without_support_nobody_records_its_inventory(self, ledger):
        with pytest.raises(errors.StepByComponents):
            take(ledger, "inventory")
        add(ledger)
        take(ledger, "inventory")

    def test_a_change_needs_its_reason_and_is_told_in_the_history(self, ledger):
        add(ledger)
        fence = parts(ledger)[1]
        with pytest.raises(errors.ReasonMissing):
            change(ledger, fence, reason=" ", quantity=16.0)
        change(ledger, fence, quantity=16.0, amount_vnd=5_600_000)
        entry = case_history(ledger, OFFICER, "XM-001")[0]
        told = {one.field: (one.before, one.after) for one in entry.changes}
        assert told["quantity"] == (14.0, 16.0)
        assert told["amount_vnd"] == (4_900_000, 5_600_000)
        assert entry.reason == "Đo lại"
        assert prove_log(ledger, ADMIN).holds

    def test_an_untouched_form_writes_nothing_and_a_double_click_once(self, ledger):
        assert add(ledger, key="k").revision == add(ledger, key="k").revision
        before = current_revision(ledger)
        assert change(ledger, parts(ledger)[1]).repeated
        assert current_revision(ledger) == before

    def test_a_place_is_never_given_twice(self, ledger):
        add(ledger)
        first = parts(ledger)[1]
        self.remove(ledger, first)
        add(ledger)
        assert parts(ledger)[1].position != first.position
        with pytest.raises(errors.UnknownRecord):
            change(ledger, first, quantity=1.0)

    def test_a_removal_needs_a_reason_and_the_version_that_was_read(self, ledger):
        add(ledger)
        fence = parts(ledger)[1]
        with pytest.raises(errors.ReasonMissing):
            self.remove(ledger, fence, reason="")
        change(ledger, fence, quantity=16.0)
        with pytest.raises(errors.EditConflict):
            self.remove(ledger, fence)
        assert len(parts(ledger)) == 2

    @staticmethod
    def remove(ledger, component, reason="Ghi nhầm"):
        return remove_component(
            ledger, OFFICER, case_code="XM-001", base=component, reason=reason, now=NOW
        )


class TestTwoPeople:
    def test_amounts_are_never_merged_and_the_loser_is_kept(self, ledger):
        add(ledger)
        fence = parts(ledger)[1]
        change(ledger, fence, amount_vnd=5_000_000)
        with pytest.raises(errors.EditConflict):
            change(ledger, fence, actor=OTHER, amount_vnd=6_000_000)
        with pytest.raises(errors.EditConflict):
            change(ledger, fence, actor=OTHER, quantity=20.0)
        assert parts(ledger)[1].amount_vnd == 5_000_000
        kept = case_history(ledger, OFFICER, "XM-001")[1]
        assert (kept.kind, kept.details["mine"]) == ("edit.refused", ["6000000"])

    def test_a_remark_is_merged_with_another_ones_figures(self, ledger):
        add(ledger)
        fence = parts(ledger)[1]
        change(ledger, fence, quantity=16.0)
        saved = change(ledger, fence, actor=OTHER, note="Lưới cũ")
        assert saved.merged == ("quantity",)
        assert (parts(ledger)[1].quantity, parts(ledger)[1].note) == (16.0, "Lưới cũ")


class TestRights:
    def test_amounts_are_none_to_who_may_not_see_them(self, ledger, no_amounts):
        add(ledger, actor=CHAIR)
        assert parts(ledger, CHAIR)[1].amount_vnd == 4_900_000
        assert parts(ledger)[1].amount_vnd is None
        change(ledger, parts(ledger, CHAIR)[1], actor=CHAIR, amount_vnd=5_000_000)
        for actor, seen in ((CHAIR, True), (OFFICER, False)):
            entry = case_history(ledger, actor, "XM-001")[0]
            assert ("amount_vnd" in {one.field for one in entry.changes}) is seen

    def test_who_does_not_see_an_amount_leaves_it_as_it_is(self, ledger, no_amounts):
        add(ledger, actor=CHAIR)
        change(ledger, parts(ledger)[1], quantity=16.0, amount_vnd=None)
        assert parts(ledger, CHAIR)[1].amount_vnd == 4_900_000
        with pytest.raises(errors.NotAllowed):
            add(ledger)
        add(ledger, replace(FENCE, amount_vnd=None))

    def test_a_viewer_changes_nothing(self, ledger):
        with pytest.raises(errors.NotAllowed):
            add(ledger, actor=VIEWER)
        with pytest.raises(errors.NotAllowed):
            change(ledger, parts(ledger)[0], actor=VIEWER, quantity=1.0)

    def test_a_case_out_of_scope_takes_no_more(self, ledger):
        close_case(
            ledger,
            OFFICER,
            case_code="XM-001",
            closed_on=NOW.date(),
            reason="Tuyến dời",
            base=1,
            now=NOW,
        )
        with pytest.raises(errors.AlreadyClosed):
            add(ledger)


def test_steps_done_before_their_support_went_stay_done(ledger):
    add(ledger)
    take(ledger, "inventory")
    remove_component(
        ledger,
        OFFICER,
        case_code="XM-001",
        base=parts(ledger)[1],
        reason="Hộ tự dời",
        now=NOW,
    )
    set_step(ledger, OFFICER, case_code="XM-001", mark=done("contacted", version=0), now=NOW)
    state = case_card(ledger, OFFICER, "XM-001", NOW).state
    assert state.steps.states["inventory"] is StepState.DONE
