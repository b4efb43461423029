"""Restoring a ward as it was."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import tiny
from tests.domain.making import a_visit
from trackers.services.backups import Moment, make_backup, restore
from trackers.services.contacts import record_visit
from trackers.store import open_store, snapshot, tables
from trackers.store.errors import NoSuchMoment, UnknownWard


def rows_of(store):
    with store.reader.connect() as connection:
        found = {}
        for name, table in tables.metadata.tables.items():
            columns = [one for one in table.c if (name, one.name) != ("cases", "revision")]
            found[name] = sorted(map(repr, connection.execute(select(*columns))))
        return found


@pytest.fixture
def told(tmp_path):
    """A ward with a week of work, its rows after each entry, and a backup of the end."""
    store = open_store(tmp_path / "live", durable=False, keys=tiny.KEYS)
    ledger = tiny.build(store)
    after = {}

    def note():
        with ledger.read() as reading:
            after[reading.row(tables.wards).revision] = rows_of(store)

    note()
    record_visit(ledger, tiny.OFFICER, visit=a_visit(contact_id="", note="Hứa"), now=tiny.NOW)
    note()
    tiny.take(ledger, "surveyed", "agreed")
    note()
    with ledger.write(tiny.NOW) as writing:
        writing.delete(tables.components, {"case_code": "XM-001", "position": 0})
        writing.record("case.edited", "XM-001", actor="CB03", effective_on=tiny.TODAY)
    note()
    file = tmp_path / "ward.zip"
    make_backup(store, tiny.ADMIN, file)
    store.close()
    return file, after


def test_after_any_entry_every_row_is_what_it_was_and_the_log_holds(told, tmp_path):
    file, after = told
    assert len(after) == 4
    for revision, rows in after.items():
        new = tmp_path / f"as-of-{revision}"
        manifest = restore(file, new, as_of=Moment(revision=revision), key_file=tiny.key_file())
        assert [(one.revision, one.holds) for one in manifest.wards] == [(revision, True)]
        again = open_store(new, keys=tiny.KEYS)
        assert rows_of(again) == rows
        again.close()


def test_the_end_of_a_day_is_its_last_entry(told, tmp_path):
    file, after = told
    manifest = restore(
        file, tmp_path / "new", as_of=Moment(on=date(2014, 3, 31)), key_file=tiny.key_file()
    )
    assert manifest.wards[0].revision == min(after)
    manifest = restore(
        file, tmp_path / "now", as_of=Moment(on=tiny.TODAY), key_file=tiny.key_file()
    )
    assert manifest.wards[0].revision == max(after)


@pytest.mark.parametrize(
    ("moment", "kind"),
    [
        (Moment(on=date(2001, 1, 1)), NoSuchMoment),
        (Moment(revision=99), NoSuchMoment),
        (Moment(revision=0), NoSuchMoment),
        (Moment(revision=5, ward="NO"), UnknownWard),
    ],
)
def test_a_moment_that_never_was_is_refused_and_nothing_is_left(told, tmp_path, moment, kind):
    with pytest.raises(kind):
        restore(told[0], tmp_path / "new", as_of=moment, key_file=tiny.key_file())
    assert not (tmp_path / "new").exists()


def test_people_go_on_from_there(told, tmp_path):
    file, after = told
    restore(file, tmp_path / "new", as_of=Moment(revision=min(after)), key_file=tiny.key_file())
    store = open_store(tmp_path / "new", keys=tiny.KEYS)
    ledger = store.ledger("TEST")
    saved = record_visit(ledger, tiny.OFFICER, visit=a_visit(contact_id=""), now=tiny.NOW)
    assert saved.revision == min(after) + 1
    with ledger.read() as reading:
        assert snapshot.holds(reading)
    store.close()


def test_every_column_that_the_log_leaves_out_is_made_anew():
    derived = {
        (table.name, column.name)
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if column.info.get("derived")
    }
    assert derived == {("households", "folded"), ("cases", "revision")}
