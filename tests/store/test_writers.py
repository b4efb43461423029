"""Many who write at once: nothing is lost, revisions have no gap, wards do not wait for each other.

What is asked of `ledger` runs on both stores; the rest is about a server.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests import tiny
from trackers.domain.wards import Ward
from trackers.services.wards import add_ward
from trackers.store import open_store, postgis, proof, sqlite, tables
from trackers.store.errors import StoreBusy, StoreError, StoreLost

ROUNDS = 100 if os.environ.get("MATBANG_TEST_FULL") else 10
WRITERS = 8


def note(ledger):
    with ledger.write(tiny.NOW) as writing:
        return writing.record("noted", "TEST", actor="CB03", effective_on=tiny.TODAY).revision


def assert_whole(ledger, least):
    """The log has no gap, its chain holds, and it goes on from at least that revision."""
    with ledger.read() as reading:
        numbers = [row.revision for row in reading.rows(tables.events)]
        last = reading.row(tables.wards).revision
        assert sorted(numbers) == list(range(1, last + 1))
        assert proof.prove(reading).holds
    assert last >= least
    assert note(ledger) == last + 1


@pytest.fixture
def own_store(tmp_path, postgis_url):
    store = open_store(tmp_path, postgis_url)
    yield store
    store.close()


class TestOneWard:
    def test_eight_writers_get_revisions_without_a_gap(self, ledger):
        first = note(ledger)
        with ThreadPoolExecutor(WRITERS) as pool:
            given = list(pool.map(lambda _: note(ledger), range(WRITERS * ROUNDS)))
        assert sorted(given) == list(range(first + 1, first + 1 + len(given)))
        assert_whole(ledger, max(given))

    def test_fifty_writers_wait_their_turn(self, ledger):
        first = note(ledger)
        with ThreadPoolExecutor(50) as pool:
            given = list(pool.map(lambda _: note(ledger), range(50 * ROUNDS // 5)))
        assert len(set(given)) == len(given)
        assert_whole(ledger, first + len(given))

    def test_a_reader_sees_one_moment_while_others_write(self, ledger):
        with ledger.read() as reading:
            before = reading.row(tables.wards).revision
            assert note(ledger) == before + 1
            assert reading.row(tables.wards).revision == before
            assert len(reading.rows(tables.events)) == before

    @pytest.mark.parametrize("kind", ["sqlite", "postgis"])
    def test_a_save_that_waits_in_vain_is_said_so(self, request, tmp_path, monkeypatch, kind):
        monkeypatch.setattr(sqlite, "BUSY_MS", 20)
        monkeypatch.setitem(postgis.SESSION, "lock_timeout", "20ms")
        url = request.getfixturevalue("postgis_url") if kind == "postgis" else ""
        store = open_store(tmp_path, url, durable=False)
        ledger = tiny.build(store)
        with ledger.write(tiny.NOW), pytest.raises(StoreBusy):
            note(ledger)
        assert_whole(ledger, 1)
        store.close()

    def test_a_save_that_finds_no_connection_is_said_so(self, tmp_path, monkeypatch, postgis_url):
        monkeypatch.setattr(
            postgis, "POOL", {"pool_size": 1, "max_overflow": 0, "pool_timeout": 0.02}
        )
        store = open_store(tmp_path, postgis_url)
        ledger = tiny.build(store)
        with ledger.read(), pytest.raises(StoreBusy), ledger.read():
            pass
        store.close()


class TestTwoWards:
    def test_a_ward_does_not_wait_for_another(self, own_store):
        one = tiny.build(own_store)
        other = add_ward(own_store, Ward("KHAC", "Phường Khác", "EPSG:5897", (105, 9, 106, 11)))
        with one.write(tiny.NOW) as writing:
            writing.update(tables.cases, {"code": "XM-001"}, {"side": "left"}, base=None)
            revision = note(other)
            assert note(other) == revision + 1
            writing.record("changed", "XM-001", actor="CB03", effective_on=tiny.TODAY)
        for ledger in (one, other):
            assert_whole(ledger, 1)

    def test_wards_that_are_written_at_once_keep_chains_of_their_own(self, own_store):
        wards = [
            add_ward(own_store, Ward(f"P{n}", f"Phường {n}", "EPSG:5897", (105, 9, 106, 11)))
            for n in range(4)
        ]
        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(note, wards * ROUNDS))
        for ledger in wards:
            assert_whole(ledger, 1 + ROUNDS)


class TestAServerThatGoesAway:
    @pytest.fixture
    def mortal(self, cluster):
        """The server, which runs again afterwards whatever happens."""
        yield cluster
        if cluster.process is None:
            cluster.start()

    def test_a_write_it_interrupts_leaves_nothing_and_the_next_call_works(self, mortal, own_store):
        ledger = tiny.build(own_store)
        kept = note(ledger)
        with pytest.raises(StoreLost), ledger.write(tiny.NOW) as writing:
            writing.update(tables.cases, {"code": "XM-001"}, {"side": "left"}, base=None)
            mortal.kill()
            writing.record("changed", "XM-001", actor="CB03", effective_on=tiny.TODAY)
        mortal.start()
        with ledger.read() as reading:
            assert reading.row(tables.cases, code="XM-001").side == "right"
            assert reading.row(tables.wards).revision == kept
        assert_whole(ledger, kept)

    def test_while_it_is_away_a_call_says_so(self, mortal, own_store):
        ledger = tiny.build(own_store)
        mortal.kill()
        with pytest.raises(StoreError) as caught:
            note(ledger)
        assert "geheim" not in str(caught.value)
        mortal.start()
        assert_whole(ledger, 1)

    def test_what_was_confirmed_before_it_died_is_kept(self, mortal, own_store):
        ledger = tiny.build(own_store)
        confirmed: list[int] = []
        enough = Event()

        def write_on():
            while True:
                try:
                    confirmed.append(note(ledger))
                except StoreError:
                    return
                if len(confirmed) >= ROUNDS:
                    enough.set()

        with ThreadPoolExecutor(4) as pool:
            writers = [pool.submit(write_on) for _ in range(4)]
            assert enough.wait(60)
            mortal.kill()
            for writer in writers:
                writer.result(60)
        mortal.start()
        assert_whole(ledger, max(confirmed))


def test_texts_are_ordered_alike_whatever_language_the_database_speaks(tmp_path, cluster):
    name = cluster.create(more="LOCALE_PROVIDER icu ICU_LOCALE 'vi' LOCALE 'C.UTF-8'")
    store = open_store(tmp_path, cluster.url(name))
    codes = ["a-1", "A1", "a1", "B", "b", "Đ", "D", "Z"]
    for code in codes:
        add_ward(store, Ward(code, code, "EPSG:5897", (105, 9, 106, 11)))
    assert store.ward_codes() == sorted(codes)
    store.close()
    cluster.drop(name)
