from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import a_case, a_visit
from tests.tiny import ADMIN, NOW, OFFICER, OTHER, TODAY, VIEWER, later
from trackers.domain import errors
from trackers.domain.households import Household
from trackers.domain.merging import Likeness, moved_case
from trackers.services import cases, contact_corrections, contacts, search
from trackers.services.details import household_for_form
from trackers.services.history import case_history
from trackers.services.households import (
    add_household,
    edit_household,
    household_line,
    list_households,
    set_holders,
)
from trackers.services.merges import (
    likely_duplicates,
    merge_households,
    mergings_into,
    preview_merge,
    undo_merge,
)
from trackers.services.proving import prove_log
from trackers.services.shares import add_shares
from trackers.store import tables
from trackers.store.errors import RowChanged

TABLES = (tables.households, tables.cases, tables.contacts, tables.case_steps)


def everything(ledger):
    """All rows that a merging may touch, without counts of changes."""
    with ledger.read() as reading:
        return {
            table.name: [
                {k: v for k, v in row._mapping.items() if k not in {"version", "revision"}}
                for row in reading.rows(table, order=tuple(table.primary_key.columns))
            ]
            for table in TABLES
        }


def home(ledger, code):
    return household_for_form(ledger, OFFICER, code)


def merge(ledger, kept="H001", other="H002", **more):
    values = {"reason": "Một hộ ghi hai lần", "now": NOW} | more
    return merge_households(
        ledger, OFFICER, kept=home(ledger, kept), other=home(ledger, other), **values
    )


def undo(ledger, kept="H001", **more):
    [merging] = mergings_into(ledger, OFFICER, kept)
    values = {"reason": "Hai hộ khác nhau", "now": later(5)} | more
    return undo_merge(ledger, OFFICER, merge_id=merging.merge_id, **values)


def visit(ledger, household, note="Hẹn ký", now=NOW):
    made = a_visit(date(2014, 4, 3), contact_id="", household_code=household, note=note)
    return contacts.record_visit(ledger, OFFICER, visit=made, now=now)


def state(ledger, code):
    return cases.case_card(ledger, OFFICER, code, NOW).state


class TestAVisitMeantForAMergedHousehold:
    def test_it_is_kept_for_the_one_that_lives_on_and_says_so(self, ledger):
        merge(ledger)
        saved = visit(ledger, "H002", note="Gõ từ trước khi gộp")
        assert saved.kept_for == "H001"
        [kept] = state(ledger, "XM-001").contacts
        assert (kept.household_code, kept.note) == ("H001", "Gõ từ trước khi gộp")
        assert case_history(ledger, OFFICER, "XM-002")[0].details["meant_for"] == "H002"
        assert visit(ledger, "H001").kept_for == ""

    def test_it_is_moved_there_too(self, ledger):
        visit(ledger, "H003")
        [wrong] = state(ledger, "XM-003").contacts
        merge(ledger)
        contact_corrections.move_visit(
            ledger,
            OFFICER,
            contact_id=wrong.contact_id,
            base=wrong.version,
            household_code="H002",
            project_code="XM",
            reason="Nhầm hộ",
            now=NOW,
        )
        assert [one.household_code for one in state(ledger, "XM-002").contacts] == ["H001"]


class TestMerging:
    def test_cases_and_visits_move_and_count_for_all_cases_of_the_kept_one(self, ledger):
        visit(ledger, "H002")
        merge(ledger)
        for code in ("XM-001", "XM-002", "XM-003"):
            assert state(ledger, code).last_met_on == date(2014, 4, 3)
        line = household_line(ledger, OFFICER, "H001")
        assert [one.code for one in line.cases] == ["XM-001", "XM-002", "XM-003"]
        assert line.aliases == ("H002",)

    def test_the_other_remains_as_an_alias_that_leads_to_the_kept_one(self, ledger):
        merge(ledger)
        assert household_line(ledger, OFFICER, "H002").household.code == "H001"
        assert {one.case_code for one in search.find(ledger, OFFICER, "Đặng Văn Đức")} == {
            *("XM-001", "XM-002", "XM-003"),
        }
        assert len(list_households(ledger, OFFICER)) == 2
        made, _ = add_household(ledger, OFFICER, household=Household("", "Võ Văn Bảy"), now=NOW)
        assert made == "H004"

    def test_it_is_one_event_and_the_log_holds(self, ledger):
        with ledger.read() as reading:
            before = reading.row(tables.wards).revision
        saved = merge(ledger)
        assert saved.revision == before + 1
        assert prove_log(ledger, ADMIN).holds
        assert case_history(ledger, OFFICER, "XM-002")[0].kind == "households.merged"

    def test_what_the_kept_one_left_blank_is_filled_and_nothing_of_it_is_overwritten(self, ledger):
        base = home(ledger, "H001")
        mine = replace(base, phone="0900 000 009", chat="Zalo", address="Nơi khác")
        edit_household(ledger, OFFICER, base=base, mine=mine, now=NOW)
        merge(ledger, kept="H002", other="H001")
        kept = home(ledger, "H002")
        assert (kept.phone, kept.chat) == ("0900 000 009", "Zalo")
        assert kept.address == "Số 2, Khu vực 1"

    def test_two_shares_of_one_parcel_become_one(self, ledger):
        set_holders(
            ledger,
            OFFICER,
            base=state(ledger, "XM-003").case,
            household_codes=("H001", "H003", "H002"),
            shares=("1/2", "1/6", "1/3"),
            reason="Theo giấy",
            now=NOW,
        )
        merge(ledger, kept="H001", other="H003")
        case = state(ledger, "XM-003").case
        assert (case.household_codes, case.shares) == (("H001", "H002"), ("2/3", "1/3"))

    def test_a_preview_tells_what_moves_and_writes_nothing(self, ledger):
        visit(ledger, "H002")
        before = everything(ledger)
        found = preview_merge(ledger, OFFICER, kept="H001", other="H002")
        assert [one.code for one in found.cases] == ["XM-002"]
        assert [one.note for one in found.visits] == ["Hẹn ký"]
        assert everything(ledger) == before

    def test_a_double_click_merges_once(self, ledger):
        kept, other = home(ledger, "H001"), home(ledger, "H002")
        values = {"kept": kept, "other": other, "reason": "trùng", "now": NOW, "key": "k"}
        first = merge_households(ledger, OFFICER, **values)
        assert merge_households(ledger, OFFICER, **values).revision == first.revision

    def test_what_cannot_be_merged_is_refused(self, ledger):
        with pytest.raises(errors.SameHousehold):
            merge(ledger, other="H001")
        with pytest.raises(errors.ReasonMissing):
            merge(ledger, reason=" ")
        with pytest.raises(errors.UnknownRecord):
            preview_merge(ledger, OFFICER, kept="H001", other="H404")
        third = home(ledger, "H003")
        merge(ledger, other="H003")
        with pytest.raises(errors.AlreadyMerged):
            merge_households(
                ledger, OFFICER, kept=home(ledger, "H002"), other=third, reason="?", now=NOW
            )

    def test_no_case_is_opened_for_an_alias(self, ledger):
        merge(ledger)
        case = a_case("XM-009", parcel_id=4, household_codes=("H002",))
        with pytest.raises(errors.AlreadyMerged):
            cases.add_case(ledger, OFFICER, case=case, now=NOW)

    def test_a_household_changed_since_the_form_opened_is_not_merged_blindly(self, ledger):
        old = home(ledger, "H002")
        edit_household(ledger, OTHER, base=old, mine=replace(old, phone="1"), now=NOW)
        before = everything(ledger)
        with pytest.raises(RowChanged):
            merge_households(
                ledger, OFFICER, kept=home(ledger, "H001"), other=old, reason="trùng", now=NOW
            )
        assert everything(ledger) == before

    def test_a_viewer_may_neither_see_nor_merge(self, ledger):
        for call in (
            lambda: likely_duplicates(ledger, VIEWER),
            lambda: preview_merge(ledger, VIEWER, kept="H001", other="H002"),
            lambda: mergings_into(ledger, VIEWER, "H001"),
        ):
            with pytest.raises(errors.NotAllowed):
                call()


class TestTakingItBack:
    @pytest.mark.parametrize("other", ["H002", "H003"])
    def test_everything_is_again_as_it_was(self, ledger, other):
        visit(ledger, other)
        visit(ledger, "H001", note="Ở lại")
        before = everything(ledger)
        merge(ledger, other=other)
        assert everything(ledger) != before
        undo(ledger)
        assert everything(ledger) == before
        assert mergings_into(ledger, OFFICER, "H001") == []
        assert prove_log(ledger, ADMIN).holds

    def test_what_else_changed_in_a_case_meanwhile_stays(self, ledger):
        merge(ledger)
        base = state(ledger, "XM-002").case
        cases.edit_case(ledger, OTHER, base=base, mine=replace(base, reviewed_on=TODAY), now=NOW)
        undo(ledger)
        case = state(ledger, "XM-002").case
        assert (case.household_codes, case.reviewed_on) == (("H002",), TODAY)

    def test_a_visit_that_was_withdrawn_meanwhile_stays_away(self, ledger):
        visit(ledger, "H002")
        merge(ledger)
        with ledger.write(NOW) as writing:
            [made] = writing.rows(tables.contacts)
            writing.delete(tables.contacts, {"contact_id": made.contact_id})
            writing.record("visit.gone", "H001", actor="CB03", effective_on=TODAY)
        undo(ledger)
        assert state(ledger, "XM-002").contacts == ()

    def refused(self, ledger):
        before = everything(ledger)
        with pytest.raises(errors.CannotUnmerge):
            undo(ledger)
        assert everything(ledger) == before

    def test_it_is_refused_after_a_visit_that_counts_for_what_would_go_back(self, ledger):
        merge(ledger)
        visit(ledger, "H001", now=later(1))
        self.refused(ledger)

    def test_it_is_refused_after_the_holders_of_a_moved_case_were_set_anew(self, ledger):
        merge(ledger)
        set_holders(
            ledger,
            OFFICER,
            base=state(ledger, "XM-002").case,
            household_codes=("H001", "H003"),
            shares=(),
            reason="Theo giấy",
            now=NOW,
        )
        self.refused(ledger)

    def test_it_is_refused_after_the_kept_one_was_merged_into_another(self, ledger):
        merge(ledger)
        merge(ledger, kept="H003", other="H001")
        self.refused(ledger)

    def test_it_is_refused_after_a_filled_field_was_edited(self, ledger):
        base = home(ledger, "H002")
        edit_household(ledger, OFFICER, base=base, mine=replace(base, chat="Zalo"), now=NOW)
        merge(ledger)
        kept = home(ledger, "H001")
        edit_household(ledger, OFFICER, base=kept, mine=replace(kept, chat="Viber"), now=NOW)
        self.refused(ledger)

    def test_it_is_taken_back_once_and_with_a_reason(self, ledger):
        merge(ledger)
        [merging] = mergings_into(ledger, OFFICER, "H001")
        with pytest.raises(errors.ReasonMissing):
            undo(ledger, reason="")
        undo(ledger)
        with pytest.raises(errors.UnknownRecord):
            undo_merge(ledger, OFFICER, merge_id=merging.merge_id, reason="lại", now=NOW)


class TestLikelyDuplicates:
    def add(self, ledger, **more):
        made = Household(**{"code": "", "holder": "NGUYỄN VĂN UT"} | more)
        return add_household(ledger, OFFICER, household=made, now=NOW)[0]

    def found(self, ledger):
        return [(o.first.code, o.second.code, o.why) for o in likely_duplicates(ledger, OFFICER)]

    def test_a_name_alone_says_nothing(self, ledger):
        self.add(ledger)
        assert self.found(ledger) == []

    def test_the_same_name_and_number_however_they_are_written(self, ledger):
        code = self.add(ledger, phone="090.000.0001 (nhà)\n0900 000 777")
        assert self.found(ledger) == [("H001", code, Likeness.PHONE)]

    def test_the_same_name_and_address(self, ledger):
        code = self.add(ledger, address="số 1,  khu vực 1")
        assert self.found(ledger) == [("H001", code, Likeness.ADDRESS)]

    def test_the_same_name_on_one_parcel(self, ledger):
        code = self.add(ledger)
        case = a_case("MN-01", project_code="XM", parcel_id=1, household_codes=(code,))
        cases.add_case(ledger, OFFICER, case=case, now=NOW)
        assert self.found(ledger) == [("H001", code, Likeness.PARCEL)]

    def test_what_was_merged_is_suggested_no_more(self, ledger):
        code = self.add(ledger, address="Số 1, Khu vực 1")
        merge(ledger, other=code)
        assert self.found(ledger) == []


class TestWhatBecomesOfACase:
    def test_a_share_that_nobody_knows_stays_unknown(self):
        case = a_case(household_codes=("H001", "H002"), shares=("1/2", ""))
        assert moved_case(case, "H001", "H002", add=add_shares) == (("H001",), ("",))

    def test_a_share_goes_with_its_household(self):
        case = a_case(household_codes=("H002", "H003"), shares=("1/4", "3/4"))
        assert moved_case(case, "H001", "H002", add=add_shares) == (
            ("H001", "H003"),
            ("1/4", "3/4"),
        )
