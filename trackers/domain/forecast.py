"""When the land of a work will be handed over: a simulation from the ward's own dated steps.

Every draw takes the ward's stays at each stage (by track) once more at random, so that little
experience gives a wide range, and lets each open case go on from where it stands: a stay longer
than it has waited already, then the next stage, until the handover. Stays that have not ended count
as what they are, longer than today: a draw that meets one looks among the longer ones (the way of
Efron's redistribution to the right), and beyond the longest it goes on at the average pace. The
same record gives the same forecast: chance begins with the work and the day.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from math import ceil
from random import Random

from trackers.domain.cases import CaseState
from trackers.domain.stages import Stage
from trackers.domain.stays import Stay, Way, by_stage, way_of
from trackers.domain.tracks import TrackCode

DRAWS = 100
LEAST_FINISHED = 5
SHARES = (80, 95, 100)
P50, P80, P20 = 0.5, 0.8, 0.2
# Nobody plans beyond; a pace that leads further says "not foreseeable".
FARTHEST_DAYS = 3650
_HANDED = Stage.HANDED_OVER.rank


class Measure(StrEnum):
    """What a share is counted in."""

    CASES = "cases"
    AREA = "area"
    LENGTH = "length"

    @property
    def label(self) -> str:
        """The Vietnamese words."""
        return _MEASURES[self]


_MEASURES = {Measure.CASES: "hồ sơ", Measure.AREA: "diện tích (m²)", Measure.LENGTH: "mét đường"}


class Basis(StrEnum):
    """What a day rests on."""

    EXPERIENCE = "experience"
    LAW = "law"
    NONE = "none"

    @property
    def label(self) -> str:
        """The Vietnamese words."""
        return _BASES[self]


_BASES = {
    Basis.EXPERIENCE: "theo thời gian thực tế của phường",
    Basis.LAW: "theo thời hạn luật định",
    Basis.NONE: "chưa đủ dữ liệu",
}


@dataclass(frozen=True)
class Outlook:
    """By when a share (percent) of a measure is handed over; None: beyond what can be foreseen."""

    measure: Measure
    share: int
    p50_on: date | None
    p80_on: date | None


@dataclass(frozen=True)
class Expected:
    """By when one case is handed over, even odds and four in five; and what that rests on."""

    p50_on: date | None
    p80_on: date | None
    basis: Basis


@dataclass(frozen=True)
class Forecast:
    """What is to be expected of a work's open cases on a day; rows are empty without a basis.

    `finished` counts by track the ward's cases that were handed over with dated steps. `arrivals`
    holds for every draw the sorted days (ordinals) on which cases are handed over.
    """

    on: date
    open_cases: int
    finished: Mapping[TrackCode, int]
    bases: frozenset[Basis]
    rows: tuple[Outlook, ...] = ()
    by_case: Mapping[str, Expected] = field(default_factory=dict)
    arrivals: tuple[tuple[int, ...], ...] = field(default=(), repr=False)

    def handed_over_by(self, day: date) -> tuple[int, int, int]:
        """Give how many more cases are expected by a day: few (P20), even odds, many (P80)."""
        counts = sorted(bisect_right(one, day.toordinal()) for one in self.arrivals)
        if not counts:
            return 0, 0, 0
        low, middle, high = (_quantile(counts, share) for share in (P20, P50, P80))
        return low, middle, high


Limit = Callable[[CaseState], date | None]


def forecast(
    project: str,
    states: Sequence[CaseState],
    on: date,
    *,
    by_law: Limit = lambda state: None,  # noqa: ARG005 (no limit is known)
    draws: int = DRAWS,
) -> Forecast:
    """Forecast a work from the ward's cases as they stand at the end of a day.

    `by_law` gives the day that the limits of the law lead to, asked for tracks with fewer than
    `LEAST_FINISHED` finished cases.
    """
    ordered = sorted(states, key=lambda one: one.case.code)
    ways = {one.case.code: way_of(one, on) for one in ordered}
    tracks = {track: [one for one in ordered if one.case.track is track] for track in TrackCode}
    finished = {
        track: sum(ways[one.case.code].arrived for one in listed)
        for track, listed in tracks.items()
    }
    own = [one for one in ordered if one.case.project_code == project and one.case.in_scope]
    waiting = [one for one in own if not ways[one.case.code].arrived]
    basis = {one.case.code: _basis(one, finished, by_law) for one in waiting}
    known = [one for one in waiting if basis[one.case.code] is not Basis.NONE]
    pools = {
        track: by_stage(ways[one.case.code] for one in listed) for track, listed in tracks.items()
    }
    chance = Random(f"{project} {on.isoformat()}")  # noqa: S311 (a simulation, no secret)
    drawn = [
        _draw(chance, known, ways, pools, basis, by_law, on) for _ in range(draws if known else 0)
    ]
    by_case = {
        one.case.code: _expected([each[place] for each in drawn], on, basis[one.case.code])
        for place, one in enumerate(known)
    }
    whole = len(known) == len(waiting)
    rows = _rows(own, known, drawn, on) if whole and waiting else ()
    arrivals = tuple(tuple(sorted(on.toordinal() + day for day in each)) for each in drawn)
    bases = frozenset(basis.values())
    return Forecast(on, len(waiting), finished, bases, rows, by_case, arrivals if whole else ())


def _basis(state: CaseState, finished: Mapping[TrackCode, int], by_law: Limit) -> Basis:
    if finished[state.case.track] >= LEAST_FINISHED:
        return Basis.EXPERIENCE
    return Basis.NONE if by_law(state) is None else Basis.LAW


def _draw(
    chance: Random,
    known: Sequence[CaseState],
    ways: Mapping[str, Way],
    pools: Mapping[TrackCode, Mapping[int, list[Stay]]],
    basis: Mapping[str, Basis],
    by_law: Limit,
    on: date,
) -> list[int]:
    """Give for each case in how many days it is handed over, in one possible future."""
    drawn = {track: _redrawn(chance, stays) for track, stays in pools.items()}
    found = []
    for state in known:
        if basis[state.case.code] is Basis.LAW:
            day = by_law(state)
            found.append(max((day - on).days, 0) if day else FARTHEST_DAYS)
            continue
        way = ways[state.case.code]
        stays = drawn[state.case.track]
        rank, waited, total = way.rank, (on - way.since).days, 0
        while rank < _HANDED and total < FARTHEST_DAYS:
            length, rank = stays[rank].after(chance, waited, rank)
            total += length - waited
            waited = 0
        found.append(min(total, FARTHEST_DAYS))
    return found


@dataclass(frozen=True)
class _Pool:
    """The stays at one stage in one draw, the shortest first, and their average pace in days."""

    stays: list[Stay]
    days: list[int]
    pace: float

    def after(self, chance: Random, waited: int, rank: int) -> tuple[int, int]:
        """Give how long a stay lasts that has lasted `waited` days, and the stage that follows."""
        while True:
            place = bisect_right(self.days, waited)
            if place == len(self.stays):
                return waited + 1 + int(chance.expovariate(1 / self.pace)), rank + 1
            one = self.stays[chance.randrange(place, len(self.stays))]
            if one.to is not None:
                return one.days, one.to
            waited = one.days


def _redrawn(chance: Random, stays: Mapping[int, list[Stay]]) -> Mapping[int, _Pool]:
    """Take every stage's stays anew, with repetition; a stage nobody was at has the mean pace."""
    everything = [one for listed in stays.values() for one in listed]
    made = {}
    for rank in range(_HANDED):
        listed = stays.get(rank, [])
        taken = sorted(chance.choices(listed, k=len(listed)), key=_length) if listed else []
        made[rank] = _Pool(taken, [one.days for one in taken], _pace(taken or everything))
    return made


def _length(one: Stay) -> int:
    return one.days


def _pace(stays: Sequence[Stay]) -> float:
    """Give the days of waiting for each stay that ended; half an ending where none has."""
    ended = sum(one.to is not None for one in stays)
    return max(sum(one.days for one in stays) / max(ended, 0.5), 1.0)


def _expected(days: Sequence[int], on: date, basis: Basis) -> Expected:
    ordered = sorted(days)
    middle, late = (_day(on, _quantile(ordered, share)) for share in (P50, P80))
    return Expected(middle, late, basis)


def _rows(
    own: Sequence[CaseState],
    waiting: Sequence[CaseState],
    drawn: Sequence[Sequence[int]],
    on: date,
) -> tuple[Outlook, ...]:
    rows = []
    for measure in Measure:
        whole = sum(_weight(one, measure) for one in own)
        if not whole:
            continue
        weights = [_weight(one, measure) for one in waiting]
        done = whole - sum(weights)
        for share, days in _reached(weights, drawn, done, whole):
            late = [_day(on, _quantile(sorted(days), one)) for one in (P50, P80)]
            rows.append(Outlook(measure, share, late[0], late[1]))
    return tuple(rows)


def _reached(
    weights: Sequence[float], drawn: Sequence[Sequence[int]], done: float, whole: float
) -> list[tuple[int, list[int]]]:
    """Give for each share in how many days it is reached, in every draw."""
    found: list[tuple[int, list[int]]] = [(share, []) for share in SHARES]
    for days in drawn:
        sofar, goals = done, iter(found)
        share, listed = next(goals)
        ended = False
        for day, weight in [(0, 0.0), *sorted(zip(days, weights, strict=True))]:
            sofar += weight
            while not ended and sofar >= whole * share / 100 - 1e-6:
                listed.append(day)
                share, listed = next(goals, (0, []))
                ended = not share
    return found


def _weight(state: CaseState, measure: Measure) -> float:
    if measure is Measure.CASES:
        return 1.0
    if measure is Measure.AREA:
        return state.case.affected_m2
    return sum(one.length_m for one in state.case.stretches)


def _quantile(ordered: Sequence[int], share: float) -> int:
    return ordered[max(ceil(share * len(ordered)) - 1, 0)]


def _day(on: date, days: int) -> date | None:
    return None if days >= FARTHEST_DAYS else on + timedelta(days=days)
