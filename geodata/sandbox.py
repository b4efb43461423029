"""Parsing in a child process: what the file may cost, and what comes back.

A hostile file can crash GDAL, eat the machine's memory or make it read other files. So no file
from outside is opened by the process that serves people: a child of our own interpreter does it,
with limits, one GDAL driver, no network and an empty working directory, and answers with an
Arrow file of texts, numbers and WKB.
"""

import json
import math
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyogrio

from geodata import errors

_MIB = 2**20
# Variables without which some builds of Python do not start, and those by which coverage measures
# the child too; all others stay outside.
_KEPT = ("PATH", "LD_LIBRARY_PATH", "COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")


@dataclass(frozen=True)
class Limits:
    """What one file may cost: bytes on disk and unpacked, zip members, rows, memory, seconds."""

    file_bytes: int = 200 * _MIB
    unpacked_bytes: int = 500 * _MIB
    members: int = 200
    rows: int = 200_000
    memory_bytes: int = 1024 * _MIB
    seconds: float = 30.0


def parse(task: str, path: Path, *, driver: str, limits: Limits) -> pa.Table:
    """Run one parsing `task` of `geodata.parsing` on a copy of the file, in a child process.

    `driver` is the only GDAL driver the child keeps.

    Raises
    ------
    FileError, RowError
        As found by the child, or `TooSlow`, `FileTooLarge`, `UnreadableFile` when it did not end
        well.
    """
    with TemporaryDirectory(prefix="matbang-") as folder:
        job = Path(folder)
        (job / "empty").mkdir()
        source = job / f"source{path.suffix.lower()}"
        _copy(path, source, limits)
        request = {
            "task": task,
            "source": str(source),
            "name": path.name,
            "driver": driver,
            "limits": asdict(limits),
        }
        (job / "request.json").write_text(json.dumps(request), encoding="utf-8")
        return _answer(job, path.name, _run(job, path.name, driver, limits), limits)


def _copy(path: Path, source: Path, limits: Limits) -> None:
    """Copy the file in, so that the child needs no rights outside its folder."""
    if not path.exists():
        raise errors.MissingFile(name=path.name)
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise errors.FileTooLarge(name=path.name, what="bytes", limit=limits.file_bytes)
        if size == 0:
            raise errors.EmptyFile(name=path.name)
        shutil.copyfile(path, source)
    except OSError as error:
        raise errors.UnreadableFile(name=path.name, reason=str(error.strerror)) from error


def _run(job: Path, name: str, driver: str, limits: Limits) -> int:
    """Give the child's exit code; what it says on stderr goes to the job's log."""
    command = [sys.executable, "-P", "-m", "geodata.child", str(job)]
    with (job / "log").open("wb") as log:
        try:
            done = subprocess.run(
                command,
                cwd=job / "empty",
                env=_environment(job, driver),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                timeout=limits.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise errors.TooSlow(name=name, seconds=limits.seconds) from error
    return done.returncode


def _answer(job: Path, name: str, code: int, limits: Limits) -> pa.Table:
    """Read what the child left: a table, the error it named, or the way it died."""
    told = job / "error.json"
    if told.exists():
        error = json.loads(told.read_text(encoding="utf-8"))
        raise _kind(error["kind"])(**error["values"])
    if code == -signal.SIGXCPU:
        raise errors.TooSlow(name=name, seconds=math.ceil(limits.seconds))
    if code != 0:
        last = (job / "log").read_bytes()[-300:].decode(errors="replace").strip()
        raise errors.UnreadableFile(name=name, reason=f"exit {code}: {last}")
    with pa.OSFile(str(job / "result.arrow")) as file:
        return pa.ipc.open_file(file).read_all()


def _kind(name: str) -> type[errors.GeodataError]:
    """Find the error class of that name; the child names no others."""
    kind = getattr(errors, name)
    assert issubclass(kind, errors.GeodataError)  # noqa: S101  # our own child wrote the name
    return kind  # type: ignore[no-any-return]  # getattr knows no types


def _environment(job: Path, driver: str) -> dict[str, str]:
    """Write the child's whole environment: GDAL reads GDAL_SKIP when it is imported."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {
        "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
        "PYTHONUTF8": "1",
        "HOME": str(job),
        "TMPDIR": str(job),
        "GDAL_SKIP": ",".join(sorted(_other_drivers(driver, os.environ))),
        "GDAL_DRIVER_PATH": "disable",
        "GDAL_NUM_THREADS": "1",
        "SHAPE_RESTORE_SHX": "YES",
        # Each thread's arena counts against the memory limit, so few of them.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }


def _other_drivers(driver: str, environ: Mapping[str, str]) -> frozenset[str]:
    """Name every vector driver but one.

    Those that this process was itself started without are added, since the child starts afresh.
    GDAL opens files for vectors through vector drivers only, so raster drivers may stay.
    """
    skipped = f"{environ.get('GDAL_SKIP', '')},{environ.get('OGR_SKIP', '')}".split(",")
    return (_drivers() | {one.strip() for one in skipped if one.strip()}) - {driver}


@lru_cache(maxsize=1)
def _drivers() -> frozenset[str]:
    return frozenset(pyogrio.list_drivers())
