"""Files that come in pieces: created, appended at an offset, asked how far they are, taken.

A piece is on disk or it is not; a cut connection costs the piece that was under way. What is never
finished is swept a day later. An upload belongs to the officer who began it.
"""

import fcntl
import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from geodata.errors import FileTooLarge
from trackers.domain.attachments import MOST_BYTES
from trackers.domain.errors import TooManyFiles, UnknownRecord, UploadDamaged, UploadOutOfStep
from trackers.store.disk import full_disk_said

# What one phone sends at a time, at most.
PIECE_BYTES = 1 * 2**20
KEPT_FOR = timedelta(days=1)
MOST_OPEN = 50
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Upload:
    """A file under way: whose, for what, how large it will be in bytes, and when it began."""

    upload_id: str
    actor_code: str
    case_code: str
    contact_id: str
    name: str
    caption: str
    size: int
    begun_at: str


def begin(folder: Path, upload: Upload) -> Upload:
    """Make room for a file; gives it with its random id. `folder` is the ward's.

    Raises FileTooLarge, UploadDamaged (no byte at all), TooManyFiles, DiskFull.
    """
    if upload.size > MOST_BYTES:
        raise FileTooLarge(name=upload.name, what="bytes", limit=MOST_BYTES)
    if upload.size < 1:
        raise UploadDamaged(name=upload.name)
    place = _place(folder)
    if len(list(place.glob("*.json"))) >= MOST_OPEN:
        raise TooManyFiles(most=MOST_OPEN)
    made = Upload(**asdict(upload) | {"upload_id": uuid4().hex})
    with full_disk_said(folder):
        place.mkdir(parents=True, exist_ok=True)
        part(folder, made.upload_id).touch()
        fresh = place / f"{made.upload_id}.new"
        fresh.write_text(json.dumps(asdict(made)), encoding="utf-8")
        fresh.replace(place / f"{made.upload_id}.json")
    return made


def find(folder: Path, upload_id: str, actor_code: str) -> Upload:
    """Give an upload of that officer's; raises UnknownRecord."""
    path = _place(folder) / f"{upload_id}.json"
    if _ID.fullmatch(upload_id) and path.is_file():
        found = Upload(**json.loads(path.read_text(encoding="utf-8")))
        if found.actor_code == actor_code:
            return found
    raise UnknownRecord(kind="upload", code=upload_id)


def offset(folder: Path, upload: Upload) -> int:
    """Give how many bytes have arrived."""
    return part(folder, upload.upload_id).stat().st_size


def append(folder: Path, upload: Upload, at: int, piece: bytes) -> int:
    """Put a piece at its offset; gives the new offset. All of it is kept, or nothing.

    Raises UploadOutOfStep (the offset is another by now), UploadDamaged (more than was said),
    DiskFull.
    """
    with part(folder, upload.upload_id).open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        here = file.seek(0, os.SEEK_END)
        if at != here:
            raise UploadOutOfStep(offset=here)
        if here + len(piece) > upload.size:
            raise UploadDamaged(name=upload.name)
        with full_disk_said(folder):
            try:
                _write(file, piece)
            except OSError:
                file.truncate(here)
                raise
    return here + len(piece)


def part(folder: Path, upload_id: str) -> Path:
    """Give where the bytes of an upload lie."""
    return _place(folder) / f"{upload_id}.part"


def forget(folder: Path, upload_id: str) -> None:
    """Let go of an upload's files."""
    for suffix in (".json", ".part"):
        (_place(folder) / f"{upload_id}{suffix}").unlink(missing_ok=True)


def sweep(folder: Path, now: datetime) -> None:
    """Let go of what was begun more than a day ago."""
    for path in _place(folder).glob("*.json"):
        begun = datetime.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["begun_at"])
        if now - begun > KEPT_FOR:
            forget(folder, path.stem)


def _write(file: BinaryIO, piece: bytes) -> None:
    file.write(piece)
    file.flush()
    os.fsync(file.fileno())


def _place(folder: Path) -> Path:
    return folder / "attachments" / "incoming"
