"""Workflow files in force, cases that keep their version, and moving from track to track."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import a_case, a_visit, done
from tests.tiny import ADMIN, NOW, OFFICER, OTHER, VIEWER, later, take
from trackers.domain import errors
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.shipped import SHIPPED
from trackers.domain.stages import Stage
from trackers.domain.tracks import TrackCode
from trackers.services import cases, contacts, scope
from trackers.services.history import case_history
from trackers.services.obstacles import open_obstacle
from trackers.services.proving import prove_log
from trackers.services.steps import set_step
from trackers.services.tracks import move_track, preview_move, tracks_in_force, use_tracks
from trackers.services.wards import current_revision
from trackers.store.errors import RowChanged
from trackers.store.workflows import read_workflows

# A ward that measures before it asks for consent, and calls that its own way.
OWN = SHIPPED.text.replace("version = 1", "version = 2", 1).replace(
    'vi = "Đồng thuận, chưa ký", en = "Agreed, not signed" }\nscope = ["case"]\n'
    'needs = ["contacted"]',
    'vi = "Thuận ký", en = "Will sign" }\nscope = ["case"]\nneeds = ["surveyed"]',
)


def the_case(ledger, code="XM-001"):
    return cases.case_card(ledger, OFFICER, code, NOW).state


def use(ledger, text=OWN, actor=ADMIN, **more):
    return use_tracks(ledger, actor, text=text, now=NOW, **more)


def open_new(ledger, code="XM-004"):
    cases.add_case(ledger, OFFICER, case=a_case(code, parcel_id=4), now=NOW)


class TestUsing:
    def test_new_cases_follow_it_and_old_ones_keep_theirs(self, ledger):
        saved = use(ledger)
        open_new(ledger)
        take(ledger, "contacted")
        take(ledger, "agreed")
        assert the_case(ledger).case.track_version == 1
        assert the_case(ledger).track.step("agreed").label == "Đồng thuận, chưa ký"
        take(ledger, "contacted", case="XM-004")
        with pytest.raises(errors.MissingPrerequisite):
            take(ledger, "agreed", case="XM-004")
        assert the_case(ledger, "XM-004").case.track_version == 2
        assert the_case(ledger, "XM-004").track.step("agreed").label == "Thuận ký"
        assert saved.revision
        assert tracks_in_force(ledger).version == 2

    def test_every_version_stays_readable_with_the_ward(self, ledger):
        use(ledger)
        use(ledger, OWN.replace("version = 2", "version = 5"))
        with ledger.read() as reading:
            kept = read_workflows(reading)
        assert {number: one.text for number, one in kept.items()} == {
            1: SHIPPED.text,
            2: OWN,
            5: OWN.replace("version = 2", "version = 5"),
        }
        assert prove_log(ledger, ADMIN).holds

    @pytest.mark.parametrize("version", [1, 2])
    def test_it_must_be_newer_than_the_one_in_force(self, ledger, version):
        use(ledger)
        before = current_revision(ledger)
        with pytest.raises(errors.TracksNotNewer):
            use(ledger, OWN.replace("version = 2", f"version = {version}"))
        assert current_revision(ledger) == before

    def test_a_faulty_file_is_not_taken_in(self, ledger):
        with pytest.raises(errors.NeedUnknown):
            use(ledger, OWN.replace('["agreed"]', '["nobody"]'))
        assert tracks_in_force(ledger).version == 1

    def test_only_who_administers_the_ward_does_it_and_once(self, ledger):
        with pytest.raises(errors.NotAllowed):
            use(ledger, actor=OFFICER)
        assert use(ledger, key="k").revision == use(ledger, key="k").revision


class TestMoving:
    def move(self, ledger, *, reason="Hộ không hiến, Nhà nước thu hồi", base=None, actor=OFFICER):
        base = base or the_case(ledger).case.version
        return move_track(
            ledger, actor, case_code="XM-001", reason=reason, base=base, now=NOW, key=None
        )

    def test_the_case_follows_the_other_track_and_the_log_keeps_why(self, ledger):
        take(ledger, "contacted", "agreed")
        self.move(ledger)
        state = the_case(ledger)
        assert state.case.track is TrackCode.RECOVERY
        assert (state.stage, dict(state.marks)) == (Stage.NOT_CONTACTED, {})
        entry = case_history(ledger, OFFICER, "XM-001")[0]
        assert (entry.kind, entry.reason) == ("track.moved", "Hộ không hiến, Nhà nước thu hồi")
        assert (entry.details["from"], entry.details["to"]) == ("donation", "recovery")
        assert prove_log(ledger, ADMIN).holds

    def test_moving_back_brings_the_steps_back(self, ledger):
        take(ledger, "contacted", "surveyed", "agreed")
        self.move(ledger)
        self.move(ledger, reason="Hộ đổi ý, xin hiến")
        state = the_case(ledger)
        assert state.case.track is TrackCode.DONATION
        assert {code: mark.done_on for code, mark in state.marks.items()} == dict.fromkeys(
            ("contacted", "surveyed", "agreed"), date(2014, 3, 20)
        )
        assert state.stage is Stage.AGREED
        set_step(
            ledger,
            OFFICER,
            case_code="XM-001",
            mark=replace(done("contacted"), done_on=date(2014, 3, 19)),
            reason="Sửa ngày",
            now=NOW,
        )

    def test_a_step_of_one_meaning_is_carried_over(self, ledger):
        self.move(ledger)
        take(ledger, "notice", "inventory", "draft")
        preview = preview_move(ledger, OFFICER, case_code="XM-001", now=NOW)
        # Land alone is given: the gift takes no inventory until something is supported.
        assert [one.step for one in preview.marks] == []
        assert preview.left == (
            "Thông báo thu hồi đất",
            "Kiểm đếm",
            "Lập phương án bồi thường, hỗ trợ, tái định cư",
        )

    def test_a_household_that_was_met_has_been_contacted(self, ledger):
        self.move(ledger)
        contacts.record_visit(
            ledger, OFFICER, visit=a_visit(date(2014, 4, 3), contact_id=""), now=NOW
        )
        self.move(ledger, reason="Xin hiến")
        assert the_case(ledger).done_on("contacted") == date(2014, 4, 3)

    def test_what_an_obstacle_holds_follows_the_track(self, ledger):
        open_obstacle(
            ledger,
            OFFICER,
            case_code="XM-001",
            kind=ObstacleKind.MORTGAGE,
            text="Giấy đang thế chấp",
            opened_on=date(2014, 4, 1),
            officer_code="CB03",
            due_on=None,
            now=NOW,
        )
        self.move(ledger)
        assert not the_case(ledger).obstacles[0].blocks_handover
        self.move(ledger)
        assert the_case(ledger).obstacles[0].blocks_handover

    def test_a_handover_does_not_come_back_while_an_obstacle_blocks_it(self, ledger):
        take(ledger, "contacted", "agreed", "signed", "handover")
        self.move(ledger)
        open_obstacle(
            ledger,
            OFFICER,
            case_code="XM-001",
            kind=ObstacleKind.BOUNDARY,
            text="Hàng rào nhà bên",
            opened_on=date(2014, 4, 1),
            officer_code="CB03",
            due_on=None,
            now=NOW,
        )
        # In recovery a dispute blocks nothing; in donation it forbids the signature too.
        self.move(ledger, reason="Xin hiến lại")
        assert set(the_case(ledger).marks) == {"contacted", "agreed"}

    def test_it_needs_a_reason_a_right_and_the_version_that_was_read(self, ledger):
        with pytest.raises(errors.ReasonMissing):
            self.move(ledger, reason=" ")
        with pytest.raises(errors.NotAllowed):
            self.move(ledger, actor=VIEWER)
        with pytest.raises(RowChanged):
            self.move(ledger, base=7)
        self.move(ledger, actor=OTHER)
        with pytest.raises(RowChanged):
            self.move(ledger, base=1)

    def test_a_moved_case_takes_the_workflows_in_force(self, ledger):
        use(ledger)
        self.move(ledger)
        assert the_case(ledger).case.track_version == 2


class TestScope:
    def test_a_case_comes_back_with_a_reason_and_what_it_had(self, ledger):
        take(ledger, "contacted", "agreed")
        self.leave(ledger)
        with pytest.raises(errors.ReasonMissing):
            self.come_back(ledger, reason="")
        saved = self.come_back(ledger)
        state = the_case(ledger)
        assert (state.case.in_scope, state.case.close_reason) == (True, "")
        assert state.stage is Stage.AGREED
        entry = case_history(ledger, OFFICER, "XM-001")[0]
        assert (entry.revision, entry.kind) == (saved.revision, "case.reopened")
        with pytest.raises(errors.NotClosed):
            self.come_back(ledger)

    def test_cases_that_left_are_listed_apart(self, ledger):
        self.leave(ledger)
        listed = cases.list_cases(ledger, OFFICER, NOW, in_scope=False)
        assert [one.state.case.code for one in listed] == ["XM-001"]
        assert "XM-001" not in {
            one.state.case.code for one in cases.list_cases(ledger, OFFICER, NOW)
        }

    def test_it_does_not_come_back_where_another_took_its_place(self, ledger):
        self.leave(ledger)
        cases.add_case(ledger, OFFICER, case=a_case("XM-009"), now=NOW)
        with pytest.raises(errors.DuplicateRecord):
            self.come_back(ledger)

    @staticmethod
    def leave(ledger):
        scope.close_case(
            ledger,
            OFFICER,
            case_code="XM-001",
            closed_on=date(2014, 4, 4),
            reason="Tim đường dời",
            base=the_case(ledger).case.version,
            now=NOW,
        )

    @staticmethod
    def come_back(ledger, reason="Tim đường trở lại"):
        return scope.reopen_case(
            ledger,
            OFFICER,
            case_code="XM-001",
            reason=reason,
            base=the_case(ledger).case.version,
            now=later(1),
        )
