"""Gates of milestones: which land a milestone waits for, and the earliest day that land allows.

A gate names cases, or stretches of road; a stretch waits for every case of the work whose land
covers part of it. Where no case covers a side of the road nothing has to be cleared: a gap is open.

The earliest day is a lower bound, taken from what is recorded of the cases that are still open: the
day the household promised, the day of the next visit, the day by which an obstacle that blocks the
handover is to be removed; the latest of them holds the case. A day that has passed counts as today,
for nothing is handed over in the past. A case of which nothing is recorded has the day that the
forecast expects, where it knows one (`foreseen`). The gate opens with its last case.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from trackers.domain.cases import CaseState
from trackers.domain.contacts import latest
from trackers.domain.errors import NotInRange
from trackers.domain.projects import Milestone
from trackers.domain.stretches import TOUCH_M, Stretch

_LONGEST_M = 1_000_000


class Ground(StrEnum):
    """What the day rests on by which a case may be handed over."""

    PROMISE = "promise"
    VISIT = "visit"
    OBSTACLE = "obstacle"
    FORECAST = "forecast"

    @property
    def label(self) -> str:
        """The Vietnamese words of the ground."""
        return _GROUNDS[self]


_GROUNDS = {
    Ground.PROMISE: "hộ hẹn",
    Ground.VISIT: "lần gặp tới",
    Ground.OBSTACLE: "hạn gỡ vướng mắc",
    Ground.FORECAST: "dự báo",
}


@dataclass(frozen=True)
class Held:
    """A case that holds a gate: not before `on` (None: nothing is recorded), which rests on `by`.

    `on` is the day as recorded; it may have passed.
    """

    state: CaseState
    on: date | None = None
    by: Ground | None = None


@dataclass(frozen=True)
class Gate:
    """A milestone that waits for land.

    `held` are its cases that are not handed over, whose day is the latest first and those without
    any before them; `unopened` the codes it names that nobody had opened; `cases` counts all.
    """

    milestone: Milestone
    cases: int
    held: tuple[Held, ...]
    unopened: tuple[str, ...] = ()

    @property
    def open_cases(self) -> tuple[CaseState, ...]:
        """The cases that are not handed over."""
        return tuple(one.state for one in self.held)

    @property
    def undated(self) -> int:
        """How many of its cases nothing is recorded of that tells a day."""
        return sum(one.on is None for one in self.held) + len(self.unopened)

    def earliest_on(self, today: date) -> date | None:
        """Give the first day the land allows; None when no case that holds it has a day."""
        days = [one.on for one in self.held if one.on]
        return max([*days, today]) if days else None

    @property
    def last(self) -> Held | None:
        """The case that holds the gate longest, of those that have a day."""
        return next((one for one in self.held if one.on), None)


def gates_of(
    milestones: Iterable[Milestone],
    states: Sequence[CaseState],
    *,
    dated: bool = True,
) -> list[Gate]:
    """Give the milestones of a work that are not met and wait for land.

    Parameters
    ----------
    milestones, states
        Those of one work; cases out of its scope hold nothing.
    dated
        False withholds the days: they tell of promises and obstacles.
    """
    return [
        _gate(one, states, dated=dated)
        for one in milestones
        if (one.waits_for or one.gate) and one.actual_on is None
    ]


def foreseen(gate: Gate, expected_on: Mapping[str, date | None]) -> Gate:
    """Give a gate whose cases without any recorded day have the one that the forecast expects.

    `expected_on` are days of handover by case code; what is recorded goes before them.
    """
    held = [
        replace(one, on=day, by=Ground.FORECAST)
        if one.on is None and (day := expected_on.get(one.state.case.code))
        else one
        for one in gate.held
    ]
    return replace(gate, held=_in_order(held))


def check_gate(stretches: Iterable[Stretch], length_m: float | None) -> None:
    """Refuse a stretch that ends before it begins, or off a road of `length_m`; NotInRange."""
    most = length_m or _LONGEST_M
    for one in stretches:
        if not 0 <= one.from_m < most:
            raise NotInRange(value=one.from_m, least=0, most=most)
        if not one.from_m < one.to_m <= most:
            raise NotInRange(value=one.to_m, least=one.from_m, most=most)


def _gate(
    milestone: Milestone,
    states: Sequence[CaseState],
    *,
    dated: bool,
) -> Gate:
    named = set(milestone.waits_for)
    needed = [
        one
        for one in states
        if one.case.code in named or (one.case.in_scope and _covers(one, milestone.stretches))
    ]
    opened = {one.case.code for one in states}
    open_now = [one for one in needed if one.case.in_scope and not one.handed_over]
    held = [_held(one) if dated else Held(one) for one in open_now]
    unopened = tuple(code for code in milestone.waits_for if code not in opened)
    return Gate(milestone, len(needed) + len(unopened), _in_order(held), unopened)


def _in_order(held: Iterable[Held]) -> tuple[Held, ...]:
    order = sorted(held, key=lambda one: (one.on is not None, -(one.on or date.min).toordinal()))
    return tuple(order)


def _covers(state: CaseState, stretches: Iterable[Stretch]) -> bool:
    return any(
        land.side is one.side and land.shared_m(one.from_m, one.to_m) > TOUCH_M
        for land in state.case.stretches
        for one in stretches
    )


def _held(state: CaseState) -> Held:
    promise, last = state.promise, latest(state.contacts)
    days = [
        (promise.promise_on if promise else None, Ground.PROMISE),
        (last.next_on if last else None, Ground.VISIT),
        *((one.due_on, Ground.OBSTACLE) for one in state.open_obstacles if one.blocks_handover),
    ]
    on, by = max(((on, by) for on, by in days if on), key=lambda one: one[0], default=(None, None))
    return Held(state, on, by)
