"""A step recorded once for a project or a batch, and what it does to each of its cases."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import done
from tests.tiny import ADMIN, NOW, OFFICER, OTHER, VIEWER, take
from trackers.domain import errors
from trackers.domain.project_steps import Batch, SharedMark
from trackers.domain.stages import Stage
from trackers.domain.tracks import StepMark, StepState, TrackCode
from trackers.services.cases import case_card
from trackers.services.history import case_history
from trackers.services.project_steps import (
    preview_project_step,
    project_steps_of,
    set_project_step,
)
from trackers.services.proving import prove_log
from trackers.services.status import status_feed
from trackers.services.tracks import move_track
from trackers.services.wards import current_revision

CODES = ("XM-001", "XM-002", "XM-003")
DAY = date(2014, 3, 20)


@pytest.fixture
def recovered(ledger):
    """The tiny ward with all of its cases on the recovery track."""
    for code in CODES:
        move_track(ledger, OFFICER, case_code=code, reason="Thu hồi", base=1, now=NOW)
    return ledger


def common(step, *cases, name="Đợt 1", state=StepState.DONE, version=0, batch=None):
    mark = StepMark(step, state, DAY if state is StepState.DONE else None, "QĐ 12", version)
    if cases:
        batch = Batch("", "XM", name, cases)
    return SharedMark("XM", TrackCode.RECOVERY, mark, batch)


def record(ledger, shared, actor=OFFICER, **more):
    return set_project_step(ledger, actor, shared=shared, now=NOW, **more)


def state(ledger, code="XM-001"):
    return case_card(ledger, OFFICER, code, NOW).state


class TestWholeProject:
    def test_one_event_settles_the_step_in_every_case_and_colours_none(self, recovered):
        revision, _ = current_revision(recovered)
        saved = record(recovered, common("notice"))
        assert saved.revision == revision + 1
        for code in CODES:
            held = state(recovered, code)
            assert held.steps.states["notice"] is StepState.DONE
            assert held.shared["notice"].batch is None
            assert held.stage is Stage.NOT_CONTACTED
            take(recovered, "inventory", case=code)
        feed = status_feed(recovered, OFFICER, since=revision, now=NOW)
        assert {one.case_code for one in feed.cases} == set(CODES)
        assert prove_log(recovered, ADMIN).holds

    def test_every_case_tells_of_it_in_its_history(self, recovered):
        record(recovered, common("notice"))
        for code in CODES:
            entry = case_history(recovered, OFFICER, code)[0]
            assert (entry.kind, entry.details["step"]) == ("project_step.set", "notice")

    def test_who_would_refuse_is_named_and_nothing_is_written(self, recovered):
        take(recovered, "notice", "inventory")
        before = current_revision(recovered)
        refused = preview_project_step(recovered, OFFICER, shared=common("draft"), now=NOW)
        assert [one.case_code for one in refused] == ["XM-002", "XM-003"]
        assert {type(one.error) for one in refused} == {errors.MissingPrerequisite}
        with pytest.raises(errors.MissingPrerequisite):
            record(recovered, common("draft"))
        assert current_revision(recovered) == before

    def test_a_case_that_did_it_itself_keeps_its_own_day(self, recovered):
        take(recovered, "notice")
        record(recovered, common("notice"))
        assert state(recovered).done_on("notice") == DAY
        assert state(recovered).stage is Stage.IN_PROGRESS
        assert state(recovered, "XM-002").stage is Stage.NOT_CONTACTED

    def test_a_plan_comes_before_there_is_any_case(self, ledger):
        record(ledger, common("plan"))
        record(ledger, common("notice"))
        with pytest.raises(errors.MissingPrerequisite):
            record(ledger, common("draft"))

    def test_only_steps_of_a_project_are_recorded_so(self, recovered):
        for step in ("inventory", "handover", "flying"):
            with pytest.raises(errors.UnknownStep):
                record(recovered, common(step))

    def test_it_is_not_dated_tomorrow(self, recovered):
        late = common("plan")
        late = replace(late, mark=replace(late.mark, done_on=date(2014, 4, 8)))
        (refused,) = preview_project_step(recovered, OFFICER, shared=late, now=NOW)
        assert (refused.case_code, type(refused.error)) == ("", errors.DateInFuture)


class TestCorrections:
    def test_it_is_taken_back_with_a_reason_when_nothing_rests_on_it(self, recovered):
        record(recovered, common("notice"))
        back = common("notice", state=StepState.PENDING, version=1)
        with pytest.raises(errors.ReasonMissing):
            record(recovered, back)
        take(recovered, "inventory", case="XM-002")
        refused = preview_project_step(recovered, OFFICER, shared=back, now=NOW)
        assert [one.case_code for one in refused] == ["XM-002"]
        with pytest.raises(errors.StepHasDependents):
            record(recovered, back, reason="Nhầm công trình")
        take(recovered, "notice", case="XM-002")
        record(recovered, back, reason="Nhầm công trình")
        assert state(recovered).steps.states["notice"] is StepState.PENDING

    def test_two_people_are_asked(self, recovered):
        record(recovered, common("plan"))
        theirs = common("plan")
        theirs = replace(theirs, mark=replace(theirs.mark, done_on=date(2014, 3, 1)))
        with pytest.raises(errors.EditConflict):
            record(recovered, theirs, actor=OTHER)

    def test_the_same_twice_is_one_save(self, recovered):
        first = record(recovered, common("plan"), key="k")
        assert record(recovered, common("plan"), key="k").revision == first.revision
        assert record(recovered, common("plan", version=1)).repeated

    def test_a_viewer_records_nothing_and_sees_nothing(self, recovered):
        with pytest.raises(errors.NotAllowed):
            record(recovered, common("plan"), actor=VIEWER)
        with pytest.raises(errors.NotAllowed):
            project_steps_of(recovered, VIEWER, "XM")


class TestBatches:
    def test_a_batch_is_made_with_its_first_step_and_used_again(self, recovered):
        record(recovered, common("notice", "XM-001", "XM-002"))
        (batch,) = project_steps_of(recovered, OFFICER, "XM").batches
        assert (batch.code, batch.name) == ("XM-D1", "Đợt 1")
        assert state(recovered).shared["notice"].batch == batch
        assert state(recovered, "XM-003").steps.states["notice"] is StepState.PENDING
        for code in batch.case_codes:
            take(recovered, "inventory", case=code)
        record(recovered, common("draft", batch=batch))
        assert state(recovered).steps.states["draft"] is StepState.DONE
        marks = project_steps_of(recovered, OFFICER, "XM").marks
        assert {one.mark.step for one in marks} == {"notice", "draft"}

    @pytest.mark.parametrize(
        ("shared", "error"),
        [
            (common("notice", "XM-404"), errors.UnknownRecord),
            (common("notice", "XM-001", name=" "), errors.TextMissing),
            (common("notice", batch=Batch("", "XM", "Đợt 1", ())), errors.TextMissing),
        ],
    )
    def test_what_is_no_batch_is_refused(self, recovered, shared, error):
        before = current_revision(recovered)
        with pytest.raises(error):
            record(recovered, shared)
        assert current_revision(recovered) == before

    def test_two_batches_do_not_share_a_name(self, recovered):
        record(recovered, common("notice", "XM-001"))
        with pytest.raises(errors.DuplicateRecord):
            record(recovered, common("notice", "XM-002"))

    def test_a_gift_takes_no_part(self, ledger):
        with pytest.raises(errors.UnknownRecord):
            record(ledger, common("notice", "XM-001"))

    def test_a_project_nobody_knows(self, ledger):
        with pytest.raises(errors.UnknownRecord):
            record(ledger, SharedMark("NO", TrackCode.RECOVERY, done("plan", DAY, version=0)))
