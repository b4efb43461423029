"""A ward moves from one store to another, and nothing of it is lost or left half-way."""

import pytest
from sqlalchemy import insert, select

from tests import tiny
from tests.domain.making import a_visit
from trackers.domain.errors import NotAllowed
from trackers.services import moving as moving_services
from trackers.services.contacts import record_visit
from trackers.services.moving import move_ward
from trackers.store import moving, open_store, proof, tables
from trackers.store.errors import CopyDiffers, FolderTaken, FolderUnusable, UnknownWard, WardTaken
from trackers.store.opening import Store


@pytest.fixture
def full(ledger):
    """The tiny ward with a visit, a saved form and files."""
    visit = a_visit(contact_id="", note="Riêng tư")
    record_visit(ledger, tiny.OFFICER, visit=visit, now=tiny.NOW, key="once")
    (ledger.folder / "photos").mkdir(parents=True)
    (ledger.folder / "photos" / "P1.jpg").write_bytes(b"a picture")
    (ledger.folder / "layers").mkdir()
    (ledger.folder / "layers" / "abc.pmtiles").write_bytes(bytes(range(256)) * 100)
    return ledger


@pytest.fixture
def target(request, tmp_path, empty_store):
    """A store without wards, of the other kind than the one that the ward lies in."""
    if empty_store.writer.dialect.name == "sqlite":
        postgis = request.getfixturevalue("postgis_store")
        yield Store(tmp_path / "target", postgis.reader, postgis.writer)
    else:
        store = open_store(tmp_path / "target", durable=False)
        yield store
        store.close()


def rows_of(store):
    with store.writer.connect() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in tables.metadata.sorted_tables
        }


def test_every_row_and_every_file_arrives(empty_store, full, target):
    moved = move_ward(empty_store, target, tiny.ADMIN, ward="TEST")
    assert rows_of(target) == rows_of(empty_store)
    there, here = (moving.digests(one.folder / "wards") for one in (target, empty_store))
    assert there == here
    assert moved.files == 2
    assert moved.rows == sum(map(len, rows_of(target).values()))


def test_the_log_goes_on_where_it_was(empty_store, full, target):
    before = move_ward(empty_store, target, tiny.ADMIN, ward="TEST").revision
    there = target.ledger("TEST")
    visit = a_visit(contact_id="", note="Riêng tư")
    assert record_visit(there, tiny.OFFICER, visit=visit, now=tiny.NOW, key="once").repeated
    tiny.take(there, "contacted", case="XM-002")
    with there.read() as reading:
        assert reading.row(tables.wards).revision > before
        assert proof.prove(reading).holds
        kept = [row for row in reading.rows(tables.contacts) if row.note]
    assert [row.note for row in kept] == ["Riêng tư"]


def test_a_folder_that_both_share_is_left_alone(empty_store, full, target):
    shared = Store(empty_store.folder, target.reader, target.writer)
    before = moving.digests(full.folder)
    assert move_ward(empty_store, shared, tiny.ADMIN, ward="TEST").files == 2
    assert moving.digests(full.folder) == before


class TestRefusals:
    def test_a_ward_that_is_there_already(self, empty_store, full, target):
        tiny.build(target)
        before = rows_of(target)
        with pytest.raises(WardTaken):
            move_ward(empty_store, target, tiny.ADMIN, ward="TEST")
        assert rows_of(target) == before

    def test_a_ward_that_nobody_knows(self, empty_store, target):
        with pytest.raises(UnknownWard):
            move_ward(empty_store, target, tiny.ADMIN, ward="TEST")

    def test_somebody_who_does_not_manage_the_ward(self, empty_store, full, target):
        with pytest.raises(NotAllowed):
            move_ward(empty_store, target, tiny.OFFICER, ward="TEST")

    def test_a_folder_with_other_files_of_the_ward(self, empty_store, full, target):
        other = target.folder / "wards" / "TEST" / "photos" / "P1.jpg"
        other.parent.mkdir(parents=True)
        other.write_bytes(b"another picture")
        with pytest.raises(FolderTaken):
            move_ward(empty_store, target, tiny.ADMIN, ward="TEST")
        assert other.read_bytes() == b"another picture"
        assert target.ward_codes() == []

    def test_a_folder_that_cannot_be_written(self, empty_store, full, target):
        target.folder.mkdir(exist_ok=True)
        (target.folder / "wards").write_text("a file where the folder belongs")
        with pytest.raises(FolderUnusable):
            move_ward(empty_store, target, tiny.ADMIN, ward="TEST")
        assert target.ward_codes() == []


class TestHalfWay:
    @pytest.fixture
    def left_without(self, empty_store, full, target):
        """Move and be interrupted: the target has neither rows nor files; then try again."""

        def tried(kind):
            with pytest.raises(kind):
                move_ward(empty_store, target, tiny.ADMIN, ward="TEST")
            assert not any(rows_of(target).values())
            assert not any((target.folder / "wards").glob("*"))

        yield tried
        assert move_ward(empty_store, target, tiny.ADMIN, ward="TEST").files == 2

    def test_while_rows_travel(self, left_without, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(moving, "zip_longest", self.interrupt)
            left_without(KeyboardInterrupt)

    def test_when_all_is_there_but_not_yet_kept(self, left_without, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(moving_services, "Moved", self.interrupt)
            left_without(KeyboardInterrupt)

    def test_when_a_row_arrived_otherwise(self, left_without, monkeypatch, target):
        plain = moving._claim

        def spoiled(connection, ward):
            plain(connection, ward)
            # Somebody of the target's own changes what comes in.
            extra = {"ward": "TEST", "code": "KV9", "name": "Không ai gửi"}
            connection.execute(insert(tables.areas).values(**extra))

        with monkeypatch.context() as patch:
            patch.setattr(moving, "_claim", spoiled)
            left_without(CopyDiffers)

    def test_when_a_file_arrived_otherwise(self, left_without, monkeypatch):
        def spoiled(source, made, **_):
            (made / "P1.jpg").write_bytes(b"half a pic")

        with monkeypatch.context() as patch:
            patch.setattr(moving.shutil, "copytree", spoiled)
            left_without(CopyDiffers)

    @staticmethod
    def interrupt(*_given, **_named):
        raise KeyboardInterrupt
