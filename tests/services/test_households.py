from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import NotADay, NotAShare, SeveralDays, SeveralNumbers
from tests import tiny
from tests.domain.making import a_visit
from tests.tiny import ADMIN, NOW, OFFICER, OTHER, VIEWER, later
from trackers.domain import errors
from trackers.domain.households import Heir, HeirState, Household
from trackers.services import cases, contacts, search
from trackers.services.details import household_for_form
from trackers.services.history import case_history
from trackers.services.households import (
    add_household,
    edit_household,
    household_line,
    list_households,
    set_holders,
)
from trackers.services.proving import prove_log
from trackers.services.wards import current_revision
from trackers.store import households, tables


def add(ledger, actor=OFFICER, **more):
    home = Household(**{"code": "", "holder": "Phạm Văn Tèo"} | more)
    return add_household(ledger, actor, household=home, now=NOW)[0]


def home_of(ledger, code="H001"):
    return household_for_form(ledger, OFFICER, code)


def case_of(ledger, code="XM-003"):
    return cases.case_card(ledger, OFFICER, code, NOW).state.case


def remove(ledger, code):
    """Take a household out of the register, as no service does."""
    with ledger.write(NOW) as writing:
        writing.delete(tables.households, {"code": code})
        writing.record("removed", code, actor="QT", effective_on=tiny.TODAY)


def log_of(ledger):
    with ledger.read() as reading:
        return reading.rows(tables.events, order=(tables.events.c.revision,))


class TestCodes:
    def test_the_next_code_follows_the_highest_ever_given(self, ledger):
        assert add(ledger) == "H004"
        assert add(ledger, code="H0120") == "H0120"
        assert add(ledger) == "H121"

    def test_a_code_is_not_given_again_after_its_household_is_gone(self, ledger):
        remove(ledger, add(ledger))
        assert add(ledger) == "H005"

    def test_a_code_in_use_is_refused(self, ledger):
        with pytest.raises(errors.DuplicateRecord):
            add(ledger, code="H001")

    def test_two_people_adding_at_once_get_two_codes(self, ledger):
        with ThreadPoolExecutor(2) as pool:
            codes = list(pool.map(lambda n: add(ledger, holder=f"Hộ {n}"), range(10)))
        assert sorted(codes) == [f"H{n:03d}" for n in range(4, 14)]

    def test_a_retry_gives_the_same_code_and_adds_one(self, ledger):
        home = Household("", "Phạm Văn Tèo")
        first, _ = add_household(ledger, OFFICER, household=home, now=NOW, key="k")
        again, saved = add_household(ledger, OFFICER, household=home, now=NOW, key="k")
        assert (first, again, saved.repeated) == ("H004", "H004", True)
        assert len(list_households(ledger, OFFICER)) == 4

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        steps=st.lists(
            st.sampled_from(["add", "remove", "H001", "H009", "H17", "H0031", "Y12"]), max_size=8
        )
    )
    def test_no_code_is_ever_given_twice(self, ledger, steps):
        """The ward goes on from one example to the next: its log knows every code there was."""
        for step in steps:
            ever = {one.subject for one in log_of(ledger)} | {"H001", "H002", "H003"}
            alive = [one.household.code for one in list_households(ledger, OFFICER)]
            spare = [one for one in alive if one not in {"H001", "H002", "H003"}]
            if step == "add":
                assert add(ledger) not in ever
            elif step == "remove" and spare:
                remove(ledger, spare[-1])
            elif step not in {"remove", *alive}:
                add(ledger, code=step)


class TestEditing:
    HEIRS = (
        Heir("Huỳnh Thị Thủy", "vợ", "Úc", HeirState.AGREED),
        Heir("Phan Minh Sang", "con", "Úc"),
    )

    def test_all_that_is_known_of_a_dead_holder_is_kept(self, ledger):
        base = home_of(ledger)
        mine = replace(
            base,
            holder="Phan Văn Rạng",
            deceased=True,
            died="2011",
            heirs=self.HEIRS,
            phone="0900 000 001\n0900 000 002 (cháu)",
            chat="Viber 0900 000 003",
            best_time="sau 17 giờ",
            representative="Anh Sang, con, ở Bình Dương",
            thanks=True,
            thanks_on=date(2014, 4, 1),
            thanks_how="nói trong họp dân",
        )
        edit_household(ledger, OFFICER, base=base, mine=mine, now=NOW)
        kept = home_of(ledger)
        assert kept == replace(mine, version=2)
        assert kept.phones == ("0900 000 001", "0900 000 002 (cháu)")
        assert prove_log(ledger, ADMIN).holds

    def test_an_heir_is_found_by_name(self, ledger):
        base = home_of(ledger, "H002")
        mine = replace(base, deceased=True, heirs=self.HEIRS)
        edit_household(ledger, OFFICER, base=base, mine=mine, now=NOW)
        assert [one.case_code for one in search.find(ledger, OFFICER, "minh sang")] == ["XM-002"]

    def test_different_fields_of_two_people_are_merged_and_named(self, ledger):
        base = home_of(ledger)
        edit_household(ledger, OTHER, base=base, mine=replace(base, address="Số 9"), now=NOW)
        saved = edit_household(ledger, OFFICER, base=base, mine=replace(base, phone="1"), now=NOW)
        assert saved.merged == ("address",)
        assert (home_of(ledger).address, home_of(ledger).phone) == ("Số 9", "1")

    def test_the_same_field_is_a_conflict_and_what_was_typed_is_kept(self, ledger):
        base = home_of(ledger)
        edit_household(ledger, OTHER, base=base, mine=replace(base, address="Số 9"), now=NOW)
        with pytest.raises(errors.EditConflict):
            edit_household(ledger, OFFICER, base=base, mine=replace(base, address="8"), now=NOW)
        assert home_of(ledger).address == "Số 9"
        assert log_of(ledger)[-1].kind == "edit.refused"

    def test_open_cases_learn_of_it_and_show_it_in_their_history(self, ledger):
        base = home_of(ledger)
        saved = edit_household(ledger, OFFICER, base=base, mine=replace(base, phone="1"), now=NOW)
        with ledger.read() as reading:
            touched = {
                row.code for row in reading.rows(tables.cases) if row.revision == saved.revision
            }
        assert touched == {"XM-001", "XM-003"}
        assert case_history(ledger, OFFICER, "XM-003")[0].kind == "household.edited"

    def test_what_cannot_be_is_refused_and_nothing_is_written(self, ledger):
        cases = (
            ({"holder": " "}, errors.TextMissing),
            ({"deceased": True, "died": "hồi xưa"}, NotADay),
            ({"deceased": True, "died": "31/02/2011"}, NotADay),
            ({"deceased": True, "died": "2099"}, errors.DateInFuture),
            ({"deceased": True, "died": "3/11"}, SeveralDays),
            ({"died": "2011"}, errors.TextMissing),
            ({"heirs": (Heir(" "),)}, errors.TextMissing),
            ({"thanks": True}, errors.DateMissing),
            ({"thanks": True, "thanks_on": date(2014, 4, 1)}, errors.TextMissing),
            (
                {"thanks": True, "thanks_on": date(2099, 4, 1), "thanks_how": "ký"},
                errors.DateInFuture,
            ),
            ({"note": "a" * 5000}, errors.TextTooLong),
            ({"chat": "a" * 600}, errors.TextTooLong),
        )
        for wrong, error in cases:
            before, base = current_revision(ledger), home_of(ledger)
            with pytest.raises(error):
                edit_household(ledger, OFFICER, base=base, mine=replace(base, **wrong), now=NOW)
            assert current_revision(ledger) == before

    def test_no_personal_word_enters_the_chain(self, ledger):
        base = home_of(ledger)
        mine = replace(base, deceased=True, heirs=self.HEIRS, chat="Zalo bí mật")
        edit_household(ledger, OFFICER, base=base, mine=mine, now=NOW)
        payload = log_of(ledger)[-1].payload
        assert "Thủy" not in payload
        assert "bí mật" not in payload


class TestRights:
    def test_a_viewer_sees_and_writes_no_household(self, ledger):
        home = home_of(ledger)
        for call in (
            lambda: list_households(ledger, VIEWER),
            lambda: household_line(ledger, VIEWER, "H001"),
            lambda: add(ledger, actor=VIEWER),
            lambda: edit_household(ledger, VIEWER, base=home, mine=home, now=NOW),
        ):
            with pytest.raises(errors.NotAllowed):
                call()


class TestShares:
    def set(self, ledger, shares, holders=("H001", "H003"), reason="Theo giấy"):
        return set_holders(
            ledger,
            OFFICER,
            base=case_of(ledger),
            household_codes=holders,
            shares=shares,
            reason=reason,
            now=NOW,
        )

    def test_shares_are_kept_with_their_households(self, ledger):
        self.set(ledger, ("1/3", "2/3"), reason="")
        case = case_of(ledger)
        assert (case.share_of("H001"), case.share_of("H003")) == ("1/3", "2/3")

    def test_they_are_kept_in_one_writing_however_they_are_typed(self, ledger):
        self.set(ledger, (" 33,30 % ", "66,7%"))
        assert case_of(ledger).shares == ("33,3%", "66,7%")

    def test_what_is_not_known_may_stay_open(self, ledger):
        self.set(ledger, ("", "1/2"))
        assert case_of(ledger).share_of("H001") == ""

    def test_a_household_is_named_once(self, ledger):
        with pytest.raises(errors.HouseholdTwice):
            self.set(ledger, ("1/2", "1/2"), holders=("H003", "H003"))
        twice = replace(case_of(ledger), code="XM-009", household_codes=("H001", "H001"))
        with pytest.raises(errors.HouseholdTwice):
            cases.add_case(ledger, OFFICER, case=twice, now=NOW)

    def test_what_does_not_make_a_whole_is_refused(self, ledger):
        cases = (
            (("1/2", "1/3"), errors.SharesDoNotAddUp),
            (("60%", "60%"), errors.SharesDoNotAddUp),
            (("1/1", ""), errors.SharesDoNotAddUp),
            (("một nửa", ""), NotAShare),
            (("1/0", ""), NotAShare),
            (("3/2", ""), NotAShare),
            (("33.3%", ""), SeveralNumbers),
        )
        for shares, error in cases:
            with pytest.raises(error):
                self.set(ledger, shares)
            assert case_of(ledger).shares == ()

    def test_another_household_needs_a_reason_and_its_visits_count_from_then(self, ledger):
        visit = a_visit(date(2014, 4, 3), contact_id="", household_code="H002")
        contacts.record_visit(ledger, OFFICER, visit=visit, now=NOW)
        with pytest.raises(errors.ReasonMissing):
            self.set(ledger, (), holders=("H001", "H002"), reason=" ")
        self.set(ledger, (), holders=("H001", "H002"))
        state = cases.case_card(ledger, OFFICER, "XM-003", NOW).state
        assert state.last_met_on == date(2014, 4, 3)

    def test_an_unknown_household_is_refused(self, ledger):
        with pytest.raises(errors.UnknownRecord):
            self.set(ledger, (), holders=("H404",))
        with pytest.raises(errors.TextMissing):
            self.set(ledger, (), holders=())

    def test_two_people_at_once_are_a_conflict(self, ledger):
        base = case_of(ledger)
        self.set(ledger, ("1/3", "2/3"))
        with pytest.raises(errors.EditConflict):
            set_holders(
                ledger,
                OTHER,
                base=base,
                household_codes=("H001", "H003"),
                shares=("1/2", "1/2"),
                reason="",
                now=later(1),
            )


class TestLookingUp:
    def test_the_register_is_sorted_by_given_name_and_searched_without_accents(self, ledger):
        listed = [one.household.holder for one in list_households(ledger, OFFICER)]
        assert listed == ["Đặng Văn Đức", "Nguyễn Văn Út", "Lê Thị Ửng"]
        found = list_households(ledger, OFFICER, "dang duc")
        assert [one.household.code for one in found] == ["H002"]
        assert [one.code for one in found[0].cases] == ["XM-002"]

    def test_the_store_finds_a_number_even_where_the_ward_never_counted(self, ledger):
        with ledger.read() as reading:
            assert households.last_number(reading) == 3
