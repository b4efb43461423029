"""What was recorded in common, and that a gift was voluntary, as they were on a former day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import tiny
from tests.domain.making import a_case
from tests.looking_back import current, on_day, states, without_words
from tests.tiny import ADMIN, NOW, OFFICER, TODAY
from trackers.domain.as_of import Sight
from trackers.domain.project_steps import Batch, SharedMark
from trackers.domain.shipped import SHIPPED
from trackers.domain.tracks import StepMark, StepState, TrackCode
from trackers.domain.voluntary import Item, ItemMark
from trackers.services.as_of import former_case
from trackers.services.cases import add_case
from trackers.services.project_steps import project_steps_of, set_project_step
from trackers.services.tracks import move_track, use_tracks
from trackers.services.voluntary import set_items

HELD_ON, FRIDAY, SUNDAY = date(2014, 3, 20), date(2014, 4, 4), date(2014, 4, 6)
CODES = ("XM-001", "XM-002", "XM-003")
KNOWN = Sight.KNOWN
# A workflow of the ward's own that calls the consent its own way.
OWN = SHIPPED.text.replace("version = 1", "version = 2", 1).replace(
    'vi = "Đồng thuận, chưa ký"', 'vi = "Thuận ký"'
)


@pytest.fixture
def recovered(ledger):
    """The tiny ward with all of its cases on the recovery track since 19 March."""
    for code in CODES:
        moved = on_day(date(2014, 3, 19))
        move_track(ledger, OFFICER, case_code=code, reason="Thu hồi", base=1, now=moved)
    return ledger


def record(ledger, step, on, *, now, cases=(), version=0, **more):
    """Record a step for the whole road, or for a batch of cases; None takes it back."""
    state = StepState.PENDING if on is None else StepState.DONE
    batch = Batch("", "XM", "Đợt 1", cases) if cases else None
    mark = StepMark(step, state, on, "QĐ 12", version)
    shared = SharedMark("XM", TrackCode.RECOVERY, mark, batch)
    return set_project_step(ledger, OFFICER, shared=shared, now=now, **more)


def in_common(ledger, on, sight=Sight.TRUE, step="plan"):
    """The cases for which a step had been done in common."""
    return {code for code, one in states(ledger, on, sight).items() if step in one.shared}


class TestStepsInCommon:
    def test_it_counts_from_its_day_for_all_cases_of_the_work(self, recovered):
        record(recovered, "plan", HELD_ON, now=NOW)
        assert in_common(recovered, HELD_ON - timedelta(days=1)) == set()
        assert in_common(recovered, HELD_ON) == set(CODES)
        settled = states(recovered, HELD_ON)["XM-001"].steps.states["plan"]
        assert settled is StepState.DONE

    def test_before_it_was_typed_in_nobody_knew(self, recovered):
        record(recovered, "plan", HELD_ON, now=NOW)
        assert in_common(recovered, SUNDAY, KNOWN) == set()
        assert in_common(recovered, TODAY, KNOWN) == set(CODES)

    def test_one_taken_back_never_was_but_a_former_report_still_has_it(self, recovered):
        record(recovered, "plan", HELD_ON, now=on_day(FRIDAY))
        record(recovered, "plan", None, version=1, reason="Nhầm công trình", now=NOW)
        for day in (HELD_ON, FRIDAY, SUNDAY, TODAY):
            assert in_common(recovered, day) == set()
        assert in_common(recovered, SUNDAY, KNOWN) == set(CODES)
        assert in_common(recovered, TODAY, KNOWN) == set()

    @pytest.mark.parametrize("moved", [date(2014, 3, 19), date(2014, 3, 28)])
    def test_a_day_that_was_corrected_counts_as_corrected(self, recovered, moved):
        record(recovered, "plan", HELD_ON, now=on_day(FRIDAY))
        record(recovered, "plan", moved, version=1, reason="Nhầm ngày", now=NOW)
        assert in_common(recovered, moved - timedelta(days=1)) == set()
        assert in_common(recovered, moved) == set(CODES)
        assert in_common(recovered, FRIDAY, KNOWN) == set(CODES)

    def test_a_case_that_came_later_has_it_from_its_opening(self, recovered):
        record(recovered, "plan", HELD_ON, now=on_day(HELD_ON))
        joins = a_case("XM-004", parcel_id=4, track=TrackCode.RECOVERY, opened_on=FRIDAY)
        add_case(recovered, OFFICER, case=joins, now=NOW)
        assert "XM-004" not in states(recovered, date(2014, 4, 3))
        assert in_common(recovered, FRIDAY) == {*CODES, "XM-004"}
        assert in_common(recovered, SUNDAY, KNOWN) == set(CODES)

    def test_of_a_batch_it_is_for_its_cases_only_even_if_its_day_moves_back(self, recovered):
        record(recovered, "plan", HELD_ON, cases=("XM-002",), now=on_day(FRIDAY))
        (mark,) = project_steps_of(recovered, OFFICER, "XM").marks
        earlier = replace(mark, mark=replace(mark.mark, done_on=date(2014, 3, 19)))
        set_project_step(recovered, OFFICER, shared=earlier, reason="Nhầm ngày", now=NOW)
        assert in_common(recovered, date(2014, 3, 19)) == {"XM-002"}
        seen = states(recovered, date(2014, 3, 19))["XM-002"].shared["plan"]
        assert seen.batch == mark.batch

    def test_a_case_on_the_other_track_that_day_had_no_part_in_it(self, ledger):
        record(ledger, "plan", HELD_ON, now=on_day(HELD_ON))
        moved = on_day(FRIDAY)
        move_track(ledger, OFFICER, case_code="XM-001", reason="Thu hồi", base=1, now=moved)
        assert in_common(ledger, date(2014, 4, 3)) == set()
        assert in_common(ledger, FRIDAY) == {"XM-001"}

    def test_one_case_comes_with_the_words_of_its_steps_in_common(self, recovered):
        record(recovered, "plan", HELD_ON, cases=("XM-002",), now=on_day(FRIDAY))
        seen = former_case(recovered, OFFICER, "XM-002", FRIDAY, now=NOW).shared["plan"]
        assert (seen.mark.note, seen.batch.name) == ("QĐ 12", "Đợt 1")
        assert states(recovered, FRIDAY)["XM-002"].shared["plan"].mark.note == ""

    def test_as_of_today_is_what_stands(self, recovered):
        record(recovered, "plan", HELD_ON, now=on_day(FRIDAY))
        record(recovered, "meeting", HELD_ON, now=on_day(FRIDAY))
        record(recovered, "meeting", None, version=1, reason="Nhầm", now=NOW)
        record(recovered, "plan", FRIDAY, cases=("XM-001", "XM-003"), now=tiny.later(1))
        now = tiny.later(2)
        for sight in Sight:
            seen = states(recovered, TODAY, sight, now)
            assert seen == {code: without_words(one) for code, one in current(recovered).items()}


class TestChecklist:
    def test_an_item_counts_from_its_day(self, ledger):
        fill(ledger, Item.WITNESS, HELD_ON)
        assert items(ledger, HELD_ON - timedelta(days=1)) == {}
        assert items(ledger, HELD_ON) == {Item.WITNESS: StepState.DONE}
        assert items(ledger, SUNDAY, KNOWN) == {}

    def test_it_was_missing_on_the_days_before(self, ledger):
        fill(ledger, Item.WITNESS, HELD_ON)
        days = (HELD_ON - timedelta(days=1), HELD_ON)
        assert [states(ledger, day)["XM-001"].checklist.settled for day in days] == [0, 1]

    def test_an_item_taken_back_never_was_but_a_former_report_still_has_it(self, ledger):
        fill(ledger, Item.WITNESS, HELD_ON, now=on_day(FRIDAY))
        back = ItemMark(Item.WITNESS, version=1)
        set_items(ledger, OFFICER, case_code="XM-001", marks=[back], reason="Nhầm", now=NOW)
        assert items(ledger, SUNDAY) == {}
        assert items(ledger, SUNDAY, KNOWN) == {Item.WITNESS: StepState.DONE}
        assert items(ledger, TODAY) == {Item.WITNESS: StepState.PENDING}

    def test_one_said_not_to_apply_does_so_from_the_day_it_was_said(self, ledger):
        alone = ItemMark(
            Item.CO_OWNERS, StepState.NOT_APPLICABLE, paper="GCN 1", reason="Một người đứng tên"
        )
        set_items(ledger, OFFICER, case_code="XM-001", marks=[alone], now=NOW)
        assert items(ledger, SUNDAY) == {}
        assert items(ledger, TODAY) == {Item.CO_OWNERS: StepState.NOT_APPLICABLE}

    def test_one_case_comes_with_its_words_and_all_cases_without(self, ledger):
        fill(ledger, Item.WITNESS, HELD_ON)
        whole = former_case(ledger, OFFICER, "XM-001", FRIDAY, now=NOW).voluntary[Item.WITNESS]
        assert (whole.who, whole.paper) == ("Kha Vĩnh Lợi", "BB 12")
        kept = states(ledger, FRIDAY)["XM-001"].voluntary[Item.WITNESS]
        assert (kept.who, kept.paper, kept.done_on) == ("", "", HELD_ON)


def fill(ledger, item, on, now=NOW):
    mark = ItemMark(item, StepState.DONE, on, "Kha Vĩnh Lợi", "BB 12")
    set_items(ledger, OFFICER, case_code="XM-001", marks=[mark], now=now)


def items(ledger, on, sight=Sight.TRUE):
    found = states(ledger, on, sight)["XM-001"].voluntary
    return {item: mark.state for item, mark in found.items()}


def test_one_case_is_read_by_the_workflow_that_it_follows(ledger):
    use_tracks(ledger, ADMIN, text=OWN, now=on_day(FRIDAY))
    add_case(ledger, OFFICER, case=a_case("XM-004", parcel_id=4), now=NOW)
    seen = former_case(ledger, OFFICER, "XM-004", TODAY, now=NOW)
    assert seen.track.step("agreed").label == "Thuận ký"
