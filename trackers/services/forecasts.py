"""When the land of a work will be handed over, and how such forecasts turned out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from trackers.domain.as_of import Sight
from trackers.domain.cases import CaseState
from trackers.domain.deadlines import DEADLINES, LimitKind
from trackers.domain.forecast import Forecast, forecast
from trackers.domain.gates import foreseen
from trackers.domain.people import Actor
from trackers.domain.rights import Action, may, require
from trackers.domain.tracks import Scope, StepState
from trackers.domain.wards import day_of
from trackers.domain.working_days import WorkCalendar
from trackers.services.as_of import former_states
from trackers.services.projects import ProjectFile
from trackers.store import Ledger, cases

# Before so many days a forecast was made, to be held against what came.
BACK_DAYS = (30, 60, 90)
# With fewer open cases a date of the whole work would tell of single households.
LEAST_FOR_ALL = 5


@dataclass(frozen=True)
class BackTest:
    """What was expected on an earlier day for today, in cases handed over, and what came.

    `low` and `high` are what four in five futures exceeded and stayed below.
    """

    said_on: date
    low: int
    middle: int
    high: int
    came: int

    @property
    def kept(self) -> bool:
        """Whether what came lies within what was expected."""
        return self.low <= self.came <= self.high


def forecast_of(
    ledger: Ledger, actor: Actor, *, project: str, now: datetime, on: date | None = None
) -> Forecast:
    """Forecast a work's handover, today or as it would have been at the end of a former day.

    Who may not see households gets no case, and nothing where fewer than `LEAST_FOR_ALL` cases are
    open. Raises NotAllowed, DateInFuture.
    """
    require(actor, Action.SEE_WORKS, ledger.ward)
    today = day_of(now)
    if on is None or on == today:
        with ledger.read() as reading:
            states: Sequence[CaseState] = cases.read_states(reading)
    else:
        states = former_states(ledger, actor, on, now=now).states
    day = on or today
    found = forecast(project, states, day, by_law=law_for(day))
    if may(actor, Action.SEE_HOUSEHOLDS):
        return found
    rows = found.rows if found.open_cases >= LEAST_FOR_ALL else ()
    return replace(found, rows=rows, by_case={}, arrivals=())


def back_tests(ledger: Ledger, actor: Actor, *, project: str, now: datetime) -> list[BackTest]:
    """Hold what the record of one, two and three months ago made expect against what came.

    Each is made from what was known on its day alone; days without enough data are left out.
    Raises NotAllowed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    today = day_of(now)
    with ledger.read() as reading:
        handed = {
            one.case.code for one in cases.read_states(reading, project=project) if one.handed_over
        }
    found = []
    for back in BACK_DAYS:
        day = today - timedelta(days=back)
        states = former_states(ledger, actor, day, now=now, sight=Sight.KNOWN).states
        said = forecast(project, states, day, by_law=law_for(day))
        if not said.arrivals:
            continue
        own = (one for one in states if one.case.project_code == project and one.case.in_scope)
        waiting = {one.case.code for one in own if not one.handed_over}
        low, middle, high = said.handed_over_by(today)
        found.append(BackTest(day, low, middle, high, len(waiting & handed)))
    return found


def with_outlook(file: ProjectFile, found: Forecast) -> ProjectFile:
    """Give a work's timelines with what the forecast of the same day knows of its gates' cases."""
    days = {code: one.p50_on for code, one in found.by_case.items()}
    return replace(file, waiting=tuple(foreseen(one, days) for one in file.waiting))


def law_for(on: date, calendar: WorkCalendar | None = None) -> Callable[[CaseState], date | None]:
    """Give the function that tells to which day the limits of the law lead a case, or None.

    From the end of the waits that run, one after the other the longest times that the law gives for
    the steps still to come. Where no limit leads beyond the day itself there is no such day.
    """
    days_off = calendar or WorkCalendar()

    def by_law(state: CaseState) -> date | None:
        own = [
            one
            for one in DEADLINES
            if one.track is state.case.track and one.in_force(on) and Scope.CASE in one.applies_to
        ]
        begun = {code: mark.done_on for code, mark in state.marks.items() if mark.done_on}
        begun |= {code: one.mark.done_on for code, one in state.shared.items() if one.mark.done_on}
        states = state.steps.states
        day = on
        for one in own:
            if one.kind.is_wait and one.from_step in begun:
                day = max(day, one.last_day(begun[one.from_step], days_off))
        for one in own:
            if one.kind is LimitKind.MAX_DURATION and states.get(one.to_step) is StepState.PENDING:
                day = one.last_day(day, days_off)
        return day if day > on else None

    return by_law
