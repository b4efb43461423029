"""Processes that save as officers do, and tell each save only once it was acknowledged.

Run as `python -m tests.drills.writers FOLDER NAME COUNT PER_SECOND`: each line of the output is
one acknowledged save and its revision; COUNT 0 goes on until the process is ended. A save is
several rows and their event, so that a half of one would show.
"""

import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from tests import tiny
from tests.browser import ROOT
from tests.domain.making import a_visit
from trackers.store import Ledger, cases, events, open_store, snapshot, tables


def save(ledger: Ledger, name: str, number: int) -> int:
    """Record one visit whose note tells writer and number; give its revision.

    As the service does it, but without reading what the household has already: nobody visits one
    household a thousand times, and the drill is about the file.
    """
    key, now = f"{name}/{number}", tiny.NOW + timedelta(seconds=number)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier.revision
        visit = a_visit(contact_id=uuid4().hex, note=key, recorded_at=now)
        cases.add_contact(writing, visit)
        return writing.record(
            "visit.recorded", "H001", actor="CB03", effective_on=visit.met_on, key=key
        ).revision


def start(folder: Path, name: str, *, count: int = 0, per_second: float = 0) -> subprocess.Popen:
    """Start a writer; what it acknowledges comes through its output."""
    return subprocess.Popen(
        [sys.executable, "-m", __name__, str(folder), name, str(count), str(per_second)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def acknowledged(lines: str) -> list[tuple[str, int]]:
    """Read what a writer told: note and revision of each save; a half line does not count."""
    whole = lines[: lines.rfind("\n") + 1].splitlines()
    return [(note, int(revision)) for note, revision in (line.split("\t") for line in whole)]


def kept(ledger: Ledger) -> dict[str, int]:
    """The notes that are kept, by the revision of the event that brought them."""
    with ledger.read() as reading:
        assert snapshot.holds(reading)
        rows = reading.rows(tables.contacts)
        notes = {row.contact_id: row.note for row in rows}
        found = {}
        for event in events.read_events(reading, "H001", last=1_000_000):
            for change in event.payload["changes"]:
                if change["table"] == "contacts" and "before" not in change:
                    found[notes.pop(change["key"]["contact_id"])] = event.revision
        assert notes == {}, "a visit without its event"
    return found


def main(folder: str, name: str, count: str, per_second: str) -> None:
    """Save and tell."""
    store = open_store(Path(folder))
    ledger = store.ledger("TEST")
    begun, number = time.monotonic(), 0
    while not int(count) or number < int(count):
        if float(per_second):
            time.sleep(max(0.0, begun + number / float(per_second) - time.monotonic()))
        revision = save(ledger, name, number)
        sys.stdout.write(f"{name}/{number}\t{revision}\n")
        sys.stdout.flush()
        number += 1
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
