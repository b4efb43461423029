"""The whole schematic fabric of the demo ward, from one seed."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import LineString, Polygon

from geodata.crs import CAN_THO, to_wgs84
from geodata.demo import cadastre
from geodata.demo.lines import Alignment
from geodata.demo.parcels import draw_parcels
from geodata.demo.plan import Plan, make_plan
from geodata.demo.road_plots import Stretch, strip_shape
from geodata.demo.sites import SitePlot


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


def make_fabric(*, parcels: int = 4500, seed: int = 31169) -> Fabric:
    """Draw the demo ward with about `parcels` parcels (500 to 50,000), the same for a seed."""
    rng = np.random.default_rng(seed)
    plan = make_plan(rng)
    drawn = draw_parcels(plan, parcels, rng)
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
            {
                "project_code": [s.project_code for s in plan.sites],
                "kind": [s.kind for s in plan.sites],
            },
            [s.shape for s in plan.sites],
        ),
        centreline=_frame({"project_code": ["XM"]}, [plan.centreline.line]),
    )


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
