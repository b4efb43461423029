"""Many save at once on one SQLite file."""

import threading
from dataclasses import replace

import pytest

from tests import tiny
from tests.domain.making import done
from tests.drills import writers
from tests.drills.counts import FULL, count
from trackers.domain.errors import EditConflict
from trackers.services.steps import set_step
from trackers.store import events, snapshot, tables
from trackers.store.errors import RowChanged

pytestmark = pytest.mark.drill


def test_fifty_saves_a_second_are_all_kept_and_none_finds_the_file_locked(folder, ledger):
    crew_size, seconds = (20, 30) if FULL else (4, 3)
    each = 50 * seconds // crew_size
    crew = [
        writers.start(folder, f"w{number}", count=each, per_second=50 / crew_size)
        for number in range(crew_size)
    ]
    told = {}
    for writer in crew:
        lines, errors = writer.communicate(timeout=300)
        assert (writer.returncode, errors) == (0, "")
        told.update(writers.acknowledged(lines))
    assert len(told) == each * crew_size
    assert writers.kept(ledger) == told
    assert max(told.values()) - min(told.values()) == len(told) - 1


def test_of_two_officers_who_save_one_case_at_once_one_wins_and_the_other_is_told(ledger):
    for number in range(count(200, 10)):
        before = last_revision(ledger)
        version = mark_version(ledger)
        results = both_at_once(ledger, number, version)
        won = [one for one in results if not isinstance(one, Exception)]
        lost = [one for one in results if isinstance(one, EditConflict | RowChanged)]
        assert (len(won), len(lost)) == (1, 1), results
        with ledger.read() as reading:
            latest = [
                one
                for one in events.read_events(reading, "XM-001", last=4)
                if one.revision > before
            ]
        # The one that was refused is in the log as well: nothing typed is lost.
        said = " ".join(repr(one.payload) for one in latest)
        assert len(latest) == 2
        assert f"của CB03, lần {number}" in said
        assert f"của CB05, lần {number}" in said
    with ledger.read() as reading:
        assert snapshot.holds(reading)


def both_at_once(ledger, number, version):
    """Two officers change the same step on top of the same version; give both answers."""
    together = threading.Barrier(2)
    results = []

    def change(actor, day):
        note = f"của {actor.code}, lần {number}"
        mark = replace(done("contacted", day, version=version), note=note)
        together.wait(30)
        try:
            results.append(
                set_step(
                    ledger,
                    actor,
                    case_code="XM-001",
                    mark=mark,
                    now=tiny.later(number),
                    reason="sửa ngày",
                    key=f"{actor.code}/{number}",
                )
            )
        except Exception as error:  # noqa: BLE001 (compared by the test)
            results.append(error)

    day = tiny.TODAY.replace(day=1 + number % 5)
    threads = [
        threading.Thread(target=change, args=(tiny.OFFICER, day)),
        threading.Thread(target=change, args=(tiny.OTHER, day.replace(month=3))),
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return results


def last_revision(ledger):
    with ledger.read() as reading:
        return reading.row(tables.wards).revision


def mark_version(ledger):
    """The version of the step as a form would open it; 0 when it was never marked."""
    with ledger.read() as reading:
        row = reading.find(tables.case_steps, case_code="XM-001", step="contacted")
    return row.version if row else 0
