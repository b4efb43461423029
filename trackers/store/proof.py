"""Does the log hold, and do the current rows follow from it? Every fault found is named."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from trackers.store import tables
from trackers.store.chain import commitment, entry_hash, entry_of
from trackers.store.ledger import Reading
from trackers.store.looks import broken_looks
from trackers.store.rebuilding import Rebuilt, Told, differing, is_rebuilt, key_of, rebuilding
from trackers.store.replay import (
    GONE,
    Held,
    UnreadableEntry,
    changes_of,
    hidden_places,
    payload_of,
    pieces,
    values_between,
)

# How many faults of a kind are listed; the others are counted.
MOST = 30
# The share of the work that reading the log is; the rest is comparing rows.
_READING = 0.7
Progress = Callable[[float], object]


class Fault(StrEnum):
    """What can be wrong."""

    ENTRY = "entry"
    MISSING = "missing"
    EXTRA = "extra"
    HEAD = "head"
    PRINTED = "printed"
    VALUE = "value"
    BEFORE = "before"
    ROW_CHANGED = "row_changed"
    ROW_MISSING = "row_missing"
    ROW_EXTRA = "row_extra"
    LOOK = "look"


@dataclass(frozen=True)
class Finding:
    """One fault and where it is; what does not apply is empty.

    `revision`, `kind` and `subject` name the entry (of a row: the last one that wrote it);
    `table`, `key` and `column` the place. Values stay out: they may be personal.
    """

    fault: Fault
    revision: int | None = None
    kind: str = ""
    subject: str = ""
    table: str = ""
    key: Mapping[str, Any] = field(default_factory=dict)
    column: str = ""


@dataclass(frozen=True)
class Proof:
    """What a check found: the head it ended at, what it read, and the faults.

    `erased` counts personal values that are gone from beside the log: by law, no fault.
    """

    revision: int
    head_hash: str
    events: int
    rows: int
    erased: int
    faults: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return self.faults == 0


@dataclass(frozen=True)
class Head:
    """Where a log ends: its last revision, that entry's hash and instant (UTC); how many it has."""

    revision: int
    head_hash: str
    events: int
    recorded_at: datetime | None


@dataclass
class _Check:
    """What a check knows so far."""

    rebuilt: Rebuilt
    revision: int
    previous: str | None = ""
    expected: int = 1
    events: int = 0
    rows: int = 0
    erased: int = 0
    faults: int = 0
    printed: bool = True
    findings: list[Finding] = field(default_factory=list)
    listed: Counter[Fault] = field(default_factory=Counter)

    def add(self, finding: Finding) -> None:
        self.faults += 1
        self.listed[finding.fault] += 1
        if self.listed[finding.fault] <= MOST:
            self.findings.append(finding)


def unheard(share: float) -> None:
    """Hear how much is done, and do nothing."""
    del share


def prove(
    reading: Reading,
    *,
    head: str = "",
    at: int | None = None,
    progress: Progress = unheard,
) -> Proof:
    """Recompute the chain, rebuild the current rows from the log and compare; one pass.

    `head` is a hash, or the beginning of one, that was printed when `at` was the last revision
    (None: at any). `progress` hears the share done, from 0 to 1; what it raises ends the check.
    """
    ward = reading.row(tables.wards)
    with rebuilding() as rebuilt:
        check = _Check(rebuilt, ward.revision, printed=not (head or at))
        behind = None
        for rows in pieces(reading):
            values = values_between(reading, behind, rows[-1].revision)
            for row in rows:
                _look_for_printed(check, row, head, at)
                _read(check, row, values.pop(row.revision, {}))
            _orphans(check, values)
            behind = rows[-1].revision
            progress(_READING * min(1.0, behind / max(ward.revision, 1)))
        _orphans(check, values_between(reading, behind, None))
        _end(check, ward, head, at)
        _compare(reading, check, progress)
        for number in broken_looks(reading):
            check.add(Finding(Fault.LOOK, number))
    return Proof(
        ward.revision,
        ward.head_hash,
        check.events,
        check.rows,
        check.erased,
        check.faults,
        tuple(_named(reading, one) for one in check.findings),
    )


def _read(check: _Check, row: Any, held: Held) -> None:
    """Check one entry and follow its changes; one that has no place in the chain is left aside."""
    check.events += 1
    here = Finding(Fault.ENTRY, row.revision, row.kind, row.subject)
    if not check.expected <= row.revision <= check.revision:
        check.add(replace(here, fault=Fault.EXTRA))
        return
    if row.revision > check.expected:
        _missing(check, row.revision - 1)
        check.previous = None
    check.expected = row.revision + 1
    linked = check.previous is None or entry_hash(check.previous, entry_of(row)) == row.hash
    if not linked:
        check.add(here)
    check.previous = row.hash
    try:
        payload = payload_of(row.payload)
        _open_values(check, payload, held, here)
        for change in changes_of(payload):
            for one in check.rebuilt.apply(change, row.revision):
                found = replace(here, fault=Fault.BEFORE, table=change.table, key=change.key)
                check.add(replace(found, column=one.column))
    except UnreadableEntry:
        if linked:
            check.add(here)


def _missing(check: _Check, last: int) -> None:
    """Note that the entries from the expected one to the last are not there."""
    for revision in range(check.expected, min(last, check.expected + MOST) + 1):
        check.add(Finding(Fault.MISSING, revision))
    check.faults += max(0, last - check.expected - MOST)


def _open_values(check: _Check, payload: dict[str, Any], held: Held, here: Finding) -> None:
    """Put the personal values back into the payload, checking each against its commitment."""
    for path, fields, name in list(hidden_places(payload)):
        row = held.pop(path, None)
        if row is None:
            check.erased += 1
            fields[name] = GONE
            continue
        if fields[name]["#"] != commitment(row.value, row.salt):
            check.add(_at(here, payload, path))
        fields[name] = row.value
    for path in held:
        check.add(_at(here, payload, path))


def _at(here: Finding, payload: dict[str, Any], path: str) -> Finding:
    """Name the personal value at a path of an entry."""
    number, _, rest = path.partition(".")
    changes = payload["changes"]
    if rest and number.isdecimal() and int(number) < len(changes):
        change = changes[int(number)]
        name = rest.partition(".")[2]
        return replace(
            here, fault=Fault.VALUE, table=change["table"], key=change["key"], column=name
        )
    return replace(here, fault=Fault.VALUE, column=path)


def _orphans(check: _Check, values: dict[int, Held]) -> None:
    """Note values beside no entry; those of an entry that is missing are named by that already."""
    for revision, held in values.items():
        for path in () if 1 <= revision <= check.revision else held:
            check.add(Finding(Fault.VALUE, revision, column=path))


def _look_for_printed(check: _Check, row: Any, head: str, at: int | None) -> None:
    if (at is None or row.revision == at) and row.hash.startswith(head):
        check.printed = True


def _end(check: _Check, ward: Any, head: str, at: int | None) -> None:
    """Check that the log ends where the ward's row says, and holds what was printed."""
    if check.expected <= ward.revision:
        _missing(check, ward.revision)
    elif check.previous != ward.head_hash:
        check.add(Finding(Fault.HEAD, ward.revision))
    if not check.printed:
        check.add(Finding(Fault.PRINTED, at, subject=head))


def _compare(reading: Reading, check: _Check, progress: Progress) -> None:
    """Compare the current rows with those that the log tells."""
    compared = [one for one in tables.metadata.sorted_tables if is_rebuilt(one.name)]
    for number, table in enumerate(compared, start=1):
        query = select(table).where(table.c.ward == reading.ward)
        for row in reading.connection.execute(query.execution_options(yield_per=500)):
            check.rows += 1
            here = Finding(Fault.ROW_EXTRA, table=table.name, key=key_of(table, row))
            told = check.rebuilt.take(table, row)
            _compare_row(check, table, here, told, row)
        progress(_READING + (1 - _READING) * number / len(compared))
    for name, key, revision in check.rebuilt.rest():
        check.add(Finding(Fault.ROW_MISSING, revision, table=name, key=key))


def _compare_row(check: _Check, table: Any, here: Finding, told: Told | None, row: Any) -> None:
    if told is None:
        check.add(here)
        return
    changed = replace(here, fault=Fault.ROW_CHANGED, revision=told.revision)
    for name in differing(table, told, row):
        check.add(replace(changed, column=name))


def _named(reading: Reading, finding: Finding) -> Finding:
    """Add kind and subject of the entry that a row's finding points to."""
    if finding.kind or finding.subject or finding.revision is None or finding.fault is Fault.LOOK:
        return finding
    row = reading.find(tables.events, revision=finding.revision)
    return replace(finding, kind=row.kind, subject=row.subject) if row else finding


def read_head(reading: Reading) -> Head:
    """Give where the log ends."""
    ward, log = reading.row(tables.wards), tables.events
    last = reading.find(log, revision=ward.revision)
    count = select(func.count()).select_from(log).where(log.c.ward == reading.ward)
    return Head(
        ward.revision,
        ward.head_hash,
        int(reading.connection.execute(count).scalar_one()),
        last.recorded_at if last else None,
    )
