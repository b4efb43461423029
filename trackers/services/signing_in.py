"""Signing in and out, and who is signed in: the server keeps the sessions, browsers a cookie.

Instants here are of the real clock: a demo's own does not count for passwords.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Lock
from weakref import WeakSet

from trackers.domain.account_errors import CodeNeeded, SignInLocked, SignInNeeded, SignInRefused
from trackers.domain.accounts import SIGNED_IN_FOR, Account, SignIn, kept_login, wait_after
from trackers.domain.errors import OtherWard
from trackers.domain.looks import LookKind
from trackers.domain.people import Actor
from trackers.domain.rights import actor_as
from trackers.domain.wards import day_of, now_of
from trackers.services import passwords
from trackers.services.looks import note_look
from trackers.services.people import identify
from trackers.store import Ledger, Writing, accounts, people, projects, wards
from trackers.store.ledger import Reading
from trackers.store.opening import Store

_SEEN_EVERY = timedelta(minutes=5)
_DEVICE_MOST, _KEPT_ACTORS = 120, 500
_actors: OrderedDict[Hashable, Actor] = OrderedDict()
_lock = Lock()
_with_accounts: WeakSet[Store] = WeakSet()


def has_accounts(store: Store) -> bool:
    """Tell whether people sign in here: as soon as there is one account, and from then on.

    Every request asks; no account is ever removed, so a store that has one is not asked again.
    """
    if store not in _with_accounts and accounts.any_account(store.reader):
        _with_accounts.add(store)
    return store in _with_accounts


def sign_in(
    store: Store, *, login: str, password: str, code: str = "", device: str = "", now: datetime
) -> str:
    """Sign somebody in; give the token of the cookie.

    Raises SignInRefused, SignInLocked, CodeNeeded.
    """
    account = accounts.find_by_login(store.reader, kept_login(login))
    if account is None:
        passwords.is_right(password, "")
        # Nobody's: kept where the installation's first ward reads it. What was typed is not.
        note_look(store.ledger(store.ward_codes()[0]), "", LookKind.SIGN_IN_FAILED, now=now)
        raise SignInRefused
    ledger = store.ledger(account.ward)
    check_password_of(ledger, account, password, code=code, now=now)
    return start(ledger, account, device=device, now=now)


def sign_in_by_subject(
    store: Store, *, subject: str, login: str, device: str = "", proof: str, now: datetime
) -> str:
    """Sign in whom the office's identity provider vouches for; give the token of the cookie.

    The first time, an account is known by its login; from then on by the provider's `subject`.
    `proof` is what the provider gave: it counts once. Raises SignInRefused.
    """
    account = accounts.find_by_subject(store.reader, subject)
    if account is None:
        account = accounts.find_by_login(store.reader, kept_login(login))
    if account is None or account.subject not in {"", subject} or not account.active:
        raise SignInRefused
    ledger = store.ledger(account.ward)
    with ledger.write(now) as writing:
        fresh = replace(_current(writing, account), subject=subject)
        accounts.put_account(writing, fresh)
    return start(ledger, fresh, device=device, how="oidc", proof=proof, now=now)


def start(
    ledger: Ledger,
    account: Account,
    *,
    device: str,
    now: datetime,
    how: str = "password",
    proof: str = "",
) -> str:
    """Begin a session of an account that has shown who it is; give the token of the cookie.

    Raises SignInRefused where the officer has left, or the proof was used.
    """
    token = passwords.new_token()
    made = SignIn(
        account.ward,
        passwords.digest(token),
        account.officer_code,
        now,
        now,
        now + SIGNED_IN_FOR,
        device[:_DEVICE_MOST],
        how,
        proof,
    )
    with ledger.write(now) as writing:
        officer = people.find_officer(writing, account.officer_code)
        if officer is None or not officer.active or (proof and accounts.is_used(writing, proof)):
            raise SignInRefused
        accounts.forget_sign_ins(writing, now - SIGNED_IN_FOR)
        accounts.add_sign_in(writing, made)
    note_look(ledger, officer.code, LookKind.SIGNED_IN, details={"how": how}, now=now)
    return token


def check_password_of(
    ledger: Ledger, account: Account, password: str, *, now: datetime, code: str | None = None
) -> None:
    """Check the password of an account, and the authenticator's code unless that is None.

    What is wrong is counted. Raises SignInRefused, SignInLocked, CodeNeeded.
    """
    if wait := account.locked_for(now):
        raise SignInLocked(minutes=max(1, round(wait.total_seconds() / 60)))
    right = passwords.is_right(password, account.password_hash) and account.active
    with ledger.write(now) as writing:
        fresh = _current(writing, account)
        if not right:
            accounts.put_account(writing, _slipped(fresh, now))
        elif code is None or not fresh.totp_on:
            accounts.put_account(writing, _right(fresh, password, fresh.totp_step))
        elif not code.strip():
            raise CodeNeeded
        else:
            at_s = now.timestamp()
            step = passwords.step_of(fresh.totp, code, at_s, after=fresh.totp_step)
            right = step is not None
            after = _slipped(fresh, now) if step is None else _right(fresh, password, step)
            accounts.put_account(writing, after)
    if not right:
        _note_slip(ledger, account.officer_code, now)
        raise SignInRefused


def _note_slip(ledger: Ledger, officer_code: str, now: datetime) -> None:
    """Keep that somebody gave a wrong password or code, and that the account waits now."""
    note_look(ledger, "", LookKind.SIGN_IN_FAILED, officer_code, now=now)
    with ledger.read() as reading:
        account = accounts.read_account(reading, officer_code)
    if account is not None and account.locked_for(now):
        note_look(ledger, "", LookKind.ACCOUNT_LOCKED, officer_code, now=now)


def _slipped(account: Account, now: datetime) -> Account:
    """Give an account after one more wrong password or code."""
    slips = account.failures + 1
    wait = wait_after(slips)
    return replace(account, failures=slips, locked_until=now + wait if wait else None)


def _right(account: Account, password: str, step: int) -> Account:
    """Give an account after the right password; its hash follows the numbers used today."""
    kept = account.password_hash
    if passwords.is_dated(kept):
        kept = passwords.hashed(password)
    return replace(account, failures=0, locked_until=None, totp_step=step, password_hash=kept)


def session_of(store: Store, token: str, now: datetime) -> SignIn | None:
    """Give the session of a cookie's token, None where it does not count (any more).

    That it was used is noted every few minutes: who is idle for long signs in again.
    """
    if not token:
        return None
    found = accounts.find_sign_in(store.reader, passwords.digest(token))
    if found is None or not found.holds(now):
        return None
    if now - found.seen_at > _SEEN_EVERY:
        with store.ledger(found.ward).write(now) as writing:
            accounts.see_sign_in(writing, found.id_hash, now)
    return found


def sign_out(store: Store, token: str, now: datetime) -> None:
    """End the session of a cookie's token, where there is one."""
    found = session_of(store, token, now)
    if found:
        with store.ledger(found.ward).write(now) as writing:
            accounts.end_sign_ins(writing, found.officer_code, now, only=found.id_hash)
        note_look(store.ledger(found.ward), found.officer_code, LookKind.SIGNED_OUT, now=now)


def who_asks(
    store: Store, ledger: Ledger, *, token: str, chosen: str | None, now: datetime
) -> Actor:
    """Give the actor of a call: who is signed in; without accounts, the officer in the box.

    Raises SignInNeeded, OtherWard.
    """
    if not has_accounts(store):
        return identify(ledger, chosen)
    session = session_of(store, token, now)
    if session is None:
        raise SignInNeeded
    if session.ward != ledger.ward:
        raise OtherWard(ward=ledger.ward)
    return _actor(ledger, session.officer_code, now)


def wards_of(store: Store, token: str, now: datetime) -> list[str]:
    """Give the codes of the wards that somebody may open; without accounts, all of them.

    Raises SignInNeeded.
    """
    if not has_accounts(store):
        return store.ward_codes()
    session = session_of(store, token, now)
    if session is None:
        raise SignInNeeded
    return [session.ward]


def _current(writing: Writing, account: Account) -> Account:
    """Give an account as it is under the ward's lock."""
    fresh = accounts.read_account(writing, account.officer_code)
    if fresh is None:
        raise SignInRefused
    return fresh


def _actor(ledger: Ledger, officer_code: str, now: datetime) -> Actor:
    """Give an officer as actor; made anew when the record or the ward's day changed."""
    with ledger.read() as reading:
        ward = wards.read_ward(reading)
        today = day_of(now_of(ward, now))
        key = (ledger, officer_code, ward.revision, today)
        with _lock:
            found = _actors.get(key)
        if found is None:
            found = _read_actor(reading, officer_code, today)
            with _lock:
                _actors[key] = found
                while len(_actors) > _KEPT_ACTORS:
                    _actors.popitem(last=False)
        return found


def _read_actor(reading: Reading, officer_code: str, today: date) -> Actor:
    officers = people.read_officers(reading)
    return actor_as(
        next(one for one in officers if one.code == officer_code),
        reading.ward,
        absences=people.read_absences(reading),
        officers=officers,
        areas=wards.read_areas(reading),
        projects=projects.read_projects(reading),
        on=today,
    )
