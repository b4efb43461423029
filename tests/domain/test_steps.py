"""What follows from recorded steps, and which marks are refused."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.making import DONATION_STEPS, TODAY, done, marks, skipped
from trackers.domain import errors
from trackers.domain.components import Form
from trackers.domain.shipped import DONATION, RECOVERY, TRACKS
from trackers.domain.stages import PublicClass, Stage
from trackers.domain.steps import CaseSteps
from trackers.domain.tracks import StepMark, StepState

GIFT = frozenset({Form.DONATED})
MIXED = frozenset({Form.DONATED, Form.SUPPORTED})
UNCLEAR = frozenset({Form.DONATED, Form.UNDECIDED})
STARRED = ("inventory", "approval", "payment")


def gift(*codes, forms=MIXED, **more):
    return CaseSteps(DONATION, marks(*map(done, codes)), forms=forms, **more)


def recovery(*codes, shared=()):
    return CaseSteps(RECOVERY, marks(*map(done, codes)), marks(*map(done, shared)))


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
        assert gift(*steps).stage is stage

    @pytest.mark.parametrize("track", TRACKS.values(), ids=lambda track: track.code)
    def test_a_case_without_steps_was_not_contacted(self, track):
        assert CaseSteps(track, {}).stage is Stage.NOT_CONTACTED
        assert CaseSteps(track, {}).public_class is PublicClass.IN_PROGRESS

    def test_approved_support_alone_does_not_make_a_donation_agreed(self):
        assert gift("inventory", "approval").stage is Stage.IN_PROGRESS

    def test_a_case_is_completed_only_when_no_applicable_step_is_open(self):
        steps = [code for code in DONATION_STEPS if code != "payment"]
        assert gift(*steps).stage is Stage.HANDED_OVER
        assert gift(*steps, "payment").stage is Stage.COMPLETED
        assert gift(*steps, forms=GIFT).stage is Stage.COMPLETED
        assert gift(*steps, forms=UNCLEAR).stage is Stage.HANDED_OVER

    def test_consent_is_never_public_but_an_approved_plan_is(self):
        agreed = gift("contacted", "agreed")
        assert agreed.public_class is PublicClass.IN_PROGRESS
        assert recovery("approval").public_class is PublicClass.SIGNED
        assert agreed.stage is recovery("approval").stage


class TestComponents:
    @pytest.mark.parametrize("code", STARRED)
    def test_steps_of_support_apply_with_support_only(self, code):
        assert gift(forms=GIFT).states[code] is StepState.NOT_APPLICABLE
        assert gift(forms=MIXED).states[code] is StepState.PENDING
        assert gift(forms=UNCLEAR).states[code] is StepState.PENDING
        assert gift(code, forms=GIFT).states[code] is StepState.DONE

    def test_recovery_always_takes_its_inventory(self):
        assert recovery().states["inventory"] is StepState.PENDING

    def test_nobody_types_what_the_components_decide(self):
        with pytest.raises(errors.StepByComponents):
            gift(forms=GIFT).check(done("inventory"), today=TODAY)
        with pytest.raises(errors.StepByComponents):
            gift(forms=MIXED).check(skipped("inventory"), today=TODAY)

    def test_an_old_mark_of_not_applicable_gives_way_to_new_support(self):
        steps = CaseSteps(DONATION, marks(skipped("payment")), forms=MIXED)
        assert steps.states["payment"] is StepState.PENDING


class TestChecks:
    def test_a_step_waits_for_what_it_needs(self):
        with pytest.raises(errors.MissingPrerequisite) as caught:
            gift().check(done("signed"), today=TODAY)
        assert caught.value.values["missing"] == ["Đồng thuận, chưa ký"]

    def test_recovery_takes_payment_and_decision_in_either_order(self):
        first = ("notice", "inventory", "draft", "consultation", "approval")
        recovery(*first).check(done("decision"), today=TODAY)
        recovery(*first, "delivery").check(done("payment"), today=TODAY)
        with pytest.raises(errors.MissingPrerequisite):
            recovery(*first, "decision").check(done("handover"), today=TODAY)

    def test_a_done_step_needs_a_day(self):
        with pytest.raises(errors.DateMissing):
            gift().check(StepMark("contacted", StepState.DONE), today=TODAY)

    def test_tomorrow_has_not_happened(self):
        with pytest.raises(errors.DateInFuture):
            gift().check(done("contacted", date(2014, 4, 8)), today=TODAY)

    def test_only_optional_steps_may_be_not_applicable(self):
        recovery().check(skipped("enforcement"), today=TODAY)
        with pytest.raises(errors.StepNotOptional):
            gift().check(skipped("signed"), today=TODAY)

    def test_a_step_is_not_taken_back_under_one_that_needs_it(self):
        steps = gift("contacted", "agreed")
        with pytest.raises(errors.StepHasDependents):
            steps.check(StepMark("contacted", StepState.PENDING), today=TODAY)
        steps.check(StepMark("agreed", StepState.PENDING), today=TODAY)

    @pytest.mark.parametrize("code", ["plan", "flying"])
    def test_a_case_takes_no_step_of_the_project_and_no_unknown_one(self, code):
        with pytest.raises(errors.UnknownStep):
            recovery().check(done(code), today=TODAY)


class TestShared:
    def test_what_the_project_did_settles_a_need_and_colours_nothing(self):
        steps = recovery(shared=("notice",))
        assert steps.states["notice"] is StepState.DONE
        assert steps.stage is Stage.NOT_CONTACTED
        steps.check(done("inventory"), today=TODAY)

    def test_it_counts_only_after_what_the_case_itself_must_do(self):
        assert recovery(shared=("notice", "draft")).states["draft"] is StepState.PENDING
        assert recovery("inventory", shared=("notice", "draft")).states["draft"] is StepState.DONE

    def test_a_step_of_the_project_alone_is_never_the_cases_own(self):
        assert recovery("plan").states["plan"] is StepState.PENDING
        assert recovery(shared=("plan",)).states["plan"] is StepState.DONE


# Walks are drawn slowly on a machine that does much else.
CALM = settings(deadline=None, max_examples=50)
FORMS = st.frozensets(st.sampled_from(Form))
TRACK = st.sampled_from(list(TRACKS.values()))


@st.composite
def walks(draw):
    """A case after any sequence of marks of which only the allowed ones were taken."""
    track = draw(TRACK)
    codes = [one.code for one in track.case_steps]
    common = [one.code for one in track.project_steps] or ["contacted"]
    shared = draw(st.sets(st.sampled_from(common)))
    steps = CaseSteps(track, {}, marks(*map(done, shared)), draw(FORMS))
    wished = st.tuples(st.sampled_from(codes), st.sampled_from(StepState))
    for code, state in draw(st.lists(wished, max_size=40)):
        mark = StepMark(code, state, TODAY if state is StepState.DONE else None)
        try:
            steps.check(mark, today=TODAY)
        except errors.DomainError:
            continue
        steps = CaseSteps(track, {**steps.marks, code: mark}, steps.shared, steps.forms)
    return steps


class TestLaws:
    @CALM
    @given(walks())
    def test_any_allowed_sequence_keeps_the_order_of_the_graph(self, steps):
        assert not steps.unsupported

    @CALM
    @given(walks())
    def test_one_more_done_step_never_lowers_stage_or_class(self, steps):
        for step in steps.track.case_steps:
            more = CaseSteps(
                steps.track, {**steps.marks, **marks(done(step.code))}, steps.shared, steps.forms
            )
            assert more.stage.rank >= steps.stage.rank
            classes = list(PublicClass)
            assert classes.index(more.public_class) >= classes.index(steps.public_class)

    @CALM
    @given(walks())
    def test_completed_means_that_no_applicable_step_is_open(self, steps):
        if steps.stage is Stage.COMPLETED:
            states = [steps.states[one.code] for one in steps.track.case_steps]
            assert StepState.PENDING not in states

    @CALM
    @given(walks())
    def test_stage_and_public_class_never_contradict_each_other(self, steps):
        cleared = steps.stage.rank >= Stage.HANDED_OVER.rank
        assert (steps.public_class is PublicClass.HANDED_OVER) == cleared
        if steps.stage is Stage.SIGNED:
            assert steps.public_class is PublicClass.SIGNED
        if steps.stage.rank < Stage.AGREED.rank:
            assert steps.public_class is PublicClass.IN_PROGRESS
