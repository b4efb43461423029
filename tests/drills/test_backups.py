"""Backups while people work, and what a restored ward is compared with."""

import pytest
from sqlalchemy import select

from tests import tiny
from tests.drills import writers
from tests.drills.counts import count
from tests.trees import fingerprint
from trackers.services.backups import make_backup, restore
from trackers.store import open_store, snapshot, tables

pytestmark = pytest.mark.drill


def test_every_save_acknowledged_before_a_backup_began_is_in_it(folder, ledger, tmp_path):
    store = open_store(folder)
    # Slowly: every round reads all that was written since the first.
    crew = [writers.start(folder, f"w{number}", per_second=5) for number in range(3)]
    try:
        for writer in crew:
            writer.stdout.readline()
        for number in range(count(20, 3)):
            before = writers.kept(ledger)
            file, new = tmp_path / f"{number}.zip", tmp_path / f"new{number}"
            manifest = make_backup(store, tiny.ADMIN, file)
            restore(file, new, key_file=folder / "secret.key")
            again = open_store(new, keys=folder / "secret.key")
            there = writers.kept(again.ledger("TEST"))
            again.close()
            assert before.items() <= there.items()
            assert max(there.values()) == manifest.wards[0].revision
            file.unlink()
    finally:
        for writer in crew:
            writer.kill()
            writer.communicate()
        store.close()
    assert len(writers.kept(ledger)) > len(before), "nobody wrote meanwhile"


def test_a_restored_ward_has_the_same_rows_counts_chain_and_files(folder, ledger, tmp_path):
    (ledger.folder / "photos").mkdir(parents=True)
    (ledger.folder / "photos" / "a.jpg").write_bytes(b"\xff\xd8 a picture" * 500)
    for number in range(5):
        writers.save(ledger, "one", number)
    store = open_store(folder)
    make_backup(store, tiny.ADMIN, tmp_path / "ward.zip")
    restore(tmp_path / "ward.zip", tmp_path / "new", key_file=folder / "secret.key")
    again = open_store(tmp_path / "new", keys=folder / "secret.key")
    with store.reader.connect() as here, again.reader.connect() as there:
        for name, table in tables.metadata.tables.items():
            mine, theirs = (sorted(map(repr, one.execute(select(table)))) for one in (here, there))
            assert theirs == mine, name
    assert snapshot.heads(again) == snapshot.heads(store)
    assert fingerprint(tmp_path / "new" / "wards") == fingerprint(folder / "wards")
    store.close()
    again.close()
