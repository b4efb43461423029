"""All parcels of the demo ward, drawn round what the plan has fixed (EPSG:5897, metres)."""

import numpy as np
import shapely
from shapely.geometry import Polygon

from geodata.demo import cadastre
from geodata.demo.blocks import divide
from geodata.demo.lines import Alignment, points_at
from geodata.demo.network import make_airfield
from geodata.demo.plan import Plan
from geodata.demo.road_plots import corridor_shape, parcel_shape
from geodata.demo.rows import Frontage, build, front_slivers, settle
from geodata.demo.shapes import closed, is_stout, opened, polygons_of

_SLIVERS = 16
# Land narrower than this between roads, banks and plots belongs to nobody.
_BANK_M = 9.0
_SCRAP_M = 3.0


def draw_parcels(plan: Plan, wanted: int, rng: np.random.Generator) -> list[cadastre.Drawn]:
    """Draw all parcels: of the road, the sites and the airfield first, then rows, then the rest."""
    first = [
        cadastre.Drawn(
            parcel_shape(plan.centreline, each), cadastre.use_of(each), each.code, each.area_code
        )
        for each in plan.stretches
    ]
    first += [
        cadastre.Drawn(each.shape, cadastre.SITE_USE[each.project_code], each.code, each.area_code)
        for each in plan.site_plots
    ]
    first += [cadastre.Drawn(part, "DGT") for part in make_airfield()]
    taken = [each.shape for each in first]
    land = _land(plan, taken)
    runs = settle(_frontages(plan), wanted=round(wanted * 0.52) - len(first), rng=rng)
    lots, owners = build(runs, land, [])
    slivers = front_slivers(runs, lots, owners, wanted=_SLIVERS)
    for i, piece in slivers:
        lots[i] = max(polygons_of(shapely.difference(lots[i], piece)), key=lambda part: part.area)
    rows = [cadastre.Drawn(lot, cadastre.HOUSE_USE) for lot in lots]
    rows += [cadastre.Drawn(piece, cadastre.SLIVER_USE) for _, piece in slivers]
    rest = _blocks(land, [each.shape for each in rows])
    blocks = _fill(plan, rest, wanted - len(first) - len(rows), rng)
    return [*first, *rows, *blocks]


def _land(plan: Plan, taken: list[Polygon]) -> list[Polygon]:
    """Find the blocks: the ward without water, roads, banks and what is already drawn."""
    gaps = [each.shape for each in plan.water]
    gaps += [each.axis.line.buffer(each.width_m / 2, cap_style="flat") for each in plan.roads[1:]]
    gaps.append(corridor_shape(plan.centreline, plan.stretches))
    closed_gaps = closed(shapely.union_all(gaps), _BANK_M)
    free = shapely.difference(plan.outline.buffer(-1.0), shapely.union_all([closed_gaps, *taken]))
    return [part for part in polygons_of(opened(free, _SCRAP_M)) if is_stout(part)]


def _frontages(plan: Plan) -> list[Frontage]:
    """List the sides of roads and canals where houses may stand."""
    pull = {"main": 1.5, "lane": 0.85, "path": 0.7, "creek": 0.6, "canal": 0.55}
    ways = [(each.axis, each.width_m / 2, pull[each.kind]) for each in plan.roads[1:]]
    ways += [(w.axis, w.width_m * 0.6, pull[w.kind]) for w in plan.water if w.axis is not None]
    return [Frontage(axis, sign, near, eager) for axis, near, eager in ways for sign in (1, -1)]


def _blocks(land: list[Polygon], built: list[Polygon]) -> list[Polygon]:
    """Find what the rows of houses leave of the land."""
    tree = shapely.STRtree(built)
    left: list[Polygon] = []
    for piece in land:
        inside = [built[i] for i in tree.query(piece)]
        rest = opened(shapely.difference(piece, shapely.union_all(inside)), _SCRAP_M)
        left += [part for part in polygons_of(rest) if is_stout(part)]
    return left


def _fill(
    plan: Plan, blocks: list[Polygon], count: int, rng: np.random.Generator
) -> list[cadastre.Drawn]:
    """Divide the blocks in `count` parcels that look towards the nearest way."""
    ways = [w.axis for w in plan.roads if w.kind != "path"]
    ways += [w.axis for w in plan.water if w.axis is not None]
    headings = _headings(ways, blocks)
    slender = rng.choice([1.7, 2.9, 4.6], len(blocks), p=[0.35, 0.35, 0.3])
    uses = [cadastre.block_use(size, rng) for size in slender]
    pieces = divide(blocks, headings, count=count, slender=slender.tolist(), rng=rng)
    coconuts = plan.areas["KVRS"]
    return [
        cadastre.Drawn(shape, cadastre.GROVE_USE if coconuts.contains(shape) else uses[block])
        for shape, block in pieces
    ]


def _headings(ways: list[Alignment], blocks: list[Polygon]) -> list[float]:
    """Give each block the direction of the way nearest to its middle."""
    tree = shapely.STRtree([way.line for way in ways])
    headings = []
    for block in blocks:
        middle = block.representative_point()
        line = ways[tree.nearest(middle)]
        at = line.line.project(middle)
        (ax, ay), (bx, by) = points_at(line, [max(at - 20, 0), min(at + 20, line.length_m)], 0)
        headings.append(float(np.arctan2(by - ay, bx - ax)))
    return headings
