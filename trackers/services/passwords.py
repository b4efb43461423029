"""Passwords and codes of an authenticator, by libraries made for them."""

import hashlib
import secrets

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

ISSUER = "Mặt Bằng"
_STEP_S = 30
_hasher = PasswordHasher()
# Looked at where nobody has the login, so that the answer takes as long as a wrong password's.
_NOBODYS = _hasher.hash(secrets.token_urlsafe(16))


def hashed(password: str) -> str:
    """Give the argon2id hash of a password."""
    return _hasher.hash(password)


def is_right(password: str, kept: str) -> bool:
    """Tell whether a password is the one whose hash is kept; "" is nobody's and takes as long."""
    try:
        return _hasher.verify(kept or _NOBODYS, password) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def is_dated(kept: str) -> bool:
    """Tell whether a hash was made with weaker numbers than are used today."""
    return _hasher.check_needs_rehash(kept)


def new_token() -> str:
    """Give 256 random bits as text."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Give what is kept of a token: it is random, so that a plain hash hides it."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_secret() -> str:
    """Give a secret for an authenticator, in base 32."""
    return pyotp.random_base32()


def address_of(secret: str, login: str) -> str:
    """Give what an authenticator scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def step_of(secret: str, code: str, at_s: float, *, after: int) -> int | None:
    """Give the time step whose code was typed, None for a wrong or used one.

    One step before and after now counts too: clocks of phones differ. A code counts once, so only
    steps behind `after`, the last one used.
    """
    typed = "".join(code.split())
    now = int(at_s // _STEP_S)
    for step in (now - 1, now, now + 1):
        if step > after and secrets.compare_digest(pyotp.TOTP(secret).generate_otp(step), typed):
            return step
    return None
