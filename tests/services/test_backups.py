import base64
import json
import os
import shutil
import unicodedata
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pyrage
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from geodata.errors import MissingFile
from tests import tiny
from tests.trees import fingerprint
from trackers.domain.errors import NotAllowed
from trackers.domain.link_errors import LinkOver
from trackers.domain.links import LinkKind
from trackers.services.backups import make_backup, restore
from trackers.services.links import link_of_visit, make_link, open_link
from trackers.store import archive, open_store, sealing, secrets, snapshot, tables
from trackers.store.archive import digested_zip
from trackers.store.errors import (
    BackupDamaged,
    BackupError,
    BackupExists,
    BackupNewer,
    BackupUnwritable,
    DiskFull,
    FolderNotEmpty,
    KeyMissing,
    NotABackup,
    NothingToKeep,
    PassphraseMissing,
    PassphraseShort,
    StoreDamaged,
    StoreNewer,
    WrongKey,
    WrongPassphrase,
)
from trackers.store.secrets import Keys
from trackers.store.sqlite import DATABASE

# Each example writes and reads files: a busy machine takes its time.
UNHURRIED = settings(deadline=None, max_examples=60)
PASSPHRASE = "một câu chỉ phường biết"  # noqa: S105 (of these tests only)


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """A data folder with the tiny ward and some files, open as the running program has it."""
    folder = tmp_path_factory.mktemp("live")
    store = open_store(folder, durable=False, keys=tiny.KEYS)
    ward = tiny.build(store).folder
    (ward / "photos").mkdir(parents=True)
    (ward / "photos" / "a.jpg").write_bytes(b"\xff\xd8 not really a picture" * 40)
    (ward / "layers").mkdir()
    (ward / "layers" / "0123.base.json").write_text('{"features": []}')
    yield store
    store.close()


@pytest.fixture(scope="module")
def made(live, tmp_path_factory):
    """A backup of it."""
    file = tmp_path_factory.mktemp("made") / "ward.zip"
    make_backup(live, tiny.ADMIN, file)
    return file


@pytest.fixture(scope="module")
def sealed(live, tmp_path_factory):
    """A backup of it under a passphrase."""
    file = tmp_path_factory.mktemp("sealed") / "ward.zip"
    make_backup(live, tiny.ADMIN, file, passphrase=PASSPHRASE)
    return file


def rows_of(store):
    """Every row of every table."""
    with store.reader.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(table))))
            for name, table in tables.metadata.tables.items()
        }


def refused(kind, file, folder, **more):
    """Restoring is refused, and the folder is what it was before."""
    before = fingerprint(folder)
    more.setdefault("key_file", tiny.key_file())
    with pytest.raises(kind) as caught:
        restore(file, folder, **more)
    assert fingerprint(folder) == before
    return caught.value


class TestMaking:
    def test_what_comes_back_is_every_row_every_file_and_the_same_chain(self, live, made, tmp_path):
        manifest = restore(made, tmp_path / "new", key_file=tiny.key_file())
        again = open_store(tmp_path / "new", keys=tiny.KEYS)
        assert rows_of(again) == rows_of(live)
        again.close()
        assert snapshot.check(tmp_path / "new", tiny.KEYS) == manifest.wards
        assert [(one.ward, one.revision, one.holds) for one in manifest.wards] == [
            ("TEST", 5, True)
        ]
        there = fingerprint(live.folder / "wards")
        assert fingerprint(tmp_path / "new" / "wards") == there
        assert len(there) == 2

    def test_any_computer_opens_it_and_the_manifest_tells_what_is_in_it(self, made):
        with zipfile.ZipFile(made) as packed:
            assert packed.testzip() is None
            told = json.loads(packed.read("manifest.json"))
            assert set(packed.namelist()) == {"manifest.json", *told["files"]}
        assert set(told) == {"format", "program", "made_at", "wards", "files"}
        assert "wards/TEST/photos/a.jpg" in told["files"]

    def test_nothing_but_the_file_is_left_behind(self, live, made):
        assert [one.name for one in made.parent.iterdir()] == [made.name]
        assert {one.name.removeprefix(DATABASE) for one in live.folder.iterdir()} == {
            *("", "-wal", "-shm", "-turn", "wards", ".backup.lock"),
        }

    def test_only_its_owner_may_read_it(self, made):
        assert made.stat().st_mode & 0o077 == 0

    def test_a_file_that_exists_is_never_written_over(self, live, tmp_path):
        file = tmp_path / "ward.zip"
        file.write_text("somebody's")
        with pytest.raises(BackupExists):
            make_backup(live, tiny.ADMIN, file)
        assert file.read_text() == "somebody's"

    def test_only_who_runs_the_ward_may_make_one(self, live, tmp_path):
        for actor in (tiny.OFFICER, tiny.CHAIR, tiny.VIEWER):
            with pytest.raises(NotAllowed):
                make_backup(live, actor, tmp_path / "ward.zip")

    def test_a_store_without_wards_is_said_so(self, empty_store, tmp_path):
        with pytest.raises(NothingToKeep):
            make_backup(empty_store, tiny.ADMIN, tmp_path / "ward.zip")

    def test_a_place_that_cannot_be_written_is_said_so(self, live, tmp_path):
        with pytest.raises(BackupUnwritable):
            make_backup(live, tiny.ADMIN, tmp_path / "nowhere" / "ward.zip")

    def test_a_backup_that_is_stopped_leaves_nothing(self, live, tmp_path):
        def stop():
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            make_backup(live, tiny.ADMIN, tmp_path / "ward.zip", going_on=stop)
        assert list(tmp_path.iterdir()) == []

    def test_what_a_killed_backup_left_is_cleared_by_the_next(self, live, tmp_path):
        left = live.folder / ".backup-killed"
        left.mkdir()
        (left / DATABASE).write_bytes(b"half")
        make_backup(live, tiny.ADMIN, tmp_path / "ward.zip")
        assert not left.exists()

    def test_half_written_and_hidden_files_stay_out(self, live, tmp_path):
        ward = live.folder / "wards" / "TEST" / "photos"
        odd = (ward / "b.jpg.7.new", ward / ".hidden")
        for one in odd:
            one.write_bytes(b"half")
        (ward / "link.jpg").symlink_to(ward / "a.jpg")
        try:
            manifest = make_backup(live, tiny.ADMIN, tmp_path / "ward.zip")
        finally:
            for one in (*odd, ward / "link.jpg"):
                one.unlink()
        assert sum(name.startswith("wards/") for name in manifest.files) == 2

    def test_a_log_that_somebody_touched_is_kept_and_said_not_to_hold(self, made, tmp_path):
        restore(made, tmp_path / "touched", key_file=tiny.key_file())
        store = open_store(tmp_path / "touched", keys=tiny.KEYS)
        with store.writer.begin() as connection:
            connection.exec_driver_sql("UPDATE events SET actor = 'CB99' WHERE revision = 3")
        manifest = make_backup(store, tiny.ADMIN, tmp_path / "touched.zip")
        store.close()
        assert [one.holds for one in manifest.wards] == [False]
        assert (
            restore(tmp_path / "touched.zip", tmp_path / "again", key_file=tiny.key_file()).wards
            == manifest.wards
        )

    def test_a_damaged_database_makes_no_backup(self, made, tmp_path):
        restore(made, tmp_path / "damaged", key_file=tiny.key_file())
        store = open_store(tmp_path / "damaged", keys=tiny.KEYS)
        store.ward_codes()
        with (tmp_path / "damaged" / DATABASE).open("r+b") as file:
            size = file.seek(0, os.SEEK_END)
            for place in range(4096 * 8, size, 4096):
                file.seek(place)
                file.write(b"\xa5" * 2048)
        with pytest.raises(StoreDamaged):
            make_backup(store, tiny.ADMIN, tmp_path / "ward.zip")
        store.close()
        assert not (tmp_path / "ward.zip").exists()


def test_a_backup_of_either_database_holds_every_row_and_the_same_chain(
    ledger, empty_store, tmp_path
):
    manifest = make_backup(empty_store, tiny.ADMIN, tmp_path / "ward.zip")
    secrets.put_key(empty_store.keys, tmp_path / "kept.key")
    restore(tmp_path / "ward.zip", tmp_path / "new", key_file=tmp_path / "kept.key")
    again = open_store(tmp_path / "new", keys=empty_store.keys)
    assert rows_of(again) == rows_of(empty_store)
    assert [one.holds for one in manifest.wards] == [True]
    again.close()


class TestKey:
    def test_it_is_only_in_a_backup_under_a_passphrase(self, made, sealed, tmp_path):
        with zipfile.ZipFile(made) as packed:
            assert secrets.FILE not in packed.namelist()
        for file in (made, sealed):
            assert base64.b64encode(tiny.KEYS.root) not in file.read_bytes()
        manifest = restore(sealed, tmp_path / "new", passphrase=PASSPHRASE)
        assert manifest.has_key
        assert secrets.read_keys(tmp_path / "new" / secrets.FILE) == tiny.KEYS
        open_store(tmp_path / "new").close()

    def test_it_goes_where_the_settings_say(self, sealed, tmp_path):
        place = tmp_path / "apart" / "my.key"
        restore(sealed, tmp_path / "new", passphrase=PASSPHRASE, key_file=place)
        assert not (tmp_path / "new" / secrets.FILE).exists()
        open_store(tmp_path / "new", keys=place).close()

    def test_where_another_key_lies_all_is_sealed_by_that(self, live, sealed, tmp_path):
        secrets.put_key(Keys(bytes(32)), place := tmp_path / "my.key")
        restore(sealed, tmp_path / "new", passphrase=PASSPHRASE, key_file=place)
        assert secrets.read_keys(place) == Keys(bytes(32))
        again = open_store(tmp_path / "new", keys=place)
        assert rows_of(again) == rows_of(live)
        again.close()

    def test_without_it_an_open_backup_is_refused_and_nothing_is_left(self, made, tmp_path):
        error = refused(KeyMissing, made, tmp_path / "new", key_file=None)
        assert error.values["place"] == str(tmp_path / "new" / secrets.FILE)
        secrets.put_key(Keys(bytes(32)), tmp_path / "other.key")
        refused(WrongKey, made, tmp_path / "new", key_file=tmp_path / "other.key")


class TestRestoring:
    def test_a_folder_with_data_is_never_touched(self, live, made):
        refused(FolderNotEmpty, made, live.folder)

    def test_an_empty_folder_will_do_and_a_lock_is_no_data(self, made, tmp_path):
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / ".lock").touch()
        assert restore(made, tmp_path / "new", key_file=tiny.key_file()).wards

    def test_what_a_killed_restore_left_is_cleared(self, made, tmp_path):
        left = tmp_path / "new" / ".restore-killed"
        left.mkdir(parents=True)
        restore(made, tmp_path / "new", key_file=tiny.key_file())
        assert not left.exists()

    def test_a_file_instead_of_a_folder_is_refused(self, made, tmp_path):
        (tmp_path / "file").write_text("somebody's")
        with pytest.raises(FolderNotEmpty):
            restore(made, tmp_path / "file", key_file=tiny.key_file())
        assert (tmp_path / "file").read_text() == "somebody's"

    def test_a_file_that_is_not_there_is_said_so(self, tmp_path):
        refused(MissingFile, tmp_path / "none.zip", tmp_path / "new")

    @pytest.mark.parametrize("content", [b"", b"P", b"PK", b"words", b"PK" + b"\0" * 400])
    def test_a_file_that_is_none_of_ours_is_refused(self, tmp_path, content):
        (tmp_path / "odd.zip").write_bytes(content)
        assert isinstance(
            refused(BackupError, tmp_path / "odd.zip", tmp_path / "new"),
            NotABackup | BackupDamaged,
        )

    def test_an_ordinary_zip_is_refused(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "odd.zip", "w") as packed:
            packed.writestr("a.txt", "hello")
        refused(BackupDamaged, tmp_path / "odd.zip", tmp_path / "new")

    def test_the_database_of_a_newer_program_is_refused(self, made, tmp_path):
        restore(made, tmp_path / "future", key_file=tiny.key_file())
        store = open_store(tmp_path / "future", keys=tiny.KEYS)
        with store.writer.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        store.close()
        again = rebuilt(made, tmp_path, database=(tmp_path / "future" / DATABASE).read_bytes())
        refused(StoreNewer, again, tmp_path / "new")

    def test_a_database_that_is_not_what_the_manifest_says_is_refused(self, made, tmp_path):
        restore(made, tmp_path / "other", key_file=tiny.key_file())
        store = open_store(tmp_path / "other", keys=tiny.KEYS)
        with store.ledger("TEST").write(tiny.NOW) as writing:
            writing.record("noted", "TEST", actor="CB03", effective_on=tiny.TODAY)
        store.close()
        again = rebuilt(made, tmp_path, database=(tmp_path / "other" / DATABASE).read_bytes())
        refused(BackupDamaged, again, tmp_path / "new")

    def test_a_disk_without_room_is_said_before_anything_is_written(
        self, made, tmp_path, monkeypatch
    ):
        usage = shutil.disk_usage(tmp_path)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
        refused(DiskFull, made, tmp_path / "new")


def rebuilt(made, tmp_path, *, database=None, about=(), extra=(), order=None):
    """The same backup with something else in it, its digests right again."""
    file = tmp_path / "rebuilt.zip"
    with zipfile.ZipFile(made) as old:
        told = json.loads(old.read("manifest.json"))
        content = {name: old.read(name) for name in told["files"]}
    if database is not None:
        content[DATABASE] = database
    content.update(extra)
    digest = archive.hashlib.sha256
    told["files"] = {name: [len(data), digest(data).hexdigest()] for name, data in content.items()}
    told.update(about)
    with file.open("wb") as out, digested_zip(out) as packed:
        for name, data in content.items():
            packed.writestr(name, data, zipfile.ZIP_DEFLATED)
        packed.writestr("manifest.json", json.dumps(told))
        if order:
            order(packed, told)
    return file


class TestHostile:
    """Their digests are right: who made them knew how."""

    @pytest.mark.parametrize(
        "name",
        [
            "../outside",
            "wards/../../outside",
            "/etc/outside",
            "wards//TEST/x",
            "wards/TEST",
            "wards/TEST/..\\..\\outside",
            "wards/C:/x",
            "wards/TEST/a\nb",
            "matbang.sqlite-wal",
            "app.py",
        ],
    )
    def test_a_name_that_leads_elsewhere_is_refused(self, made, tmp_path, name):
        file = rebuilt(made, tmp_path, extra={name: b"hostile"})
        (tmp_path / "in").mkdir()
        refused(BackupDamaged, file, tmp_path / "in" / "new")
        assert sorted(one.name for one in tmp_path.rglob("*")) == ["in", "rebuilt.zip"]

    def test_a_member_that_the_manifest_does_not_name_is_refused(self, made, tmp_path):
        def smuggle(packed, told):
            packed.writestr("wards/TEST/photos/smuggled.jpg", b"x")

        refused(BackupDamaged, rebuilt(made, tmp_path, order=smuggle), tmp_path / "new")

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_two_members_of_one_name_are_refused(self, made, tmp_path):
        def twice(packed, told):
            packed.writestr(DATABASE, b"x")

        refused(BackupDamaged, rebuilt(made, tmp_path, order=twice), tmp_path / "new")

    def test_what_swells_a_thousandfold_is_refused(self, made, tmp_path, monkeypatch):
        monkeypatch.setattr(archive, "_SMALL", 2**20)
        file = rebuilt(made, tmp_path, extra={"wards/TEST/photos/zero.png": bytes(2**25)})
        refused(BackupDamaged, file, tmp_path / "new")

    def test_a_manifest_with_another_digest_is_refused(self, made, tmp_path):
        with zipfile.ZipFile(made) as old:
            told = json.loads(old.read("manifest.json"))["files"]
        told[DATABASE][1] = "0" * 64
        file = rebuilt(made, tmp_path, about={"files": told})
        refused(BackupDamaged, file, tmp_path / "new")

    def test_a_newer_form_is_said_to_be_newer(self, made, tmp_path):
        file = rebuilt(made, tmp_path, about={"format": 2, "program": "9.0.0", "files": "?"})
        assert refused(BackupNewer, file, tmp_path / "new").values["program"] == "9.0.0"

    @pytest.mark.parametrize(
        "about",
        [
            {"format": "one"},
            {"wards": [{"ward": "TEST"}]},
            {"made_at": "yesterday"},
            {"files": {DATABASE: "x"}},
            {"files": []},
        ],
    )
    def test_a_manifest_that_says_something_else_is_refused(self, made, tmp_path, about):
        refused(BackupError, rebuilt(made, tmp_path, about=about), tmp_path / "new")

    def test_a_backup_without_a_database_is_refused(self, made, tmp_path):
        file = tmp_path / "none.zip"
        with file.open("wb") as out:
            archive.write_archive(
                out, [], program="1", made_at=datetime(2026, 1, 1, tzinfo=UTC), wards=[]
            )
        refused(BackupDamaged, file, tmp_path / "new")


class TestSealed:
    def test_it_opens_with_the_passphrase_however_its_letters_are_composed(
        self, live, sealed, tmp_path
    ):
        decomposed = unicodedata.normalize("NFD", PASSPHRASE)
        assert decomposed != PASSPHRASE
        restore(sealed, tmp_path / "new", passphrase=decomposed)
        again = open_store(tmp_path / "new", keys=tiny.KEYS)
        assert rows_of(again) == rows_of(live)
        again.close()

    def test_another_program_opens_it_too(self, sealed, made):
        """The two steps that its README names, with the library alone."""
        with zipfile.ZipFile(sealed) as packed:
            key = pyrage.passphrase.decrypt(packed.read("key.age"), PASSPHRASE).decode()
            identity = pyrage.x25519.Identity.from_str(key)
            plain = pyrage.decrypt(packed.read("backup.zip.age"), [identity])
        with zipfile.ZipFile(BytesIO(plain)) as inner, zipfile.ZipFile(made) as open_one:
            assert inner.read(DATABASE) == open_one.read(DATABASE)

    def test_nothing_in_it_can_be_read(self, sealed):
        data = sealed.read_bytes()
        for word in ("Nguyễn Văn Út", "0900000001", "Phường Thử", "SQLite format", "wards/"):
            assert word.encode() not in data

    def test_the_wrong_passphrase_is_refused(self, live, sealed, tmp_path):
        before = fingerprint(live.folder)
        refused(WrongPassphrase, sealed, tmp_path / "new", passphrase=PASSPHRASE + "?")
        assert fingerprint(live.folder) == before

    def test_no_passphrase_is_asked_for(self, sealed, tmp_path):
        refused(PassphraseMissing, sealed, tmp_path / "new")

    def test_a_short_passphrase_makes_no_backup(self, live, tmp_path):
        with pytest.raises(PassphraseShort):
            make_backup(live, tiny.ADMIN, tmp_path / "ward.zip", passphrase=PASSPHRASE[:11])
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("part", ["key.age", "backup.zip.age"])
    @pytest.mark.parametrize("place", [0.1, 0.5, 0.99])
    def test_a_part_somebody_changed_is_refused_though_the_digest_is_right(
        self, sealed, tmp_path, part, place
    ):
        with zipfile.ZipFile(sealed) as packed:
            content = {name: bytearray(packed.read(name)) for name in packed.namelist()}
        content[part][int(place * len(content[part]))] ^= 1
        file = tmp_path / "changed.zip"
        with file.open("wb") as out, digested_zip(out) as packed:
            for name, data in content.items():
                packed.writestr(zipfile.ZipInfo(name), bytes(data))
        refused(BackupError, file, tmp_path / "new", passphrase=PASSPHRASE)

    def test_a_key_that_would_take_the_machine_an_hour_is_refused_at_once(self, sealed, tmp_path):
        with zipfile.ZipFile(sealed) as packed:
            content = {name: packed.read(name) for name in packed.namelist()}
        words = content["key.age"].split(b"\n")
        words[1] = words[1].rpartition(b" ")[0] + b" 40"
        content["key.age"] = b"\n".join(words)
        file = tmp_path / "slow.zip"
        with file.open("wb") as out, digested_zip(out) as packed:
            for name, data in content.items():
                packed.writestr(zipfile.ZipInfo(name), data)
        refused(WrongPassphrase, file, tmp_path / "new", passphrase=PASSPHRASE)

    def test_parts_that_swell_are_refused(self, sealed, tmp_path):
        file = tmp_path / "swollen.zip"
        with file.open("wb") as out, digested_zip(out) as packed:
            packed.writestr(sealing.KEY, bytes(2**20))
            packed.writestr(sealing.CONTENT, bytes(2**20))
        refused(BackupDamaged, file, tmp_path / "new", passphrase=PASSPHRASE)


@pytest.mark.parametrize("kind", ["made", "sealed"])
class TestAccidents:
    @pytest.fixture
    def spoiled(self, request, kind, live, tmp_path):
        """Restore a backup whose bytes went through a function; the live data stay as they are."""
        whole = request.getfixturevalue(kind).read_bytes()
        before = fingerprint(live.folder)
        file, folder = tmp_path / "spoiled.zip", tmp_path / "new"

        def attempt(change):
            file.write_bytes(change(whole))
            with pytest.raises(BackupError):
                restore(file, folder, passphrase=PASSPHRASE)
            assert not folder.exists()

        yield attempt, len(whole)
        assert fingerprint(live.folder) == before

    def test_cut_short_anywhere_it_is_refused(self, spoiled):
        attempt, size = spoiled

        @UNHURRIED
        @given(st.integers(0, size - 1))
        @example(0)
        @example(size - 1)
        @example(size - 64)
        @example(size - 65)
        def cut(length):
            attempt(lambda whole: whole[:length])

        cut()

    def test_with_one_bit_turned_anywhere_it_is_refused(self, spoiled):
        attempt, size = spoiled

        @UNHURRIED
        @given(st.integers(0, size - 1), st.integers(0, 7))
        @example(0, 0)
        @example(size - 1, 0)
        @example(size - 64, 5)
        @example(size - 66, 1)
        def flip(place, bit):
            def turned(whole):
                changed = bytearray(whole)
                changed[place] ^= 1 << bit
                return bytes(changed)

            attempt(turned)

        flip()

    def test_with_bytes_added_anywhere_it_is_refused(self, spoiled):
        attempt, size = spoiled

        @UNHURRIED
        @given(st.integers(0, size), st.binary(min_size=1, max_size=80))
        def add(place, more):
            attempt(lambda whole: whole[:place] + more + whole[place:])

        add()


def test_no_link_comes_back_with_a_copy(tmp_path):
    """What was revoked since would open again."""
    now = datetime.now(UTC)
    store = open_store(tmp_path / "old", durable=False, keys=tiny.KEYS)
    link = make_link(tiny.build(store), tiny.CHAIR, kind=LinkKind.MEETING, label="Họp", now=now)
    visit = open_link(store, link.token, now=now).visit
    make_backup(store, tiny.ADMIN, tmp_path / "ward.zip")
    assert link_of_visit(store, visit, now=now)
    store.close()
    restore(tmp_path / "ward.zip", tmp_path / "new", key_file=tiny.key_file())
    again = open_store(tmp_path / "new", keys=tiny.KEYS)
    with pytest.raises(LinkOver):
        open_link(again, link.token, now=now)
    assert link_of_visit(again, visit, now=now) is None
    again.close()
