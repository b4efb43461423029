"""Broken outlines: repaired where the repair changes nothing that matters, else refused."""

import numpy as np
import numpy.typing as npt
import shapely

from geodata.errors import EmptyGeometry, InvalidGeometry, NotAnArea

# A repair may change the area by this share: beyond, nobody knows which shape was meant.
_TOLERANCE = 0.01
_POLYGON, _MULTIPOLYGON = 3, 6


def sound_areas(shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Give valid polygons and multipolygons, one for each shape, in any planar system.

    Raises
    ------
    EmptyGeometry, NotAnArea, InvalidGeometry
        Each with the row, counted from 1.
    """
    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    if missing.any():
        raise EmptyGeometry(row=int(missing.argmax()) + 1)
    areal = np.isin(shapely.get_type_id(shapes), (_POLYGON, _MULTIPOLYGON))
    if not areal.all():
        row = int(areal.argmin())
        raise NotAnArea(row=row + 1, kind=shapes[row].geom_type)
    _require_finite(shapes)
    sound = shapes.copy()
    for position in np.flatnonzero(~shapely.is_valid(shapes)):
        sound[position] = repaired(shapes[position], row=int(position) + 1)
    return sound


def repaired(shape: shapely.Geometry, *, row: int) -> shapely.Geometry:
    """Make one outline valid.

    Raises
    ------
    InvalidGeometry
        The area would change by 1 % or more, or nothing areal would remain.
    """
    reason, _, at = shapely.is_valid_reason(shape).partition("[")
    where = at.rstrip("]") or None
    fixed = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    areal = shapely.get_type_id(fixed) in (_POLYGON, _MULTIPOLYGON)
    if not areal or fixed.is_empty or abs(fixed.area - shape.area) >= _TOLERANCE * fixed.area:
        raise InvalidGeometry(row=row, reason=reason, at=where)
    return fixed


def _require_finite(shapes: npt.NDArray[np.object_]) -> None:
    """Refuse coordinates that are no numbers: nothing can be computed with them."""
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    lost = ~np.isfinite(xy).all(axis=1)
    if lost.any():
        row = int(owner[lost.argmax()]) + 1
        raise InvalidGeometry(row=row, reason="not finite", at=None)
