from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from geodata.errors import FileTooLarge, UnreadableFile, WrongFormat
from tests.tiny import NOW, OFFICER, VIEWER
from trackers.domain.errors import (
    DateInFuture,
    DateTooEarly,
    NotAllowed,
    TextTooLong,
    UnknownRecord,
)
from trackers.services import photos
from trackers.services.projects import get_photo, project_files
from trackers.services.wards import current_revision


def picture(width=400, height=300, form="JPEG", **more):
    out = BytesIO()
    Image.new("RGB", (width, height), "#009E73").save(out, form, **more)
    return out.getvalue()


def keep(ledger, data, actor=OFFICER, **more):
    values = {
        "project_code": "XM",
        "name": "anh.jpg",
        "taken_on": date(2014, 4, 1),
        "caption": "Đổ móng",
    }
    return photos.add_photo(ledger, actor, picture=data, now=NOW, **values | more)


def photo_files(ledger):
    return sorted((ledger.folder / "photos").glob("*")) if ledger.folder.exists() else []


def test_a_photo_is_kept_small_upright_and_without_what_the_camera_told(ledger):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Hãng máy"
    keep(ledger, picture(4000, 2000, exif=exif))
    (file,) = project_files(ledger, OFFICER, NOW)
    (photo,) = file.photos
    assert (photo.caption, photo.taken_on) == ("Đổ móng", date(2014, 4, 1))
    with Image.open(ledger.folder / get_photo(ledger, VIEWER, photo.photo_id).file) as kept:
        assert kept.size == (800, 1600)
        assert not kept.getexif()


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_other_formats_become_jpeg(ledger, form):
    keep(ledger, picture(form=form))
    (path,) = photo_files(ledger)
    assert path.read_bytes().startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", WrongFormat),
        (b"<svg onload='x'/>", WrongFormat),
        (b"GIF89a" + b"\0" * 30, WrongFormat),
        (picture()[:300], (UnreadableFile, WrongFormat)),
        (picture(form="PNG")[:80], (UnreadableFile, WrongFormat)),
        (b"\xff\xd8\xff\xe0" + b"\0" * (photos.MOST_BYTES + 1), FileTooLarge),
    ],
)
def test_a_hostile_or_broken_file_is_refused_and_nothing_is_kept(ledger, data, kind):
    before = current_revision(ledger)
    with pytest.raises(kind):
        keep(ledger, data)
    assert current_revision(ledger) == before
    assert photo_files(ledger) == []


def test_a_picture_that_unpacks_to_too_much_is_refused(ledger):
    bomb = BytesIO()
    Image.new("1", (13_000, 13_000)).save(bomb, "PNG")
    with pytest.raises(FileTooLarge):
        keep(ledger, bomb.getvalue())
    assert photo_files(ledger) == []


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"taken_on": date(2014, 4, 8)}, DateInFuture),
        ({"taken_on": date(1914, 4, 8)}, DateTooEarly),
        ({"caption": "a" * 301}, TextTooLong),
        ({"project_code": "??"}, UnknownRecord),
        ({"actor": VIEWER}, NotAllowed),
    ],
)
def test_what_cannot_be_leaves_no_file_behind(ledger, more, kind):
    with pytest.raises(kind):
        keep(ledger, picture(), **more)
    assert photo_files(ledger) == []


def test_the_same_form_saved_twice_keeps_one_photo(ledger):
    first = keep(ledger, picture(), key="k")
    again = keep(ledger, picture(), key="k")
    assert again.repeated
    assert again.revision == first.revision
    assert len(photo_files(ledger)) == 1
