"""The program's own backups: one a day in the data folder, older ones thinned out."""

import fcntl
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import time
from uuid import uuid4

from trackers.domain.errors import UnknownRecord
from trackers.domain.looks import LookKind
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.domain.wards import VIETNAM, day_of
from trackers.services.backups import make_backup
from trackers.services.looks import note_look
from trackers.services.wards import get_ward, machine_holder
from trackers.store import snapshot
from trackers.store.archive import Manifest
from trackers.store.disk import full_disk_said, settle, write_whole
from trackers.store.errors import DiskFull, SeveralWards
from trackers.store.opening import Store
from trackers.words.errors import in_every_language

Keep = tuple[int, int, int]
_NAME = re.compile(r"matbang-(\d{8}-\d{6})-r(\d+)-([0-9a-f]{12})(-sealed)?\.zip")
_FAILURE, _MAKING = "failure.json", ".making-"
_DAY_S = 86_400
# A copy of a day ago is nothing to worry about; of two days ago, with new entries, it is.
_LATE = timedelta(hours=36)


@dataclass(frozen=True)
class Copy:
    """One backup in the data folder; it was read through before it got its name.

    `size` in bytes; `revision` counts the entries of all wards' logs, `state` stands for them.
    """

    name: str
    made_at: datetime
    size: int
    revision: int
    state: str
    sealed: bool


@dataclass(frozen=True)
class Failure:
    """The last try that failed: when (UTC), and why, in every language."""

    at: datetime
    said: tuple[str, ...]


@dataclass(frozen=True)
class Copies:
    """What the administrator sees: the copies, newest first, and what is wrong with them."""

    copies: tuple[Copy, ...]
    failure: Failure | None
    late: bool


def copies_folder(store: Store) -> Path:
    """Give the folder of the program's own backups."""
    return store.folder / "backups"


def see_copies(store: Store, actor: Actor, *, now: datetime) -> Copies:
    """Give the copies there are and whether one is missing; raises NotAllowed."""
    require(actor, Action.MANAGE_WARD, actor.ward)
    copies = tuple(copies_in(copies_folder(store)))
    fresh = any(now - one.made_at < _LATE for one in copies)
    late = not fresh and copies[:1] != () and copies[0].state != _state(snapshot.heads(store))
    return Copies(copies, _failure(copies_folder(store)), late)


def copy_file(store: Store, actor: Actor, *, ward: str, name: str) -> Path:
    """Give the file of a copy to who administers `ward`.

    A copy holds every ward: one with other real wards goes only to who holds the machine.
    Raises NotAllowed, UnknownRecord, SeveralWards.
    """
    require(actor, Action.MANAGE_WARD, ward)
    others = [get_ward(store.ledger(code)) for code in store.ward_codes() if code != ward]
    real = [one.name for one in others if not one.demo]
    if real:
        raise SeveralWards(name=name, wards=real)
    path = copies_folder(store) / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise UnknownRecord(kind="backup", code=name)
    note_look(store.ledger(ward), actor, LookKind.BACKUP_DOWNLOADED, name)
    return path


def copy_now(store: Store, actor: Actor, *, passphrase: str = "") -> Copy:
    """Make a copy at once; raises as `make_backup` does."""
    copy, _ = _made(store, actor, passphrase, lambda: None)
    note_backup(store, actor, copy.name)
    return copy


def note_backup(store: Store, actor: Actor, name: str) -> None:
    """Keep in each ward's record of looking that somebody made a backup of it."""
    for code in store.ward_codes():
        note_look(store.ledger(code), actor, LookKind.BACKUP_MADE, name[:80])


def keep_daily_copy(
    store: Store,
    *,
    keep: Keep,
    passphrase: str = "",
    now: datetime | None = None,
    going_on: Callable[[], None] = lambda: None,
) -> Copy | None:
    """Make today's copy if there is none and something was written; then thin out the old ones.

    One process at a time does it; another finds it being done and leaves. While a log does not
    hold nothing is thinned out: an old copy may be the last sound one. Raises as `make_backup`
    does; whoever calls notes it by `note_failure`.
    """
    folder = copies_folder(store)
    with _mine(store, folder) as mine:
        if not mine or not _is_due(store, folder, now or datetime.now(UTC)):
            return None
        _clear(folder)
        copy, manifest = _made(store, machine_holder(), passphrase, going_on)
        if all(one.holds for one in manifest.wards):
            for one in superfluous(copies_in(folder), keep, today=_day(copy)):
                (folder / one.name).unlink(missing_ok=True)
    return copy


def note_failure(store: Store, error: BaseException, at: datetime) -> None:
    """Keep why a copy failed for the administrator to see, as far as the disk lets us."""
    said = {"at": at.isoformat(), "said": in_every_language(error)}
    with suppress(OSError, DiskFull):
        write_whole(copies_folder(store) / _FAILURE, json.dumps(said).encode())


def superfluous(copies: Iterable[Copy], keep: Keep, *, today: date) -> list[Copy]:
    """Give the copies to remove: all but the last of each of the last days, weeks and months.

    Days, weeks and months without a copy do not count, and whatever was made today or yesterday
    stays: somebody may have made it before a large change.
    """
    newest_first = sorted(copies, key=lambda one: one.made_at, reverse=True)
    kept = {one.name for one in newest_first if _day(one) >= today - timedelta(days=1)}
    for count, period in zip(keep, (_day, _week, _month), strict=True):
        last: dict[object, str] = {}
        for one in newest_first:
            last.setdefault(period(one), one.name)
        kept.update(list(last.values())[:count])
    return [one for one in newest_first if one.name not in kept]


def _made(
    store: Store, actor: Actor, passphrase: str, going_on: Callable[[], None]
) -> tuple[Copy, Manifest]:
    """Make a copy; only then is it known what it is called."""
    folder = copies_folder(store)
    with full_disk_said(store.folder):
        folder.mkdir(parents=True, exist_ok=True)
    making = folder / f"{_MAKING}{uuid4().hex}.zip"
    manifest = make_backup(store, actor, making, passphrase=passphrase, going_on=going_on)
    at = manifest.made_at.astimezone(VIETNAM)
    last = sum(one.revision for one in manifest.wards)
    state = _state((one.ward, one.head_hash) for one in manifest.wards)
    path = (
        folder / f"matbang-{at:%Y%m%d-%H%M%S}-r{last}-{state}{'-sealed' if passphrase else ''}.zip"
    )
    making.rename(path)
    settle(folder)
    (folder / _FAILURE).unlink(missing_ok=True)
    return _copy(path), manifest


@contextmanager
def _mine(store: Store, folder: Path) -> Iterator[bool]:
    """Tell whether this process alone keeps the copies now."""
    with full_disk_said(store.folder):
        folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _is_due(store: Store, folder: Path, now: datetime) -> bool:
    newest = next(iter(copies_in(folder)), None)
    if newest is None:
        return bool(store.ward_codes())
    return _day(newest) < day_of(now) and newest.state != _state(snapshot.heads(store))


def _clear(folder: Path) -> None:
    """Remove what a process that was ended in the middle left a day ago or more."""
    for path in folder.glob(f"*{_MAKING.strip('.')}*"):
        if time() - path.stat().st_mtime > _DAY_S:
            path.unlink(missing_ok=True)


def copies_in(folder: Path) -> list[Copy]:
    """Give the copies in the folder, newest first; other files are none of ours."""
    found = (_copy(path) for path in folder.glob("*.zip") if _NAME.fullmatch(path.name))
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def _copy(path: Path) -> Copy:
    """Read a copy's name."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        raise UnknownRecord(kind="backup", code=path.name)
    at, revision, state, sealed = found.groups()
    made_at = datetime.strptime(at, "%Y%m%d-%H%M%S").replace(tzinfo=VIETNAM).astimezone(UTC)
    return Copy(path.name, made_at, path.stat().st_size, int(revision), state, bool(sealed))


def _state(heads: Iterable[tuple[str, str]]) -> str:
    """Give what stands for the state of all wards: it changes with every entry of a log."""
    return hashlib.sha256(repr(sorted(heads)).encode()).hexdigest()[:12]


def _failure(folder: Path) -> Failure | None:
    try:
        told = json.loads((folder / _FAILURE).read_bytes())
        return Failure(datetime.fromisoformat(told["at"]), tuple(map(str, told["said"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _day(copy: Copy) -> date:
    return day_of(copy.made_at)


def _week(copy: Copy) -> tuple[int, int]:
    return _day(copy).isocalendar()[:2]


def _month(copy: Copy) -> tuple[int, int]:
    return _day(copy).year, _day(copy).month
