"""The feed by which every open map follows the record."""

from dataclasses import dataclass
from datetime import date, datetime

from trackers.domain.people import Actor
from trackers.domain.rights import Action, may, require
from trackers.domain.status import Projection, Status, officers_status, public_status
from trackers.domain.wards import day_of
from trackers.store import Ledger, cases, people, wards


@dataclass(frozen=True)
class Feed:
    """What changed after a revision: the cases' status, the layer in force, and today.

    `projection` tells whose view of the record it is: a browser must not mix two of them.
    """

    revision: int
    layer: str
    today: date
    full: bool
    projection: Projection
    cases: list[Status]


def projection_of(actor: Actor) -> Projection:
    """Tell whose view of the record an actor gets."""
    return Projection.OFFICERS if may(actor, Action.SEE_HOUSEHOLDS) else Projection.PUBLIC


def status_feed(ledger: Ledger, actor: Actor, *, since: int, now: datetime) -> Feed:
    """Give the status of every case touched after revision `since` (0: of all cases).

    Officers get their projection, everybody else the public one.
    """
    require(actor, Action.SEE_WORKS)
    today = day_of(now)
    with ledger.read() as reading:
        revision, layer = wards.revision_and_layer(reading)
        states = cases.read_states(reading, since=since)
        absences = people.read_absences(reading)
    projection = projection_of(actor)
    if projection is Projection.OFFICERS:
        listed = [officers_status(state, absences, today) for state in states]
    else:
        listed = [public_status(state) for state in states]
    return Feed(revision, layer, today, since == 0, projection, listed)
