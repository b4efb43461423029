"""Unbroken metres of cleared land along a road (đoạn mặt bằng liền mạch)."""

from collections.abc import Iterable
from dataclasses import dataclass

from trackers.domain.cases import CaseState

# Neighbours of one side whose ends lie closer than this touch: drawn chainages carry centimetres.
TOUCH_M = 0.5


@dataclass(frozen=True)
class Run:
    """A stretch of one side of a project's road, in metres of chainage."""

    project_code: str
    side: str
    from_m: float
    to_m: float

    @property
    def length_m(self) -> float:
        """Its length in metres."""
        return self.to_m - self.from_m


@dataclass(frozen=True)
class Unlock:
    """What clearing one case would open: a run of `length_m` metres, from `before_m` today."""

    case_code: str
    project_code: str
    length_m: float
    before_m: float


def cleared_runs(states: Iterable[CaseState], *, also: str = "") -> list[Run]:
    """Give the unbroken runs of handed-over land, the longest first.

    `also` names a case that is taken as handed over.
    """
    stretches = sorted(
        (state.case.project_code, state.case.side, state.case.chainage_from_m, to)
        for state in states
        if (state.handed_over or state.case.code == also)
        and state.case.chainage_from_m is not None
        and (to := state.case.chainage_to_m) is not None
    )
    runs: list[Run] = []
    for project, side, start, end in stretches:
        last = runs[-1] if runs else None
        same = last is not None and (last.project_code, last.side) == (project, side)
        if last is not None and same and start - last.to_m <= TOUCH_M:
            runs[-1] = Run(project, side, last.from_m, max(last.to_m, end))
        else:
            runs.append(Run(project, side, start, end))
    return sorted(runs, key=lambda run: -run.length_m)


def best_unlock(states: Iterable[CaseState]) -> Unlock | None:
    """Give the case whose clearing makes the longest run longer by joining what is cleared."""
    listed = [one for one in states if one.case.in_scope and one.case.chainage_from_m is not None]
    runs = cleared_runs(listed)
    best: Unlock | None = None
    for state in listed:
        if state.handed_over:
            continue
        joined = _run_through(state, cleared_runs(_near(state, listed), also=state.case.code))
        before = max((run.length_m for run in runs if _inside(run, joined)), default=0.0)
        if before and (best is None or joined.length_m > best.length_m):
            best = Unlock(state.case.code, state.case.project_code, joined.length_m, before)
    return best


def _near(state: CaseState, states: list[CaseState]) -> list[CaseState]:
    case = state.case
    return [
        one
        for one in states
        if (one.case.project_code, one.case.side) == (case.project_code, case.side)
    ]


def _run_through(state: CaseState, runs: list[Run]) -> Run:
    start = state.case.chainage_from_m or 0.0
    return next(run for run in runs if run.from_m <= start <= run.to_m)


def _inside(run: Run, other: Run) -> bool:
    same = (run.project_code, run.side) == (other.project_code, other.side)
    return same and run.from_m >= other.from_m and run.to_m <= other.to_m
