"""Blocks between roads and water, divided in orchards, gardens and strips of rice (metres)."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Polygon

from geodata.demo.lines import Floats
from geodata.demo.shapes import is_stout, polygons_of

# Cuts are tried at these places of a block's extent before it is left whole.
_TRIES = 4


@dataclass(frozen=True, order=True)
class _Piece:
    """A piece waiting to be cut: rank (the largest first) and a number that settles ties."""

    rank: float
    number: int
    shape: Polygon
    heading: float
    slender: float
    block: int


def divide(
    blocks: Sequence[Polygon],
    headings: Sequence[float],
    *,
    count: int,
    slender: Sequence[float],
    rng: np.random.Generator,
) -> list[tuple[Polygon, int]]:
    """Cut blocks until there are `count` pieces; give each with the number of its block.

    Parameters
    ----------
    blocks : polygons in metres
    headings : direction of the way each block's plots look on, radians
    slender : how many times deeper than wide each block's plots are
    """
    heap: list[_Piece] = []
    done: list[_Piece] = []
    for i, block in enumerate(blocks):
        _push(heap, block, (headings[i], slender[i], i), rng)
    number = len(heap)
    while heap and number < count:
        piece = heapq.heappop(heap)
        parts = _cut(piece, rng)
        if len(parts) < 2:  # noqa: PLR2004  # it could not be cut
            done.append(piece)
            continue
        number += len(parts) - 1
        for part in parts:
            _push(heap, part, (piece.heading, piece.slender, piece.block), rng)
    pieces = sorted([*heap, *done], key=lambda piece: piece.number)
    return [(piece.shape, piece.block) for piece in pieces]


def _push(
    heap: list[_Piece], shape: Polygon, kept: tuple[float, float, int], rng: np.random.Generator
) -> None:
    """Queue a piece; chance lets some large ones stay whole and some small ones be cut."""
    rank = -shape.area * float(rng.lognormal(0, 0.35))
    heading, slender, block = kept
    heapq.heappush(heap, _Piece(rank, int(rng.integers(1 << 62)), shape, heading, slender, block))


def _cut(piece: _Piece, rng: np.random.Generator) -> list[Polygon]:
    """Cut a piece in two by a slightly skewed line; an empty list if no cut leaves whole plots."""
    for attempt in range(_TRIES):
        across = _is_wide(piece) == (attempt < _TRIES - 1)
        turn = piece.heading + rng.normal(0, 0.035) + (0 if across else np.pi / 2)
        share = rng.uniform(0.4, 0.6)
        parts = _halves(piece.shape, turn, share)
        if len(parts) >= 2 and all(is_stout(part) for part in parts):  # noqa: PLR2004  # two halves
            return parts
    return []


def _is_wide(piece: _Piece) -> bool:
    """Tell whether a piece is wide for its depth, so that its front is to be shared."""
    local = _turned(piece.shape, piece.heading)
    front, depth = np.ptp(local, axis=0)
    return bool(front * piece.slender > depth)


def _turned(shape: Polygon, heading: float) -> Floats:
    """Give a shape's vertices with the x axis along `heading`."""
    xy = shapely.get_coordinates(shape)
    c, s = np.cos(heading), np.sin(heading)
    return np.column_stack([xy[:, 0] * c + xy[:, 1] * s, xy[:, 1] * c - xy[:, 0] * s])


def _halves(shape: Polygon, heading: float, share: float) -> list[Polygon]:
    """Cut a shape square to `heading`, at a share of its extent along it."""
    local = _turned(shape, heading)
    low, high = local.min(axis=0) - 1, local.max(axis=0) + 1
    at = low[0] + share * (high[0] - low[0])
    c, s = np.cos(heading), np.sin(heading)
    back = np.array([[c, s], [-s, c]])
    first = np.array([[low[0], low[1]], [at, low[1]], [at, high[1]], [low[0], high[1]]]) @ back
    second = np.array([[at, low[1]], [high[0], low[1]], [high[0], high[1]], [at, high[1]]]) @ back
    halves = shapely.intersection(shape, shapely.polygons(np.stack([first, second])))
    return [part for half in halves for part in polygons_of(half)]
