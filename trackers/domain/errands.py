"""Whom an officer has to visit: one errand a household and work, and which come first.

What comes first is what was promised for today or earlier, then who has waited longest; who named a
later day comes last. How a household answered so far never counts (DOMAIN §8).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from trackers.domain.cases import CaseState
from trackers.domain.contacts import Contact, latest
from trackers.domain.obstacles import Obstacle
from trackers.domain.tracks import StepDef, StepState

_FAR = date.max


class Order(StrEnum):
    """How a list of visits is ordered."""

    WALK = "walk"
    PROMISE = "promise"

    @property
    def label(self) -> str:
        """The Vietnamese words of the order."""
        return _ORDERS[self]


_ORDERS = {Order.WALK: "theo đường đi", Order.PROMISE: "theo ngày hẹn"}


@dataclass(frozen=True)
class Errand:
    """A household to visit in a work, with those of its cases that wait for it."""

    household_code: str
    project_code: str
    states: tuple[CaseState, ...]

    @property
    def key(self) -> str:
        """What tells errands apart."""
        return f"{self.household_code}/{self.project_code}"

    @property
    def case_codes(self) -> tuple[str, ...]:
        """The codes of its cases."""
        return tuple(one.case.code for one in self.states)

    @property
    def last(self) -> Contact | None:
        """The last visit, whether or not somebody was met."""
        return latest(self.visits)

    @property
    def promise(self) -> Contact | None:
        """The visit whose promise still stands."""
        found = (one.promise for one in self.states)
        return next(
            (one for one in found if one and one.household_code == self.household_code), None
        )

    @property
    def waiting_since(self) -> date | None:
        """From which day the household waits; the longest wait of its cases."""
        return min((day for one in self.states if (day := one.waiting_since)), default=None)

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """The obstacles that stand in its cases."""
        return tuple(each for one in self.states for each in one.open_obstacles)

    def visited_on(self, day: date) -> bool:
        """Tell whether somebody went there that day."""
        return any(one.met_on == day for one in self.visits)

    @property
    def visits(self) -> list[Contact]:
        """The visits to this household: a case may have several households."""
        visits = {one.contact_id: one for state in self.states for one in state.contacts}
        return [one for one in visits.values() if one.household_code == self.household_code]


def errands(states: Iterable[CaseState]) -> list[Errand]:
    """Give the households that wait for a visit, by code."""
    homes: dict[tuple[str, str], list[CaseState]] = defaultdict(list)
    for state in states:
        if state.waiting_since is not None:
            for code in state.case.household_codes:
                homes[code, state.case.project_code].append(state)
    return [
        Errand(home, project, tuple(sorted(listed, key=lambda one: one.case.code)))
        for (home, project), listed in sorted(homes.items())
    ]


def first_ones(listed: Iterable[Errand], today: date, count: int) -> list[Errand]:
    """Give the `count` errands that come first today.

    What was recorded today changes nothing here: a list does not change while it is walked.
    """
    return sorted(listed, key=lambda one: _need(_as_of_morning(one, today), today))[:count]


def by_promise(listed: Iterable[Errand]) -> list[Errand]:
    """Give errands by the day that was promised, those without a promise last."""
    return sorted(listed, key=lambda one: (_promised_on(one), one.case_codes))


def next_step(state: CaseState) -> StepDef | None:
    """Give the step a visit can bring about: the first that is open and may be done now."""
    states = state.steps.states
    for one in state.track.case_steps:
        ready = all(states[need] is not StepState.PENDING for need in one.needs)
        if ready and not one.optional and states[one.code] is StepState.PENDING:
            return one
    return None


def _need(errand: Errand, today: date) -> tuple[int, date, tuple[str, ...]]:
    promised = _promised_on(errand)
    if promised <= today:
        return 0, promised, errand.case_codes
    if promised == _FAR:
        return 1, errand.waiting_since or _FAR, errand.case_codes
    return 2, promised, errand.case_codes


def _promised_on(errand: Errand) -> date:
    return (errand.promise.promise_on if errand.promise else None) or _FAR


def _as_of_morning(errand: Errand, today: date) -> Errand:
    states = (
        replace(state, contacts=tuple(one for one in state.contacts if one.met_on < today))
        for state in errand.states
    )
    return replace(errand, states=tuple(states))
