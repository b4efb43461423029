"""Opening the store once per process; a first start on an empty folder finds the demo ward."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from trackers.services import demo
from trackers.services.moving import move_ward
from trackers.services.wards import machine_holder
from trackers.store import open_store
from trackers.store.errors import StoreUnreachable, WardTaken
from trackers.store.opening import Store
from trackers.store.secrets import FILE as KEY_FILE
from trackers.store.secrets import Keys, keys_of_file
from trackers.store.sqlite import DATABASE as DATABASE

DEMO_PARCELS = 4500
_BUILDING = ".demo-"
_open: dict[tuple[Path, str], Store] = {}
_lock = Lock()


def open_site(folder: Path, url: str = "", key_file: Path | None = None) -> Store:
    """Give the store at that place, the same one to every caller; a ward is always there.

    Raises what `open_store` and building the demo raise.
    """
    key = (folder.resolve(), url)
    with _lock:
        if key not in _open:
            _open[key] = prepare(*key, key_file)
        return _open[key]


def close_site(folder: Path, url: str = "") -> None:
    """Let go of the store at that place; the next call of `open_site` opens it again."""
    with _lock:
        store = _open.pop((folder.resolve(), url), None)
    if store:
        store.close()


def prepare(folder: Path, url: str = "", key_file: Path | None = None) -> Store:
    """Open the store; where there is no ward yet, load the demo.

    The demo of a first start is built beside its place and moved there when it is whole, so that a
    start that was interrupted leaves nothing half-written.
    """
    with alone(folder):
        clear(folder, _BUILDING)
        clear(folder / "wards", f".{demo.CODE}-")
        if not url and not (folder / DATABASE).exists():
            build_demo(folder, key_file=key_file)
        store = open_store(folder, url, keys=key_file)
        if not store.ward_codes():
            # Another machine may have been quicker to find the server without a ward.
            with suppress(WardTaken):
                add_demo(store)
    return store


def build_demo(folder: Path, *, parcels: int = DEMO_PARCELS, key_file: Path | None = None) -> None:
    """Build the demo as a folder's whole database: all of it, or nothing changes."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = keys_of_file(key_file or folder / KEY_FILE, needed=lambda: False)
    with _built(folder, parcels, keys) as made:
        move_in(made, folder)


def add_demo(store: Store, *, parcels: int = DEMO_PARCELS) -> None:
    """Add the demo to a store, a server's or one with wards: all of it, or nothing changes.

    Raises WardTaken when it is there already.
    """
    if demo.CODE in store.ward_codes():
        raise WardTaken(ward=demo.CODE)
    with _built(store.folder, parcels, store.keys) as made:
        source = open_store(made, durable=False, keys=store.keys)
        try:
            move_ward(source, store, machine_holder(demo.CODE), ward=demo.CODE)
        finally:
            source.close()


@contextmanager
def _built(folder: Path, parcels: int, keys: Keys) -> Iterator[Path]:
    """Build the demo in a folder of its own within another; it is gone at the end."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=_BUILDING) as made:
        store = open_store(Path(made), durable=False, keys=keys)
        try:
            demo.load(store, parcels=parcels)
        finally:
            store.close()
        yield Path(made)


def move_in(made: Path, folder: Path) -> None:
    """Move a folder's files first, its database last: without it the other counts as empty."""
    (folder / "wards").mkdir(exist_ok=True)
    for ward in sorted((made / "wards").glob("*")):
        # The demo's former files, or those of a start that was interrupted right here.
        shutil.rmtree(folder / "wards" / ward.name, ignore_errors=True)
        ward.rename(folder / "wards" / ward.name)
    for suffix in ("-wal", "-shm"):
        # A journal that belongs to another database would be played into this one.
        (folder / f"{DATABASE}{suffix}").unlink(missing_ok=True)
    with (made / DATABASE).open("rb") as file:
        os.fsync(file.fileno())
    (made / DATABASE).replace(folder / DATABASE)


def clear(folder: Path, prefix: str) -> None:
    """Remove the work of a process that was ended in the middle; its lock is ours now."""
    for one in folder.glob(f"{prefix}*"):
        shutil.rmtree(one, ignore_errors=True)


@contextmanager
def alone(folder: Path, lock: str = ".lock") -> Iterator[None]:
    """Let one process at a time work on a folder; raises StoreUnreachable if it cannot be used."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = (folder / lock).open("w")
    except OSError as error:
        raise StoreUnreachable(address=str(folder)) from error
    with held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
