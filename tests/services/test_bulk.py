from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.making import done
from tests.services.record_laws import written
from tests.tiny import CHAIR, NOW, OFFICER, OTHER, VIEWER, agree_freely, build, later, take
from trackers.domain import errors
from trackers.domain.contacts import Contact, Outcome
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.stages import Stage
from trackers.domain.tracks import StepMark, StepState
from trackers.services.batches import get_batch, last_batches, undo_batch
from trackers.services.bulk import preview_many, write_many
from trackers.services.bulk_tasks import EditCases, OpenObstacles, RecordVisits, SetStep
from trackers.services.cases import case_card
from trackers.services.contacts import record_visit
from trackers.services.history import case_history
from trackers.services.scope import close_case
from trackers.services.wards import current_revision
from trackers.store import cases, open_store

CODES = ("XM-001", "XM-002", "XM-003")
CONTACTED = SetStep(done("contacted", version=0))
TO_OTHER = EditCases({"officer_code": "CB05", "cover_code": "CB03"})
VISIT = RecordVisits(
    Contact("", "", "", date(2014, 4, 4), ("CB03",), Outcome.AGREED, note="Đi cả xóm")
)
GRAVES = OpenObstacles(ObstacleKind.GRAVE, "Mộ sát lộ", date(2014, 4, 1), due_on=date(2014, 4, 12))
REVIEWED = EditCases({"reviewed_on": date(2014, 4, 7)})
TASKS = (CONTACTED, SetStep(done("surveyed", version=0)), TO_OTHER, VISIT, GRAVES, REVIEWED)
WHY = "Ghi nhầm danh sách"


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("bulk"), durable=False)
    yield build(store)
    store.close()


def write(ledger, task, codes=CODES, *, actor=OFFICER, now=NOW, key=None):
    return write_many(ledger, actor, task, case_codes=codes, now=now, key=key)


def undo(ledger, batch_id, *, actor=OFFICER, reason=WHY, now=NOW, key=None):
    return undo_batch(ledger, actor, batch_id=batch_id, reason=reason, now=now, key=key)


def newest(ledger, actor=OFFICER):
    return last_batches(ledger, actor)[0]


def states(ledger):
    return [case_card(ledger, OFFICER, code, NOW).state for code in CODES]


def leave(ledger, code):
    base = case_card(ledger, OFFICER, code, NOW).state.case.version
    day, why = date(2014, 4, 7), "Tim đường dời"
    close_case(ledger, OFFICER, case_code=code, closed_on=day, reason=why, base=base, now=later(1))


class TestWriting:
    def test_all_take_the_step_with_one_event_each_under_one_batch(self, ledger):
        revision, _ = current_revision(ledger)
        saved = write(ledger, CONTACTED, key="b")
        assert saved.revision == revision + 4
        assert {one.stage for one in states(ledger)} == {Stage.IN_PROGRESS}
        batch = newest(ledger)
        assert (batch.first, batch.last) == (revision + 1, revision + 3)
        assert batch.case_codes == CODES
        assert batch.says == {"step": "contacted", "state": "done", "done_on": "2014-03-20"}
        for code in CODES:
            entry = case_history(ledger, OFFICER, code)[0]
            assert (entry.kind, entry.details["batch"]) == ("step.set", batch.batch_id)

    def test_a_double_click_writes_once(self, ledger):
        first = write(ledger, VISIT, key="b")
        again = write(ledger, VISIT, key="b")
        assert (again.revision, again.repeated) == (first.revision, True)

    def test_one_refusal_refuses_all_and_is_named_before(self, ledger):
        take(ledger, "contacted", "agreed")
        agree_freely(ledger)
        signed = SetStep(done("signed", version=0))
        codes = ["XM-001", "XM-002", "XM-404"]
        seen = preview_many(ledger, OFFICER, signed, case_codes=codes, now=NOW)
        assert seen.ready == ("XM-001",)
        assert [(one.case_code, type(one.error)) for one in seen.refusals] == [
            ("XM-002", errors.MissingPrerequisite),
            ("XM-404", errors.UnknownRecord),
        ]
        before = written(ledger)
        for refused in (codes[:2], [codes[0], codes[2]]):
            with pytest.raises(errors.DomainError):
                write(ledger, signed, refused)
        assert written(ledger) == before

    def test_cases_that_have_it_already_are_left_alone(self, ledger):
        take(ledger, "contacted")
        revision, _ = current_revision(ledger)
        seen = preview_many(ledger, OFFICER, CONTACTED, case_codes=CODES, now=NOW)
        assert (seen.same, seen.ready) == (("XM-001",), ("XM-002", "XM-003"))
        assert write(ledger, CONTACTED).revision == revision + 3
        assert write(ledger, CONTACTED).repeated

    def test_a_case_named_twice_is_written_once(self, ledger):
        write(ledger, TO_OTHER, ("XM-001", "XM-001"))
        assert newest(ledger).case_codes == ("XM-001",)

    def test_a_closed_case_is_refused_by_every_task(self, ledger):
        leave(ledger, "XM-001")
        for task in TASKS:
            with pytest.raises(errors.AlreadyClosed):
                write(ledger, task)

    def test_officer_and_cover_are_given_together(self, ledger):
        write(ledger, TO_OTHER)
        found = {(one.case.officer_code, one.case.cover_code) for one in states(ledger)}
        assert found == {("CB05", "CB03")}

    def test_an_unknown_officer_leaves_all_as_they_were(self, ledger):
        before = written(ledger)
        for task in (EditCases({"officer_code": "CB99"}),):
            with pytest.raises(errors.UnknownRecord):
                write(ledger, task)
        assert written(ledger) == before

    def test_a_review_day_to_come_is_refused(self, ledger):
        with pytest.raises(errors.DateInFuture):
            write(ledger, EditCases({"reviewed_on": date(2014, 4, 8)}))

    def test_a_visit_is_one_for_each_household_and_counts_for_all_its_cases(self, ledger):
        write(ledger, VISIT)
        assert [len(one.contacts) for one in states(ledger)] == [1, 1, 2]
        assert {one.stage for one in states(ledger)} == {Stage.IN_PROGRESS}
        subjects = [case_history(ledger, OFFICER, code)[0].kind for code in CODES]
        assert subjects == ["visit.recorded"] * 3

    def test_an_obstacle_is_resolved_by_each_cases_own_officer(self, ledger):
        write(ledger, GRAVES)
        found = [one.open_obstacles[0] for one in states(ledger)]
        assert [one.officer_code for one in found] == ["CB03", "CB03", "CB05"]
        assert preview_many(ledger, OFFICER, GRAVES, case_codes=CODES, now=NOW).same == CODES

    def test_a_step_recorded_otherwise_needs_a_reason(self, ledger):
        write(ledger, CONTACTED)
        moved = StepMark("contacted", StepState.DONE, date(2014, 4, 1))
        with pytest.raises(errors.ReasonMissing):
            write(ledger, SetStep(moved))
        write(ledger, SetStep(moved, reason="Theo biên bản"))
        assert {one.done_on("contacted") for one in states(ledger)} == {date(2014, 4, 1)}
        assert case_history(ledger, OFFICER, "XM-001")[0].reason == "Theo biên bản"

    @pytest.mark.parametrize("task", TASKS, ids=lambda one: one.event)
    def test_a_viewer_writes_nothing_and_previews_nothing(self, ledger, task):
        for call in (preview_many, write_many):
            with pytest.raises(errors.NotAllowed):
                call(ledger, VIEWER, task, case_codes=CODES, now=NOW)


class TestUndoing:
    @pytest.mark.parametrize("task", TASKS, ids=lambda one: one.event)
    def test_every_case_gets_back_what_it_had(self, ledger, task):
        take(ledger, "contacted", case="XM-002")
        before = written(ledger)
        write(ledger, task)
        assert written(ledger) != before
        undo(ledger, newest(ledger).batch_id)
        assert written(ledger) == before
        entry = case_history(ledger, OFFICER, "XM-003")[0]
        assert (entry.kind, entry.reason) == ("change.undone", WHY)
        assert entry.details["of"] == task.event

    def test_what_was_undone_is_no_longer_offered_nor_undone_twice(self, ledger):
        write(ledger, CONTACTED)
        write(ledger, TO_OTHER, now=later(1))
        second, first = last_batches(ledger, OFFICER)
        undo(ledger, second.batch_id)
        assert last_batches(ledger, OFFICER) == [first]
        assert get_batch(ledger, OFFICER, second.batch_id).undone
        with pytest.raises(errors.BatchUndone):
            undo(ledger, second.batch_id)

    def test_one_case_changed_since_refuses_all_by_name(self, ledger):
        write(ledger, TO_OTHER)
        batch = newest(ledger)
        write(ledger, EditCases({"cover_code": "CB01"}), ("XM-003", "XM-002"), now=later(1))
        before = written(ledger)
        with pytest.raises(errors.BatchChanged) as caught:
            undo(ledger, batch.batch_id)
        assert caught.value.values["cases"] == ["XM-002", "XM-003"]
        assert written(ledger) == before

    def test_a_step_that_later_ones_stand_on_is_not_taken_away(self, ledger):
        write(ledger, CONTACTED)
        batch = newest(ledger)
        take(ledger, "agreed", case="XM-002")
        with pytest.raises(errors.BatchChanged) as caught:
            undo(ledger, batch.batch_id)
        assert caught.value.values["cases"] == ["XM-002"]

    def test_a_case_that_left_the_scope_since_refuses_all(self, ledger):
        write(ledger, TO_OTHER)
        leave(ledger, "XM-002")
        with pytest.raises(errors.BatchChanged) as caught:
            undo(ledger, newest(ledger).batch_id)
        assert caught.value.values["cases"] == ["XM-002"]

    def test_what_was_recorded_since_beside_it_stays(self, ledger):
        write(ledger, VISIT)
        batch = newest(ledger)
        visit = Contact("", "H002", "XM", date(2014, 4, 5), ("CB05",), Outcome.POSTPONED)
        record_visit(ledger, OTHER, visit=visit, now=later(1))
        undo(ledger, batch.batch_id)
        second = states(ledger)[1]
        assert [one.met_on for one in second.contacts] == [date(2014, 4, 5)]
        assert second.done_on("contacted") == date(2014, 4, 5)
        assert [one.done_on("contacted") for one in states(ledger)[::2]] == [None, None]

    def test_two_batches_are_undone_in_turn(self, ledger):
        before = written(ledger)
        write(ledger, CONTACTED)
        write(ledger, SetStep(done("agreed", version=0)), now=later(1))
        second, first = last_batches(ledger, OFFICER)
        with pytest.raises(errors.BatchChanged):
            undo(ledger, first.batch_id)
        undo(ledger, second.batch_id)
        undo(ledger, first.batch_id)
        assert written(ledger) == before

    def test_a_double_click_undoes_once(self, ledger):
        write(ledger, CONTACTED)
        batch = newest(ledger).batch_id
        first = undo(ledger, batch, key="u")
        again = undo(ledger, batch, key="u")
        assert (again.revision, again.repeated) == (first.revision, True)

    def test_it_takes_a_reason_and_ones_own_batch_or_the_chair(self, ledger):
        write(ledger, CONTACTED)
        batch = newest(ledger).batch_id
        with pytest.raises(errors.ReasonMissing):
            undo(ledger, batch, reason=" ")
        with pytest.raises(errors.NotYourBatch):
            undo(ledger, batch, actor=OTHER)
        with pytest.raises(errors.NotAllowed):
            undo(ledger, batch, actor=VIEWER)
        with pytest.raises(errors.UnknownRecord):
            undo(ledger, "no-batch")
        undo(ledger, batch, actor=CHAIR)

    def test_each_officer_is_offered_their_own(self, ledger):
        write(ledger, CONTACTED)
        assert last_batches(ledger, OTHER) == []


class TestLaws:
    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(
        picks=st.lists(
            st.tuples(
                st.sampled_from(TASKS), st.lists(st.sampled_from([*CODES, "XM-404"]), min_size=1)
            ),
            min_size=1,
            max_size=4,
        )
    )
    def test_batches_undone_in_turn_leave_the_rows_as_before_and_a_refused_one_writes_nothing(
        self, shared, picks
    ):
        start = written(shared)
        trail = [start]
        for task, codes in picks:
            before = written(shared)
            try:
                saved = write(shared, task, codes)
            except errors.DomainError:
                assert written(shared) == before
                continue
            if not saved.repeated:
                trail.append(written(shared))
        while len(trail) > 1:
            assert written(shared) == trail.pop()
            undo(shared, newest(shared).batch_id)
        assert written(shared) == start


def test_the_order_of_codes_does_not_matter(ledger):
    write(ledger, CONTACTED, CODES[::-1])
    with ledger.read() as reading:
        assert all(one.done_on("contacted") for one in cases.read_states(reading))
