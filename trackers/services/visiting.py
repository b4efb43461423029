"""An officer's own work: what is due, and the list of households to visit today."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from geodata.crs import points_in
from trackers.domain.attention import DuePromise, attention, is_stale
from trackers.domain.cases import Case, CaseState
from trackers.domain.errands import Errand, Order, by_promise, errands, first_ones
from trackers.domain.households import Household
from trackers.domain.looks import LookKind, Purpose
from trackers.domain.obstacles import Obstacle
from trackers.domain.parcels import Parcel
from trackers.domain.people import Absence, Actor, acting_officer
from trackers.domain.rights import Action, require
from trackers.domain.walking import Place, walk
from trackers.domain.wards import day_of
from trackers.services.looks import note_look
from trackers.services.masking import household_for, require_unmasked, states_for
from trackers.store import Ledger, cases, households, parcels, people, wards

# What one person can walk in a day; a longer list is a register.
MOST_HOUSEHOLDS = 60


@dataclass(frozen=True)
class Work:
    """What waits for an officer: promises, cases not met for long, obstacles with a day."""

    cases: int
    overdue: tuple[DuePromise, ...]
    this_week: tuple[DuePromise, ...]
    stale: tuple[CaseState, ...]
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True)
class Stop:
    """One household of a day's list, with the parcels its cases are about.

    `aliases` are the codes of households that were merged into it.
    """

    errand: Errand
    household: Household
    parcels: tuple[Parcel, ...]
    visited_today: bool
    aliases: tuple[str, ...] = ()

    @property
    def area_code(self) -> str:
        """The khu vực of its first case."""
        return self.errand.states[0].case.area_code


def my_work(
    ledger: Ledger, actor: Actor, now: datetime, *, officer_code: str, stale_days: int
) -> Work:
    """Give what waits for the officer who acts today, covers counted.

    `stale` are cases not met for more than `stale_days` days, the longest wait first; `obstacles`
    those this officer has to resolve by a day, the earliest first. Raises NotAllowed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    today = day_of(now)
    with ledger.read() as reading:
        seen = states_for(actor, cases.read_states(reading))
        states = [one for one in seen if one.case.in_scope]
        absences = people.read_absences(reading)
    mine = acted_for(states, officer_code, absences, today)
    found = attention(mine, today)
    late = [one for one in mine if is_stale(one, today, stale_days)]
    hurdles = [
        one
        for state in states
        for one in state.open_obstacles
        if one.due_on and acting_officer(one.officer_code, None, absences, today) == officer_code
    ]
    return Work(
        len(mine),
        found.overdue,
        found.this_week,
        tuple(sorted(late, key=lambda one: (one.waiting_since or today, one.case.code))),
        tuple(sorted(hurdles, key=lambda one: (one.due_on or today, one.case_code))),
    )


def printed_list(
    ledger: Ledger,
    actor: Actor,
    now: datetime,
    *,
    officer_code: str,
    area_code: str = "",
    count: int,
    order: Order,
) -> list[Stop]:
    """Give the list of `visiting_list` for paper, with phones; kept as a look with its purpose.

    Raises NotAllowed, also while names are masked.
    """
    require_unmasked(actor, Action.SEE_HOUSEHOLDS)
    stops = visiting_list(
        ledger,
        actor,
        now,
        officer_code=officer_code,
        area_code=area_code,
        count=count,
        order=order,
    )
    note_look(
        ledger,
        actor,
        LookKind.VISITING_PRINTED,
        officer_code,
        purpose=Purpose.MOBILISE.value,
        details={"households": len(stops)},
    )
    with ledger.read() as reading:
        homes = households.read_households(reading, {one.household.code for one in stops})
    return [
        replace(one, household=replace(one.household, phone=homes[one.household.code].phone))
        for one in stops
    ]


def visiting_list(
    ledger: Ledger,
    actor: Actor,
    now: datetime,
    *,
    officer_code: str,
    area_code: str = "",
    count: int,
    order: Order,
) -> list[Stop]:
    """Give the households this officer should visit today, in the order of the walk or by promise.

    Those that come first are chosen (see `domain.errands`), of one khu vực or of all ("").
    Khu vực follow each other in their usual order. Raises NotAllowed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    note_look(ledger, actor, LookKind.VISITING_LISTED, officer_code)
    today = day_of(now)
    with ledger.read() as reading:
        states = states_for(actor, cases.read_states(reading))
        mine = acted_for(states, officer_code, people.read_absences(reading), today)
        wanted = [one for one in mine if area_code in {"", one.case.area_code}]
        chosen = first_ones(errands(wanted), today, min(max(count, 1), MOST_HOUSEHOLDS))
        homes = households.read_households(reading, {one.household_code for one in chosen})
        ids = {state.case.parcel_id for one in chosen for state in one.states}
        plots = parcels.read_parcels(reading, ids)
        aliases = households.aliases_of(reading, homes)
        crs = wards.read_ward(reading).metric_crs
        areas = [one.code for one in wards.read_areas(reading)]
    ordered = by_promise(chosen) if order is Order.PROMISE else _walked(chosen, plots, crs, areas)
    return [
        Stop(
            one,
            household_for(actor, homes[one.household_code]),
            tuple(
                plots[state.case.parcel_id] for state in one.states if state.case.parcel_id in plots
            ),
            one.visited_on(today),
            aliases[one.household_code],
        )
        for one in ordered
    ]


def acted_for(
    states: Iterable[CaseState], officer: str, absences: tuple[Absence, ...], today: date
) -> list[CaseState]:
    """Give the cases for which the officer acts today."""
    return [
        one
        for one in states
        if one.case.in_scope
        and acting_officer(one.case.officer_code, one.case.cover_code, absences, today) == officer
    ]


def _walked(
    chosen: list[Errand], plots: dict[int, Parcel], crs: str, areas: list[str]
) -> list[Errand]:
    """Order errands by khu vực, and in each by the walk; lengths are of the ward's own system."""
    known = [one for one in chosen if _first(one).parcel_id in plots]
    places = points_in(crs, [plots[_first(one).parcel_id].centre for one in known])
    by_key = {one.key: one for one in chosen}
    ordered = [one for one in chosen if one not in known]
    for code in [*areas, *sorted({_first(one).area_code for one in known} - set(areas))]:
        here = [
            _place(one, *point)
            for one, point in zip(known, places, strict=True)
            if _first(one).area_code == code
        ]
        ordered += [by_key[place.key] for place in walk(here)]
    return ordered


def _place(errand: Errand, x: float, y: float) -> Place:
    case = _first(errand)
    first = next(iter(case.stretches), None)
    middle = (first.from_m + first.to_m) / 2 if first else None
    return Place(errand.key, x, y, case.project_code, middle, first.side if first else "")


def _first(errand: Errand) -> Case:
    return errand.states[0].case
