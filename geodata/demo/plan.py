"""What is drawn before any parcel: the ward, its network, the works' sites (EPSG:5897)."""

from dataclasses import dataclass

import numpy as np
from shapely.geometry import Polygon

from geodata.demo.lines import Alignment
from geodata.demo.network import Road, Water, make_roads, make_water
from geodata.demo.road_plots import Stretch, make_stretches
from geodata.demo.sites import Site, SitePlot, make_site_plots, make_sites
from geodata.demo.ward import make_areas, make_centreline, make_outline, place


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


def make_plan(rng: np.random.Generator) -> Plan:
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
