"""Which remaining case opens how many metres of road: alone, and with its neighbours.

Cases are ranked by what clearing them opens for the road, and by nothing else: how a household
answered never counts (DOMAIN §8).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trackers.domain.cases import CaseState
from trackers.domain.stretches import TOUCH_M
from trackers.domain.strip import Piece, Strip


@dataclass(frozen=True)
class Unlock:
    """What clearing one case would open on its side of a road, in metres.

    `alone_m` is the run it would become part of (0 where another case lies over all of its land),
    `before_m` the longest run inside that one today. `together` are the fewest neighbours, the case
    itself among them, that open `together_m`, at least as much as was asked for; empty where not
    even all of them do.
    """

    state: CaseState
    alone_m: float
    before_m: float
    together: tuple[str, ...] = ()
    together_m: float = 0.0

    @property
    def case_code(self) -> str:
        """The case's code."""
        return self.state.case.code

    @property
    def gain_m(self) -> float:
        """By how much the longest run there grows."""
        return self.alone_m - self.before_m


@dataclass
class _Block:
    """Pieces that follow each other without a gap and wait for the same cases, or for none."""

    from_m: float
    to_m: float
    waiting: tuple[CaseState, ...]

    @property
    def length_m(self) -> float:
        return self.to_m - self.from_m


def ranking(strips: Iterable[Strip], next_m: float) -> list[Unlock]:
    """Rank every remaining case by the run that clearing it opens, the longest first.

    `next_m` is how many metres a set of neighbours has to open. A case that lies at several places
    counts with the best of them.
    """
    best: dict[tuple[str, str], Unlock] = {}
    for strip in strips:
        for _, pieces in strip.sides:
            for blocks in _chains(pieces):
                for one in _unlocks(blocks, next_m):
                    key = (strip.project_code, one.case_code)
                    if key not in best or _rank(one) < _rank(best[key]):
                        best[key] = one
    return sorted(best.values(), key=_rank)


def best_unlock(strips: Iterable[Strip]) -> Unlock | None:
    """Give the case that makes the longest run longer by joining what is cleared, or None."""
    return next((one for one in ranking(strips, 0) if one.before_m), None)


def _rank(one: Unlock) -> tuple[float, float, str]:
    return -one.alone_m, -one.gain_m, one.case_code


def _chains(pieces: Sequence[Piece]) -> list[list[_Block]]:
    """Cut a side at its gaps; within each part, put together what waits for the same."""
    chains: list[list[_Block]] = []
    for piece in pieces:
        start, end = piece.stretch.from_m, piece.stretch.to_m
        if not chains or start - chains[-1][-1].to_m > TOUCH_M:
            chains.append([_Block(start, end, piece.waiting)])
            continue
        last = chains[-1][-1]
        if last.waiting == piece.waiting:
            last.to_m = end
        else:
            chains[-1].append(_Block(start, end, piece.waiting))
    return chains


def _unlocks(blocks: list[_Block], next_m: float) -> list[Unlock]:
    """Give what each open case of a chain opens, once for each block that waits for it."""
    open_ones = [place for place, one in enumerate(blocks) if one.waiting]
    lasts = _shortest_ends(blocks, open_ones, next_m)
    found = []
    for number, place in enumerate(open_ones):
        codes, metres = _together(blocks, open_ones, lasts, number)
        for state in blocks[place].waiting:
            alone, before = _alone(blocks, place)
            found.append(Unlock(state, alone, before, codes, metres))
    return found


def _alone(blocks: list[_Block], place: int) -> tuple[float, float]:
    """Give the run that clearing one block's only case opens, and the longest inside it today."""
    if len(blocks[place].waiting) > 1:
        return 0.0, 0.0
    start, end = _opened(blocks, place, place)
    beside = [one for one in blocks[max(place - 1, 0) : place + 2] if not one.waiting]
    return end - start, max((one.length_m for one in beside), default=0.0)


def _opened(blocks: list[_Block], first: int, last: int) -> tuple[float, float]:
    """Give the run that is there once the blocks from first to last are cleared."""
    if first and not blocks[first - 1].waiting:
        first -= 1
    if last + 1 < len(blocks) and not blocks[last + 1].waiting:
        last += 1
    return blocks[first].from_m, blocks[last].to_m


def _shortest_ends(blocks: list[_Block], open_ones: list[int], next_m: float) -> list[int]:
    """Give for each open case the first one up to which clearing all opens so much; else none."""
    lasts: list[int] = []
    last = 0
    for first in range(len(open_ones)):
        last = max(last, first)
        while last < len(open_ones):
            start, end = _opened(blocks, open_ones[first], open_ones[last])
            if end - start >= next_m:
                break
            last += 1
        if last == len(open_ones):
            break  # who begins later opens less
        lasts.append(last)
    return lasts


def _together(
    blocks: list[_Block], open_ones: list[int], lasts: list[int], number: int
) -> tuple[tuple[str, ...], float]:
    """Give the fewest open blocks around one that open enough; of equal sets the longest run.

    Blocks stand for their cases: where cases lie over each other the set may not be the smallest.
    """
    best: tuple[int, float, int, int] | None = None
    for first in range(min(number, len(lasts) - 1), -1, -1):
        if best and number - first + 1 > best[0]:
            break  # every set that begins earlier is larger
        last = max(lasts[first], number)
        start, end = _opened(blocks, open_ones[first], open_ones[last])
        found = (last - first + 1, start - end, first, last)
        best = found if best is None else min(best, found)
    if best is None:
        return (), 0.0
    _, minus_m, first, last = best
    inside = (one for at in open_ones[first : last + 1] for one in blocks[at].waiting)
    return tuple(dict.fromkeys(one.case.code for one in inside)), -minus_m
