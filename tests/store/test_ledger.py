import multiprocessing
from datetime import date

import pytest
from sqlalchemy import select, text, update

from tests import tiny
from tests.domain.making import a_visit, done
from trackers.services.contacts import record_visit
from trackers.services.steps import set_step
from trackers.store import events, open_store, proof, tables
from trackers.store.errors import RowChanged, StoreUnreachable, UnknownRow, UnknownWard
from trackers.store.secrets import Keys


def note(ledger, kind="noted", **more):
    with ledger.write(tiny.NOW) as writing:
        return writing.record(kind, "TEST", actor="CB03", effective_on=tiny.TODAY, **more)


def address(ledger):
    """The address of the database a ledger lies in."""
    return ledger.writer.url.render_as_string(hide_password=False)


class TestOneTransaction:
    def test_each_event_takes_the_next_revision(self, ledger):
        assert note(ledger).revision + 1 == note(ledger).revision

    def test_an_error_inside_leaves_nothing_behind(self, ledger):
        with ledger.read() as reading:
            before = reading.row(tables.wards)
        with pytest.raises(UnknownRow), ledger.write(tiny.NOW) as writing:
            writing.record("noted", "TEST", actor="CB03", effective_on=tiny.TODAY)
            writing.update(tables.cases, {"code": "XM-404"}, {"side": ""}, base=1)
        with ledger.read() as reading:
            assert reading.row(tables.wards) == before

    def test_a_row_is_changed_only_at_the_version_that_was_read(self, ledger):
        with pytest.raises(RowChanged), ledger.write(tiny.NOW) as writing:
            writing.update(tables.cases, {"code": "XM-001"}, {"side": "left"}, base=7)

    def test_a_removed_row_is_noted_whole(self, ledger):
        with ledger.write(tiny.NOW) as writing:
            writing.delete(tables.components, {"case_code": "XM-001", "position": 0})
            writing.record("removed", "XM-001", actor="CB03", effective_on=tiny.TODAY)
        with ledger.read() as reading:
            assert reading.find(tables.components, case_code="XM-001", position=0) is None
            change = events.read_events(reading, "XM-001")[0].payload["changes"][0]
        assert change["before"]["quantity"] == 15.0
        assert "after" not in change

    def test_only_touched_cases_show_a_new_revision(self, ledger):
        saved = note(ledger, touched=("XM-002",))
        with ledger.read() as reading:
            found = {row.code: row.revision for row in reading.rows(tables.cases)}
        assert found["XM-002"] == saved.revision
        assert max(found["XM-001"], found["XM-003"]) < saved.revision

    def test_an_unknown_ward_is_said_so(self, empty_store, ledger):
        with pytest.raises(UnknownWard):
            empty_store.ledger("nowhere")
        with empty_store.writer.begin() as connection:
            connection.execute(text("DELETE FROM wards"))
        with pytest.raises(UnknownWard):
            note(ledger)


class TestChain:
    @pytest.fixture
    def spoil(self, ledger):
        record_visit(
            ledger, tiny.OFFICER, visit=a_visit(contact_id="", note="Riêng tư"), now=tiny.NOW
        )
        note(ledger)

        def run(sql):
            with ledger.writer.begin() as connection:
                connection.execute(text(sql))
            with ledger.read() as reading:
                found = proof.prove(reading).findings
            return found[0].revision if found else None

        return run

    def test_an_untouched_log_holds(self, spoil):
        assert spoil("SELECT 1") is None

    @pytest.mark.parametrize(
        ("sql", "named"),
        [
            ("UPDATE events SET subject = 'XM-009' WHERE revision = 4", 4),
            ("UPDATE events SET payload = replace(payload, '15.0', '1.5') WHERE revision = 3", 3),
            ("UPDATE events SET recorded_at = '2014-04-01 00:00:00' WHERE revision = 2", 2),
            ("DELETE FROM events WHERE revision = 3", 3),
            ("DELETE FROM events WHERE revision = 7", 7),
            (
                "UPDATE event_values SET value = '\"Khác\"' WHERE revision = 6 AND path LIKE '%te'",
                6,
            ),
        ],
    )
    def test_what_was_changed_or_removed_is_named(self, spoil, sql, named):
        assert spoil(sql) == named

    def test_two_entries_that_changed_places_are_named(self, spoil):
        spoil("UPDATE events SET revision = 99 WHERE revision = 3")
        spoil("UPDATE events SET revision = 3 WHERE revision = 4")
        assert spoil("UPDATE events SET revision = 4 WHERE revision = 99") == 3

    def test_the_chain_holds_no_personal_word(self, ledger, spoil):
        with ledger.read() as reading:
            text_of_log = " ".join(row.payload for row in reading.rows(tables.events))
        for word in ("Riêng tư", "Nguyễn Văn Út", "0900000001", "Số 1"):
            assert word not in text_of_log

    def test_an_erased_value_shows_as_erased_and_the_chain_still_holds(self, ledger, spoil):
        assert spoil("DELETE FROM event_values WHERE path LIKE '%.note'") is None
        with ledger.read() as reading:
            event = events.read_events(reading, "H001")[0]
        assert event.payload["changes"][0]["after"]["note"] == events.ERASED

    def test_history_puts_personal_values_back(self, ledger, spoil):
        with ledger.read() as reading:
            event = events.read_events(reading, "H001")[0]
        assert event.payload["changes"][0]["after"]["note"] == "Riêng tư"


class TestOpening:
    @pytest.mark.parametrize(
        "url", ["nonsense", "mysql://u:geheim@nowhere/db", "sqlite:////proc/none/x.sqlite"]
    )
    def test_an_address_that_cannot_be_opened_is_one_clear_error(self, tmp_path, url):
        with pytest.raises(StoreUnreachable) as caught:
            open_store(tmp_path, url)
        assert "geheim" not in str(caught.value.values)

    def test_a_file_that_is_no_database_is_refused_and_left_alone(self, tmp_path):
        file = tmp_path / "matbang.sqlite"
        file.write_bytes(b"not a database, but somebody's notes" * 40)
        with pytest.raises(StoreUnreachable):
            open_store(tmp_path)
        assert file.read_bytes().startswith(b"not a database")

    def test_the_migrations_make_exactly_the_tables_of_the_code(self, empty_store):
        from alembic.autogenerate import compare_metadata  # noqa: PLC0415
        from alembic.migration import MigrationContext  # noqa: PLC0415

        def ours(thing, name, kind, _reflected, _other):
            """Leave out PostGIS's own table, and the indexes by place where nobody knows places."""
            native = empty_store.writer.dialect.name == "postgresql"
            by_place = kind == "index" and "gist" in str(thing.kwargs.get("postgresql_using"))
            return name != "spatial_ref_sys" and (native or not by_place)

        with empty_store.writer.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_object": ours})
            assert compare_metadata(context, tables.metadata) == []

    def test_a_store_opened_twice_keeps_what_was_written(self, tmp_path, ledger):
        revision = note(ledger).revision
        again = open_store(tmp_path, address(ledger), keys=ledger.keys)
        with again.ledger("TEST").read() as reading:
            assert reading.row(tables.wards).revision == revision
        again.close()


def _write_many(folder, url, root, worker, rounds):
    store = open_store(folder, url, keys=Keys(root))
    ledger = store.ledger("TEST")
    for _ in range(rounds):
        note(ledger, kind=f"by-{worker}")
    store.close()


def test_writers_of_several_processes_lose_nothing_and_share_one_chain(ledger):
    before = note(ledger).revision
    place = (ledger.folder.parents[1], address(ledger), ledger.keys.root)
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write_many, args=(*place, n, 25)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    with ledger.read() as reading:
        assert reading.row(tables.wards).revision == before + 100
        assert proof.prove(reading).holds


def test_a_reader_is_not_held_up_by_a_writer(ledger):
    with ledger.write(tiny.NOW) as writing:
        writing.connection.execute(update(tables.wards).values(name="Đang sửa"))
        with ledger.read() as reading:
            name = reading.connection.execute(select(tables.wards.c.name)).scalar_one()
    assert name == "Phường Thử"


def test_dates_and_instants_come_back_as_they_went(ledger):
    set_step(
        ledger,
        tiny.OFFICER,
        case_code="XM-001",
        mark=done("contacted", date(2014, 3, 20), version=0),
        now=tiny.NOW,
    )
    with ledger.read() as reading:
        event = events.read_events(reading, "XM-001")[0]
    assert (event.effective_on, event.recorded_at) == (date(2014, 3, 20), tiny.NOW)
