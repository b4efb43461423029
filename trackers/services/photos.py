"""Dated photos of works: every picture is decoded and written anew before it is kept."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from PIL import Image, ImageOps, UnidentifiedImageError

from geodata.errors import FileTooLarge, UnreadableFile, WrongFormat
from trackers.domain.errors import DateInFuture, DateTooEarly, TextTooLong, UnknownRecord
from trackers.domain.people import Actor
from trackers.domain.projects import Photo
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.contacts import EARLIEST
from trackers.services.subjects import my_project
from trackers.store import Ledger, Saved, projects
from trackers.store.disk import write_whole

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 20 * 2**20
# A phone of 2026 takes 50 million; what unpacks to more is a bomb.
MOST_PIXELS = 80_000_000
WIDEST = 1600
# As wide as a card of a shared page shows one, on a sharp screen.
SMALL = 480
_QUALITY = 82
LONGEST_CAPTION = 300


def add_photo(
    ledger: Ledger,
    actor: Actor,
    *,
    project_code: str,
    picture: bytes,
    name: str,
    taken_on: date,
    caption: str,
    now: datetime,
    public: bool = False,
    key: str | None = None,
) -> Saved:
    """Keep a photo of a project; `picture` is JPEG, PNG or WebP, `name` its file's, for errors.

    What is kept is a JPEG of at most 1600 pixels a side without the place and the camera that the
    original may tell. `public`: public links show it, without its caption. Raises NotAllowed,
    UnknownRecord, DateInFuture, DateTooEarly, TextTooLong, FileTooLarge, WrongFormat,
    UnreadableFile, DiskFull.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    _check(taken_on, caption, day_of(now))
    small = shrink(picture, name)
    photo_id = uuid4().hex
    file = f"photos/{photo_id}.jpg"
    photo = Photo(photo_id, project_code, taken_on, caption.strip(), file, public)
    path = ledger.folder / photo.file
    kept = False
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            my_project(writing, actor, project_code)
            write_whole(path, small)
            projects.add_facts(writing, [photo])
            saved = writing.record(
                "photo.added", project_code, actor=actor.code, effective_on=taken_on, key=key
            )
        kept = True
    finally:
        if not kept:
            path.unlink(missing_ok=True)
    return saved


def show_publicly(
    ledger: Ledger,
    actor: Actor,
    *,
    project_code: str,
    photo_ids: Collection[str],
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Say which photos of a work public links show; open pages follow within seconds.

    Raises NotAllowed, NotYours, UnknownRecord.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        my_project(writing, actor, project_code)
        listed = {one.photo_id: one for one in projects.read_photos(writing, project_code)}
        for unknown in set(photo_ids) - set(listed):
            raise UnknownRecord(kind="photo", code=unknown)
        changed = [one for one in listed.values() if one.public is not (one.photo_id in photo_ids)]
        if not changed:
            return Saved(0, repeated=True)
        for one in changed:
            projects.change_photo(writing, replace(one, public=not one.public), base=one.version)
        return writing.record(
            "photo.changed", project_code, actor=actor.code, effective_on=day_of(now), key=key
        )


@lru_cache(maxsize=256)
def small_photo(path: Path) -> bytes:
    """Give a kept photo as a small JPEG for cards; raises as `shrink` does."""
    return shrink(path.read_bytes(), path.name, widest=SMALL)


def shrink(picture: bytes, name: str, *, widest: int = WIDEST) -> bytes:
    """Give a picture as a JPEG of at most `widest` pixels a side, upright, without its metadata.

    Raises FileTooLarge, WrongFormat, UnreadableFile.
    """
    if len(picture) > MOST_BYTES:
        raise FileTooLarge(name=name, what="bytes", limit=MOST_BYTES)
    try:
        with Image.open(BytesIO(picture), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise FileTooLarge(name=name, what="pixels", limit=MOST_PIXELS)
            image.draft("RGB", (2 * widest, 2 * widest))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except UnidentifiedImageError as error:
        raise WrongFormat(name=name, expected="JPEG, PNG, WebP") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileTooLarge(name=name, what="pixels", limit=MOST_PIXELS) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadableFile(name=name, reason=str(error)) from error
    upright.thumbnail((widest, widest))
    out = BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _check(taken_on: date, caption: str, today: date) -> None:
    if taken_on > today:
        raise DateInFuture(on=taken_on, today=today)
    if taken_on < EARLIEST:
        raise DateTooEarly(on=taken_on, earliest=EARLIEST)
    if len(caption) > LONGEST_CAPTION:
        raise TextTooLong(length=len(caption), most=LONGEST_CAPTION)
