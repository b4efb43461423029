"""No gift is signed unless it is voluntary, whoever asks."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import done
from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, OTHER, VIEWER, agree_freely, later, take
from trackers.domain import errors
from trackers.domain.stages import Stage
from trackers.domain.tracks import StepMark, StepState
from trackers.domain.voluntary import Item, ItemMark
from trackers.services.bulk import preview_many, write_many
from trackers.services.bulk_tasks import SetStep
from trackers.services.cases import case_card
from trackers.services.history import case_history
from trackers.services.proving import prove_log
from trackers.services.steps import set_step
from trackers.services.tracks import move_track
from trackers.services.voluntary import set_items
from trackers.services.wards import current_revision
from trackers.store import tables

DAY = date(2014, 3, 18)
SIGNED = done("signed", version=0)


def state(ledger):
    return case_card(ledger, OFFICER, "XM-001", NOW).state


def a_mark(item=Item.WITNESS, **more):
    return replace(ItemMark(item, StepState.DONE, DAY, "Kha Vĩnh Lợi", "BB 12"), **more)


def record(ledger, *marks, actor=OFFICER, **more):
    return set_items(ledger, actor, case_code="XM-001", marks=marks, now=NOW, **more)


def sign(ledger, actor=OFFICER, mark=SIGNED, **more):
    return set_step(ledger, actor, case_code="XM-001", mark=mark, now=NOW, **more)


@pytest.fixture
def agreed(ledger):
    """A household that agreed and was not asked anything yet."""
    take(ledger, "contacted", "agreed")
    return ledger


class TestSigning:
    @pytest.mark.parametrize("actor", [OFFICER, CHAIR, ADMIN], ids=lambda one: one.role)
    def test_nobody_overrides_it(self, agreed, actor):
        before = current_revision(agreed)
        with pytest.raises(errors.VoluntaryMissing) as caught:
            sign(agreed, actor)
        assert len(caught.value.values["missing"]) == 5
        assert current_revision(agreed) == before

    def test_it_is_signed_when_nothing_is_missing(self, agreed):
        agree_freely(agreed)
        sign(agreed)
        assert state(agreed).stage is Stage.SIGNED
        assert state(agreed).checklist.complete

    def test_nobody_signs_before_being_told(self, agreed):
        agree_freely(agreed)
        with pytest.raises(errors.VoluntaryLate):
            sign(agreed, mark=replace(SIGNED, done_on=date(2014, 3, 17)))

    def test_many_at_once_are_refused_as_well(self, agreed):
        codes = ["XM-001"]
        (refused,) = preview_many(
            agreed, OFFICER, SetStep(SIGNED), case_codes=codes, now=NOW
        ).refusals
        assert type(refused.error) is errors.VoluntaryMissing
        with pytest.raises(errors.VoluntaryMissing):
            write_many(agreed, OFFICER, SetStep(SIGNED), case_codes=codes, now=NOW, key=None)

    def test_moving_to_and_fro_is_no_way_round_it(self, ledger):
        take(ledger, "contacted", "agreed", "signed", "handover")
        with ledger.write(NOW) as writing:
            writing.delete(tables.voluntary_items, {"case_code": "XM-001", "item": "witness"})
            writing.record("voluntary.set", "XM-001", actor="QT", effective_on=DAY)
        for reason in ("Thu hồi", "Hiến lại"):
            move_track(
                ledger,
                OFFICER,
                case_code="XM-001",
                reason=reason,
                base=state(ledger).case.version,
                now=NOW,
            )
        assert set(state(ledger).marks) == {"contacted", "agreed"}


class TestItems:
    def test_they_are_kept_with_one_event_and_counted(self, ledger):
        revision, _ = current_revision(ledger)
        saved = record(ledger, a_mark(), a_mark(Item.TOLD_REFUSAL, paper=""))
        assert saved.revision == revision + 1
        assert state(ledger).checklist.settled == 2
        entry = case_history(ledger, OFFICER, "XM-001")[0]
        assert (entry.kind, entry.effective_on) == ("voluntary.set", DAY)
        assert entry.details["items"] == ["witness", "told_refusal"]
        assert prove_log(ledger, ADMIN).holds

    def test_one_that_is_wrong_refuses_all(self, ledger):
        before = current_revision(ledger)
        with pytest.raises(errors.TextMissing):
            record(ledger, a_mark(), a_mark(Item.TOLD_REFUSAL, who=""))
        assert current_revision(ledger) == before

    def test_a_correction_needs_its_reason(self, ledger):
        record(ledger, a_mark())
        better = a_mark(who="Giang Tấn Lộc", version=1)
        with pytest.raises(errors.ReasonMissing):
            record(ledger, better)
        record(ledger, better, reason="Ghi nhầm tên")
        assert state(ledger).checklist.mark(Item.WITNESS).who == "Giang Tấn Lộc"
        assert state(ledger).checklist.mark(Item.WITNESS).version == 2

    def test_what_a_signature_rests_on_is_not_taken_back(self, ledger):
        take(ledger, "contacted", "agreed", "signed")
        back = ItemMark(Item.WITNESS, version=1)
        with pytest.raises(errors.VoluntaryNeeded):
            record(ledger, back, reason="Nhầm")
        unsigned = StepMark("signed", StepState.PENDING, version=1)
        sign(ledger, mark=unsigned, reason="Chưa ký")
        record(ledger, back, reason="Nhầm")
        assert state(ledger).checklist.settled == 5

    def test_two_people_are_asked_and_the_loser_is_kept(self, ledger):
        record(ledger, a_mark())
        with pytest.raises(errors.EditConflict) as caught:
            record(ledger, a_mark(who="Người khác"), actor=OTHER)
        assert caught.value.values["by"] == "CB03"
        kept = case_history(ledger, OFFICER, "XM-001")[0]
        assert (kept.kind, kept.details["mine"][2]) == ("edit.refused", "Người khác")

    def test_the_same_twice_is_one_save(self, ledger):
        assert (
            record(ledger, a_mark(), key="k").revision == record(ledger, a_mark(), key="k").revision
        )
        assert record(ledger, a_mark(version=1)).repeated

    def test_land_that_the_state_recovers_has_none(self, ledger):
        move_track(ledger, OFFICER, case_code="XM-001", reason="Thu hồi", base=1, now=later(1))
        assert state(ledger).checklist is None
        with pytest.raises(errors.UnknownStep):
            record(ledger, a_mark())

    def test_a_viewer_records_nothing(self, ledger):
        with pytest.raises(errors.NotAllowed):
            record(ledger, a_mark(), actor=VIEWER)
