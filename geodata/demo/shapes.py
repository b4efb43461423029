"""Small judgements about polygons, in metres of one plane system."""

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

# Four times the area over the perimeter: the width of a long strip, half the side of a square.
_LEAST_WIDTH_M = 2.2
LEAST_M2 = 12.0


def largest_part(shape: BaseGeometry) -> Polygon | None:
    """Give the largest polygon of a shape, or None if it has none."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return max(parts, key=lambda part: part.area) if parts else None


def polygons_of(shape: BaseGeometry) -> list[Polygon]:
    """Give the polygons of a shape, leaving lines and points out."""
    parts = shapely.get_parts(shape)
    return [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]


def is_stout(shape: Polygon) -> bool:
    """Tell whether a polygon is a usable plot: 12 m² at least and no thin sliver."""
    return bool(shape.area >= LEAST_M2 and 2 * shape.area / shape.length >= _LEAST_WIDTH_M)


def opened(shape: BaseGeometry, width_m: float) -> BaseGeometry:
    """Drop the parts of a shape thinner than `width_m`."""
    core = shape.buffer(-width_m / 2, join_style="mitre")
    grown = core.buffer(width_m / 2 + 1e-6, join_style="mitre", mitre_limit=3)
    return grown.intersection(shape)


def closed(shape: BaseGeometry, width_m: float) -> BaseGeometry:
    """Fill the gaps of a shape narrower than `width_m`."""
    grown = shape.buffer(width_m / 2, join_style="mitre", mitre_limit=2)
    return shape.union(grown.buffer(-width_m / 2, join_style="mitre", mitre_limit=2))
