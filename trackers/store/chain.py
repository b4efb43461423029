"""The hash chain over the log: canonical JSON, salted commitments, and the hash of an entry."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

COMMITMENT = "#"
_ENTRY = ("ward", "revision", "kind", "subject", "actor", "payload")


@dataclass(frozen=True)
class Hidden:
    """A personal value on its way to `event_values`: its place in the payload, and its salt."""

    path: str
    value: object
    salt: str


def canonical(value: object) -> str:
    """Give the one JSON text of a value: sorted keys, no spaces, dates as ISO text."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=plain
    )


def plain(value: object) -> object:
    """Give dates and instants as ISO text; raises TypeError for anything else unknown to JSON."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"not for the log: {type(value).__name__}")


def commitment(value: object, salt: str) -> str:
    """Give the SHA-256 that stands in the chain for a personal value."""
    return hashlib.sha256(f"{salt}{canonical(value)}".encode()).hexdigest()


def hide(value: object, path: str) -> tuple[dict[str, str], Hidden]:
    """Give what the chain holds in place of a personal value, and the value beside it."""
    hidden = Hidden(path, json.loads(canonical(value)), secrets.token_hex(16))
    return {COMMITMENT: commitment(hidden.value, hidden.salt)}, hidden


def entry_hash(previous: str, entry: Mapping[str, object]) -> str:
    """Give the hash of an entry: SHA-256 of the previous hash and the entry's canonical JSON."""
    return hashlib.sha256(f"{previous}{canonical(dict(entry))}".encode()).hexdigest()


def entry_of(row: Any) -> dict[str, object]:
    """Give what is hashed of a row of the log: all but the hash, days and instants as text."""
    entry = {name: getattr(row, name) for name in _ENTRY}
    entry["effective_on"] = row.effective_on.isoformat()
    entry["recorded_at"] = row.recorded_at.isoformat()
    return entry
