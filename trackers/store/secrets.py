"""The key of an installation, and what comes from it: sealed values, digests, signing keys.

One file outside the database holds 32 random bytes. From them HKDF (RFC 5869) gives a key of its
own for each purpose, so that one cannot be used in another's place.
"""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from weakref import WeakKeyDictionary

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect

from trackers.store.disk import full_disk_said, settle
from trackers.store.errors import KeyMalformed, KeyMissing, KeyUnusable, SealBroken, WrongKey

FILE = "secret.key"
SEALED = "mb1."
_BYTES, _NONCE, _ID = 32, 12, 8
_HEAD = """\
# Mặt Bằng: khoá của số điện thoại, số định danh trong cơ sở dữ liệu.
# Giữ riêng một bản ở nơi an toàn: mất tệp này thì các số đó không đọc lại được.
"""


@dataclass(frozen=True)
class Keys:
    """What a key file gives; it never shows its bytes."""

    root: bytes = field(repr=False)

    @cached_property
    def key_id(self) -> str:
        """Eight hex signs by which a sealed value says which key opens it."""
        return self._derived("key id").hex()[:_ID]

    def seal(self, text: str) -> str:
        """Seal a text (AES-256-GCM under a random nonce); each time it looks different."""
        nonce = os.urandom(_NONCE)
        closed = self._cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), None)
        return self._prefix + base64.urlsafe_b64encode(nonce + closed).decode()

    def unseal(self, sealed: str) -> str:
        """Give the text that was sealed; raises WrongKey, SealBroken."""
        if not sealed.startswith(self._prefix):
            raise WrongKey if is_sealed(sealed) else SealBroken
        try:
            packed = base64.urlsafe_b64decode(sealed[len(self._prefix) :])
            opened = self._cipher.decrypt(packed[:_NONCE], packed[_NONCE:], None)
        except (InvalidTag, binascii.Error, ValueError) as error:
            raise SealBroken from error
        return opened.decode("utf-8", "surrogatepass")

    def digest(self, purpose: str, text: str) -> str:
        """Give the keyed digest (HMAC-SHA-256, hex) by which equal texts are found."""
        return hmac.new(
            self._derived(f"digest {purpose}"), text.encode(), hashlib.sha256
        ).hexdigest()

    def signing_key(self, purpose: str) -> bytes:
        """Give 32 bytes for signing what leaves the program and comes back."""
        return self._derived(f"signing {purpose}")

    @cached_property
    def _prefix(self) -> str:
        return f"{SEALED}{self.key_id}."

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self._derived("seal"))

    def _derived(self, purpose: str) -> bytes:
        return HKDF(SHA256(), _BYTES, None, f"matbang {purpose}".encode()).derive(self.root)


def is_sealed(text: str) -> bool:
    """Tell whether a text is a sealed one, of whatever key."""
    return text.startswith(SEALED)


def id_in(sealed: str) -> str:
    """Give the id of the key that sealed a text."""
    return sealed.removeprefix(SEALED).partition(".")[0]


def keys_of_file(file: Path, *, needed: Callable[[], bool]) -> Keys:
    """Give the keys of a file; at a first start it is made, and never overwritten.

    `needed` is asked where there is none: whether values are sealed by it already. Raises
    KeyMissing, KeyUnusable, KeyMalformed, DiskFull.
    """
    if not _is_there(file):
        if needed():
            raise KeyMissing(place=str(file))
        put_key(Keys(secrets.token_bytes(_BYTES)), file)
    return read_keys(file)


def read_keys(file: Path) -> Keys:
    """Read a key file; raises KeyUnusable, KeyMalformed."""
    try:
        lines = file.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError as error:
        raise KeyUnusable(place=str(file), reason=error.strerror) from error
    told = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    try:
        [text] = told
        root = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise KeyMalformed(place=str(file)) from error
    if len(root) != _BYTES:
        raise KeyMalformed(place=str(file))
    return Keys(root)


def put_key(keys: Keys, file: Path) -> None:
    """Write a key file that only its owner reads; one that is there already stays as it is.

    Raises KeyUnusable, DiskFull.
    """
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    text = f"{_HEAD}{base64.b64encode(keys.root).decode()}\n"
    try:
        with full_disk_said(file.parent):
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh.touch(mode=0o600, exist_ok=False)
            with fresh.open("w", encoding="utf-8") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            with suppress(FileExistsError):
                os.link(fresh, file)
            settle(file.parent)
    except OSError as error:
        raise KeyUnusable(place=str(file), reason=error.strerror) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError as error:
        raise KeyUnusable(place=str(file), reason=error.strerror) from error


_used: WeakKeyDictionary[Dialect, Keys] = WeakKeyDictionary()


def use(dialect: Dialect, keys: Keys) -> None:
    """Let an engine seal and unseal by these keys."""
    _used[dialect] = keys


def of(dialect: Dialect) -> Keys:
    """Give the keys by which an engine seals; raises KeyMissing."""
    try:
        return _used[dialect]
    except KeyError as error:
        raise KeyMissing(place=FILE) from error
