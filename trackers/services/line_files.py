"""A road's line or a work's outline out of a map file, read in a child process like any file."""

from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.crs import to_wgs84
from geodata.errors import MissingCRS, NoLine
from geodata.readers import read_features
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.services.corridor_land import Proposal
from trackers.store import Ledger


def read_line_file(ledger: Ledger, actor: Actor, path: Path, *, crs: str | None = None) -> Proposal:
    """Give what a file draws: its lines as one centreline, else its areas as a footprint.

    `crs` is the system where the file names none. Writes nothing. Raises NotAllowed, and what
    `read_features` raises, MissingCRS, NoLine.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    frame = read_features(path)
    if crs:
        frame = frame.set_crs(crs, allow_override=True)
    if frame.crs is None:
        raise MissingCRS(wanted="EPSG:4326")
    shapes = [one for one in to_wgs84(frame).geometry if one is not None and not one.is_empty]
    parts = [part for one in shapes for part in shapely.get_parts(one)]
    lines = [one for one in parts if one.geom_type == "LineString" and one.length]
    if lines:
        return Proposal(centreline=_wkb(shapely.line_merge(shapely.MultiLineString(lines))))
    areas = [one for one in parts if one.geom_type == "Polygon" and one.area]
    if not areas:
        raise NoLine(what="line")
    return Proposal(site=_wkb(shapely.union_all(shapely.make_valid(areas))))


def _wkb(shape: BaseGeometry) -> bytes:
    return bytes(shapely.to_wkb(shape))
