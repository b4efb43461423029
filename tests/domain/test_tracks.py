from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import DONATION_STEPS, TODAY, done, marks, skipped
from trackers.domain import errors
from trackers.domain.stages import PublicClass, Stage, least
from trackers.domain.tracks import (
    DONATION,
    RECOVERY,
    TRACKS,
    StepMark,
    StepState,
    check_step,
    public_class_of,
    stage_of,
)


@pytest.mark.parametrize("track", TRACKS.values(), ids=lambda track: track.code)
class TestBothTracks:
    def test_every_need_is_a_step_that_stands_before(self, track):
        seen: set[str] = set()
        for step in track.steps:
            assert seen.issuperset(step.needs)
            seen.add(step.code)

    def test_case_steps_need_only_case_steps(self, track):
        of_case = {step.code for step in track.case_steps}
        assert all(of_case.issuperset(step.needs) for step in track.case_steps)

    def test_a_case_without_steps_was_not_contacted(self, track):
        assert stage_of(track, {}) is Stage.NOT_CONTACTED
        assert public_class_of(track, {}) is PublicClass.IN_PROGRESS


class TestStage:
    @pytest.mark.parametrize(
        ("steps", "stage"),
        [
            (("contacted",), Stage.IN_PROGRESS),
            (("contacted", "agreed"), Stage.AGREED),
            (("contacted", "agreed", "surveyed"), Stage.AGREED),
            (("contacted", "agreed", "signed"), Stage.SIGNED),
            (("contacted", "agreed", "signed", "handover"), Stage.HANDED_OVER),
        ],
    )
    def test_a_donation_shows_the_furthest_step(self, steps, stage):
        assert stage_of(DONATION, marks(*map(done, steps))) is stage

    def test_approved_support_alone_does_not_make_a_donation_agreed(self):
        assert stage_of(DONATION, marks(done("inventory"), done("approval"))) is Stage.IN_PROGRESS

    def test_a_case_is_completed_only_when_no_step_is_open(self):
        steps = [done(code) for code in DONATION_STEPS if code != "payment"]
        assert stage_of(DONATION, marks(*steps)) is Stage.HANDED_OVER
        assert stage_of(DONATION, marks(*steps, skipped("payment"))) is Stage.COMPLETED

    def test_consent_is_never_public_but_an_approved_plan_is(self):
        agreed = marks(done("contacted"), done("agreed"))
        assert public_class_of(DONATION, agreed) is PublicClass.IN_PROGRESS
        assert public_class_of(RECOVERY, marks(done("approval"))) is PublicClass.SIGNED
        assert stage_of(DONATION, agreed) is stage_of(RECOVERY, marks(done("approval")))

    def test_a_parcel_in_two_projects_shows_the_least_advanced(self):
        assert least([Stage.SIGNED, Stage.IN_PROGRESS, Stage.COMPLETED]) is Stage.IN_PROGRESS

    def test_every_stage_and_class_has_its_own_look(self):
        assert len({stage.look for stage in Stage}) == len(Stage)
        assert len({one.label for one in PublicClass}) == len(PublicClass)

    @given(st.sets(st.sampled_from(DONATION_STEPS)))
    def test_one_more_step_never_lowers_the_stage(self, codes):
        before = marks(*map(done, codes))
        for code in DONATION_STEPS:
            after = stage_of(DONATION, before | marks(done(code)))
            assert after.rank >= stage_of(DONATION, before).rank


class TestChecks:
    def test_a_step_waits_for_what_it_needs(self):
        with pytest.raises(errors.MissingPrerequisite) as caught:
            check_step(DONATION, {}, done("signed"), today=TODAY)
        assert caught.value.values["missing"] == ["Đồng thuận, chưa ký"]

    def test_a_step_that_is_not_applicable_counts_as_settled(self):
        before = marks(done("contacted"), done("agreed"), done("signed"), skipped("approval"))
        check_step(DONATION, before, done("payment"), today=TODAY)

    def test_recovery_takes_payment_and_decision_in_either_order(self):
        first = marks(*map(done, ("notice", "inventory", "draft", "consultation", "approval")))
        check_step(RECOVERY, first, done("decision"), today=TODAY)
        check_step(RECOVERY, first | marks(done("delivery")), done("payment"), today=TODAY)
        with pytest.raises(errors.MissingPrerequisite):
            check_step(RECOVERY, first | marks(done("decision")), done("handover"), today=TODAY)

    def test_a_done_step_needs_a_day(self):
        with pytest.raises(errors.DateMissing):
            check_step(DONATION, {}, StepMark("contacted", StepState.DONE), today=TODAY)

    def test_tomorrow_has_not_happened(self):
        with pytest.raises(errors.DateInFuture):
            check_step(DONATION, {}, done("contacted", date(2014, 4, 8)), today=TODAY)

    def test_only_optional_steps_may_be_not_applicable(self):
        check_step(DONATION, {}, skipped("inventory"), today=TODAY)
        with pytest.raises(errors.StepNotOptional):
            check_step(DONATION, {}, skipped("signed"), today=TODAY)

    def test_a_step_is_not_taken_back_under_one_that_needs_it(self):
        before = marks(done("contacted"), done("agreed"))
        with pytest.raises(errors.StepHasDependents):
            check_step(DONATION, before, StepMark("contacted", StepState.PENDING), today=TODAY)
        check_step(DONATION, before, StepMark("agreed", StepState.PENDING), today=TODAY)

    @pytest.mark.parametrize("code", ["plan", "flying"])
    def test_a_case_takes_no_step_of_the_project_and_no_unknown_one(self, code):
        with pytest.raises(errors.UnknownStep):
            check_step(RECOVERY, {}, done(code), today=TODAY)
