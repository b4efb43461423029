"""Statutory clocks: which time limits run for a case or a project's own steps on a day.

A clock begins on the day its first step was done and ends with its last step; pauses put its last
day off. Progress is never inferred from a clock (DOMAIN §2.2).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from trackers.domain.cases import CaseState
from trackers.domain.deadlines import Deadline, LandType, Unit, deadlines_in_force
from trackers.domain.pauses import Pause, stopped_on
from trackers.domain.project_steps import Batch, SharedMark
from trackers.domain.tracks import Scope, StepState, TrackCode
from trackers.domain.working_days import WorkCalendar

_ONE = timedelta(days=1)


class ClockState(StrEnum):
    """How a time limit stands on a day."""

    OVERDUE = "overdue"
    PAUSED = "paused"
    RUNNING = "running"
    WAITING = "waiting"
    FREE = "free"
    MET = "met"

    @property
    def is_open(self) -> bool:
        """Whether somebody has to watch it: it runs, is paused, or has run out."""
        return self not in {ClockState.MET, ClockState.FREE}


@dataclass(frozen=True)
class Clock:
    """One time limit as it stands on a day.

    `due_on` is its last day, put off by pauses; `days_left` counts to it from that day or from the
    day it ended, in the limit's own unit where that is working days, else in days; negative: late.
    `unconfirmed` are years whose holidays the count rests on and nobody has confirmed.
    """

    deadline: Deadline
    started_on: date
    due_on: date
    state: ClockState
    days_left: int
    ended_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    unconfirmed: tuple[int, ...] = ()

    @property
    def in_working_days(self) -> bool:
        """Whether `days_left` counts working days."""
        return self.deadline.unit is Unit.WORKING_DAYS

    @property
    def early(self) -> bool:
        """Whether the next step came before a wait was over."""
        return self.deadline.kind.is_wait and self._ended_by(-1)

    @property
    def late(self) -> bool:
        """Whether the last step came after the last day."""
        return not self.deadline.kind.is_wait and self._ended_by(1)

    def _ended_by(self, sign: int) -> bool:
        return self.ended_on is not None and (self.ended_on - self.due_on).days * sign > 0


@dataclass(frozen=True)
class Conditions:
    """What clocks are counted with: the day, the ward's working days, and the pauses on record."""

    on: date
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    pauses: Sequence[Pause] = ()

    def of_project(self, code: str) -> "Conditions":
        """Give the same with the pauses of one project alone."""
        return replace(self, pauses=[one for one in self.pauses if one.project_code == code])


def clocks_of_case(state: CaseState, land: LandType, given: Conditions) -> list[Clock]:
    """Give the clocks of a case, those to watch first; what is over is told, never watched.

    Once the land is handed over or the case has left the scope, nothing runs any more.
    """
    done = {
        code: day
        for code, one in state.steps.states.items()
        if one is StepState.DONE and (day := _day_of(state, code)) and day <= given.on
    }
    dropped = {code for code, one in state.steps.states.items() if one is StepState.NOT_APPLICABLE}
    own = given.of_project(state.case.project_code)
    found = _clocks(state.case.track, done, own, land=land, case_code=state.case.code)
    over = state.handed_over or not state.case.in_scope
    return [one for one in found if one.ended_on or not (over or one.deadline.to_step in dropped)]


def clocks_of_project(
    marks: Iterable[SharedMark], project_code: str, given: Conditions
) -> list[tuple[Batch | None, Clock]]:
    """Give the clocks of steps recorded in common, for the project and for each batch."""
    groups: dict[tuple[str, TrackCode], tuple[Batch | None, dict[str, date]]] = {}
    for one in marks:
        day = one.mark.done_on
        mine = one.project_code == project_code and one.mark.state is StepState.DONE
        if mine and day and day <= given.on:
            place = (one.batch.code if one.batch else "", one.track)
            groups.setdefault(place, (one.batch, {}))[1][one.mark.step] = day
    own = given.of_project(project_code)
    return [
        (batch, clock)
        for (_, track), (batch, done) in sorted(groups.items())
        for clock in _clocks(track, done, own, scope=Scope.PROJECT)
    ]


def _clocks(
    track: TrackCode,
    done: Mapping[str, date],
    given: Conditions,
    *,
    land: LandType = LandType.ANY,
    scope: Scope = Scope.CASE,
    case_code: str = "",
) -> list[Clock]:
    found = [
        _clock(limit, start, done.get(limit.to_step), given, case_code)
        for step, start in done.items()
        for limit in deadlines_in_force(track, step, start, land=land, scope=scope)
    ]
    order = list(ClockState)
    return sorted(found, key=lambda one: (order.index(one.state), one.due_on, one.deadline.code))


def _clock(
    limit: Deadline, start: date, ended: date | None, given: Conditions, case_code: str
) -> Clock:
    until = min(ended, given.on) if ended else given.on
    own = tuple(one for one in given.pauses if one.holds_for(case_code, limit.code))
    due = _due(limit, start, given, own, until)
    left = _left(limit, until, due, given.calendar)
    state = _state(limit, left, ended, paused=any(one.holds_on(given.on) for one in own))
    years: Sequence[int] = ()
    if limit.unit is Unit.WORKING_DAYS:
        years = given.calendar.unconfirmed(start, max(due, until))
    counted = tuple(one for one in own if one.to_on is None or one.to_on > start)
    return Clock(limit, start, due, state, left, ended, counted, tuple(years))


def _due(
    limit: Deadline, start: date, given: Conditions, pauses: Sequence[Pause], until: date
) -> date:
    """Give the last day: the limit's own, put off by every day after the first that was paused."""
    due = limit.last_day(start, given.calendar)
    working = limit.unit is Unit.WORKING_DAYS
    days = given.calendar.between(start, due) if working else (due - start).days
    if not pauses:
        return due
    on = start
    while days > 0:
        on += _ONE
        counts = not working or given.calendar.is_working(on)
        days -= counts and not stopped_on(pauses, on, until)
    return on


def _left(limit: Deadline, on: date, due: date, calendar: WorkCalendar) -> int:
    if limit.unit is Unit.WORKING_DAYS:
        return calendar.between(on, due)
    return (due - on).days


def _state(limit: Deadline, left: int, ended: date | None, *, paused: bool) -> ClockState:
    if ended:
        return ClockState.MET
    if left < 0:
        return ClockState.FREE if limit.kind.is_wait else ClockState.OVERDUE
    if paused:
        return ClockState.PAUSED
    return ClockState.WAITING if limit.kind.is_wait else ClockState.RUNNING


def _day_of(state: CaseState, step: str) -> date | None:
    shared = state.shared.get(step)
    return state.done_on(step) or (shared.mark.done_on if shared else None)


def needs_watching(clock: Clock, within: int) -> bool:
    """Tell whether a clock is late, or has its last day within so many days; a wait is no task."""
    near = clock.state is ClockState.RUNNING and clock.days_left <= within
    return near or clock.state is ClockState.OVERDUE
