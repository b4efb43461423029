"""Photos and scans attached to a case or a visit: taken in, listed, opened, taken away.

Officers only. A picture is decoded and written anew, without what the camera told; a PDF is kept as
it came and never shown inside a page of ours.
"""

import hashlib
import hmac
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from geodata.errors import GeodataError
from trackers.domain.attachments import (
    LONGEST_CAPTION,
    MOST_FILES,
    Attachment,
    AttachmentKind,
)
from trackers.domain.errors import (
    TextTooLong,
    TooManyFiles,
    UnknownRecord,
    UploadDamaged,
    UploadOutOfStep,
)
from trackers.domain.looks import LookKind
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services import uploads
from trackers.services.looks import note_look
from trackers.services.masking import require_unmasked, words_for
from trackers.services.photos import shrink
from trackers.services.subjects import my_state, the_state
from trackers.services.uploads import Upload
from trackers.store import Ledger, Saved, attachments
from trackers.store.disk import write_whole
from trackers.store.ledger import Reading

_PDF = b"%PDF-"


def begin_upload(
    ledger: Ledger,
    actor: Actor,
    *,
    case_code: str,
    contact_id: str,
    name: str,
    caption: str,
    size: int,
    now: datetime,
) -> Upload:
    """Begin a file of `size` bytes for a case, or for a visit to its household (`contact_id`).

    `name` is the file's own, for sentences. Raises NotAllowed, UnknownRecord, TextTooLong,
    TooManyFiles and what `uploads.begin` raises.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    if len(caption) > LONGEST_CAPTION:
        raise TextTooLong(length=len(caption), most=LONGEST_CAPTION)
    uploads.sweep(ledger.folder, now)
    with ledger.read() as reading:
        _check_place(reading, actor, case_code, contact_id)
    return uploads.begin(
        ledger.folder,
        Upload(
            "", actor.code, case_code, contact_id, name[:80], caption.strip(), size, now.isoformat()
        ),
    )


def upload_of(ledger: Ledger, actor: Actor, upload_id: str) -> tuple[Upload, int]:
    """Give an upload of the actor's, and how many bytes arrived.

    Raises NotAllowed, UnknownRecord.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    found = uploads.find(ledger.folder, upload_id, actor.code)
    return found, uploads.offset(ledger.folder, found)


def append(ledger: Ledger, actor: Actor, upload_id: str, at: int, piece: bytes) -> int:
    """Add a piece at offset `at`; gives the new offset. Raises as `uploads.append` does."""
    found, _ = upload_of(ledger, actor, upload_id)
    return uploads.append(ledger.folder, found, at, piece)


def finish_upload(
    ledger: Ledger, actor: Actor, upload_id: str, *, sha256: str, now: datetime
) -> Saved:
    """Attach a file that has arrived whole; asked again, the first answer is given again.

    `sha256` is the sender's, "" where its browser cannot compute it. Nothing is attached unless all
    of it is. Raises NotAllowed, UnknownRecord, UploadOutOfStep, UploadDamaged, TooManyFiles,
    DiskFull, and what `shrink` raises.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(upload_id):
            return earlier
    upload, arrived = upload_of(ledger, actor, upload_id)
    if arrived != upload.size:
        raise UploadOutOfStep(offset=arrived)
    kind, data = _content(ledger.folder, upload, sha256)
    made = Attachment(
        uuid4().hex,
        upload.case_code,
        upload.contact_id,
        kind,
        upload.caption,
        len(data),
        hashlib.sha256(data).hexdigest(),
        actor.code,
        now,
    )
    saved = _attach(ledger, actor, made, data, key=upload_id, now=now)
    uploads.forget(ledger.folder, upload_id)
    return saved


def attachments_of_case(ledger: Ledger, actor: Actor, case_code: str) -> list[Attachment]:
    """Give the attachments of a case and of its household's visits, the newest first.

    Raises NotAllowed, UnknownRecord.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        visits = [one.contact_id for one in the_state(reading, case_code).contacts]
        found = attachments.read_attachments(reading, case_code, visits)
    return [replace(one, caption=words_for(actor, one.caption)) for one in found]


def open_attachment(ledger: Ledger, actor: Actor, attachment_id: str) -> tuple[Attachment, Path]:
    """Give an attachment and its file; raises NotAllowed, UnknownRow, UnknownRecord.

    Papers show names: nobody opens one while names are masked.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    require_unmasked(actor, Action.SEE_HOUSEHOLDS)
    with ledger.read() as reading:
        found = attachments.read_attachment(reading, attachment_id)
    path = ledger.folder / found.file
    if not path.is_file():
        raise UnknownRecord(kind="attachment", code=attachment_id)
    note_look(ledger, actor, LookKind.ATTACHMENT_OPENED, attachment_id)
    return found, path


def withdraw_attachment(
    ledger: Ledger,
    actor: Actor,
    attachment_id: str,
    *,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Take an attachment away, with the reason: its file is erased, the log tells that it was.

    Raises NotAllowed, ReasonMissing, UnknownRow.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        gone = attachments.read_attachment(writing, attachment_id)
        my_state(writing, actor, gone.case_code)
        attachments.remove_attachment(writing, attachment_id)
        saved = writing.record(
            "attachment.withdrawn",
            gone.case_code,
            actor=actor.code,
            effective_on=day_of(now),
            private={"reason": reason.strip()},
            key=key,
        )
    erase_unnamed(ledger, now)
    return saved


def erase_unnamed(ledger: Ledger, now: datetime) -> None:
    """Erase files that no attachment names: of what was taken away, of a save that was cut off."""
    # Under the ward's lock: nobody attaches a file meanwhile.
    with ledger.write(now) as writing:
        known = attachments.kept_files(writing)
        for path in (ledger.folder / "attachments").glob("*.*"):
            if path.stem not in known:
                path.unlink(missing_ok=True)


def _attach(
    ledger: Ledger, actor: Actor, made: Attachment, data: bytes, *, key: str, now: datetime
) -> Saved:
    attached = False
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            _check_place(writing, actor, made.case_code, made.contact_id)
            write_whole(ledger.folder / made.file, data)
            attachments.add_attachment(writing, made)
            saved = writing.record(
                "attachment.added",
                made.case_code,
                actor=actor.code,
                effective_on=day_of(now),
                key=key,
            )
        attached = True
    finally:
        if not attached:
            erase_unnamed(ledger, now)
    return saved


def _content(folder: Path, upload: Upload, sha256: str) -> tuple[AttachmentKind, bytes]:
    """Give what is to be kept, by what the bytes are; a file that cannot be taken is let go."""
    data = uploads.part(folder, upload.upload_id).read_bytes()
    whole = not sha256 or hmac.compare_digest(hashlib.sha256(data).hexdigest(), sha256.lower())
    try:
        return _taken(data, upload.name, whole=whole)
    except (UploadDamaged, GeodataError):
        uploads.forget(folder, upload.upload_id)
        raise


def _taken(data: bytes, name: str, *, whole: bool) -> tuple[AttachmentKind, bytes]:
    if not whole:
        raise UploadDamaged(name=name)
    if data.startswith(_PDF):
        return AttachmentKind.PDF, data
    return AttachmentKind.PICTURE, shrink(data, name)


def _check_place(reading: Reading, actor: Actor, case_code: str, contact_id: str) -> None:
    """Refuse a case or visit that is not there or another's, and a case that is full."""
    visits = [one.contact_id for one in my_state(reading, actor, case_code).contacts]
    if contact_id and contact_id not in visits:
        raise UnknownRecord(kind="contact", code=contact_id)
    if len(attachments.read_attachments(reading, case_code, visits)) >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
