"""How long cases stay at each stage: what a forecast learns from, censored stays among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from trackers.domain.cases import CaseState
from trackers.domain.stages import Stage
from trackers.domain.tracks import StepState

_HANDED = Stage.HANDED_OVER.rank


@dataclass(frozen=True, order=True)
class Stay:
    """A case's time at one stage, in days; `to` is the next stage, None while it is still there."""

    days: int
    to: int | None


@dataclass(frozen=True)
class Way:
    """A case's stays by stage's rank; `rank` is where it stands, since `since`."""

    stays: tuple[tuple[int, Stay], ...]
    rank: int
    since: date

    @property
    def arrived(self) -> bool:
        """Whether the land is handed over."""
        return self.rank >= _HANDED


def way_of(state: CaseState, today: date) -> Way:
    """Give a case's way by the days of its steps: it enters a stage with the first step that far.

    What lies behind the handover does not matter to a road. A case that left the scope waited to
    the day it left.
    """
    steps = state.track.by_code
    reached = sorted(
        (mark.done_on, min(steps[code].stage.rank, _HANDED))
        for code, mark in state.marks.items()
        if code in steps and mark.state is StepState.DONE and mark.done_on is not None
    )
    rank, since = Stage.NOT_CONTACTED.rank, state.case.opened_on
    stays: list[tuple[int, Stay]] = []
    for day, to in reached:
        if to > rank:
            stays.append((rank, Stay(max((day - since).days, 0), to)))
            rank, since = to, max(day, since)
    if rank < _HANDED:
        end = state.case.closed_on or today
        stays.append((rank, Stay(max((end - since).days, 0), None)))
    return Way(tuple(stays), rank, since)


def by_stage(ways: Iterable[Way]) -> Mapping[int, list[Stay]]:
    """Gather the stays of many cases by stage's rank, the shortest first."""
    found: dict[int, list[Stay]] = {}
    for way in ways:
        for rank, stay in way.stays:
            found.setdefault(rank, []).append(stay)
    for listed in found.values():
        listed.sort(key=lambda one: (one.days, one.to is None, one.to or 0))
    return found
