"""A ward from one store into another: its rows and its files, and whether both ends are equal.

Knows no table by name: what is in the metadata is carried.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import Connection, CursorResult, Table, insert, select

from trackers.store import postgis, tables
from trackers.store.errors import CopyDiffers, FolderTaken, FolderUnusable, WardTaken

_PART = 1000


def copy_rows(source: Connection, target: Connection, ward: str) -> int:
    """Add every row of a ward to a target that has none of it; give how many there are.

    Both are in a transaction, the source's under the ward's lock. Raises WardTaken, CopyDiffers.
    """
    for connection in (source, target):
        if postgis.serves(connection):
            postgis.take_time(connection)
    _claim(target, ward)
    rows = 0
    for table in tables.metadata.sorted_tables:
        with _rows(source, table, ward) as found:
            for part in found.mappings().partitions(_PART):
                target.execute(insert(table), [dict(row) for row in part])
                rows += len(part)
    for table in tables.metadata.sorted_tables:
        with _rows(source, table, ward) as sent, _rows(target, table, ward) as arrived:
            if any(one != other for one, other in zip_longest(sent, arrived)):
                raise CopyDiffers(what=table.name)
    return rows


@contextmanager
def copied_files(source: Path, target: Path) -> Iterator[Callable[[], int]]:
    """Copy a ward's files beside their place; calling what this gives puts them there.

    The call is the last thing before the rows are kept; if they are not, the files go away again.
    Files that the target holds already stay as they are. Gives the number of all. Raises
    FolderTaken (a file of that name says something else), FolderUnusable, CopyDiffers.
    """
    try:
        wanted, there = digests(source), digests(target)
        if any(there.get(name, digest) != digest for name, digest in wanted.items()):
            raise FolderTaken(folder=str(target))
        if missing := sorted(wanted.keys() - there.keys()):
            with _beside(source, target, wanted, missing) as place:
                yield place
        else:
            yield lambda: len(wanted)
    except OSError as error:
        raise FolderUnusable(folder=str(target.parent), reason=error.strerror or "") from error


def digests(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of every file under a folder by its path in it."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _digest(path) for path in found}


@contextmanager
def _beside(
    source: Path, target: Path, wanted: dict[str, str], missing: list[str]
) -> Iterator[Callable[[], int]]:
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
    placed: list[Path] = []

    def place() -> int:
        for name in missing:
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            placed.append((made / name).rename(path))
        _settle(target)
        return len(wanted)

    try:
        _copy(source, made, wanted)
        yield place
    except BaseException:
        _take_back(placed, target)
        raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _copy(source: Path, made: Path, wanted: dict[str, str]) -> None:
    shutil.copytree(source, made, dirs_exist_ok=True)
    if digests(made) != wanted:
        raise CopyDiffers(what=made.name)


def _take_back(placed: list[Path], target: Path) -> None:
    """Remove what was placed, and the folders that it leaves empty."""
    for path in placed:
        path.unlink(missing_ok=True)
    for folder in sorted(target.rglob("*/"), reverse=True):
        _drop(folder)
    _drop(target)


def _drop(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _claim(target: Connection, ward: str) -> None:
    if postgis.serves(target):
        postgis.lock_ward(target, ward)
    known = select(tables.wards.c.ward).where(tables.wards.c.ward == ward)
    if target.execute(known).one_or_none() is not None:
        raise WardTaken(ward=ward)


def _rows(connection: Connection, table: Table, ward: str) -> "CursorResult[Any]":
    query = select(table).where(table.c.ward == ward).order_by(*table.primary_key)
    return connection.execute(query, execution_options={"yield_per": _PART})


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _settle(folder: Path) -> None:
    """Let the disk keep what was copied before anybody relies on it."""
    for path in (*folder.rglob("*"), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
