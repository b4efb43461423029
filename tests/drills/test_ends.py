"""Processes end in the middle of saving: what was acknowledged is kept, and nothing by halves."""

import random
import signal
import time

import pytest

from tests.drills import writers
from tests.drills.counts import count

pytestmark = pytest.mark.drill


def test_a_writer_killed_at_any_moment_loses_no_acknowledged_save(folder, ledger):
    chance = random.Random(2014)  # noqa: S311 (moments, no secrets)
    told: dict[str, int] = {}
    for number in range(count(300, 6)):
        writer = writers.start(folder, f"w{number}")
        first = writer.stdout.readline()
        time.sleep(chance.uniform(0, 0.1))
        writer.kill()
        rest, _ = writer.communicate(timeout=30)
        told.update(writers.acknowledged(first + rest))
        assert writer.returncode == -signal.SIGKILL
    kept = writers.kept(ledger)
    assert len(told) >= count(300, 6)
    assert {note: kept.get(note) for note in told} == told
    # A save that was on its way when the writer was killed may be there, whole, one a writer.
    assert len(kept) - len(told) <= count(300, 6)


def test_writers_told_to_end_keep_what_they_acknowledged(folder, ledger):
    crew = [writers.start(folder, f"w{number}", per_second=20) for number in range(3)]
    for writer in crew:
        writer.stdout.readline()
    for writer in crew:
        writer.terminate()
    told = {}
    for writer in crew:
        rest, errors = writer.communicate(timeout=30)
        assert errors == ""
        told.update(writers.acknowledged(rest))
    kept = writers.kept(ledger)
    assert {note: kept.get(note) for note in told} == told
    assert all(f"w{number}/0" in kept for number in range(3))
