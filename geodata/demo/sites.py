"""The four works' sites and the parcels on the three that are no road, in metres of EPSG:5897."""

from dataclasses import dataclass

import numpy as np
from shapely.geometry import Polygon

from geodata.demo.blocks import divide
from geodata.demo.lines import Alignment, strip
from geodata.demo.network import PLANNED_HALF_M, Road


@dataclass(frozen=True)
class Site:
    """A work's footprint; `area_code` is where it lies, `kind` is admin, school, health or road."""

    project_code: str
    kind: str
    area_code: str
    shape: Polygon


@dataclass(frozen=True)
class SitePlot:
    """A case's parcel at a site."""

    code: str
    project_code: str
    area_code: str
    shape: Polygon


@dataclass(frozen=True)
class _Lay:
    """Where a site lies: beside which road, between which chainages and offsets to the left.

    `yards` are (from, to, cases): its parts whose parcels are numbered one part after another.
    """

    project_code: str
    kind: str
    area_code: str
    road: str
    near_m: float
    far_m: float
    yards: tuple[tuple[float, float, int], ...]


_LAYS = (
    _Lay("HC", "admin", "KV3", "M2", 5.0, 66.0, ((1330, 1412, 9),)),
    _Lay("YT", "health", "KV3", "M2", 5.0, 48.0, ((1442, 1480, 7),)),
    # The school's playground and entrance (MN-13 to MN-16) are its eastern side.
    _Lay("MN", "school", "KV4", "M1", -6.5, -70.0, ((1098, 1162, 12), (1162, 1184, 4))),
)
# Parcels reach this far behind the site: a work rarely takes the last metre.
_BEHIND_M = 7.0


def make_sites(roads: list[Road], road: Alignment) -> list[Site]:
    """Draw the four sites; the road's is 5.0 m wide around its centreline."""
    axes = {each.code: each.axis for each in roads}
    built = [
        Site(lay.project_code, lay.kind, lay.area_code, _site(axes[lay.road], lay)) for lay in _LAYS
    ]
    corridor = road.line.buffer(PLANNED_HALF_M, cap_style="flat")
    return [*built, Site("XM", "road", "", corridor)]


def make_site_plots(roads: list[Road], rng: np.random.Generator) -> list[SitePlot]:
    """Draw the parcels of the cases HC-01 to 09, YT-01 to 07 and MN-01 to 16."""
    axes = {each.code: each.axis for each in roads}
    plots: list[SitePlot] = []
    for lay in _LAYS:
        shapes = [shape for yard in lay.yards for shape in _yard(axes[lay.road], lay, yard, rng)]
        plots += [
            SitePlot(f"{lay.project_code}-{i:02d}", lay.project_code, lay.area_code, shape)
            for i, shape in enumerate(shapes, start=1)
        ]
    return plots


def _site(axis: Alignment, lay: _Lay) -> Polygon:
    """Draw a site's footprint."""
    return strip(axis, lay.yards[0][0], lay.yards[-1][1], lay.near_m, lay.far_m)


def _yard(
    axis: Alignment, lay: _Lay, yard: tuple[float, float, int], rng: np.random.Generator
) -> list[Polygon]:
    """Divide one part of a site, and the land just behind it, in the parcels of its cases."""
    start, end, cases = yard
    far = lay.far_m + np.sign(lay.far_m) * _BEHIND_M
    block = strip(axis, start, end, lay.near_m, far)
    a, b = axis.line.interpolate(start), axis.line.interpolate(end)
    heading = float(np.arctan2(b.y - a.y, b.x - a.x))
    pieces = divide([block], [heading], count=cases, slender=[1.6], rng=rng)
    shapes = [shape for shape, _ in pieces]
    return sorted(shapes, key=lambda shape: axis.line.project(shape.centroid))
