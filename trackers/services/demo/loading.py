"""Building the whole demo ward in a store."""

from datetime import UTC, date, datetime
from random import Random

from geodata.demo import make_fabric
from trackers.services.demo.acts import (
    Act,
    absence_act,
    case_acts,
    heir_act,
    hurdle_acts,
    play,
    review_act,
)
from trackers.services.demo.casework import places_of, tell_cases
from trackers.services.demo.clocks import clock_acts
from trackers.services.demo.common_steps import common_acts
from trackers.services.demo.ground import CODE as CODE
from trackers.services.demo.ground import found_ward, ground_acts, lay_ground, set_clock
from trackers.services.demo.households import make_homes
from trackers.services.demo.hurdles import HURDLES
from trackers.services.demo.meetings import review_acts
from trackers.services.demo.people import OFFICERS
from trackers.store import Ledger
from trackers.store.opening import Store

_SEED = 31169
# On the Friday before the review the land officer went through what is still open for recovery.
_REVIEWED_ON = date(2014, 4, 4)
_REVIEWED = (*(f"XM-{n}" for n in range(137, 149)), "MN-13", "MN-14", "MN-15", "MN-16")


def load(store: Store, *, parcels: int = 4500, started_at: datetime | None = None) -> Ledger:
    """Build the demo ward with about `parcels` parcels, as of Monday 07/04/2014 07:30.

    `started_at` (UTC, default: now) is the real instant from which the demo's clock runs. Every
    record is written by the service an officer would have called, at its moment. Raises
    DuplicateRecord when the ward is there already.
    """
    fabric = make_fabric(parcels=parcels)
    ledger = found_ward(store, fabric)
    lay_ground(ledger, fabric)
    rng = Random(_SEED)  # noqa: S311 (the same people in every copy of the demo)
    places = places_of(fabric.plots, fabric.parcels)
    homes = make_homes(places, rng)
    stories = sorted(tell_cases(places, homes, rng), key=lambda story: story.opened_on)
    acts: list[Act] = [*ground_acts(fabric), *common_acts(), absence_act(), heir_act()]
    known: set[str] = set()
    for story in stories:
        own = homes[story.place.code]
        code = own[0].household.code
        acts += case_acts(story, own, introduces=code not in known)
        known.add(code)
    for hurdle in HURDLES:
        acts += hurdle_acts(hurdle)
    acts += clock_acts()
    acts += review_acts()
    acts += [review_act(code, _REVIEWED_ON) for code in _REVIEWED]
    play(ledger, acts, OFFICERS)
    set_clock(ledger, started_at or datetime.now(UTC))
    return ledger
