"""Accounts and sign-ins. Outside the log and of its rebuilding: they are secrets that change.

A sign-in page knows a login and no ward, so some questions go over all wards of the store.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Table, insert, select, update

from trackers.domain.accounts import Account, SignIn
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of

_A, _S, _O = tables.accounts, tables.sign_ins, tables.officers


def any_account(reader: Engine) -> bool:
    """Tell whether there is an account in any ward."""
    with reader.connect() as connection:
        return connection.execute(select(_A.c.login).limit(1)).first() is not None


def find_by_login(reader: Engine, login: str) -> Account | None:
    """Give the account with that login, in whichever ward."""
    return _found(reader, _A.c.login == login)


def find_by_invitation(reader: Engine, digest: str) -> Account | None:
    """Give the account whose invitation has that digest, in whichever ward."""
    return _found(reader, _A.c.invitation == digest) if digest else None


def find_by_subject(reader: Engine, subject: str) -> Account | None:
    """Give the account of a person of the identity provider, in whichever ward."""
    return _found(reader, _A.c.subject == subject) if subject else None


def find_sign_in(reader: Engine, id_hash: str) -> SignIn | None:
    """Give the sign-in with that digest of somebody whose account is in use, in whichever ward."""
    same = (_S.c.ward == _A.c.ward) & (_S.c.officer_code == _A.c.officer_code)
    works = (_S.c.ward == _O.c.ward) & (_S.c.officer_code == _O.c.code)
    query = (
        select(_S)
        .join(_A, same)
        .join(_O, works)
        .where(_S.c.id_hash == id_hash, _A.c.active, _O.c.active)
    )
    with reader.connect() as connection:
        row = connection.execute(query).one_or_none()
    return record_of(SignIn, row) if row else None


def read_accounts(reading: Reading) -> dict[str, Account]:
    """Give the ward's accounts by officer."""
    return {row.officer_code: record_of(Account, row) for row in reading.rows(_A)}


def read_account(reading: Reading, officer_code: str) -> Account | None:
    """Give an officer's account, or None."""
    row = reading.find(_A, officer_code=officer_code)
    return record_of(Account, row) if row else None


def put_account(writing: Writing, account: Account) -> None:
    """Keep an account in place of the officer's former one."""
    values = values_of(account)
    if writing.find(_A, officer_code=account.officer_code) is None:
        writing.connection.execute(insert(_A).values(values))
    else:
        _change(writing, _A, {"officer_code": account.officer_code}, values)


def read_sign_ins(reading: Reading, officer_code: str) -> list[SignIn]:
    """Give where an officer is or was signed in, the latest first."""
    rows = reading.rows(_S, _S.c.officer_code == officer_code, order=(_S.c.seen_at.desc(),))
    return [record_of(SignIn, row) for row in rows]


def add_sign_in(writing: Writing, sign_in: SignIn) -> None:
    """Add a sign-in."""
    writing.connection.execute(insert(_S).values(values_of(sign_in)))


def is_used(reading: Reading, proof: str) -> bool:
    """Tell whether somebody has signed in by what an identity provider gave."""
    return bool(reading.rows(_S, _S.c.proof == proof))


def see_sign_in(writing: Writing, id_hash: str, at: datetime) -> None:
    """Note that a sign-in was used."""
    _change(writing, _S, {"id_hash": id_hash}, {"seen_at": at})


def end_sign_ins(
    writing: Writing, officer_code: str, at: datetime, *, only: str = "", but: str = ""
) -> None:
    """End an officer's sign-ins: all of them, `only` one, or all `but` one."""
    which = [_S.c.ward == writing.ward, _S.c.officer_code == officer_code, _S.c.ended_at.is_(None)]
    if only:
        which.append(_S.c.id_hash == only)
    if but:
        which.append(_S.c.id_hash != but)
    writing.connection.execute(update(_S).where(*which).values(ended_at=at))


def forget_sign_ins(writing: Writing, before: datetime) -> None:
    """Forget the sign-ins that were over before an instant."""
    writing.connection.execute(_S.delete().where(_S.c.ward == writing.ward, _S.c.ends_at < before))


def _change(writing: Writing, table: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
    match = (table.c[name] == value for name, value in key.items())
    writing.connection.execute(
        update(table).where(table.c.ward == writing.ward, *match).values(values)
    )


def _found(reader: Engine, condition: Any) -> Account | None:
    with reader.connect() as connection:
        row = connection.execute(select(_A).where(condition)).first()
    return record_of(Account, row) if row else None
