from datetime import date

from tests.domain.making import a_state, done
from trackers.domain.project_steps import Batch, SharedMark, shared_of
from trackers.domain.stages import PublicClass, Stage
from trackers.domain.tracks import StepMark, StepState, TrackCode

FIRST = Batch("XM-D1", "XM", "Đợt 1", ("XM-001", "XM-002"))


def common(step, *, batch=None, on=date(2014, 3, 20)):
    return SharedMark("XM", TrackCode.RECOVERY, done(step, on), batch)


def test_what_was_done_for_the_project_holds_for_all_and_for_a_batch_for_its_cases():
    marks = [common("plan"), common("draft", batch=FIRST)]
    assert set(shared_of("XM-001", marks)) == {"plan", "draft"}
    assert set(shared_of("XM-003", marks)) == {"plan"}


def test_a_batch_says_more_than_the_project():
    marks = [common("notice"), common("notice", batch=FIRST, on=date(2014, 3, 1))]
    for listed in (marks, marks[::-1]):
        assert shared_of("XM-001", listed)["notice"].batch is FIRST
        assert shared_of("XM-003", listed)["notice"].batch is None


def test_what_was_taken_back_holds_for_nobody():
    back = SharedMark("XM", TrackCode.RECOVERY, StepMark("plan", StepState.PENDING))
    assert shared_of("XM-001", [back]) == {}


def test_it_settles_a_need_and_colours_no_case():
    shared = shared_of("XM-001", [common("approval"), common("notice")])
    state = a_state("inventory", "draft", "consultation", track=TrackCode.RECOVERY, shared=shared)
    assert state.steps.states["approval"] is StepState.DONE
    assert (state.stage, state.public_class) == (Stage.IN_PROGRESS, PublicClass.IN_PROGRESS)
