"""Accounts and signing in, on both stores."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select

from tests import tiny
from trackers.domain import account_errors as errors
from trackers.domain.accounts import (
    FREE_SLIPS,
    IDLE_FOR,
    INVITED_FOR,
    LONGEST_WAIT,
    SIGNED_IN_FOR,
    AccountState,
    wait_after,
)
from trackers.domain.errors import NotAllowed, OtherWard, UnknownRecord
from trackers.domain.people import Role
from trackers.domain.wards import Ward
from trackers.services import accounts, passwords
from trackers.services.backups import make_backup, restore
from trackers.services.looks import LookFilter, ward_looks
from trackers.services.people import edit_officer, list_officers
from trackers.services.signing_in import (
    has_accounts,
    session_of,
    sign_in,
    sign_in_by_subject,
    sign_out,
    wards_of,
    who_asks,
)
from trackers.services.wards import add_ward
from trackers.store import open_store, tables

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
GOOD, OTHER, WRONG = "con trâu cày ruộng sâu", "mưa tháng tư hư đất", "sai"


@pytest.fixture
def store(empty_store, ledger):
    """The store of the tiny ward; the first account is its administrator's."""
    made(empty_store, ledger, "QT", "quan.tri")
    return empty_store


@pytest.fixture
def ledger(empty_store):
    return tiny.build(empty_store)


def made(store, ledger, code, login, password=GOOD, now=NOW):
    """Make an account whose password is set; give the session's token."""
    token = accounts.invite(ledger, tiny.ADMIN, officer_code=code, login=login, now=now)
    return accounts.accept_invitation(store, token=token, password=password, now=now)


def officer(ledger, code="CB03"):
    return next(one for one in list_officers(ledger) if one.code == code)


class TestInviting:
    def test_the_first_account_is_an_administrators(self, empty_store, ledger):
        with pytest.raises(errors.FirstAdministrator):
            accounts.invite(ledger, tiny.ADMIN, officer_code="CB03", login="can.bo", now=NOW)
        assert not has_accounts(empty_store)
        accounts.invite(ledger, tiny.ADMIN, officer_code="QT", login="quan.tri", now=NOW)
        assert has_accounts(empty_store)

    @pytest.mark.parametrize("actor", [tiny.OFFICER, tiny.CHAIR, tiny.VIEWER])
    def test_nobody_but_an_administrator_invites(self, ledger, actor):
        with pytest.raises(NotAllowed):
            accounts.invite(ledger, actor, officer_code="CB03", login="can.bo", now=NOW)

    def test_a_link_works_once(self, store, ledger):
        token = accounts.invite(ledger, tiny.ADMIN, officer_code="CB03", login="an", now=NOW)
        accounts.accept_invitation(store, token=token, password=GOOD, now=NOW)
        with pytest.raises(errors.InvitationOver):
            accounts.accept_invitation(store, token=token, password=OTHER, now=NOW)

    def test_a_link_ends_after_a_week_and_when_a_newer_one_is_made(self, store, ledger):
        old = accounts.invite(ledger, tiny.ADMIN, officer_code="CB03", login="an", now=NOW)
        new = accounts.invite(ledger, tiny.ADMIN, officer_code="CB03", login="an", now=NOW)
        for token, at in ((old, NOW), (new, NOW + INVITED_FOR), ("guessed", NOW), ("", NOW)):
            with pytest.raises(errors.InvitationOver):
                accounts.accept_invitation(store, token=token, password=GOOD, now=at)

    def test_the_link_is_nowhere_in_the_database(self, store, ledger):
        token = accounts.invite(ledger, tiny.ADMIN, officer_code="CB03", login="an", now=NOW)
        session = accounts.accept_invitation(store, token=token, password=GOOD, now=NOW)
        with store.reader.connect() as connection:
            kept = [
                str(row)
                for table in (tables.accounts, tables.sign_ins, tables.events, tables.event_values)
                for row in connection.execute(select(table))
            ]
        assert kept
        for secret in (token, session, GOOD):
            assert not [row for row in kept if secret in row]

    def test_one_login_is_one_person_in_all_wards(self, store, ledger):
        there = add_ward(store, Ward("KHAC", "Phường Khác", "EPSG:5897", (105.6, 10, 105.8, 10.2)))
        who = replace(tiny.ADMIN, ward="KHAC")
        with pytest.raises(errors.LoginTaken):
            accounts.invite(there, who, officer_code="QT", login="Quan.Tri ", now=NOW)

    @pytest.mark.parametrize("login", ["", "a", "có dấu", "a b", "../x", "x" * 61, "<b>"])
    def test_a_login_is_plain(self, ledger, login):
        with pytest.raises(errors.LoginUnfit):
            accounts.invite(ledger, tiny.ADMIN, officer_code="QT", login=login, now=NOW)

    def test_who_left_is_not_invited(self, store, ledger):
        base = officer(ledger, "CB03")
        with ledger.write(NOW) as writing:
            writing.update(tables.officers, {"code": "CB03"}, {"active": False}, base=base.version)
            writing.record("x", "CB03", actor="QT", effective_on=tiny.TODAY)
        with pytest.raises(UnknownRecord):
            accounts.invite(ledger, tiny.ADMIN, officer_code="CB03", login="an", now=NOW)


class TestPasswords:
    @pytest.mark.parametrize(
        "password", ["", "ngắn", "1234567890", "matkhau123456", "quan.tri.quan.tri", "aaaaaaaaaaaa"]
    )
    def test_one_that_others_would_guess_is_refused(self, empty_store, ledger, password):
        token = accounts.invite(ledger, tiny.ADMIN, officer_code="QT", login="quan.tri", now=NOW)
        with pytest.raises(errors.PasswordWeak):
            accounts.accept_invitation(empty_store, token=token, password=password, now=NOW)
        accounts.accept_invitation(empty_store, token=token, password=GOOD, now=NOW)

    def test_changing_it_ends_the_other_sessions(self, store, ledger):
        here = sign_in(store, login="quan.tri", password=GOOD, now=NOW)
        there = sign_in(store, login="quan.tri", password=GOOD, now=NOW)
        accounts.change_password(ledger, tiny.ADMIN, old=GOOD, new=OTHER, token=here, now=NOW)
        assert session_of(store, here, NOW)
        assert session_of(store, there, NOW) is None
        with pytest.raises(errors.SignInRefused):
            sign_in(store, login="quan.tri", password=GOOD, now=NOW)
        sign_in(store, login="quan.tri", password=OTHER, now=NOW)

    def test_changing_it_needs_the_old_one(self, store, ledger):
        with pytest.raises(errors.SignInRefused):
            accounts.change_password(
                ledger, tiny.ADMIN, old=OTHER, new="a b c d e f g h", token=WRONG, now=NOW
            )

    def test_an_invitation_anew_ends_the_password_and_the_sessions(self, store, ledger):
        token = sign_in(store, login="quan.tri", password=GOOD, now=NOW)
        accounts.invite(ledger, tiny.ADMIN, officer_code="QT", login="quan.tri", now=NOW)
        assert session_of(store, token, NOW) is None
        with pytest.raises(errors.SignInRefused):
            sign_in(store, login="quan.tri", password=GOOD, now=NOW)


class TestLocks:
    def test_five_slips_are_free_and_each_further_one_doubles_the_wait(self):
        assert wait_after(FREE_SLIPS - 1) is None
        waits = [wait_after(FREE_SLIPS + more) for more in range(9)]
        assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
        assert waits == sorted(waits)
        assert waits[-1] == LONGEST_WAIT

    def test_a_locked_account_looks_at_no_password_not_even_the_right_one(self, store):
        for _ in range(FREE_SLIPS):
            with pytest.raises(errors.SignInRefused):
                sign_in(store, login="quan.tri", password=WRONG, now=NOW)
        with pytest.raises(errors.SignInLocked):
            sign_in(store, login="quan.tri", password=GOOD, now=NOW)
        later = NOW + timedelta(minutes=1)
        assert sign_in(store, login="quan.tri", password=GOOD, now=later)

    def test_an_administrator_unlocks(self, store, ledger):
        for _ in range(FREE_SLIPS):
            with pytest.raises(errors.SignInRefused):
                sign_in(store, login="quan.tri", password=WRONG, now=NOW)
        accounts.enable(ledger, tiny.ADMIN, officer_code="QT", now=NOW)
        assert sign_in(store, login="quan.tri", password=GOOD, now=NOW)

    def test_the_right_password_begins_the_count_anew(self, store):
        for _ in range(3):
            for _ in range(FREE_SLIPS - 1):
                with pytest.raises(errors.SignInRefused):
                    sign_in(store, login="quan.tri", password=WRONG, now=NOW)
            sign_in(store, login="quan.tri", password=GOOD, now=NOW)

    def test_a_clock_that_was_set_back_locks_nobody_out_for_longer_than_the_rule(self, store):
        for _ in range(FREE_SLIPS):
            with pytest.raises(errors.SignInRefused):
                sign_in(store, login="quan.tri", password=WRONG, now=NOW + timedelta(days=30))
        with pytest.raises(errors.SignInLocked) as locked:
            sign_in(store, login="quan.tri", password=GOOD, now=NOW)
        assert locked.value.values["minutes"] <= LONGEST_WAIT.total_seconds() / 60

    def test_who_has_no_account_is_told_the_same_as_who_mistyped(self, store):
        with pytest.raises(errors.SignInRefused) as nobody:
            sign_in(store, login="khong.co", password=GOOD, now=NOW)
        with pytest.raises(errors.SignInRefused) as mistyped:
            sign_in(store, login="quan.tri", password=WRONG, now=NOW)
        assert nobody.value.values == mistyped.value.values == {}


class TestSessions:
    def test_somebody_is_signed_in_until_they_sign_out(self, store):
        token = sign_in(store, login=" QUAN.TRI", password=GOOD, now=NOW)
        assert session_of(store, token, NOW).officer_code == "QT"
        sign_out(store, token, NOW)
        assert session_of(store, token, NOW) is None

    @pytest.mark.parametrize("token", ["", "guessed", "x" * 10_000, "' OR 1=1 --", "\x00"])
    def test_what_is_no_token_is_nobody(self, store, token):
        assert session_of(store, token, NOW) is None

    def test_it_ends_when_nobody_used_it_for_days_and_after_two_weeks_in_any_case(self, store):
        idle = sign_in(store, login="quan.tri", password=GOOD, now=NOW)
        used = sign_in(store, login="quan.tri", password=GOOD, now=NOW)
        for hours in range(0, int(SIGNED_IN_FOR.total_seconds() // 3600), 48):
            assert session_of(store, used, NOW + timedelta(hours=hours))
        assert session_of(store, idle, NOW + IDLE_FOR) is None
        assert session_of(store, used, NOW + SIGNED_IN_FOR) is None

    def test_who_is_locked_out_has_no_session_at_the_next_question(self, store, ledger):
        token = made(store, ledger, "CB03", "an")
        accounts.disable(ledger, tiny.ADMIN, officer_code="CB03", now=NOW)
        assert session_of(store, token, NOW) is None
        with pytest.raises(errors.SignInRefused):
            sign_in(store, login="an", password=GOOD, now=NOW)
        accounts.enable(ledger, tiny.ADMIN, officer_code="CB03", now=NOW)
        assert session_of(store, token, NOW) is None

    def test_who_leaves_the_ward_has_no_session_at_the_next_question(self, store, ledger):
        token = made(store, ledger, "CB01", "thanh")
        base = officer(ledger, "CB01")
        edit_officer(ledger, tiny.ADMIN, base=base, mine=replace(base, active=False), now=tiny.NOW)
        assert session_of(store, token, NOW) is None
        assert officer(ledger, "CB01").name == "Ninh Quốc Thạnh"

    def test_one_signs_out_everywhere_or_in_one_place(self, store, ledger):
        first, second, third = (
            sign_in(store, login="quan.tri", password=GOOD, device=f"d{n}", now=NOW)
            for n in range(3)
        )
        listed = accounts.my_places(ledger, tiny.ADMIN, token=first, now=NOW)
        assert {one.sign_in.device for one in listed} >= {"d0", "d1", "d2"}
        assert [one.sign_in.device for one in listed if one.here] == ["d0"]
        place = passwords.digest(second)
        accounts.end_my_place(ledger, tiny.OFFICER, id_hash=place, now=NOW)
        assert session_of(store, second, NOW), "somebody else's is left alone"
        accounts.end_my_place(ledger, tiny.ADMIN, id_hash=place, now=NOW)
        assert session_of(store, second, NOW) is None
        accounts.end_sessions(ledger, tiny.ADMIN, officer_code="QT", now=NOW)
        assert session_of(store, first, NOW) is session_of(store, third, NOW) is None

    def test_nobody_ends_anothers_sessions(self, store, ledger):
        with pytest.raises(NotAllowed):
            accounts.end_sessions(ledger, tiny.OFFICER, officer_code="QT", now=NOW)


def test_a_copy_brings_accounts_back_and_no_session(tmp_path):
    store = open_store(tmp_path / "data", durable=False, keys=tiny.KEYS)
    token = made(store, tiny.build(store), "QT", "quan.tri")
    make_backup(store, tiny.ADMIN, tmp_path / "copy.zip")
    assert session_of(store, token, NOW)
    store.close()
    restore(tmp_path / "copy.zip", tmp_path / "new", key_file=tiny.key_file())
    again = open_store(tmp_path / "new", durable=False, keys=tiny.KEYS)
    assert session_of(again, token, NOW) is None
    assert sign_in(again, login="quan.tri", password=GOOD, now=NOW)
    again.close()


class TestWhoAsks:
    def test_without_accounts_it_is_the_officer_in_the_box(self, empty_store, ledger):
        found = who_asks(empty_store, ledger, token="", chosen="CB05", now=NOW)
        assert (found.code, found.reach.everywhere) == ("CB05", True)

    def test_with_accounts_the_box_says_nothing(self, store, ledger):
        with pytest.raises(errors.SignInNeeded):
            who_asks(store, ledger, token="", chosen="QT", now=NOW)
        token = made(store, ledger, "CB03", "an")
        found = who_asks(store, ledger, token=token, chosen="QT", now=NOW)
        assert (found.code, found.role, found.reach.everywhere) == ("CB03", Role.OFFICER, False)

    def test_a_change_of_rights_counts_at_the_next_question(self, store, ledger):
        token = made(store, ledger, "CB03", "an")
        base = officer(ledger)
        more = replace(base, role=Role.CHAIR)
        edit_officer(ledger, tiny.ADMIN, base=base, mine=more, now=tiny.NOW)
        found = who_asks(store, ledger, token=token, chosen=None, now=NOW)
        assert (found.role, found.reach.everywhere) == (Role.CHAIR, True)

    def test_another_ward_is_closed(self, store, ledger):
        there = add_ward(store, Ward("KHAC", "Phường Khác", "EPSG:5897", (105.6, 10, 105.8, 10.2)))
        token = sign_in(store, login="quan.tri", password=GOOD, now=NOW)
        with pytest.raises(OtherWard):
            who_asks(store, there, token=token, chosen=None, now=NOW)
        assert wards_of(store, token, NOW) == ["TEST"]


class TestAuthenticator:
    def on(self, ledger, now=NOW):
        secret = accounts.begin_totp(ledger, tiny.ADMIN, password=GOOD, now=now)
        accounts.confirm_totp(ledger, tiny.ADMIN, code=pyotp.TOTP(secret).at(now), now=now)
        return pyotp.TOTP(secret)

    def test_the_password_alone_is_not_enough_any_more(self, store, ledger):
        codes = self.on(ledger)
        later = NOW + timedelta(minutes=5)
        with pytest.raises(errors.CodeNeeded):
            sign_in(store, login="quan.tri", password=GOOD, now=later)
        with pytest.raises(errors.SignInRefused):
            sign_in(store, login="quan.tri", password=GOOD, code="000000x", now=later)
        code = codes.at(later)
        assert sign_in(
            store, login="quan.tri", password=GOOD, code=f" {code[:3]} {code[3:]}", now=later
        )

    def test_a_code_counts_once(self, store, ledger):
        codes = self.on(ledger)
        later = NOW + timedelta(minutes=5)
        sign_in(store, login="quan.tri", password=GOOD, code=codes.at(later), now=later)
        with pytest.raises(errors.SignInRefused):
            sign_in(store, login="quan.tri", password=GOOD, code=codes.at(later), now=later)

    @pytest.mark.parametrize(
        ("skew", "counts"), [(-60, False), (-30, True), (30, True), (90, False)]
    )
    def test_a_phone_whose_clock_differs_by_half_a_minute_works(self, store, ledger, skew, counts):
        codes = self.on(ledger)
        later = NOW + timedelta(minutes=10)
        code = codes.at(later + timedelta(seconds=skew))
        if counts:
            assert sign_in(store, login="quan.tri", password=GOOD, code=code, now=later)
        else:
            with pytest.raises(errors.SignInRefused):
                sign_in(store, login="quan.tri", password=GOOD, code=code, now=later)

    def test_wrong_codes_lock_like_wrong_passwords(self, store, ledger):
        codes = self.on(ledger)
        later = NOW + timedelta(minutes=5)
        for _ in range(FREE_SLIPS):
            with pytest.raises(errors.SignInRefused):
                sign_in(store, login="quan.tri", password=GOOD, code="12345x", now=later)
        with pytest.raises(errors.SignInLocked):
            sign_in(store, login="quan.tri", password=GOOD, code=codes.at(later), now=later)

    def test_it_is_not_in_force_before_a_code_of_it_was_typed(self, store, ledger):
        accounts.begin_totp(ledger, tiny.ADMIN, password=GOOD, now=NOW)
        with pytest.raises(errors.SignInRefused):
            accounts.confirm_totp(ledger, tiny.ADMIN, code="abc", now=NOW)
        assert sign_in(store, login="quan.tri", password=GOOD, now=NOW)

    def test_turning_it_off_needs_the_password(self, store, ledger):
        self.on(ledger)
        with pytest.raises(errors.SignInRefused):
            accounts.drop_totp(ledger, tiny.ADMIN, password=OTHER, now=NOW)
        accounts.drop_totp(ledger, tiny.ADMIN, password=GOOD, now=NOW)
        assert sign_in(store, login="quan.tri", password=GOOD, now=NOW)

    def test_its_secret_lies_sealed(self, store, ledger):
        secret = accounts.begin_totp(ledger, tiny.ADMIN, password=GOOD, now=NOW)
        with store.reader.connect() as connection:
            kept = connection.exec_driver_sql("SELECT totp FROM accounts").scalars().all()
        assert kept
        assert not [one for one in kept if secret in one]


class TestAudit:
    def kinds(self, ledger):
        listed = ward_looks(ledger, tiny.ADMIN, LookFilter())
        return [(one.kind, one.actor, one.subject) for one in reversed(listed)]

    def test_what_happens_to_accounts_is_kept_in_the_order_it_happened(self, store, ledger):
        token = made(store, ledger, "CB03", "an")
        for _ in range(FREE_SLIPS):
            with pytest.raises(errors.SignInRefused):
                sign_in(store, login="an", password=WRONG, now=NOW)
        accounts.enable(ledger, tiny.ADMIN, officer_code="CB03", now=NOW)
        sign_out(store, token, NOW)
        accounts.disable(ledger, tiny.ADMIN, officer_code="CB03", now=NOW)
        accounts.enable(ledger, tiny.ADMIN, officer_code="CB03", now=NOW)
        found = [one for one in self.kinds(ledger) if "CB03" in one[1:]]
        assert found == [
            ("account.invited", "QT", "CB03"),
            ("account.accepted", "CB03", ""),
            ("account.signed_in", "CB03", ""),
            *[("account.refused", "", "CB03")] * FREE_SLIPS,
            ("account.locked", "", "CB03"),
            ("account.unlocked", "QT", "CB03"),
            ("account.signed_out", "CB03", ""),
            ("account.disabled", "QT", "CB03"),
            ("account.enabled", "QT", "CB03"),
        ]

    def test_a_change_of_rights_is_kept_and_a_change_of_title_is_not_one(self, store, ledger):
        base = officer(ledger)
        edit_officer(
            ledger, tiny.ADMIN, base=base, mine=replace(base, title="Địa chính"), now=tiny.NOW
        )
        assert not [one for one in self.kinds(ledger) if one[0] == "account.rights"]
        base = officer(ledger)
        edit_officer(
            ledger, tiny.ADMIN, base=base, mine=replace(base, grants=("ids",)), now=tiny.NOW
        )
        assert ("account.rights", "QT", "CB03") in self.kinds(ledger)

    def test_a_login_that_nobody_has_is_kept_without_what_was_typed(self, store, ledger):
        with pytest.raises(errors.SignInRefused):
            sign_in(store, login="mat-khau-go-nham", password=WRONG, now=NOW)
        assert ("account.refused", "", "") in self.kinds(ledger)


class TestProvider:
    def test_the_first_time_the_login_counts_and_then_the_providers_own_name(self, store, ledger):
        accounts.invite(ledger, tiny.ADMIN, officer_code="CB03", login="an@phuong.vn", now=NOW)
        first = sign_in_by_subject(store, subject="idp 7", login="AN@phuong.vn", proof="1", now=NOW)
        assert session_of(store, first, NOW).officer_code == "CB03"
        assert session_of(store, first, NOW).how == "oidc"
        assert (
            accounts.list_accounts(ledger, tiny.ADMIN, now=NOW)["CB03"].state is AccountState.ACTIVE
        )
        again = sign_in_by_subject(store, subject="idp 7", login="moi@x.vn", proof="2", now=NOW)
        assert session_of(store, again, NOW).officer_code == "CB03"
        with pytest.raises(errors.SignInRefused):
            sign_in_by_subject(store, subject="idp 8", login="an@phuong.vn", proof="3", now=NOW)

    def test_what_a_provider_gave_counts_once(self, store, ledger):
        accounts.invite(ledger, tiny.ADMIN, officer_code="CB03", login="an@phuong.vn", now=NOW)
        sign_in_by_subject(store, subject="s", login="an@phuong.vn", proof="1", now=NOW)
        with pytest.raises(errors.SignInRefused):
            sign_in_by_subject(store, subject="s", login="an@phuong.vn", proof="1", now=NOW)

    def test_an_address_that_the_provider_did_not_check_is_nobody(self, store):
        with pytest.raises(errors.SignInRefused):
            sign_in_by_subject(store, subject="s", login="", proof="1", now=NOW)
