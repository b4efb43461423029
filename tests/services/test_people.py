from dataclasses import replace
from datetime import date

import pytest

from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, VIEWER
from trackers.domain import errors
from trackers.domain.people import Officer, Role
from trackers.services.bulk import write_many
from trackers.services.bulk_tasks import EditCases
from trackers.services.people import add_officer, edit_officer, list_officers, record_absence


def officer(ledger, code="CB05"):
    return next(one for one in list_officers(ledger) if one.code == code)


def edit(ledger, actor=CHAIR, code="CB05", base=None, **more):
    base = base or officer(ledger, code)
    return edit_officer(ledger, actor, base=base, mine=replace(base, **more), now=NOW)


class TestEditing:
    def test_title_cover_and_role_are_kept(self, ledger):
        edit(ledger, title="Chủ tịch Hội LHPN", cover_code="CB03", role=Role.CHAIR)
        kept = officer(ledger)
        assert (kept.title, kept.cover_code, kept.role) == ("Chủ tịch Hội LHPN", "CB03", Role.CHAIR)

    def test_different_fields_of_two_people_are_merged(self, ledger):
        base = officer(ledger)
        edit(ledger, title="Phó Chủ tịch")
        assert edit(ledger, base=base, cover_code="CB03").merged == ("title",)
        assert officer(ledger).title == "Phó Chủ tịch"

    def test_role_and_activity_of_two_people_are_never_combined(self, ledger):
        write_many(
            ledger, CHAIR, EditCases({"officer_code": "CB03"}), case_codes=["XM-003"], now=NOW
        )
        base = officer(ledger)
        edit(ledger, active=False)
        with pytest.raises(errors.EditConflict):
            edit(ledger, base=base, role=Role.CHAIR)

    def test_what_cannot_be_is_refused(self, ledger):
        cases = (
            ({"name": ""}, errors.TextMissing),
            ({"cover_code": "CB05"}, errors.OwnCover),
            ({"cover_code": "CB99"}, errors.UnknownRecord),
        )
        for wrong, error in cases:
            with pytest.raises(error):
                edit(ledger, **wrong)

    @pytest.mark.parametrize("actor", [OFFICER, VIEWER])
    def test_only_chair_and_administrator_may(self, ledger, actor):
        with pytest.raises(errors.NotAllowed):
            edit(ledger, actor=actor, title="Bí thư")
        with pytest.raises(errors.NotAllowed):
            add_officer(ledger, actor, officer=Officer("A", "A", "", Role.OFFICER), now=NOW)


class TestLeaving:
    def test_who_has_cases_or_works_hands_them_over_first(self, ledger):
        with pytest.raises(errors.OfficerInCharge) as caught:
            edit(ledger, active=False)
        assert (caught.value.values["cases"], caught.value.values["works"]) == (1, 0)
        with pytest.raises(errors.OfficerInCharge) as caught:
            edit(ledger, code="CB03", active=False)
        assert (caught.value.values["cases"], caught.value.values["works"]) == (2, 1)

    def test_who_has_nothing_left_becomes_inactive_and_can_come_back(self, ledger):
        write_many(
            ledger, CHAIR, EditCases({"officer_code": "CB03"}), case_codes=["XM-003"], now=NOW
        )
        edit(ledger, active=False)
        assert not officer(ledger).active
        edit(ledger, active=True)
        assert officer(ledger).active


class TestAdministrators:
    def test_a_chair_makes_nobody_an_administrator(self, ledger):
        with pytest.raises(errors.NotAllowed):
            edit(ledger, role=Role.ADMINISTRATOR)
        with pytest.raises(errors.NotAllowed):
            edit(ledger, code="QT", role=Role.OFFICER)
        made = Officer("A", "A", "", Role.ADMINISTRATOR)
        with pytest.raises(errors.NotAllowed):
            add_officer(ledger, CHAIR, officer=made, now=NOW)

    def test_the_last_administrator_stays(self, ledger):
        for change in ({"active": False}, {"role": Role.CHAIR}):
            with pytest.raises(errors.LastAdministrator):
                edit(ledger, actor=ADMIN, code="QT", **change)
        edit(ledger, actor=ADMIN, role=Role.ADMINISTRATOR)
        edit(ledger, actor=ADMIN, code="QT", role=Role.CHAIR)
        assert officer(ledger, "QT").role is Role.CHAIR


class TestAdding:
    def test_a_chair_adds_an_officer(self, ledger):
        made = Officer("CB10", "Lạc Thị Ba", "Tư pháp", Role.OFFICER, cover_code="CB03")
        add_officer(ledger, CHAIR, officer=made, now=NOW)
        assert officer(ledger, "CB10") == made

    def test_what_cannot_be_is_refused(self, ledger):
        cases = (
            ({"code": ""}, errors.TextMissing),
            ({"name": ""}, errors.TextMissing),
            ({"code": "CB03"}, errors.DuplicateRecord),
            ({"cover_code": "CB10"}, errors.OwnCover),
        )
        for wrong, error in cases:
            made = replace(Officer("CB10", "Lạc Thị Ba", "Tư pháp", Role.OFFICER), **wrong)
            with pytest.raises(error):
                add_officer(ledger, CHAIR, officer=made, now=NOW)


def test_nobody_covers_for_themselves(ledger):
    with pytest.raises(errors.OwnCover):
        record_absence(
            ledger,
            OFFICER,
            officer_code="CB05",
            cover_code="CB05",
            from_on=date(2014, 4, 7),
            to_on=date(2014, 4, 8),
            now=NOW,
        )
