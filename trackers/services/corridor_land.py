"""A proposed corridor laid over the parcels of the ward, measured in its cadastral system."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geodata import corridor, corridor_parcels
from geodata.crs import WGS84, to_crs
from geodata.outlines import window_of
from trackers.domain.corridors import TakenParcel, Width, check_widths
from trackers.domain.errors import LineOutside, TooManyPoints
from trackers.domain.stretches import Side, Stretch
from trackers.domain.wards import Ward
from trackers.store import parcels, wards
from trackers.store.ledger import Reading

# A road of some kilometres has hundreds; with so many its corridor still takes seconds.
MOST_POINTS = 5000


@dataclass(frozen=True)
class Proposal:
    """Where a road could lie: a centreline with its widths, or a footprint; WKB in EPSG:4326."""

    centreline: bytes | None = None
    widths: tuple[Width, ...] = ()
    site: bytes | None = None


@dataclass(frozen=True)
class Land:
    """What a proposal takes. `site` is its footprint (WKB, EPSG:4326), `layer` the parcels' layer.

    `slivers` counts what was too small to count, `slivers_m2` in all; `overlaps` are pairs of
    parcels that claim the same m².
    """

    taken: tuple[TakenParcel, ...]
    site: bytes
    area_m2: float
    length_m: float
    layer: str
    slivers: int = 0
    slivers_m2: float = 0.0
    overlaps: tuple[tuple[int, int, float], ...] = ()


def lay(reading: Reading, proposal: Proposal) -> Land:
    """Lay a corridor over the parcels in force.

    Raises NoLine, NotInRange, WidthsOutOfOrder, LineOutside, TooManyPoints.
    """
    ward = wards.read_ward(reading)
    made = _corridor(ward, proposal)
    (site,) = _moved([made.shape], ward.metric_crs, WGS84)
    rows = parcels.geometries_in(reading, site.bounds)
    shapes = _moved([shapely.from_wkb(wkb) for _, wkb in rows], WGS84, ward.metric_crs)
    found = corridor_parcels.take(made, shapes)
    ids = {place: parcel_id for place, (parcel_id, _) in enumerate(rows)}
    return Land(
        tuple(_taken(one, ids) for one in found.taken),
        bytes(shapely.to_wkb(site)),
        float(made.shape.area),
        made.length_m,
        ward.layer,
        found.slivers,
        found.slivers_m2,
        tuple((ids[one.first], ids[one.second], one.area_m2) for one in found.overlaps),
    )


def moved_line(
    ward: Ward, centreline: bytes, by_m: float, between: tuple[float, float] | None
) -> bytes:
    """Give a centreline moved to the left by so many metres (right: negative); EPSG:4326."""
    (line,) = _moved([shapely.from_wkb(centreline)], WGS84, ward.metric_crs)
    aside = corridor.move_sideways(line, by_m, between=between)
    (back,) = _moved([aside], ward.metric_crs, WGS84)
    return bytes(shapely.to_wkb(back))


def part_of_line(ward: Ward, centreline: bytes, from_m: float, to_m: float) -> bytes:
    """Give a centreline between two chainages in metres; WKB in EPSG:4326."""
    (line,) = _moved([shapely.from_wkb(centreline)], WGS84, ward.metric_crs)
    (back,) = _moved([substring(line, from_m, to_m)], ward.metric_crs, WGS84)
    return bytes(shapely.to_wkb(back))


def _corridor(ward: Ward, proposal: Proposal) -> corridor.Corridor:
    drawn = proposal.centreline or proposal.site or shapely.to_wkb(shapely.LineString())
    told = shapely.from_wkb(drawn)
    if shapely.get_num_coordinates(told) > MOST_POINTS:
        raise TooManyPoints(most=MOST_POINTS)
    (shape,) = _moved([told], WGS84, ward.metric_crs)
    if not shape.is_empty:
        window = window_of(ward.bounds, ward.metric_crs)
        west, south, east, north = shape.bounds
        if not (window.holds(south, west) and window.holds(north, east)):
            raise LineOutside
    if proposal.centreline is None and proposal.site is not None:
        return corridor.corridor_of_area(shape)
    return corridor.corridor_of(shape, check_widths(proposal.widths))


def _moved(shapes: list[BaseGeometry], source: str, target: str) -> list[BaseGeometry]:
    frame = gpd.GeoDataFrame(geometry=list(shapes), crs=source)
    return list(to_crs(frame, target).geometry) if len(frame) else []


def _taken(one: corridor_parcels.Taken, ids: Mapping[int, int]) -> TakenParcel:
    return TakenParcel(
        ids[one.place],
        round(one.affected_m2, 2),
        round(one.remaining_m2, 2),
        tuple(Stretch(Side(side), round(a, 2), round(b, 2)) for side, a, b in one.stretches),
    )
