"""Accounts: inviting, setting passwords, an authenticator, and ending what should not go on.

Instants here are of the real clock: a demo's own does not count for passwords.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from trackers.domain.account_errors import (
    FirstAdministrator,
    InvitationOver,
    LoginTaken,
    SignInRefused,
)
from trackers.domain.accounts import (
    INVITED_FOR,
    Account,
    AccountState,
    SignIn,
    check_password,
    checked_login,
)
from trackers.domain.errors import UnknownRecord
from trackers.domain.giving import check_account
from trackers.domain.looks import LookKind
from trackers.domain.people import Actor, Officer, Role
from trackers.domain.rights import Action, require
from trackers.services import passwords
from trackers.services.looks import note_look
from trackers.services.signing_in import check_password_of, start
from trackers.store import Ledger, Writing, accounts, people
from trackers.store.ledger import Reading
from trackers.store.opening import Store


@dataclass(frozen=True)
class AccountLine:
    """An officer's account as an administrator sees it; `signed_in` counts the sessions."""

    officer_code: str
    login: str
    state: AccountState
    totp_on: bool
    by_provider: bool
    locked_until: datetime | None
    invited_until: datetime | None
    signed_in: int


@dataclass(frozen=True)
class Place:
    """One place where the actor is signed in; `here` is the one that asks."""

    sign_in: SignIn
    here: bool


def list_accounts(ledger: Ledger, actor: Actor, *, now: datetime) -> dict[str, AccountLine]:
    """Give the accounts by officer; raises NotAllowed."""
    require(actor, Action.MANAGE_ACCOUNTS, ledger.ward)
    with ledger.read() as reading:
        return {
            code: AccountLine(
                code,
                one.login,
                one.state,
                one.totp_on,
                bool(one.subject),
                one.locked_until if one.locked_for(now) else None,
                one.invited_until,
                sum(place.holds(now) for place in accounts.read_sign_ins(reading, code)),
            )
            for code, one in accounts.read_accounts(reading).items()
        }


def invite(ledger: Ledger, actor: Actor, *, officer_code: str, login: str, now: datetime) -> str:
    """Invite an officer to set a password, for the first time or anew; give the link's token.

    A former password, authenticator and all sessions end with it: whoever forgot or lost one is
    invited again. The first account is an administrator's. Raises NotAllowed, UnknownRecord,
    LoginUnfit, LoginTaken, FirstAdministrator.
    """
    require(actor, Action.MANAGE_ACCOUNTS, ledger.ward)
    login, token = checked_login(login), passwords.new_token()
    with ledger.write(now) as writing:
        officer = _officer(writing, officer_code)
        check_account(actor, officer)
        if officer.role is not Role.ADMINISTRATOR and not accounts.any_account(ledger.reader):
            raise FirstAdministrator
        taken = accounts.find_by_login(ledger.reader, login)
        if taken and (taken.ward, taken.officer_code) != (ledger.ward, officer_code):
            raise LoginTaken(login=login)
        before = accounts.read_account(writing, officer_code)
        made = Account(
            ledger.ward,
            officer_code,
            login,
            subject=before.subject if before else "",
            invitation=passwords.digest(token),
            invited_until=now + INVITED_FOR,
            changed_at=now,
        )
        accounts.put_account(writing, made)
        accounts.end_sign_ins(writing, officer_code, now)
    kind = LookKind.ACCOUNT_RESET if before else LookKind.ACCOUNT_INVITED
    note_look(ledger, actor, kind, officer_code, now=now)
    return token


def invited(store: Store, token: str, *, now: datetime) -> tuple[Account, str]:
    """Give the account of an invitation and its officer's name; raises InvitationOver."""
    account = accounts.find_by_invitation(store.reader, passwords.digest(token))
    if account is None or not account.active or not account.invited_until:
        raise InvitationOver
    if not now < account.invited_until:
        raise InvitationOver
    with store.ledger(account.ward).read() as reading:
        officer = people.find_officer(reading, account.officer_code)
    if officer is None or not officer.active:
        raise InvitationOver
    return account, officer.name


def accept_invitation(
    store: Store, *, token: str, password: str, device: str = "", now: datetime
) -> str:
    """Set the password of who was invited, and sign in; give the token of the cookie.

    Raises InvitationOver, PasswordWeak.
    """
    account, name = invited(store, token, now=now)
    check_password(password, login=account.login, name=name)
    kept = passwords.hashed(password)
    ledger = store.ledger(account.ward)
    with ledger.write(now) as writing:
        fresh = accounts.read_account(writing, account.officer_code)
        if fresh is None or fresh.invitation != account.invitation:
            raise InvitationOver
        done = replace(
            fresh,
            password_hash=kept,
            invitation="",
            invited_until=None,
            failures=0,
            locked_until=None,
            changed_at=now,
        )
        accounts.put_account(writing, done)
    note_look(ledger, account.officer_code, LookKind.ACCOUNT_ACCEPTED, now=now)
    return start(ledger, done, device=device, now=now)


def disable(ledger: Ledger, actor: Actor, *, officer_code: str, now: datetime) -> None:
    """Let nobody sign in with an account; its sessions end at once. Raises NotAllowed."""
    require(actor, Action.MANAGE_ACCOUNTS, ledger.ward)
    with ledger.write(now) as writing:
        _require(writing, actor, officer_code)
        accounts.put_account(writing, replace(_account(writing, officer_code), active=False))
        accounts.end_sign_ins(writing, officer_code, now)
    note_look(ledger, actor, LookKind.ACCOUNT_DISABLED, officer_code, now=now)


def enable(ledger: Ledger, actor: Actor, *, officer_code: str, now: datetime) -> None:
    """Let an account be used again, and look at passwords again at once. Raises NotAllowed."""
    require(actor, Action.MANAGE_ACCOUNTS, ledger.ward)
    with ledger.write(now) as writing:
        _require(writing, actor, officer_code)
        account = _account(writing, officer_code)
        free = replace(account, active=True, failures=0, locked_until=None)
        accounts.put_account(writing, free)
    kind = LookKind.ACCOUNT_UNLOCKED if account.active else LookKind.ACCOUNT_ENABLED
    note_look(ledger, actor, kind, officer_code, now=now)


def end_sessions(ledger: Ledger, actor: Actor, *, officer_code: str, now: datetime) -> None:
    """Sign an officer out everywhere; raises NotAllowed, unless it is the actor."""
    if officer_code != actor.code or actor.ward != ledger.ward:
        require(actor, Action.MANAGE_ACCOUNTS, ledger.ward)
    with ledger.write(now) as writing:
        accounts.end_sign_ins(writing, officer_code, now)
    note_look(ledger, actor, LookKind.SESSIONS_ENDED, officer_code, now=now)


def my_account(ledger: Ledger, actor: Actor) -> Account | None:
    """Give the actor's own account; None in open mode. Raises NotAllowed."""
    require(actor, Action.SEE_WORKS, ledger.ward)
    with ledger.read() as reading:
        return accounts.read_account(reading, actor.code)


def my_places(ledger: Ledger, actor: Actor, *, token: str, now: datetime) -> list[Place]:
    """Give where the actor is signed in, the latest first; raises NotAllowed."""
    require(actor, Action.SEE_WORKS, ledger.ward)
    here = passwords.digest(token)
    with ledger.read() as reading:
        listed = accounts.read_sign_ins(reading, actor.code)
    return [Place(one, one.id_hash == here) for one in listed if one.holds(now)]


def end_my_place(ledger: Ledger, actor: Actor, *, id_hash: str, now: datetime) -> None:
    """End one of the actor's own sessions, or nothing where it is somebody else's."""
    require(actor, Action.SEE_WORKS, ledger.ward)
    with ledger.write(now) as writing:
        accounts.end_sign_ins(writing, actor.code, now, only=id_hash)
    note_look(ledger, actor, LookKind.SESSION_ENDED, actor.code, now=now)


def change_password(
    ledger: Ledger, actor: Actor, *, old: str, new: str, token: str, now: datetime
) -> None:
    """Change the actor's own password; every other session of theirs ends.

    Raises NotAllowed, SignInRefused, SignInLocked, PasswordWeak.
    """
    account = _mine(ledger, actor)
    check_password_of(ledger, account, old, now=now)
    check_password(new, login=account.login, name=actor.name)
    kept = passwords.hashed(new)
    with ledger.write(now) as writing:
        fresh = _account(writing, actor.code)
        accounts.put_account(writing, replace(fresh, password_hash=kept, changed_at=now))
        accounts.end_sign_ins(writing, actor.code, now, but=passwords.digest(token))
    note_look(ledger, actor, LookKind.PASSWORD_CHANGED, now=now)


def begin_totp(ledger: Ledger, actor: Actor, *, password: str, now: datetime) -> str:
    """Prepare an authenticator for the actor; give its secret, not in force until confirmed.

    Raises NotAllowed, SignInRefused, SignInLocked.
    """
    account = _mine(ledger, actor)
    check_password_of(ledger, account, password, now=now)
    secret = passwords.new_secret()
    with ledger.write(now) as writing:
        fresh = replace(_account(writing, actor.code), totp=secret, totp_on=False, totp_step=0)
        accounts.put_account(writing, fresh)
    return secret


def confirm_totp(ledger: Ledger, actor: Actor, *, code: str, now: datetime) -> None:
    """Put the prepared authenticator in force by a code of it.

    Raises NotAllowed, SignInRefused.
    """
    account = _mine(ledger, actor)
    step = passwords.step_of(account.totp, code, now.timestamp(), after=0) if account.totp else None
    if step is None or account.totp_on:
        raise SignInRefused
    with ledger.write(now) as writing:
        fresh = replace(_account(writing, actor.code), totp_on=True, totp_step=step)
        accounts.put_account(writing, fresh)
    note_look(ledger, actor, LookKind.CODE_ON, now=now)


def drop_totp(ledger: Ledger, actor: Actor, *, password: str, now: datetime) -> None:
    """Do without the authenticator again; raises NotAllowed, SignInRefused, SignInLocked."""
    account = _mine(ledger, actor)
    check_password_of(ledger, account, password, now=now)
    with ledger.write(now) as writing:
        fresh = replace(_account(writing, actor.code), totp="", totp_on=False, totp_step=0)
        accounts.put_account(writing, fresh)
    note_look(ledger, actor, LookKind.CODE_OFF, now=now)


def _require(reading: Reading, actor: Actor, officer_code: str) -> None:
    """Refuse what only another administrator may do; raises NotAllowed."""
    officer = people.find_officer(reading, officer_code)
    if officer is not None:
        check_account(actor, officer)


def _mine(ledger: Ledger, actor: Actor) -> Account:
    account = my_account(ledger, actor)
    if account is None:
        raise SignInRefused
    return account


def _account(reading: Reading, officer_code: str) -> Account:
    account = accounts.read_account(reading, officer_code)
    if account is None:
        raise UnknownRecord(kind="officer", code=officer_code)
    return account


def _officer(writing: Writing, code: str) -> Officer:
    officer = people.find_officer(writing, code)
    if officer is None or not officer.active:
        raise UnknownRecord(kind="officer", code=code)
    return officer
