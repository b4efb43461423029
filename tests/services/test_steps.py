from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import done
from tests.tiny import NOW, OFFICER, OTHER, UP_TO_SIGNED, VIEWER, later, take
from trackers.domain import errors
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.stages import Stage
from trackers.domain.tracks import StepMark, StepState
from trackers.services.cases import case_card
from trackers.services.history import case_history
from trackers.services.obstacles import close_obstacle, open_obstacle
from trackers.services.steps import set_step
from trackers.services.wards import current_revision


def stage(ledger, case="XM-001"):
    return case_card(ledger, OFFICER, case, NOW).state.stage


class TestOneStep:
    def test_a_step_is_kept_with_its_day_and_its_event(self, ledger):
        saved = set_step(
            ledger, OFFICER, case_code="XM-001", mark=done("contacted", version=0), now=NOW
        )
        assert stage(ledger) is Stage.IN_PROGRESS
        entry = case_history(ledger, OFFICER, "XM-001")[0]
        assert (entry.revision, entry.kind, entry.actor_code) == (
            saved.revision,
            "step.set",
            "CB03",
        )
        assert (entry.effective_on, entry.recorded_at) == (date(2014, 3, 20), NOW)

    def test_a_refused_step_writes_nothing(self, ledger):
        before = current_revision(ledger)
        with pytest.raises(errors.MissingPrerequisite):
            take(ledger, "agreed")
        assert current_revision(ledger) == before

    def test_a_double_click_writes_once(self, ledger):
        mark = done("contacted", version=0)
        first, second = (
            set_step(ledger, OFFICER, case_code="XM-001", mark=mark, now=NOW, key="form-1")
            for _ in range(2)
        )
        assert second == replace(first, repeated=True)

    def test_the_same_value_by_two_people_is_no_conflict(self, ledger):
        mark = done("contacted", version=0)
        set_step(ledger, OFFICER, case_code="XM-001", mark=mark, now=NOW)
        assert set_step(ledger, OTHER, case_code="XM-001", mark=mark, now=NOW).repeated

    def test_two_days_for_one_step_are_a_conflict_and_the_loser_is_kept(self, ledger):
        take(ledger, "contacted")
        late = done("contacted", date(2014, 4, 1), version=0)
        with pytest.raises(errors.EditConflict) as caught:
            set_step(ledger, OTHER, case_code="XM-001", mark=late, now=later(1))
        assert caught.value.values["by"] == OFFICER.code
        assert caught.value.values["theirs"] == ("done", date(2014, 3, 20))
        kept = case_history(ledger, OFFICER, "XM-001")[0]
        assert (kept.kind, kept.actor_code) == ("edit.refused", "CB05")
        assert kept.details["mine"] == ["done", "2014-04-01"]

    def test_going_back_is_a_correction_with_a_reason(self, ledger):
        take(ledger, "contacted")
        back = StepMark("contacted", StepState.PENDING, version=1)
        with pytest.raises(errors.ReasonMissing):
            set_step(ledger, OFFICER, case_code="XM-001", mark=back, now=NOW)
        set_step(ledger, OFFICER, case_code="XM-001", mark=back, reason="Ghi nhầm hộ", now=NOW)
        assert stage(ledger) is Stage.NOT_CONTACTED
        assert case_history(ledger, OFFICER, "XM-001")[0].reason == "Ghi nhầm hộ"

    def test_a_viewer_records_nothing(self, ledger):
        with pytest.raises(errors.NotAllowed):
            take(ledger, "contacted", actor=VIEWER)

    def test_an_unknown_case_is_said_so(self, ledger):
        with pytest.raises(errors.UnknownRecord):
            take(ledger, "contacted", case="XM-999")


class TestObstacles:
    def open_one(self, ledger, kind=ObstacleKind.CONDITIONAL):
        return open_obstacle(
            ledger,
            OFFICER,
            case_code="XM-001",
            kind=kind,
            text="Xin làm cống",
            opened_on=date(2014, 4, 1),
            officer_code="CB03",
            due_on=date(2014, 4, 11),
            now=NOW,
        )

    def the_obstacle(self, ledger):
        return case_card(ledger, OFFICER, "XM-001", NOW).state.obstacles[0]

    def close(self, ledger, *, base=1, on=date(2014, 4, 5), words="Đã làm cống"):
        return close_obstacle(
            ledger,
            OTHER,
            obstacle_id=self.the_obstacle(ledger).obstacle_id,
            case_code="XM-001",
            closed_on=on,
            resolution=words,
            base=base,
            now=later(5),
        )

    def test_a_handover_waits_until_the_obstacle_is_closed(self, ledger):
        take(ledger, *UP_TO_SIGNED)
        self.open_one(ledger)
        with pytest.raises(errors.BlockedByObstacle):
            take(ledger, "handover")
        self.close(ledger)
        take(ledger, "handover")
        assert stage(ledger) is Stage.HANDED_OVER

    def test_a_mortgage_holds_the_signature_of_a_gift(self, ledger):
        take(ledger, "contacted", "agreed")
        self.open_one(ledger, ObstacleKind.MORTGAGE)
        with pytest.raises(errors.BlockedByObstacle):
            take(ledger, "signed")

    def test_it_is_closed_once_with_words_and_not_before_it_was_opened(self, ledger):
        self.open_one(ledger)
        with pytest.raises(errors.TextMissing):
            self.close(ledger, words=" ")
        with pytest.raises(errors.DateTooEarly):
            self.close(ledger, on=date(2014, 3, 31))
        with pytest.raises(errors.EditConflict):
            self.close(ledger, base=7)
        self.close(ledger)
        assert not self.the_obstacle(ledger).is_open
        with pytest.raises(errors.AlreadyClosed):
            self.close(ledger, base=2)

    def test_it_cannot_be_opened_tomorrow_or_due_before_it_began(self, ledger):
        words = {
            "case_code": "XM-001",
            "kind": ObstacleKind.OTHER,
            "text": "x",
            "officer_code": "CB03",
            "now": NOW,
        }
        with pytest.raises(errors.DateInFuture):
            open_obstacle(ledger, OFFICER, opened_on=date(2014, 4, 8), due_on=None, **words)
        with pytest.raises(errors.DateTooEarly):
            open_obstacle(
                ledger, OFFICER, opened_on=date(2014, 4, 7), due_on=date(2014, 4, 6), **words
            )
