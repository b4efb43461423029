"""Accounts: how somebody signs in, and the rules of passwords, locks and sessions."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from trackers.domain.account_errors import LoginUnfit, PasswordWeak
from trackers.domain.texts import fold

SHORTEST, LONGEST = 10, 200
INVITED_FOR = timedelta(days=7)
# A phone in the lane stays signed in over a weekend; after two weeks everybody shows who they are.
IDLE_FOR, SIGNED_IN_FOR = timedelta(days=3), timedelta(days=14)
# Five slips are free; then each further one doubles the wait, up to an hour.
FREE_SLIPS, FIRST_WAIT, LONGEST_WAIT = 5, timedelta(minutes=1), timedelta(hours=1)
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,59}")
_COMMON = (
    "1234567890",
    "0987654321",
    "password",
    "matkhau",
    "123456",
    "qwerty",
    "abc123",
    "111111",
    "000000",
    "matbang",
)


class AccountState(StrEnum):
    """How far an account is."""

    NONE = "none"
    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"

    @property
    def label(self) -> str:
        """The Vietnamese words of the state."""
        return _LABELS[self]


_LABELS = {
    AccountState.NONE: "chưa có tài khoản",
    AccountState.INVITED: "đã mời, chưa đặt mật khẩu",
    AccountState.ACTIVE: "đang dùng",
    AccountState.DISABLED: "đã khoá",
}


@dataclass(frozen=True)
class Account:
    """The account of an officer; instants are of the real clock, in UTC.

    `login` is unlike any other of the installation. `subject` names the person at the office's own
    identity provider. `totp` is the sealed secret of an authenticator, in force where `totp_on`;
    `totp_step` the last time step whose code was used. `invitation` is the digest of the link by
    which a password is set, good until `invited_until`.
    """

    ward: str
    officer_code: str
    login: str
    password_hash: str = ""
    subject: str = ""
    totp: str = ""
    totp_on: bool = False
    totp_step: int = 0
    invitation: str = ""
    invited_until: datetime | None = None
    failures: int = 0
    locked_until: datetime | None = None
    changed_at: datetime | None = None
    active: bool = True

    @property
    def state(self) -> AccountState:
        """How far the account is."""
        if not self.active:
            return AccountState.DISABLED
        usable = self.password_hash or self.subject
        return AccountState.ACTIVE if usable else AccountState.INVITED

    def locked_for(self, now: datetime) -> timedelta | None:
        """Give how long no password is looked at any more, None when it is."""
        if self.locked_until is None or self.locked_until <= now:
            return None
        # A clock that was set back must not lock somebody out for longer than the rule says.
        return min(self.locked_until - now, LONGEST_WAIT)


@dataclass(frozen=True)
class SignIn:
    """One place where somebody is signed in; `id_hash` is the digest of its cookie."""

    ward: str
    id_hash: str
    officer_code: str
    made_at: datetime
    seen_at: datetime
    ends_at: datetime
    device: str = ""
    how: str = "password"
    proof: str = ""
    ended_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Tell whether it still counts."""
        return self.ended_at is None and now < min(self.ends_at, self.seen_at + IDLE_FOR)


def wait_after(failures: int) -> timedelta | None:
    """Give how long an account waits after that many wrong passwords in a row."""
    over = failures - FREE_SLIPS
    return None if over < 0 else min(FIRST_WAIT * 2 ** min(over, 10), LONGEST_WAIT)


def kept_login(text: str) -> str:
    """Give a login as it is kept and looked for, however it was typed."""
    return text.strip().lower()


def checked_login(text: str) -> str:
    """Give a new login as it is kept; raises LoginUnfit."""
    login = kept_login(text)
    if not _LOGIN.fullmatch(login):
        raise LoginUnfit(login=text)
    return login


def check_password(password: str, *, login: str, name: str) -> None:
    """Refuse a password that others would guess; raises PasswordWeak.

    Length counts, not kinds of characters (NIST SP 800-63B §5.1.1.2).
    """
    plain = fold(password).replace(" ", "")
    if len(password) < SHORTEST:
        raise PasswordWeak(least=SHORTEST)
    if len(password) > LONGEST:
        raise PasswordWeak(least=SHORTEST)
    own = [fold(login).replace(" ", ""), fold(name).replace(" ", "")]
    left = plain
    for word in (*_COMMON, *filter(None, own)):
        left = left.replace(word, "")
    if len(set(plain)) < 5 or len(left) < 4:  # noqa: PLR2004 (what is left besides known words)
        raise PasswordWeak(least=SHORTEST)
