"""A backup as one file: a zip that any computer opens, and that tells whether it is whole.

The zip's comment is the SHA-256 of every byte before it, so one pass finds a file that was cut
short or in which a single bit has turned, before anything in it is believed. The manifest names
each member with its size and SHA-256; what it does not name is not there.
"""

import hashlib
import json
import os
import shutil
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Protocol
from zipfile import ZIP_DEFLATED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from trackers.store.chain import canonical
from trackers.store.errors import BackupDamaged, BackupNewer, DiskFull, NotABackup
from trackers.store.secrets import FILE as KEY_FILE
from trackers.store.sqlite import DATABASE

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 2**20
DIGEST = 64
# Pictures and tiles are packed already; the database shrinks to a fifth or so.
_PACKED = {".jpg", ".jpeg", ".png", ".webp", ".pmtiles", ".pdf", ".docx", ".xlsx", ".zip"}
_LEVEL = 3
_MOST_MANIFEST = 64 * CHUNK
# Nothing of ours shrinks to a hundredth; what does was made to fill the disk.
_MOST_RATIO, _SMALL = 100, 2**30
# What reading a zip raises that is not sound.
BROKEN = (
    BadZipFile,
    LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> int:
        """Take bytes; give how many."""


@dataclass(frozen=True)
class Head:
    """How far a ward's log goes: its last revision, that entry's hash, and whether all of it holds.

    A log that somebody touched is kept as it is: a copy of it is better than none.
    """

    ward: str
    name: str
    revision: int
    head_hash: str
    holds: bool

    @property
    def end(self) -> tuple[str, int, str]:
        """Where the log ends: ward, revision, hash."""
        return self.ward, self.revision, self.head_hash


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; `files` gives size in bytes and SHA-256 by member."""

    program: str
    made_at: datetime
    wards: tuple[Head, ...]
    files: Mapping[str, tuple[int, str]]

    @property
    def has_key(self) -> bool:
        """Whether the key of the sealed values is in it: only where it is sealed itself."""
        return KEY_FILE in self.files


class Digested:
    """A sink that ends a zip with the digest of all before it, in place of the zip's comment."""

    def __init__(self, target: Sink) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self._held = b""

    def write(self, data: bytes) -> int:
        """Pass bytes on but for the last ones, which may be the comment."""
        held = self._held + bytes(data)
        through, self._held = held[:-DIGEST], held[-DIGEST:]
        self._digest.update(through)
        self._target.write(through)
        return len(data)

    def flush(self) -> None:
        """Do nothing: who opened the file flushes it."""

    def close(self) -> None:
        """Do nothing: who opened the file closes it."""

    def finish(self) -> None:
        """Write the digest where the comment's place was held."""
        self._target.write(self._digest.hexdigest().encode())


@contextmanager
def digested_zip(target: Sink) -> Iterator[ZipFile]:
    """Give a zip to write members into; afterwards its comment is the digest of the rest."""
    sink = Digested(target)
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as packed:
        packed.comment = b"0" * DIGEST
        yield packed
    sink.finish()


def is_member(name: str) -> bool:
    """Tell whether a backup may hold a member of that name: database, key, or a ward's file."""
    parts = name.split("/")
    odd = {"", ".", ".."}
    plain = name.isprintable() and not any(one in odd or set(one) & set("\\:") for one in parts)
    return plain and (name in {DATABASE, KEY_FILE} or (parts[0] == "wards" and len(parts) > 2))  # noqa: PLR2004


def write_archive(
    target: Sink,
    members: Iterable[tuple[str, Path]],
    *,
    program: str,
    made_at: datetime,
    wards: Iterable[Head],
) -> None:
    """Write a backup of `members` (name, file), file after file, and its manifest last."""
    files = {}
    with digested_zip(target) as packed:
        for name, path in members:
            files[name] = _add(packed, name, path)
        about = {
            "format": FORMAT,
            "program": program,
            "made_at": made_at,
            "wards": [vars(one) for one in wards],
            "files": files,
        }
        packed.writestr(ZipInfo(MANIFEST, made_at.timetuple()[:6]), canonical(about))


def check_whole(path: Path) -> None:
    """Compare a file with the digest at its end; raises NotABackup, BackupDamaged."""
    digest = hashlib.sha256()
    left = path.stat().st_size - DIGEST
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            raise NotABackup(name=path.name)
        file.seek(0)
        while left > 0:
            data = file.read(min(CHUNK, left))
            digest.update(data)
            left -= len(data)
        if left < 0 or file.read() != digest.hexdigest().encode():
            raise BackupDamaged(name=path.name)


@contextmanager
def open_archive(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """Open a backup whose digest, manifest and list of members agree.

    Raises NotABackup, BackupDamaged, BackupNewer.
    """
    check_whole(path)
    try:
        with ZipFile(path) as packed:
            manifest = _manifest(packed, path.name)
            _check_members(packed, manifest, path)
            yield packed, manifest
    except BROKEN as error:
        raise BackupDamaged(name=path.name) from error


def unpack(path: Path, folder: Path) -> Manifest:
    """Write a backup's members into an empty folder; raises as `open_archive` does, and DiskFull.

    Each member has to have the size and the SHA-256 that the manifest names.
    """
    with open_archive(path) as (packed, manifest):
        needed = sum(size for size, _ in manifest.files.values())
        if needed > shutil.disk_usage(folder).free:
            raise DiskFull(place=str(folder))
        for name in manifest.files:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as out:
                _copy_member(packed, name, manifest, out, path)
                out.flush()
                os.fsync(out.fileno())
    return manifest


def check_archive(path: Path) -> Manifest:
    """Read a backup through without writing anything; raises as `open_archive` does."""
    with open_archive(path) as (packed, manifest):
        for name in manifest.files:
            _copy_member(packed, name, manifest, None, path)
    return manifest


def _add(packed: ZipFile, name: str, path: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    # Named by its ZipInfo a member is stored as it is, by its name it is deflated.
    target = ZipInfo(name) if path.suffix in _PACKED else name
    with path.open("rb") as file, packed.open(target, "w", force_zip64=True) as member:
        while data := file.read(CHUNK):
            digest.update(data)
            size += len(data)
            member.write(data)
    return size, digest.hexdigest()


def _copy_member(
    packed: ZipFile, name: str, manifest: Manifest, out: IO[bytes] | None, path: Path
) -> None:
    size, wanted = manifest.files[name]
    digest = hashlib.sha256()
    with packed.open(name) as member:
        while data := member.read(CHUNK):
            size -= len(data)
            if size < 0:
                break
            digest.update(data)
            if out:
                out.write(data)
    if size or digest.hexdigest() != wanted:
        raise BackupDamaged(name=path.name)


def _manifest(packed: ZipFile, name: str) -> Manifest:
    try:
        if packed.getinfo(MANIFEST).file_size > _MOST_MANIFEST:
            raise NotABackup(name=name)
        about = json.loads(packed.read(MANIFEST))
        if about["format"] > FORMAT:
            raise BackupNewer(name=name, program=str(about["program"]))
        return _read(about)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotABackup(name=name) from error


def _read(about: Any) -> Manifest:
    files = {name: (int(size), str(digest)) for name, (size, digest) in about["files"].items()}
    wards = tuple(Head(**one) for one in about["wards"])
    return Manifest(about["program"], datetime.fromisoformat(about["made_at"]), wards, files)


def _check_members(packed: ZipFile, manifest: Manifest, path: Path) -> None:
    """Refuse names that lead elsewhere or twice to one place, and bombs."""
    members = {one.filename: one for one in packed.infolist()}
    if len(members) != len(packed.infolist()) or set(members) != {MANIFEST, *manifest.files}:
        raise BackupDamaged(name=path.name)
    total = 0
    for name, (size, _) in manifest.files.items():
        if not is_member(name) or members[name].file_size != size:
            raise BackupDamaged(name=path.name)
        total += size
    if total > max(_SMALL, _MOST_RATIO * path.stat().st_size):
        raise BackupDamaged(name=path.name)
