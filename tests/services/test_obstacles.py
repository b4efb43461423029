from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import done
from tests.tiny import NOW, OFFICER, OTHER, UP_TO_SIGNED, VIEWER, later, take
from trackers.domain import errors
from trackers.domain.obstacles import ObstacleKind, is_overdue
from trackers.services.cases import case_card
from trackers.services.history import case_history
from trackers.services.obstacles import (
    close_obstacle,
    edit_obstacle,
    open_obstacle,
    reopen_obstacle,
    reopenings,
)
from trackers.services.steps import set_step
from trackers.store.errors import RowChanged

DRAIN = {
    "case_code": "XM-001",
    "kind": ObstacleKind.CONDITIONAL,
    "text": "Xin làm cống D400",
    "opened_on": date(2014, 3, 4),
    "officer_code": "CB03",
    "due_on": date(2014, 4, 4),
}


@pytest.fixture
def opened(ledger):
    open_obstacle(ledger, OFFICER, **DRAIN, now=NOW)
    return obstacle(ledger)


def obstacle(ledger):
    return case_card(ledger, OFFICER, "XM-001", NOW).state.obstacles[0]


def edit(ledger, base, *, actor=OFFICER, now=NOW, reason="", **changes):
    mine = replace(base, **changes)
    return edit_obstacle(ledger, actor, base=base, mine=mine, now=now, reason=reason)


def close(ledger, base, words="Đã làm cống"):
    return close_obstacle(
        ledger,
        OFFICER,
        obstacle_id=base.obstacle_id,
        case_code="XM-001",
        closed_on=date(2014, 4, 5),
        resolution=words,
        base=base.version,
        now=NOW,
    )


def reopen(ledger, base, *, actor=OFFICER, reason="Cống lại nghẹt", version=None):
    return reopen_obstacle(
        ledger,
        actor,
        obstacle_id=base.obstacle_id,
        case_code="XM-001",
        reason=reason,
        base=version or base.version,
        now=later(5),
    )


class TestChanging:
    def test_officer_deadline_and_words_are_changed_with_an_event(self, ledger, opened):
        edit(ledger, opened, officer_code="CB05", due_on=date(2014, 4, 20), text="Cống D600")
        now = obstacle(ledger)
        assert (now.officer_code, now.due_on, now.text) == (
            "CB05",
            date(2014, 4, 20),
            "Cống D600",
        )
        entry = case_history(ledger, OFFICER, "XM-001")[0]
        assert entry.kind == "obstacle.edited"
        assert {one.field for one in entry.changes} >= {"officer_code", "due_on", "text"}

    def test_two_people_changing_different_fields_are_merged(self, ledger, opened):
        edit(ledger, opened, actor=OTHER, due_on=date(2014, 4, 20))
        saved = edit(ledger, opened, now=later(1), officer_code="CB05")
        assert saved.merged == ("due_on",)
        assert (obstacle(ledger).officer_code, obstacle(ledger).due_on) == (
            "CB05",
            date(2014, 4, 20),
        )

    def test_two_deadlines_are_a_conflict_and_the_loser_is_kept(self, ledger, opened):
        edit(ledger, opened, actor=OTHER, due_on=date(2014, 4, 20))
        with pytest.raises(errors.EditConflict):
            edit(ledger, opened, now=later(1), due_on=date(2014, 4, 30))
        assert case_history(ledger, OFFICER, "XM-001")[0].kind == "edit.refused"

    def test_nothing_changed_writes_nothing(self, ledger, opened):
        assert edit(ledger, opened).repeated

    @pytest.mark.parametrize(
        ("changes", "kind"),
        [
            ({"text": " "}, errors.TextMissing),
            ({"text": "x" * 4001}, errors.TextTooLong),
            ({"due_on": date(2014, 3, 1)}, errors.DateTooEarly),
            ({"officer_code": "CB99"}, errors.UnknownRecord),
            ({"blocks_handover": False}, errors.ReasonMissing),
            ({"kind": ObstacleKind.GRAVE}, errors.ReasonMissing),
        ],
    )
    def test_what_cannot_be_is_refused(self, ledger, opened, changes, kind):
        with pytest.raises(kind):
            edit(ledger, opened, **changes)
        assert obstacle(ledger) == opened

    def test_a_viewer_changes_nothing(self, ledger, opened):
        with pytest.raises(errors.NotAllowed):
            edit(ledger, opened, actor=VIEWER, text="khác")

    def test_a_closed_one_is_not_changed(self, ledger, opened):
        close(ledger, opened)
        with pytest.raises(errors.AlreadyClosed):
            edit(ledger, opened, text="khác")


class TestBlocking:
    def test_it_follows_the_kind_unless_a_reason_says_otherwise(self, ledger):
        with pytest.raises(errors.ReasonMissing):
            open_obstacle(ledger, OFFICER, **DRAIN, blocks_handover=False, now=NOW)
        open_obstacle(
            ledger, OFFICER, **DRAIN, blocks_handover=False, reason="Chủ hộ cho làm", now=NOW
        )
        assert not obstacle(ledger).blocks_handover
        take(ledger, *UP_TO_SIGNED)
        set_step(ledger, OFFICER, case_code="XM-001", mark=done("handover", version=0), now=NOW)

    def test_a_blocking_one_holds_the_handover_until_it_is_said_not_to(self, ledger, opened):
        take(ledger, *UP_TO_SIGNED)
        handover = done("handover", version=0)
        with pytest.raises(errors.BlockedByObstacle):
            set_step(ledger, OFFICER, case_code="XM-001", mark=handover, now=NOW)
        edit(ledger, opened, blocks_handover=False, reason="Hộ đồng ý làm cống sau")
        set_step(ledger, OFFICER, case_code="XM-001", mark=handover, now=NOW)


class TestReopening:
    def test_it_is_the_same_one_and_its_former_resolution_is_kept(self, ledger, opened):
        close(ledger, opened)
        reopen(ledger, obstacle(ledger))
        now = obstacle(ledger)
        assert (now.obstacle_id, now.is_open, now.resolution) == (opened.obstacle_id, True, "")
        past = reopenings(ledger, OFFICER, "XM-001")
        assert [(one.closed_on, one.resolution, one.reason) for one in past] == [
            (date(2014, 4, 5), "Đã làm cống", "Cống lại nghẹt")
        ]
        close(ledger, now, "Cống mới")
        reopen(ledger, obstacle(ledger))
        past = reopenings(ledger, OFFICER, "XM-001")
        assert [one.resolution for one in past] == ["Đã làm cống", "Cống mới"]

    def test_it_takes_a_reason_a_closed_one_and_the_version_that_was_read(self, ledger, opened):
        with pytest.raises(errors.ObstacleStands):
            reopen(ledger, opened)
        close(ledger, opened)
        with pytest.raises(errors.ReasonMissing):
            reopen(ledger, obstacle(ledger), reason=" ")
        with pytest.raises(RowChanged):
            reopen(ledger, opened)
        with pytest.raises(errors.NotAllowed):
            reopen(ledger, obstacle(ledger), actor=VIEWER)


def test_a_deadline_that_passed_is_overdue_only_while_it_stands(ledger, opened):
    assert is_overdue(opened, date(2014, 4, 5))
    assert not is_overdue(opened, date(2014, 4, 4))
    close(ledger, opened)
    assert not is_overdue(obstacle(ledger), date(2014, 4, 7))
