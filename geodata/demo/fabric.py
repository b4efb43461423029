"""The whole schematic fabric of the demo ward, from one seed."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import LineString, Polygon

from geodata.crs import CAN_THO, to_wgs84
from geodata.demo import cadastre
from geodata.demo.blocks import divide
from geodata.demo.lines import Alignment, align, points_at
from geodata.demo.network import Road, Water, make_airfield, make_roads, make_water
from geodata.demo.road_plots import (
    Stretch,
    corridor_shape,
    make_stretches,
    parcel_shape,
    strip_shape,
)
from geodata.demo.rows import Frontage, build, front_slivers, settle
from geodata.demo.shapes import closed, is_stout, opened, polygons_of
from geodata.demo.sites import Site, SitePlot, make_site_plots, make_sites
from geodata.demo.ward import make_areas, make_centreline, make_outline, place

_SLIVERS = 16
# Land narrower than this between roads, banks and plots belongs to nobody.
_BANK_M = 9.0
_SCRAP_M = 3.0


@dataclass(frozen=True)
class Fabric:
    """The demo ward's layers, all EPSG:4326 and all schematic: no legal value.

    Attributes
    ----------
    outline, roads, water, areas, sites, centreline : one frame each
    parcels : `parcel_id, sheet_no, parcel_no, land_type, drawn_area_m2, declared_area_m2,
        area_code`; drawn areas are measured in EPSG:5897
    plots : one row a demo case, its geometry the affected strip; metres and m² of EPSG:5897
    """

    outline: gpd.GeoDataFrame
    roads: gpd.GeoDataFrame
    water: gpd.GeoDataFrame
    areas: gpd.GeoDataFrame
    parcels: gpd.GeoDataFrame
    plots: gpd.GeoDataFrame
    sites: gpd.GeoDataFrame
    centreline: gpd.GeoDataFrame
    source: str = "schematic"


@dataclass(frozen=True)
class Plan:
    """What is drawn before any parcel: the ward, its network, the sites; metres of EPSG:5897."""

    outline: Polygon
    centreline: Alignment
    roads: list[Road]
    water: list[Water]
    areas: dict[str, Polygon]
    stretches: list[Stretch]
    sites: list[Site]
    site_plots: list[SitePlot]


def make_fabric(*, parcels: int = 4500, seed: int = 31169) -> Fabric:
    """Draw the demo ward with about `parcels` parcels (500 to 50,000), the same for a seed."""
    rng = np.random.default_rng(seed)
    plan = _plan(rng)
    drawn = _parcels(plan, parcels, rng)
    frame = cadastre.describe(drawn, plan.areas, rng)
    return Fabric(
        outline=_frame({"name": ["Trà An"]}, [plan.outline]),
        roads=_roads(plan),
        water=_frame(
            {"code": [w.code for w in plan.water], "kind": [w.kind for w in plan.water]},
            [w.shape for w in plan.water],
        ),
        areas=_frame({"code": list(plan.areas)}, list(plan.areas.values())),
        parcels=to_wgs84(frame.drop(columns="case")),
        plots=_plots(plan, frame),
        sites=_frame(
            {"project_code": [s.project_code for s in plan.sites], "kind": [s.kind for s in plan.sites]},
            [s.shape for s in plan.sites],
        ),
        centreline=_frame({"project_code": ["XM"]}, [plan.centreline.line]),
    )


def _plan(rng: np.random.Generator) -> Plan:
    """Draw everything that parcels have to respect."""
    outline, road = make_outline(), make_centreline()
    roads, water = make_roads(road, outline), make_water(road, outline, rng)
    creek = next(each for each in water if each.code == "W01")
    assert creek.axis is not None  # noqa: S101  # only rims have no axis
    divide_east = np.vstack([place([(1740, 1200)]), creek.axis.xy, place([(1000, -720)])])
    return Plan(
        outline=outline,
        centreline=road,
        roads=roads,
        water=water,
        areas=make_areas(outline, road, divide_east),
        stretches=make_stretches(rng),
        sites=make_sites(roads, road),
        site_plots=make_site_plots(roads, rng),
    )


def _parcels(plan: Plan, wanted: int, rng: np.random.Generator) -> list[cadastre.Drawn]:
    """Draw all parcels: of the road, the sites and the airfield first, then rows, then the rest."""
    first = [
        cadastre.Drawn(parcel_shape(plan.centreline, each), cadastre.use_of(each), each.code, each.area_code)
        for each in plan.stretches
    ]
    first += [cadastre.Drawn(each.shape, cadastre.SITE_USE[each.project_code], each.code, each.area_code) for each in plan.site_plots]
    first.append(cadastre.Drawn(make_airfield(), "DGT", "", ""))
    taken = [each.shape for each in first]
    land = _land(plan, taken)
    runs = settle(_frontages(plan), wanted=round(wanted * 0.52) - len(first), rng=rng)
    lots, owners = build(runs, land, [])
    slivers = front_slivers(runs, lots, owners, wanted=_SLIVERS)
    for i, piece in slivers:
        lots[i] = polygons_of(shapely.difference(lots[i], piece))[0]
    rows = [cadastre.Drawn(lot, cadastre.HOUSE_USE) for lot in lots]
    rows += [cadastre.Drawn(piece, cadastre.SLIVER_USE) for _, piece in slivers]
    rest = _blocks(plan, land, [each.shape for each in rows])
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
    pull = {"main": 1.0, "lane": 0.85, "path": 0.7, "creek": 0.6, "canal": 0.55}
    ways = [(each.axis, each.width_m / 2, pull[each.kind]) for each in plan.roads[1:]]
    ways += [(w.axis, w.width_m * 0.6, pull[w.kind]) for w in plan.water if w.axis is not None]
    return [Frontage(axis, sign, near, eager) for axis, near, eager in ways for sign in (1, -1)]


def _blocks(plan: Plan, land: list[Polygon], built: list[Polygon]) -> list[Polygon]:
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
    slender = rng.choice([1.6, 2.4, 3.4], len(blocks), p=[0.4, 0.35, 0.25])
    uses = [cadastre.block_use(size, rng) for size in slender]
    pieces = divide(blocks, headings, count=count, slender=slender.tolist(), rng=rng)
    return [cadastre.Drawn(shape, uses[block]) for shape, block in pieces]


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


def _roads(plan: Plan) -> gpd.GeoDataFrame:
    """List the roads with their kind and width."""
    columns = {
        "code": [each.code for each in plan.roads],
        "kind": [each.kind for each in plan.roads],
        "width_m": [each.width_m for each in plan.roads],
    }
    return _frame(columns, [each.axis.line for each in plan.roads])


def _plots(plan: Plan, parcels: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """List the cases: the road's strips and what the sites take of their parcels."""
    ids = parcels[parcels["case"] != ""].set_index("case")["parcel_id"]
    sites = {each.project_code: each.shape for each in plan.sites}
    rows = [_road_case(each, plan.centreline) for each in plan.stretches if each.code]
    rows += [_site_case(each, sites[each.project_code]) for each in plan.site_plots]
    rows.sort(key=lambda row: str(row["code"]))
    frame = pd.DataFrame(rows)
    frame.insert(1, "parcel_id", ids.loc[frame["code"]].to_numpy())
    return _frame(frame.drop(columns="geometry"), frame["geometry"].tolist())


def _road_case(each: Stretch, road: Alignment) -> dict[str, object]:
    """Describe a case of the road."""
    return {
        "code": each.code,
        "project_code": "XM",
        "area_code": each.area_code,
        "side": each.side,
        "chainage_from_m": round(each.from_m, 2),
        "chainage_to_m": round(each.to_m, 2),
        "frontage_m": round(each.to_m - each.from_m, 2),
        "strip_width_m": each.width_m,
        "affected_m2": each.affected_m2,
        "geometry": strip_shape(road, each),
    }


def _site_case(each: SitePlot, site: Polygon) -> dict[str, object]:
    """Describe a case of a site: what the site takes of the parcel."""
    part = each.shape.intersection(site)
    return {
        "code": each.code,
        "project_code": each.project_code,
        "area_code": each.area_code,
        "affected_m2": round(part.area, 1),
        "geometry": part,
    }


def _frame(columns: object, geometry: list[Polygon] | list[LineString]) -> gpd.GeoDataFrame:
    """Make a frame in EPSG:4326 of shapes drawn in EPSG:5897."""
    return to_wgs84(gpd.GeoDataFrame(columns, geometry=geometry, crs=CAN_THO))
