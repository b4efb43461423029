"""A backup under a passphrase, in the age format, so that other programs can open it as well.

The sealed file is a zip of two age files: a key of its own, locked with the passphrase (scrypt),
and the backup, locked with that key (X25519, ChaCha20-Poly1305 in blocks). The backup passes
through in a stream; only the key is held in memory.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pyrage

from trackers.store.archive import BROKEN, Sink, check_whole, digested_zip
from trackers.store.errors import BackupDamaged, PassphraseShort, WrongPassphrase

KEY, CONTENT, README = "key.age", "backup.zip.age", "README.txt"
LEAST = 12
_MOST_KEY = 2**14
_TOLD = """\
Bản sao lưu của Mặt Bằng, được khoá bằng mật khẩu. Mở bằng:  matbang restore TỆP
Khi không còn chương trình, mở bằng công cụ age:

A backup of Mặt Bằng under a passphrase. Open it with:  matbang restore FILE
Without the program, the tool age opens it:

    age --decrypt --identity key.age --output backup.zip backup.zip.age
"""


def normal(passphrase: str) -> str:
    """Give a passphrase in the one form in which Vietnamese letters are composed (NFC)."""
    return unicodedata.normalize("NFC", passphrase)


def check_length(passphrase: str) -> None:
    """Refuse a passphrase that can be guessed; raises PassphraseShort."""
    if len(normal(passphrase)) < LEAST:
        raise PassphraseShort(least=LEAST)


def is_sealed(path: Path) -> bool:
    """Tell whether a backup is under a passphrase; raises NotABackup, BackupDamaged."""
    check_whole(path)
    try:
        with ZipFile(path) as packed:
            return {KEY, CONTENT} <= set(packed.namelist())
    except BROKEN as error:
        raise BackupDamaged(name=path.name) from error


def seal(plain: Path, target: Sink, passphrase: str) -> None:
    """Write the sealed form of a backup; raises PassphraseShort."""
    check_length(passphrase)
    identity = pyrage.x25519.Identity.generate()
    key = pyrage.passphrase.encrypt(str(identity).encode(), normal(passphrase))
    with digested_zip(target) as packed:
        packed.writestr(ZipInfo(README), _TOLD)
        packed.writestr(ZipInfo(KEY), key)
        with (
            plain.open("rb") as file,
            packed.open(ZipInfo(CONTENT), "w", force_zip64=True) as member,
        ):
            pyrage.encrypt_io(file, member, [identity.to_public()])


def unseal(path: Path, target: Sink, passphrase: str) -> None:
    """Write the backup that a sealed one holds.

    Raises BackupDamaged, WrongPassphrase; an OSError of the target stays what it is.
    """
    with _opened(path) as (key, content):
        try:
            identity = pyrage.x25519.Identity.from_str(
                pyrage.passphrase.decrypt(key, normal(passphrase)).decode()
            )
        except pyrage.DecryptError as error:
            raise WrongPassphrase(name=path.name) from error
        except (pyrage.IdentityError, ValueError) as error:
            raise BackupDamaged(name=path.name) from error
        try:
            pyrage.decrypt_io(content, target, [identity])
        except pyrage.DecryptError as error:
            raise BackupDamaged(name=path.name) from error
        except OSError as error:
            if error.errno is not None:
                raise
            raise BackupDamaged(name=path.name) from error


@contextmanager
def _opened(path: Path) -> Iterator[tuple[bytes, IO[bytes]]]:
    """Give the locked key and the stream of the locked backup."""
    try:
        with ZipFile(path) as packed:
            key, content = packed.getinfo(KEY), packed.getinfo(CONTENT)
            if key.file_size > _MOST_KEY or {key.compress_type, content.compress_type} != {
                ZIP_STORED
            }:
                raise BackupDamaged(name=path.name)
            with packed.open(content) as stream:
                yield packed.read(key), stream
    except BROKEN as error:
        raise BackupDamaged(name=path.name) from error
