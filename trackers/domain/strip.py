"""The chainage strip of a road: on either side, whose land covers each metre and how far it is.

Where no case covers a side (a canal, public land) nothing has to be cleared there. Where two cases
cover the same metre, the one that is least advanced counts: a builder waits for the last of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trackers.domain.cases import CaseState
from trackers.domain.stretches import Side, Stretch


@dataclass(frozen=True)
class Piece:
    """A stretch of one side that one case decides about.

    `waiting` are all cases there whose land is not handed over, by code.
    """

    stretch: Stretch
    state: CaseState
    waiting: tuple[CaseState, ...] = ()

    @property
    def cleared(self) -> bool:
        """Whether its land is handed over."""
        return not self.waiting


@dataclass(frozen=True)
class Strip:
    """Both sides of one project's road: pieces by side, in the order of chainage.

    Pieces of a side never overlap; between two of them there may be metres without a case.
    """

    project_code: str
    sides: tuple[tuple[Side, tuple[Piece, ...]], ...]

    def pieces(self, side: Side) -> tuple[Piece, ...]:
        """Give the pieces of one side."""
        return dict(self.sides).get(side, ())

    @property
    def all_pieces(self) -> list[Piece]:
        """Give the pieces of both sides."""
        return [one for _, pieces in self.sides for one in pieces]

    @property
    def to_clear_m(self) -> float:
        """The metres that some case covers, both sides added up."""
        return sum(one.stretch.length_m for one in self.all_pieces)

    @property
    def cleared_m(self) -> float:
        """Those of them that are handed over."""
        return sum(one.stretch.length_m for one in self.all_pieces if one.cleared)

    @property
    def share(self) -> float | None:
        """The cleared share of length in percent; None where no case lies along the road."""
        whole = self.to_clear_m
        return 100 * self.cleared_m / whole if whole else None


def strips_of(states: Iterable[CaseState]) -> list[Strip]:
    """Give the strip of every project that has cases along a road, by project."""
    roads: dict[str, dict[Side, list[tuple[Stretch, CaseState]]]] = {}
    for state in states:
        if state.case.in_scope:
            for one in state.case.stretches:
                sides = roads.setdefault(state.case.project_code, {})
                sides.setdefault(one.side, []).append((one, state))
    return [
        Strip(code, tuple((side, _pieces(side, sides[side])) for side in Side if side in sides))
        for code, sides in sorted(roads.items())
    ]


def _pieces(side: Side, covers: Sequence[tuple[Stretch, CaseState]]) -> tuple[Piece, ...]:
    """Sweep along a side: at each metre the least advanced case that covers it."""
    begins = sorted(covers, key=lambda one: (one[0].from_m, one[1].case.code))
    marks = sorted({mark for one, _ in covers for mark in (one.from_m, one.to_m)})
    here: list[tuple[Stretch, CaseState]] = []
    found: list[Piece] = []
    at = 0
    for start, end in pairwise(marks):
        here = [one for one in here if one[0].to_m > start]
        while at < len(begins) and begins[at][0].from_m <= start:
            if begins[at][0].to_m > start:
                here.append(begins[at])
            at += 1
        if here:
            _put(found, Stretch(side, start, end), [state for _, state in here])
    return tuple(found)


def _put(found: list[Piece], stretch: Stretch, states: list[CaseState]) -> None:
    """Add a piece, to the last one where the same cases go on."""
    behind = min(states, key=lambda one: (one.stage.rank, one.case.code))
    open_ones = {one.case.code: one for one in states if not one.handed_over}
    waiting = tuple(one for _, one in sorted(open_ones.items()))
    last = found[-1] if found else None
    if (
        last is not None
        and last.stretch.to_m == stretch.from_m
        and last.state is behind
        and [one.case.code for one in last.waiting] == sorted(open_ones)
    ):
        found[-1] = Piece(Stretch(stretch.side, last.stretch.from_m, stretch.to_m), behind, waiting)
    else:
        found.append(Piece(stretch, behind, waiting))
