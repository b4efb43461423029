"""What a work brings to people who wait for it (lợi ích chờ công trình), and the land it lacks.

A benefit waits for every case in its areas, or of the whole work where it names none, that is not
handed over; where it needs only a stretch of the road, for those whose land covers part of it, on
either side.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from math import inf
from typing import Any

from trackers.domain.cases import CaseState
from trackers.domain.stretches import TOUCH_M

Stored = tuple[str, tuple[str, ...], float | None, float | None, float | None]


@dataclass(frozen=True)
class Benefit:
    """What a work brings, to which areas (none: the whole ward), and what it needs for it.

    `from_m` and `to_m` are metres of chainage, `least_width_m` the width the road needs there.
    """

    text: str
    area_codes: tuple[str, ...] = ()
    from_m: float | None = None
    to_m: float | None = None
    least_width_m: float | None = None

    @property
    def on_stretch(self) -> bool:
        """Whether it needs a stretch of the road only."""
        return self.from_m is not None or self.to_m is not None

    def waits_for(self, state: CaseState) -> bool:
        """Tell whether it waits for a case of its work."""
        if state.handed_over or not self._in_areas(state):
            return False
        start, end = self.from_m or 0.0, inf if self.to_m is None else self.to_m
        lands = state.case.stretches
        return not self.on_stretch or any(one.shared_m(start, end) > TOUCH_M for one in lands)

    def _in_areas(self, state: CaseState) -> bool:
        return not self.area_codes or state.case.area_code in self.area_codes


@dataclass(frozen=True)
class Awaited:
    """A benefit with how many `cases` it waits for; `by_area`: its areas alone tell the same."""

    benefit: Benefit
    cases: int
    by_area: bool = True


def awaited(benefits: Iterable[Benefit], states: Sequence[CaseState]) -> list[Awaited]:
    """Give for each benefit of a work how many of its cases in scope it waits for."""
    found = []
    for one in benefits:
        cases = sum(map(one.waits_for, states))
        whole = sum(map(Benefit(one.text, one.area_codes).waits_for, states))
        found.append(Awaited(one, cases, by_area=cases == whole))
    return found


def benefit_fields(benefits: Iterable[Benefit]) -> dict[str, Any]:
    """Give the fields of a work that tell its benefits."""
    return {"benefits": tuple(astuple(one) for one in benefits), "service": "", "service_area": ""}
