from dataclasses import replace
from datetime import date

import pytest

from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, VIEWER
from trackers.domain import errors
from trackers.domain.people import Officer, Role
from trackers.services.bulk import write_many
from trackers.services.bulk_tasks import EditCases
from trackers.services.cases import case_card
from trackers.services.people import (
    add_officer,
    edit_officer,
    end_absence,
    list_absences,
    list_officers,
    record_absence,
)
from trackers.services.proving import prove_log
from trackers.store import tables
from trackers.store.errors import RowChanged


def officer(ledger, code="CB05"):
    return next(one for one in list_officers(ledger) if one.code == code)


def edit(ledger, actor=CHAIR, code="CB05", base=None, **more):
    base = base or officer(ledger, code)
    return edit_officer(ledger, actor, base=base, mine=replace(base, **more), now=NOW)


class TestEditing:
    def test_title_cover_and_role_are_kept(self, ledger):
        more = {"title": "Chủ tịch Hội LHPN", "cover_code": "CB03", "role": Role.CHAIR}
        edit(ledger, actor=ADMIN, **more)
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
            edit(ledger, actor=ADMIN, base=base, role=Role.CHAIR)

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
        other = replace(ADMIN, code="CB05")
        edit(ledger, actor=other, code="QT", role=Role.CHAIR)
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


class TestAnAbsenceThatEndsEarly:
    def away(self, ledger, first=date(2014, 4, 7), last=date(2014, 4, 18)):
        record_absence(
            ledger,
            CHAIR,
            officer_code="CB03",
            cover_code="CB05",
            from_on=first,
            to_on=last,
            now=NOW,
        )
        [made] = list_absences(ledger)
        return made

    def end(self, ledger, base, back_on, actor=CHAIR, reason="Xong việc"):
        return end_absence(ledger, actor, base=base, back_on=back_on, reason=reason, now=NOW)

    def test_the_cover_ends_with_it_and_what_was_planned_is_kept(self, ledger):
        base = self.away(ledger)
        assert case_card(ledger, OFFICER, "XM-001", NOW).acting_code == "CB05"
        saved = self.end(ledger, base, date(2014, 4, 7))
        assert case_card(ledger, OFFICER, "XM-001", NOW).acting_code == "CB03"
        [ended] = list_absences(ledger)
        assert (ended.to_on, ended.planned_to_on) == (date(2014, 4, 6), date(2014, 4, 18))
        assert (ended.end_reason, ended.taken_back) == ("Xong việc", True)
        with ledger.read() as reading:
            touched = {
                row.code for row in reading.rows(tables.cases) if row.revision == saved.revision
            }
        assert "XM-001" in touched
        assert prove_log(ledger, ADMIN).holds

    def test_twice_it_keeps_the_first_plan(self, ledger):
        self.end(ledger, self.away(ledger), date(2014, 4, 15))
        [once] = list_absences(ledger)
        self.end(ledger, once, date(2014, 4, 10))
        [twice] = list_absences(ledger)
        assert (twice.to_on, twice.planned_to_on) == (date(2014, 4, 9), date(2014, 4, 18))

    def test_what_ends_nothing_early_is_refused(self, ledger):
        base = self.away(ledger)
        for day, error in (
            (date(2014, 4, 19), errors.NotEarlier),
            (date(2014, 4, 6), errors.DateTooEarly),
        ):
            with pytest.raises(error):
                self.end(ledger, base, day)
        with pytest.raises(errors.ReasonMissing):
            self.end(ledger, base, date(2014, 4, 9), reason=" ")
        with pytest.raises(errors.NotAllowed):
            self.end(ledger, base, date(2014, 4, 9), actor=VIEWER)
        assert list_absences(ledger) == (base,)

    def test_a_colleagues_ending_meanwhile_is_not_overwritten(self, ledger):
        base = self.away(ledger)
        self.end(ledger, base, date(2014, 4, 15))
        with pytest.raises(RowChanged):
            self.end(ledger, base, date(2014, 4, 10))
