"""A disk that fills up: said in words, what was there stays whole, and work goes on afterwards."""

import shutil
import subprocess
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from tests import tiny
from tests.drills import writers
from tests.trees import fingerprint
from trackers.services import attachments
from trackers.services.backups import make_backup, restore
from trackers.services.copies import copies_folder, copy_now, see_copies
from trackers.services.photos import add_photo
from trackers.store import open_store, tables
from trackers.store.errors import DiskFull
from trackers.words.errors import in_every_language

pytestmark = pytest.mark.drill


@pytest.fixture
def small_disk(tmp_path):
    """A disk of six megabytes; only root can have one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(command, check=False).returncode:
        pytest.skip("NO SMALL DISK: run as root, with the right to mount, to fill one up")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)  # noqa: S607 (the system's)


@pytest.fixture
def store(small_disk):
    """The tiny ward on the small disk."""
    store = open_store(small_disk / "data")
    tiny.build(store)
    yield store
    store.close()


def fill(place, *, leave=0):
    """Fill the disk but for some bytes; give the file that does it."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while shutil.disk_usage(place).free > leave:
                file.write(bytes(min(2**16, max(shutil.disk_usage(place).free - leave, 1))))
        except OSError:
            pass  # full
    return filler


def picture():
    """A photo of some hundred kilobytes."""
    out = BytesIO()
    Image.effect_noise((900, 900), 90).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def test_a_save_is_refused_in_words_and_nothing_that_was_saved_is_lost(small_disk, store):
    ledger = store.ledger("TEST")
    filler = fill(small_disk, leave=2**19)
    told = {}
    with pytest.raises(DiskFull) as refused:
        for number in range(2000):
            told[f"one/{number}"] = writers.save(ledger, "one", number)
    assert all("data" in one for one in in_every_language(refused.value))
    assert len(told) > 2
    assert writers.kept(ledger) == told
    filler.unlink()
    told["two/0"] = writers.save(ledger, "two", 0)
    assert writers.kept(ledger) == told


def test_a_photo_is_refused_whole(small_disk, store):
    ledger = store.ledger("TEST")
    filler = fill(small_disk, leave=2**16)
    before = fingerprint(small_disk / "data" / "wards")

    def add():
        return add_photo(
            ledger,
            tiny.OFFICER,
            project_code="XM",
            picture=picture(),
            name="a.jpg",
            taken_on=tiny.TODAY,
            caption="",
            now=tiny.NOW,
        )

    with pytest.raises(DiskFull):
        add()
    assert (fingerprint(small_disk / "data" / "wards") or {}) == (before or {})
    with ledger.read() as reading:
        assert reading.rows(tables.photos) == []
    filler.unlink()
    add()
    with ledger.read() as reading:
        assert len(reading.rows(tables.photos)) == 1


def test_a_paper_sent_in_pieces_waits_for_room_and_goes_on(small_disk, store):
    ledger = store.ledger("TEST")
    sent = b"%PDF-1.4\n" + bytes(2**19) + b"\n%%EOF\n"
    half = len(sent) // 2
    upload = attachments.begin_upload(
        ledger,
        tiny.OFFICER,
        case_code="XM-001",
        contact_id="",
        name="biên bản.pdf",
        caption="",
        size=len(sent),
        now=tiny.NOW,
    ).upload_id
    attachments.append(ledger, tiny.OFFICER, upload, 0, sent[:half])
    filler = fill(small_disk, leave=2**16)
    with pytest.raises(DiskFull):
        attachments.append(ledger, tiny.OFFICER, upload, half, sent[half:])
    assert attachments.attachments_of_case(ledger, tiny.OFFICER, "XM-001") == []
    filler.unlink()
    _, at = attachments.upload_of(ledger, tiny.OFFICER, upload)
    assert half <= at < len(sent)
    attachments.append(ledger, tiny.OFFICER, upload, at, sent[at:])
    attachments.finish_upload(
        ledger, tiny.OFFICER, upload, sha256=sha256(sent).hexdigest(), now=tiny.NOW
    )
    [one] = attachments.attachments_of_case(ledger, tiny.OFFICER, "XM-001")
    _, path = attachments.open_attachment(ledger, tiny.OFFICER, one.attachment_id)
    assert path.read_bytes() == sent


def test_a_backup_onto_a_full_disk_leaves_nothing_there(small_disk, folder):
    store = open_store(folder)
    filler = fill(small_disk, leave=2**12)
    for more in ({}, {"passphrase": "một câu chỉ phường biết"}):
        with pytest.raises(DiskFull):
            make_backup(store, tiny.ADMIN, small_disk / "ward.zip", **more)
        assert [one.name for one in small_disk.iterdir()] == ["filler"]
    filler.unlink()
    make_backup(store, tiny.ADMIN, small_disk / "ward.zip")
    store.close()


def test_a_copy_for_which_the_data_folder_has_no_room_leaves_the_others_alone(small_disk, store):
    first = copy_now(store, tiny.ADMIN)
    writers.save(store.ledger("TEST"), "one", 0)
    filler = fill(small_disk, leave=2**16)
    before = fingerprint(copies_folder(store))
    with pytest.raises(DiskFull):
        copy_now(store, tiny.ADMIN)
    assert fingerprint(copies_folder(store)) == before
    assert not list((small_disk / "data").glob(".backup-*"))
    filler.unlink()
    copy_now(store, tiny.ADMIN)
    seen = see_copies(store, tiny.ADMIN, now=tiny.NOW)
    assert first in seen.copies
    assert len(seen.copies) == 2


def test_restoring_onto_a_full_disk_leaves_it_as_it_was(small_disk, folder, tmp_path):
    store = open_store(folder)
    make_backup(store, tiny.ADMIN, tmp_path / "ward.zip")
    store.close()
    filler = fill(small_disk, leave=2**16)
    before = fingerprint(small_disk)
    with pytest.raises(DiskFull):
        restore(tmp_path / "ward.zip", small_disk / "new", key_file=folder / "secret.key")
    assert fingerprint(small_disk) == before
    filler.unlink()
    restore(tmp_path / "ward.zip", small_disk / "new", key_file=folder / "secret.key")
