"""The workflows of a ward: every version that was ever in force."""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from trackers.domain.shipped import SHIPPED
from trackers.domain.track_files import read_definition
from trackers.domain.tracks import Definition
from trackers.store import tables
from trackers.store.ledger import Reading, Writing

_T = tables.workflows


def read_workflows(reading: Reading) -> Mapping[int, Definition]:
    """Give every version by its number; the program's own where the ward has kept none."""
    kept = {row.version: _parsed(row.text) for row in reading.rows(_T, order=(_T.c.version,))}
    return kept if SHIPPED.version in kept else {SHIPPED.version: SHIPPED} | kept


def in_force(reading: Reading) -> Definition:
    """Give the workflows that new cases follow: the highest version."""
    found = read_workflows(reading)
    return found[max(found)]


def add_workflows(writing: Writing, definition: Definition, used_on: date) -> None:
    """Put a version in force for new cases."""
    digest = hashlib.sha256(definition.text.encode()).hexdigest()
    values = {"version": definition.version, "text": definition.text, "digest": digest}
    writing.insert(_T, values | {"used_on": used_on})


# A ward has a handful of versions, and every list of cases asks for them.
@lru_cache(maxsize=64)
def _parsed(text: str) -> Definition:
    return read_definition(text)
