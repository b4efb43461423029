"""The feed by which every open map follows the record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from trackers.domain.as_of import Sight
from trackers.domain.cases import CaseState
from trackers.domain.opinions import pins
from trackers.domain.people import Absence, Actor
from trackers.domain.rights import Action, may, require
from trackers.domain.status import Projection, Status, officers_status, public_status
from trackers.domain.wards import day_of
from trackers.services.as_of import former_states
from trackers.services.opinions import WRITES_OPINIONS, opinions_then
from trackers.store import Ledger, cases, events, opinions, people, wards
from trackers.store.ledger import Reading


@dataclass(frozen=True)
class Feed:
    """What changed after a revision: the cases' status, the layer in force, and today.

    `projection` tells whose view of the record it is: a browser must not mix two of them.
    With `as_of`, all cases at the end of that former day, which then stands for today. `opinions`
    are the pins of all that have a point, for officers alone; None where none of them changed.
    """

    revision: int
    layer: str
    today: date
    full: bool
    projection: Projection
    cases: list[Status]
    as_of: date | None = None
    opinions: list[dict[str, object]] | None = None


def projection_of(actor: Actor) -> Projection:
    """Tell whose view of the record an actor gets."""
    return Projection.OFFICERS if may(actor, Action.SEE_HOUSEHOLDS) else Projection.PUBLIC


def status_for(
    projection: Projection, state: CaseState, absences: tuple[Absence, ...], on: date
) -> Status:
    """Give a case's status on a day as somebody of that projection may see it."""
    if projection is Projection.OFFICERS:
        return officers_status(state, absences, on)
    return public_status(state)


def status_feed(ledger: Ledger, actor: Actor, *, since: int, now: datetime) -> Feed:
    """Give the status of every case touched after revision `since` (0: of all cases).

    Officers get their projection, everybody else the public one.
    """
    require(actor, Action.SEE_WORKS, ledger.ward)
    today = day_of(now)
    with ledger.read() as reading:
        revision, layer = wards.revision_and_layer(reading)
        states = cases.read_states(reading, since=since)
        absences = people.read_absences(reading)
        projection = projection_of(actor)
        drawn = _pins(reading, projection, since, today)
    listed = _projected(projection, states, absences, today)
    return Feed(revision, layer, today, since == 0, projection, listed, opinions=drawn)


def former_status(
    ledger: Ledger, actor: Actor, on: date, *, now: datetime, sight: Sight = Sight.TRUE
) -> Feed:
    """Give the status of every case as it was at the end of a day; ages count to that day.

    Raises NotAllowed, DateInFuture.
    """
    former = former_states(ledger, actor, on, now=now, sight=sight)
    with ledger.read() as reading:
        _, layer = wards.revision_and_layer(reading)
        absences = people.read_absences(reading)
    projection = projection_of(actor)
    listed = _projected(projection, former.states, absences, on)
    drawn = None
    if projection is Projection.OFFICERS:
        drawn = pins(opinions_then(ledger, actor, on=on, revision=former.known), on)
    return Feed(
        former.known,
        layer,
        on,
        full=True,
        projection=projection,
        cases=listed,
        as_of=on,
        opinions=drawn,
    )


def _pins(
    reading: Reading, projection: Projection, since: int, today: date
) -> list[dict[str, object]] | None:
    """Give the pins of all opinions, if one of them was written behind a revision."""
    if projection is not Projection.OFFICERS:
        return None
    if since and not events.wrote_since(reading, since, WRITES_OPINIONS):
        return None
    return pins(opinions.read_opinions(reading), today)


def _projected(
    projection: Projection,
    states: Iterable[CaseState],
    absences: tuple[Absence, ...],
    on: date,
) -> list[Status]:
    """Give cases as somebody may see them."""
    return [status_for(projection, state, absences, on) for state in states]
