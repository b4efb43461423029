"""The time limits of the law that run: for a case, a work's common steps, an officer's cases.

Clocks are counted where they are shown, never for whole lists.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from trackers.domain.cases import CaseState
from trackers.domain.clocks import (
    Clock,
    Conditions,
    clocks_of_case,
    clocks_of_project,
    needs_watching,
)
from trackers.domain.deadlines import LIMITED, LandType, land_type_of
from trackers.domain.parcels import Parcel
from trackers.domain.pauses import Pause
from trackers.domain.people import Actor
from trackers.domain.project_steps import Batch
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.masking import words_for
from trackers.services.subjects import the_project
from trackers.services.visiting import acted_for
from trackers.store import Ledger, cases, holidays, parcels, pauses, people, project_steps
from trackers.store.ledger import Reading


@dataclass(frozen=True)
class CaseClocks:
    """The clocks of a case, the land they were counted for, and the pauses that stand."""

    clocks: tuple[Clock, ...]
    land: LandType
    pauses: tuple[Pause, ...]


@dataclass(frozen=True)
class ProjectClocks:
    """The clocks of a work's common steps, by batch or (None) for all, and its own pauses."""

    clocks: tuple[tuple[Batch | None, Clock], ...]
    pauses: tuple[Pause, ...]


@dataclass(frozen=True)
class WatchedClock:
    """A clock that an officer has to watch, with its case."""

    case_code: str
    clock: Clock


def case_clocks(
    ledger: Ledger, actor: Actor, *, state: CaseState, parcel: Parcel | None, now: datetime
) -> CaseClocks:
    """Give the clocks of a case today, as its card has read it; raises NotAllowed."""
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    land, case = _land(parcel), state.case
    if case.track not in LIMITED:
        return CaseClocks((), land, ())
    with ledger.read() as reading:
        given = _conditions(reading, actor, day_of(now), case.project_code)
    found = tuple(clocks_of_case(state, land, given))
    own = tuple(one for one in given.pauses if one.case_code in {"", case.code})
    return CaseClocks(found, land, own)


def project_clocks(ledger: Ledger, actor: Actor, project_code: str, now: datetime) -> ProjectClocks:
    """Give the clocks of a work's common steps today; raises NotAllowed, UnknownRecord."""
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        the_project(reading, project_code)
        marks = project_steps.read_shared(reading, project_code)
        given = _conditions(reading, actor, day_of(now), project_code)
    own = tuple(one for one in given.pauses if not one.case_code)
    return ProjectClocks(tuple(clocks_of_project(marks, project_code, given)), own)


def my_clocks(
    ledger: Ledger, actor: Actor, now: datetime, *, officer_code: str, within: int
) -> list[WatchedClock]:
    """Give what is overdue by law or due within so many days, for who acts today, covers counted.

    The latest first. A wait is no task, so its last day is not among them. Raises NotAllowed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    today = day_of(now)
    with ledger.read() as reading:
        states = _running(cases.read_states(reading))
        mine = acted_for(states, officer_code, people.read_absences(reading), today)
        plots = parcels.read_parcels(reading, {one.case.parcel_id for one in mine})
        given = _conditions(reading, actor, today)
    found = [
        WatchedClock(state.case.code, clock)
        for state in mine
        for clock in clocks_of_case(state, _land(plots.get(state.case.parcel_id)), given)
        if needs_watching(clock, within)
    ]
    return sorted(found, key=lambda one: (one.clock.due_on, one.case_code))


def _land(plot: Parcel | None) -> LandType:
    return land_type_of(plot.land_type if plot else "")


def _running(states: Iterable[CaseState]) -> list[CaseState]:
    """Give the cases for which the law has time limits that may still run."""
    return [
        one
        for one in states
        if one.case.in_scope and one.case.track in LIMITED and not one.handed_over
    ]


def _conditions(reading: Reading, actor: Actor, on: date, project: str | None = None) -> Conditions:
    """Give what clocks are counted with; reasons of pauses are withheld while masked."""
    kept = [
        replace(one, reason=words_for(actor, one.reason))
        for one in pauses.read_pauses(reading, project)
    ]
    return Conditions(on, holidays.read_calendar(reading), kept)
