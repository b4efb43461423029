"""Files that are whole or not there, and a full disk said as one."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trackers.store.errors import DiskFull

UNFINISHED = ".new"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def full_disk_said(place: Path) -> Iterator[None]:
    """Turn the system's words for a full disk into ours; raises DiskFull."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(place=str(place)) from error
        raise


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in its place, safe on the disk: the whole of it or nothing; raises DiskFull."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    with full_disk_said(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with fresh.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        settle(path.parent)


def settle(folder: Path) -> None:
    """Have the names in a folder written to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
