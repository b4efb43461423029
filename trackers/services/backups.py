"""Backups: one file with all wards, made while people work, and put back into an empty folder."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from geodata.errors import MissingFile
from trackers import __version__
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.domain.wards import VIETNAM
from trackers.services.site import alone, clear, move_in
from trackers.store import archive, open_store, resealing, rewinding, sealing, secrets, snapshot
from trackers.store.archive import Head, Manifest
from trackers.store.disk import UNFINISHED, full_disk_said, settle
from trackers.store.errors import (
    BackupDamaged,
    BackupExists,
    BackupUnwritable,
    FolderNotEmpty,
    KeyMissing,
    NothingToKeep,
    PassphraseMissing,
)
from trackers.store.opening import Store
from trackers.store.sqlite import DATABASE

# Work in the data folder: what is there is readable by the same people as the data themselves.
MAKING, RESTORING = ".backup-", ".restore-"
_MAY_BE_THERE = {".lock", "lost+found", secrets.FILE}


def make_backup(
    store: Store,
    actor: Actor,
    file: Path,
    *,
    passphrase: str = "",
    going_on: Callable[[], None] = lambda: None,
) -> Manifest:
    """Write all wards and their files into one new file; people go on working meanwhile.

    Everything saved before the call is in it. The file appears under its name when it is whole,
    read through and safe on the disk. `going_on` is asked between files; what it raises ends the
    work and leaves nothing. The key of the sealed values goes with it only under a passphrase.
    Raises NotAllowed, BackupExists, BackupUnwritable, NothingToKeep, StoreDamaged,
    PassphraseShort, DiskFull.
    """
    # A copy holds every ward; whose administrator asks makes no difference to it.
    require(actor, Action.MANAGE_WARD, actor.ward)
    if passphrase:
        sealing.check_length(passphrase)
    if file.exists():
        raise BackupExists(name=file.name)
    if not store.ward_codes():
        raise NothingToKeep(name=file.name, place=str(store.folder))
    with _one_at_a_time(store.folder) as work, _delivered(file) as part:
        plain = work / "backup.zip" if passphrase else part
        manifest = _write(store, work, plain, going_on, with_key=bool(passphrase))
        if passphrase:
            _seal(plain, part, passphrase)
    return manifest


@dataclass(frozen=True)
class Moment:
    """A point of the log: the end of a day, or an entry by its number; of all wards, or of one."""

    on: date | None = None
    revision: int | None = None
    ward: str | None = None


def restore(
    file: Path,
    folder: Path,
    *,
    passphrase: str = "",
    as_of: Moment | None = None,
    key_file: Path | None = None,
) -> Manifest:
    """Put a backup into an empty or new data folder: checked from end to end, or nothing.

    `as_of` cuts the log there and makes the rows what they were; what a backup holds of later
    days stays in the file alone. A key that came with it is put at `key_file` (None: in the
    folder); where another one is there already, all is sealed by that. Who can call this
    holds the machine: there is no ward yet whose officer could be asked. Raises MissingFile,
    FolderNotEmpty, NotABackup, BackupDamaged, BackupNewer, WrongPassphrase, PassphraseMissing,
    StoreNewer, DiskFull, BackupUnwritable, NoSuchMoment, KeyMissing, WrongKey, KeyUnusable,
    KeyMalformed.
    """
    place = key_file or folder / secrets.FILE
    if not file.is_file():
        raise MissingFile(name=file.name)
    was_there = folder.exists()
    _check_empty(folder)
    try:
        with full_disk_said(folder), alone(folder):
            clear(folder, RESTORING)
            _check_empty(folder)
            with TemporaryDirectory(dir=folder, prefix=RESTORING) as work:
                manifest = _unpacked(file, Path(work), passphrase, place)
                if as_of:
                    heads = _rewound(Path(work) / "new", as_of, place)
                    manifest = replace(manifest, wards=heads)
                _put_key(Path(work) / "new", place)
                move_in(Path(work) / "new", folder)
                settle(folder)
    except OSError as error:
        raise BackupUnwritable(name=file.name, reason=error.strerror) from error
    finally:
        _leave_as_it_was(folder, was_there=was_there)
    return manifest


def _write(
    store: Store, work: Path, plain: Path, going_on: Callable[[], None], *, with_key: bool
) -> Manifest:
    """Write the backup itself and read it through."""
    made_at = datetime.now(UTC).replace(microsecond=0)
    copy = work / "copy"
    copy.mkdir()
    snapshot.take(store, copy)
    heads = snapshot.check(copy, store.keys)
    if with_key:
        secrets.put_key(store.keys, copy / secrets.FILE)
    going_on()
    with plain.open("wb") as out:
        archive.write_archive(
            out,
            _members(copy, store.folder, going_on),
            program=__version__,
            made_at=made_at,
            wards=heads,
        )
    return archive.check_archive(plain)


def _members(copy: Path, folder: Path, going_on: Callable[[], None]) -> Iterator[tuple[str, Path]]:
    """Give the database first, then every file of the wards: those it names were there before."""
    yield DATABASE, copy / DATABASE
    if (copy / secrets.FILE).exists():
        yield secrets.FILE, copy / secrets.FILE
    for path in sorted((folder / "wards").rglob("*")):
        going_on()
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not path.is_symlink() and not hidden and path.suffix != UNFINISHED:
            yield path.relative_to(folder).as_posix(), path


def _seal(plain: Path, part: Path, passphrase: str) -> None:
    """Write the sealed form and read it back through the same passphrase."""
    with part.open("wb") as out:
        sealing.seal(plain, out, passphrase)
    again = plain.with_name("again.zip")
    with again.open("wb") as out:
        sealing.unseal(part, out, passphrase)
    archive.check_archive(again)


def _unpacked(file: Path, work: Path, passphrase: str, place: Path) -> Manifest:
    """Unpack a backup into `work`/new and check all of it against its manifest."""
    new = work / "new"
    new.mkdir()
    plain = file
    if sealing.is_sealed(file):
        if not passphrase:
            raise PassphraseMissing(name=file.name)
        plain = work / "backup.zip"
        with plain.open("wb") as out:
            sealing.unseal(file, out, passphrase)
    manifest = archive.unpack(plain, new)
    if DATABASE not in manifest.files:
        raise BackupDamaged(name=file.name)
    # Whether a log holds is found anew: another version of the program may look more closely.
    try:
        heads = snapshot.check(new, _key_of(new, place))
    except KeyMissing as error:
        raise KeyMissing(place=str(place)) from error
    if [one.end for one in heads] != [one.end for one in manifest.wards]:
        raise BackupDamaged(name=file.name)
    return replace(manifest, wards=heads)


def _rewound(new: Path, as_of: Moment, place: Path) -> tuple[Head, ...]:
    """Rewind the wards of an unpacked backup; give where their logs end now."""
    store = open_store(new, durable=False, keys=_key_of(new, place))
    try:
        for ward in [as_of.ward] if as_of.ward else store.ward_codes():
            store.ledger(ward)
            revision = as_of.revision or 0
            if as_of.on:
                end = datetime.combine(as_of.on + timedelta(days=1), time(), VIETNAM)
                revision = rewinding.revision_before(store, ward, end)
            rewinding.rewind(store, ward, revision)
    finally:
        store.close()
    return snapshot.check(new, _key_of(new, place))


def _key_of(new: Path, place: Path) -> Path:
    """Give the key file of an unpacked backup: its own, else the one that is there already."""
    own = new / secrets.FILE
    return place if place.exists() and not own.exists() else own


def _put_key(new: Path, place: Path) -> None:
    """Put a backup's own key in its place; where another one lies there, seal by that."""
    own = new / secrets.FILE
    if not own.exists():
        return
    keys = secrets.read_keys(own)
    secrets.put_key(keys, place)
    if (others := secrets.read_keys(place)) != keys:
        store = open_store(new, durable=False, keys=keys)
        try:
            resealing.reseal(store, others)
        finally:
            store.close()


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[Path]:
    """Give a folder to work in; another backup of the same data waits, a broken-off one is gone."""
    with (
        full_disk_said(folder),
        alone(folder, ".backup.lock"),
    ):
        clear(folder, MAKING)
        with TemporaryDirectory(dir=folder, prefix=MAKING) as work:
            yield Path(work)


@contextmanager
def _delivered(file: Path) -> Iterator[Path]:
    """Give the place to write to; afterwards the file is there under its name, or nothing is."""
    part = file.with_name(f".{file.name}{UNFINISHED}")
    try:
        with full_disk_said(file.parent):
            part.touch(mode=0o600)
            yield part
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.rename(file)
            settle(file.parent)
    except OSError as error:
        raise BackupUnwritable(name=file.name, reason=error.strerror) from error
    finally:
        part.unlink(missing_ok=True)


def _check_empty(folder: Path) -> None:
    there = {one.name for one in folder.glob("*")} if folder.is_dir() else set()
    left = {one for one in there if not one.startswith(RESTORING)} - _MAY_BE_THERE
    if left or (folder.exists() and not folder.is_dir()):
        raise FolderNotEmpty(name=folder.name, place=str(folder))


def _leave_as_it_was(folder: Path, *, was_there: bool) -> None:
    """After a refusal, take away the lock and the folder that were not there before."""
    if (folder / DATABASE).exists() or not folder.is_dir():
        return
    (folder / ".lock").unlink(missing_ok=True)
    if not was_there and not any(folder.iterdir()):
        folder.rmdir()
