"""Processes that save as officers do, and tell each save only once it was acknowledged.

Each line of a writer's output is one acknowledged save and its revision; with count 0 it goes on
until the process is ended. A save is several rows and their event, so that a half of one would
show. Writers are born of a process that has loaded the program and opened nothing: to load it
takes a second, and a drill kills hundreds.
"""

import os
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import ModuleType
from typing import TextIO
from unittest.mock import patch
from uuid import uuid4

from tests import tiny
from tests.domain.making import a_visit
from trackers.store import Ledger, cases, events, open_store, snapshot, tables

NURSERY = get_context("forkserver")
NURSERY.set_forkserver_preload([__name__])


@dataclass
class Writer:
    """A writer's process, and what it says."""

    process: ForkServerProcess
    stdout: TextIO
    stderr: TextIO

    @property
    def returncode(self) -> int | None:
        return self.process.exitcode

    def kill(self) -> None:
        self.process.kill()

    def terminate(self) -> None:
        self.process.terminate()

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Wait for its end; give the rest of what it told, and its errors."""
        with self.stdout, self.stderr:
            said = self.stdout.read(), self.stderr.read()
        self.process.join(timeout)
        return said


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


def start(folder: Path, name: str, *, count: int = 0, per_second: float = 0) -> Writer:
    """Start a writer; what it acknowledges comes through its output."""
    ends = [NURSERY.Pipe(duplex=False) for _ in range(2)]
    outputs = [output for _, output in ends]
    process = NURSERY.Process(target=main, args=(folder, name, count, per_second, outputs))
    # Born of nobody's script: tests of pages leave one of theirs as the main module.
    with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
        process.start()
    for output in outputs:
        output.close()
    return Writer(process, *(_as_text(said) for said, _ in ends))


def _as_text(said: Connection) -> TextIO:
    file = os.fdopen(os.dup(said.fileno()), encoding="utf-8")
    said.close()
    return file


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


def main(folder: Path, name: str, count: int, per_second: float, outputs: list[Connection]) -> None:
    """Save and tell."""
    for output, stream in zip(outputs, (sys.stdout, sys.stderr), strict=True):
        os.dup2(output.fileno(), stream.fileno())
        output.close()
    store = open_store(folder)
    ledger = store.ledger("TEST")
    begun, number = time.monotonic(), 0
    while not count or number < count:
        if per_second:
            time.sleep(max(0.0, begun + number / per_second - time.monotonic()))
        revision = save(ledger, name, number)
        sys.stdout.write(f"{name}/{number}\t{revision}\n")
        sys.stdout.flush()
        number += 1
    store.close()
