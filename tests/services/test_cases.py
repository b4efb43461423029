from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import a_case, a_visit, an_obstacle
from tests.looking_back import states
from tests.tiny import (
    ADMIN,
    CHAIR,
    NOW,
    OFFICER,
    OTHER,
    TODAY,
    UP_TO_SIGNED,
    VIEWER,
    later,
    take,
)
from trackers.domain import errors
from trackers.domain.cases import stretch_fields
from trackers.domain.contacts import Outcome
from trackers.domain.stages import Stage
from trackers.domain.stretches import Side, Stretch
from trackers.services import cases, contacts, scope, search
from trackers.services.attention import todays_attention
from trackers.services.contact_corrections import correct_visit
from trackers.services.history import case_history
from trackers.services.overview import ward_overview
from trackers.services.people import identify, record_absence
from trackers.services.projects import edit_milestone, project_files
from trackers.services.proving import prove_log
from trackers.services.status import status_feed
from trackers.services.wards import current_revision
from trackers.store import cases as case_rows
from trackers.store.errors import RowChanged


def card(ledger, code="XM-001", actor=OFFICER):
    return cases.case_card(ledger, actor, code, NOW)


def visit(ledger, actor=OFFICER, now=NOW, key=None, **more):
    return contacts.record_visit(
        ledger, actor, visit=a_visit(date(2014, 4, 3), contact_id="", **more), now=now, key=key
    )


class TestVisits:
    def test_a_visit_counts_for_all_cases_of_the_household(self, ledger):
        saved = visit(ledger, note="Hẹn thứ Năm", promise_on=date(2014, 4, 10))
        for code in ("XM-001", "XM-003"):
            assert card(ledger, code).state.last_met_on == date(2014, 4, 3)
            assert card(ledger, code).state.stage is Stage.IN_PROGRESS
        assert card(ledger, "XM-002").state.last_met_on is None
        feed = status_feed(ledger, OFFICER, since=saved.revision - 1, now=NOW)
        assert [one.case_code for one in feed.cases] == ["XM-001", "XM-003"]

    def test_nobody_at_home_leaves_the_household_not_contacted(self, ledger):
        visit(ledger, outcome=Outcome.NOBODY)
        assert card(ledger).state.stage is Stage.NOT_CONTACTED

    def test_a_retry_with_the_same_key_writes_once(self, ledger):
        assert visit(ledger, key="k").revision == visit(ledger, key="k").revision
        assert len(card(ledger).state.contacts) == 1

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"met_on": date(2014, 4, 8)}, errors.DateInFuture),
            ({"met_on": date(1914, 4, 8)}, errors.DateTooEarly),
            ({"promise_on": date(2014, 4, 1)}, errors.DateTooEarly),
            ({"next_on": date(2014, 4, 1)}, errors.DateTooEarly),
            ({"visitors": ()}, errors.TextMissing),
            ({"note": "a" * 5000}, errors.TextTooLong),
            ({"household_code": "H999"}, errors.UnknownRecord),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_is_written(self, ledger, wrong, error):
        before = current_revision(ledger)
        with pytest.raises(error):
            contacts.record_visit(
                ledger, OFFICER, visit=replace(a_visit(date(2014, 4, 3)), **wrong), now=NOW
            )
        assert current_revision(ledger) == before

    def test_a_correction_needs_its_reason_and_the_version_that_was_read(self, ledger):
        visit(ledger)
        kept = card(ledger).state.contacts[0]
        better = replace(kept, note="Gặp con trai")
        with pytest.raises(errors.ReasonMissing):
            correct_visit(ledger, OFFICER, visit=better, reason="", now=NOW)
        correct_visit(ledger, OFFICER, visit=better, reason="Ghi nhầm", now=later(1))
        assert card(ledger).state.contacts[0].note == "Gặp con trai"
        assert case_history(ledger, OFFICER, "XM-001")[0].reason == "Ghi nhầm"
        with pytest.raises(RowChanged):
            correct_visit(ledger, OTHER, visit=better, reason="Nữa", now=later(2))


class TestEditing:
    def edit(self, ledger, actor=OFFICER, base=None, **mine):
        base = base or card(ledger).state.case
        reason = mine.pop("reason", "")
        return cases.edit_case(
            ledger, actor, base=base, mine=replace(base, **mine), reason=reason, now=NOW
        )

    def test_two_people_changing_different_fields_are_merged(self, ledger):
        base = card(ledger).state.case
        self.edit(ledger, base=base, officer_code="CB05")
        saved = self.edit(ledger, OTHER, base=base, cover_code="CB03")
        assert saved.merged == ("officer_code",)
        case = card(ledger).state.case
        assert (case.officer_code, case.cover_code, case.version) == ("CB05", "CB03", 3)

    def test_two_people_changing_one_field_get_a_conflict(self, ledger):
        base = card(ledger).state.case
        self.edit(ledger, base=base, officer_code="CB05")
        with pytest.raises(errors.EditConflict) as caught:
            self.edit(ledger, OTHER, base=base, officer_code="CB01")
        assert caught.value.values["theirs"] == "CB05"
        assert card(ledger).state.case.officer_code == "CB05"
        assert case_history(ledger, OFFICER, "XM-001")[0].details["mine"] == ["CB01"]

    def test_an_area_changes_only_with_a_reason(self, ledger):
        with pytest.raises(errors.ReasonMissing):
            self.edit(ledger, affected_m2=16.2)
        self.edit(ledger, affected_m2=16.2, reason="Đo lại")
        entry = case_history(ledger, OFFICER, "XM-001")[0]
        changed = [(c.field, c.before, c.after) for c in entry.changes if c.field != "version"]
        assert changed == [("affected_m2", 15.0, 16.2)]

    def test_an_officer_nobody_knows_is_refused(self, ledger):
        with pytest.raises(errors.UnknownRecord):
            self.edit(ledger, officer_code="CB99")

    def test_saving_an_untouched_form_writes_nothing(self, ledger):
        before = current_revision(ledger)
        assert self.edit(ledger).repeated
        assert current_revision(ledger) == before

    def test_a_case_leaves_the_scope_with_its_reason_and_takes_no_more(self, ledger):
        def close(reason):
            return scope.close_case(
                ledger,
                OFFICER,
                case_code="XM-001",
                closed_on=date(2014, 4, 4),
                reason=reason,
                base=1,
                now=NOW,
            )

        with pytest.raises(errors.ReasonMissing):
            close(" ")
        saved = close("Tuyến dời 0,4 m, đưa ra khỏi phạm vi")
        assert status_feed(ledger, OFFICER, since=saved.revision - 1, now=NOW).cases[0].gone
        assert [row.state.case.code for row in cases.list_cases(ledger, OFFICER, NOW)] == [
            "XM-002",
            "XM-003",
        ]
        with pytest.raises(errors.AlreadyClosed):
            close("lần nữa")
        with pytest.raises(errors.AlreadyClosed):
            self.edit(ledger, officer_code="CB05")

    def test_a_code_is_given_once(self, ledger):
        with pytest.raises(errors.DuplicateRecord):
            cases.add_case(ledger, OFFICER, case=a_case("XM-001"), now=NOW)

    @pytest.mark.parametrize(
        "wrong", [{"parcel_id": 99}, {"household_codes": ("H9",)}, {"officer_code": "CB99"}]
    )
    def test_a_case_needs_a_parcel_a_household_and_an_officer_that_exist(self, ledger, wrong):
        with pytest.raises(errors.UnknownRecord):
            cases.add_case(ledger, OFFICER, case=a_case("XM-010", **wrong), now=NOW)


class TestSeeing:
    def test_the_card_shows_household_parcel_and_neighbouring_cases(self, ledger):
        found = card(ledger, "XM-003")
        assert [one.holder for one in found.households] == ["Nguyễn Văn Út", "Lê Thị Ửng"]
        assert found.parcel is not None
        assert found.parcel.label == "12/103"
        assert found.siblings == ("XM-001",)

    def test_a_parcel_without_a_case_has_none(self, ledger):
        assert cases.cases_of_parcel(ledger, OFFICER, 3) == ["XM-003"]
        assert cases.cases_of_parcel(ledger, OFFICER, 4) == []

    def test_a_viewer_sees_no_household(self, ledger):
        for call in (
            lambda: card(ledger, actor=VIEWER),
            lambda: cases.list_cases(ledger, VIEWER, NOW),
            lambda: case_history(ledger, VIEWER, "XM-001"),
            lambda: todays_attention(ledger, VIEWER, NOW),
        ):
            with pytest.raises(errors.NotAllowed):
                call()

    def test_a_viewers_feed_is_the_public_projection(self, ledger):
        visit(ledger, promise_on=date(2014, 4, 10))
        feed = status_feed(ledger, VIEWER, since=0, now=NOW)
        assert {one.stage for one in feed.cases} == {Stage.IN_PROGRESS}
        assert {(one.officer_code, one.promise_on, one.waiting_since) for one in feed.cases} == {
            ("", None, None)
        }

    @pytest.mark.parametrize(
        ("typed", "codes"),
        [
            ("nguyen van ut", ["XM-001", "XM-003"]),
            ("THỦY", ["XM-001", "XM-003"]),
            ("duc", ["XM-002"]),
            ("xm-002", ["XM-002"]),
            ("12/102", ["XM-002"]),
            ("so 3 khu vuc 2", ["XM-003"]),
            ("p7-73/263a", [""]),
            ("263a", [""]),
            ("không có ai", []),
            ("%", []),
            ("  ", []),
        ],
    )
    def test_search_finds_whatever_the_accents(self, ledger, typed, codes):
        assert [hit.case_code for hit in search.find(ledger, OFFICER, typed)] == codes

    def test_a_viewer_finds_parcels_by_number_only(self, ledger):
        assert search.find(ledger, VIEWER, "nguyen") == []
        assert [hit.title for hit in search.find(ledger, VIEWER, "12/101")] == ["12/101"]


class TestOverviewAndTimelines:
    def test_the_overview_has_a_row_a_project_and_a_total(self, ledger):
        table = ward_overview(ledger, VIEWER, NOW)
        assert [(project.code, row.cases) for project, row in table.rows] == [("XM", 3)]
        assert table.total.area_m2 == 45.0

    def test_a_milestone_waits_for_cases_that_are_not_handed_over(self, ledger):
        file = project_files(ledger, OFFICER, NOW)[0]
        assert [state.case.code for state in file.waiting[0].open_cases] == ["XM-001", "XM-002"]

    def test_a_gate_is_kept_with_its_milestone_and_lies_on_the_road(self, ledger):
        kept = project_files(ledger, CHAIR, NOW)[0].milestones[0]
        gate = (("left", 0.0, 40.5), ("right", 0.0, 40.5))
        edit_milestone(ledger, CHAIR, mine=replace(kept, gate=gate, waits_for=()), now=NOW)
        after = project_files(ledger, CHAIR, NOW)[0].milestones[0]
        assert (after.gate, after.waits_for) == (gate, ())
        for wrong, error in (
            ({"gate": (("left", 40.0, 40.0),)}, errors.NotInRange),
            ({"waits_for": ("XM-001", "MN-1")}, errors.UnknownRecord),
        ):
            with pytest.raises(error):
                edit_milestone(ledger, CHAIR, mine=replace(after, **wrong), now=NOW)

    def test_a_viewer_is_not_told_the_days_that_a_gate_rests_on(self, ledger):
        obstacle = replace(an_obstacle(due_on=date(2014, 5, 2)), case_code="XM-001")
        with ledger.write(NOW) as writing:
            case_rows.add_obstacle(writing, obstacle)
            writing.record("obstacle.opened", "XM-001", actor="CB03", effective_on=TODAY)
        days = [
            project_files(ledger, actor, NOW)[0].waiting[0].earliest_on(TODAY)
            for actor in (OFFICER, VIEWER)
        ]
        assert days == [date(2014, 5, 2), None]

    def test_the_curve_is_read_from_the_log(self, ledger):
        take(ledger, *UP_TO_SIGNED, "handover")
        curve = project_files(ledger, OFFICER, NOW)[0].curve
        assert [(point.on, point.cases) for point in curve][1:] == [
            (date(2014, 3, 20), 1),
            (date(2014, 4, 7), 1),
        ]

    def test_a_milestone_moves_with_a_reason_and_never_silently_over_another(self, ledger):
        kept = project_files(ledger, CHAIR, NOW)[0].milestones[0]
        moved = replace(kept, forecast_on=date(2014, 5, 2))
        with pytest.raises(errors.ReasonMissing):
            edit_milestone(ledger, CHAIR, mine=moved, now=NOW)
        edit_milestone(ledger, CHAIR, mine=replace(moved, reason="Chờ hộ XM-001"), now=NOW)
        with pytest.raises(errors.EditConflict):
            edit_milestone(ledger, OFFICER, mine=replace(kept, reason="?"), now=NOW)


class TestPeople:
    def test_an_unknown_choice_is_the_first_officer_who_records(self, ledger):
        assert identify(ledger, "CB05") == OTHER
        assert identify(ledger, "nobody").code == "CB03"
        assert identify(ledger, None).code == "CB03"

    def test_a_cover_stands_in_once_recorded(self, ledger):
        saved = record_absence(
            ledger,
            CHAIR,
            officer_code="CB05",
            cover_code="CB03",
            from_on=date(2014, 3, 31),
            to_on=date(2014, 4, 18),
            now=NOW,
        )
        # Maps that are open hear of it.
        feed = status_feed(ledger, OFFICER, since=saved.revision - 1, now=NOW)
        assert [(one.case_code, one.officer_code) for one in feed.cases] == [("XM-003", "CB03")]
        found = card(ledger, "XM-003")
        assert (found.acting_code, found.absence.cover_code) == ("CB03", "CB03")
        listed = todays_attention(ledger, OFFICER, NOW, officer_code="CB05")
        assert listed.stale == ()

    def test_an_absence_ends_after_it_begins_and_names_people_who_exist(self, ledger):
        days = {"from_on": date(2014, 4, 18), "to_on": date(2014, 4, 1)}
        with pytest.raises(errors.DateTooEarly):
            record_absence(ledger, OFFICER, officer_code="CB05", cover_code="CB03", now=NOW, **days)
        days["to_on"] = date(2014, 4, 30)
        with pytest.raises(errors.UnknownRecord):
            record_absence(ledger, OFFICER, officer_code="CB05", cover_code="X", now=NOW, **days)


class TestWhereACaseLiesAlongARoad:
    def test_land_on_both_sides_and_touched_twice_has_every_stretch_in_the_log_and_the_rows(
        self, ledger
    ):
        covered = (
            Stretch(Side.LEFT, 4.0, 12.5),
            Stretch(Side.RIGHT, 0.0, 12.5),
            Stretch(Side.RIGHT, 20.25, 24.0),
        )
        case = a_case(
            "XM-009",
            parcel_id=4,
            household_codes=("H002",),
            opened_on=TODAY,
            **stretch_fields(covered),
        )
        cases.add_case(ledger, OFFICER, case=case, now=NOW)
        assert card(ledger, "XM-009").state.case.stretches == covered
        assert prove_log(ledger, ADMIN).holds
        assert states(ledger, TODAY)["XM-009"].case.stretches == covered

    def test_a_case_off_the_road_covers_none(self):
        assert a_case(**stretch_fields(())).stretches == ()
