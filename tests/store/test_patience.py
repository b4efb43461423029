"""Processes that write to one file: nobody overtakes for ever."""

import fcntl
import signal
import subprocess
import sys

import pytest

from tests import tiny
from tests.store.test_writers import note
from trackers.store import open_store, patience
from trackers.store.errors import StoreBusy, StoreUnreachable
from trackers.store.patience import Hand
from trackers.words.errors import in_every_language

UP = """
import fcntl, os, sys, time
file = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(file, fcntl.LOCK_EX)
print("up", flush=True)
time.sleep(600)
"""


def at_once(_wait_s):
    return True


@pytest.fixture
def file(tmp_path):
    return tmp_path / "turn"


class TestAHand:
    def test_who_finds_the_way_free_begins_and_leaves_it_free(self, file):
        assert Hand(file).after_others(at_once, 1)
        with file.open() as other:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def test_while_one_is_up_nobody_begins_anew(self, file):
        hand = Hand(file)
        with file.open("w") as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            assert not hand.after_others(at_once, 0.01)
        assert hand.after_others(at_once, 1)

    def test_whose_patience_is_gone_goes_before_others(self, file):
        tried = []

        def begin(wait_s):
            tried.append(wait_s)
            # The others are asked each time whether they may begin.
            return Hand(file).after_others(at_once, 0.01) is False

        assert Hand(file).after_others(begin, 10)
        first, second = tried
        assert first == patience.PATIENCE_S
        assert second > patience.PATIENCE_S

    def test_who_waits_in_vain_takes_it_down_again(self, file):
        assert not Hand(file).after_others(lambda _wait_s: False, 0.01)
        assert Hand(file).after_others(at_once, 0.01)

    def test_it_is_down_when_its_process_is_killed(self, file):
        starving = subprocess.Popen(
            [sys.executable, "-c", UP, str(file)], stdout=subprocess.PIPE, text=True
        )
        assert starving.stdout.readline() == "up\n"
        assert not Hand(file).after_others(at_once, 0.01)
        starving.kill()
        starving.communicate(timeout=30)
        assert starving.returncode == -signal.SIGKILL
        assert Hand(file).after_others(at_once, 1)

    def test_a_folder_without_locks_leaves_it_to_the_database(self, tmp_path):
        nowhere = Hand(tmp_path / "missing" / "turn")
        assert nowhere.after_others(at_once, 1)
        assert not nowhere.after_others(lambda _wait_s: False, 0.01)


class TestSaving:
    @pytest.fixture
    def store(self, tmp_path):
        store = open_store(tmp_path, durable=False)
        tiny.build(store)
        yield store
        store.close()

    def test_a_file_that_another_holds_is_said_to_be_busy_and_then_written(
        self, store, tmp_path, monkeypatch
    ):
        monkeypatch.setattr("trackers.store.sqlite.BUSY_MS", 20)
        other = open_store(tmp_path, durable=False)
        with other.ledger("TEST").write(tiny.NOW), pytest.raises(StoreBusy):
            note(store.ledger("TEST"))
        assert note(store.ledger("TEST"))
        other.close()

    def test_a_file_that_may_only_be_read_is_said_to_be_so(self, store):
        with store.writer.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA query_only=ON")
        with pytest.raises(StoreUnreachable) as refused:
            note(store.ledger("TEST"))
        assert all("matbang.sqlite" in one for one in in_every_language(refused.value))
