"""House plots in rows along roads and canals, in metres of EPSG:5897."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.demo.lines import Alignment, Floats, strip
from geodata.demo.shapes import is_stout, largest_part

_LEAST_LOT_M2 = 18.0
_TOUCH_M2 = 1e-6


@dataclass(frozen=True)
class Frontage:
    """One side of a road or canal where plots may stand: `sign` is 1 left, -1 right of `axis`.

    `near_m` is where plots begin, `pull` how eagerly people build here (1 = everywhere).
    """

    axis: Alignment
    sign: int
    near_m: float
    pull: float


@dataclass(frozen=True)
class Run:
    """A settled piece of a frontage: the ends of its plots (chainages) and their depth."""

    frontage: Frontage
    ends_m: Floats
    depth_m: float

    def outline(self) -> Polygon:
        """Draw the run's whole strip of land."""
        front = self.frontage
        near, far = front.sign * (front.near_m - 2), front.sign * (front.near_m + self.depth_m)
        return strip(front.axis, self.ends_m[0], self.ends_m[-1], near, far).buffer(0)

    def lots(self) -> list[Polygon]:
        """Draw the run's plots, still reaching over the road's edge."""
        front = self.frontage
        near, far = front.sign * (front.near_m - 2), front.sign * (front.near_m + self.depth_m)
        pairs = pairwise(self.ends_m)
        return [strip(front.axis, a, b, near, far).buffer(0) for a, b in pairs]


_Piece = tuple[Frontage, float, float]


def settle(frontages: Iterable[Frontage], *, wanted: int, rng: np.random.Generator) -> list[Run]:
    """Choose where houses stand, so that about `wanted` plots result, and how wide they are."""
    pieces = [piece for front in frontages for piece in _pieces(front, rng)]
    keen = np.array([front.pull for front, _, _ in pieces]) * rng.uniform(0.35, 1, len(pieces))
    total = sum(end - start for _, start, end in pieces)
    mean = float(np.clip(total * 0.62 / max(wanted, 1), 5.2, 11.5))
    runs: list[Run] = []
    count = 0
    for i in np.argsort(-keen, kind="stable"):
        if count >= wanted:
            break
        runs.append(_run(pieces[i], mean, rng))
        count += len(runs[-1].ends_m) - 1
    return runs


def _pieces(front: Frontage, rng: np.random.Generator) -> list[_Piece]:
    """Cut a frontage in pieces of 45-130 m that are settled alike."""
    cuts = [0.0]
    while cuts[-1] < front.axis.length_m - 12:
        cuts.append(min(cuts[-1] + rng.uniform(45, 130), front.axis.length_m))
    return [(front, a, b) for a, b in pairwise(cuts) if b - a > 12]  # noqa: PLR2004  # room for one house


def _run(piece: _Piece, mean: float, rng: np.random.Generator) -> Run:
    """Divide a piece in plots about `mean` metres wide, 4-25 m."""
    front, start, end = piece
    local = mean * rng.uniform(0.75, 1.3)
    count = max(1, round((end - start) / local))
    widths = np.clip(rng.lognormal(0, 0.3, count), 0.55, 1.9)
    ends = start + np.concatenate([[0.0], np.cumsum(widths)]) / widths.sum() * (end - start)
    depth = float(np.clip(local * rng.uniform(1.7, 3.6), 15, 52))
    return Run(front, ends, depth)


def build(
    runs: list[Run], land: list[Polygon], taken: list[Polygon]
) -> tuple[list[Polygon], list[int]]:
    """Draw the plots on the land that is left, run after run; give them and the run of each.

    Plots that come out crippled by a neighbour are left out: their land stays with the block.
    """
    strips = np.array([run.outline() for run in runs])
    pieces, used = shapely.STRtree(land), shapely.STRtree(taken)
    lots: list[Polygon] = []
    owners: list[int] = []
    for i, run in enumerate(runs):
        free = _free(
            strips,
            i,
            [land[j] for j in pieces.query(strips[i])],
            [taken[j] for j in used.query(strips[i])],
        )
        whole = np.array(run.lots())
        for shape, full in zip(shapely.intersection(whole, free), shapely.area(whole), strict=True):
            lot = largest_part(shape)
            if lot is not None and lot.area > max(_LEAST_LOT_M2, 0.45 * full) and is_stout(lot):
                lots.append(lot)
                owners.append(i)
    kept = [(lot, i) for lot, i in zip(_apart(lots), owners, strict=True) if is_stout(lot)]
    return [lot for lot, _ in kept], [i for _, i in kept]


def _apart(lots: list[Polygon]) -> list[Polygon]:
    """Where a bend makes neighbours of one run overlap, let the earlier plot keep the ground."""
    shapes = np.array(lots, dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for i, j in sorted(zip(first[first < second], second[first < second], strict=True)):
        if shapely.area(shapely.intersection(shapes[i], shapes[j])) > _TOUCH_M2:
            rest = largest_part(shapely.difference(shapes[j], shapes[i]))
            shapes[j] = rest if rest is not None else Polygon()
    return list(shapes)


def _free(strips: np.ndarray, i: int, land: list[Polygon], taken: list[Polygon]) -> BaseGeometry:
    """Find what the run's strip still has: inside the land, outside what came before."""
    before = strips[:i][shapely.intersects(strips[:i], strips[i])]
    here = shapely.union_all(shapely.intersection(np.array(land, dtype=object), strips[i]))
    return shapely.difference(here, shapely.union_all([*before, *taken]))


def front_slivers(
    runs: list[Run], lots: list[Polygon], owners: list[int], *, wanted: int
) -> list[tuple[int, Polygon]]:
    """Cut strips half a metre deep off the fronts of some plots: (index of the plot, strip)."""
    found: list[tuple[int, Polygon]] = []
    for i, (lot, owner) in enumerate(zip(lots, owners, strict=True)):
        if len(found) == wanted:
            break
        run = runs[owner]
        if run.frontage.axis.length_m < 80 or (found and i - found[-1][0] < 9):  # noqa: PLR2004  # spread them out
            continue
        piece = _front(run, lot)
        if piece is not None:
            found.append((i, piece))
    return found


def _front(run: Run, lot: Polygon) -> Polygon | None:
    """Give the half metre of a plot next to the way, if that is 8-25 m long."""
    front = run.frontage
    edge = front.sign * np.array([front.near_m - 2, front.near_m + 0.5])
    band = strip(front.axis, run.ends_m[0], run.ends_m[-1], *edge)
    piece = shapely.intersection(lot, band)
    long_enough = 4.0 <= piece.area <= 12.5  # noqa: PLR2004  # 8-25 m at half a metre
    return piece if long_enough and piece.geom_type == "Polygon" else None
