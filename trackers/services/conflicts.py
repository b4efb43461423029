"""Two people, one record: who wrote last, and keeping what a conflict refused."""

from datetime import datetime

from trackers.domain.errors import EditConflict
from trackers.domain.people import Actor
from trackers.domain.wards import day_of
from trackers.store import Ledger, events
from trackers.store.ledger import Reading


def last_writer(reading: Reading, *subjects: str) -> tuple[str, datetime | None]:
    """Give the officer and the instant of the last event about any of the subjects."""
    event = events.last_change_of(reading, list(subjects))
    return (event.actor, event.recorded_at) if event else ("", None)


def keep_refused(
    ledger: Ledger, actor: Actor, subject: str, conflict: EditConflict, *, now: datetime
) -> None:
    """Keep the losing input of a conflict as an event of its own, so that nothing typed is lost."""
    with ledger.write(now) as writing:
        writing.record(
            "edit.refused",
            subject,
            actor=actor.code,
            effective_on=day_of(now),
            details={"field": str(conflict.values.get("field", ""))},
            private={"mine": [str(one) for one in _listed(conflict.values.get("mine"))]},
        )


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, tuple | list) else [value]
