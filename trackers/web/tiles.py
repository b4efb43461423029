"""Vector tiles of parcels: cut once, kept by browsers for a year; the layer is in the address."""

import re
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from geodata.tiles import TileArchive
from trackers.domain.errors import UnknownRecord
from trackers.domain.rights import Action, require
from trackers.services.layers import tiles_path
from trackers.store import Ledger
from trackers.web.actors import actor_of
from trackers.web.caching import IMMUTABLE, send
from trackers.web.site import Site

_LAYER = re.compile(r"[A-Za-z0-9_-]{1,80}")
_NUMBER = re.compile(r"[0-9]{1,8}")


def tile(site: Site, request: Request) -> Response:
    """Answer with a gzipped tile, or with nothing (204) where no parcel lies."""
    ledger = site.ledger(request.path_params["ward"])
    require(actor_of(site, ledger, request), Action.SEE_WORKS, ledger.ward)
    return tile_of(ledger, request)


def tile_of(ledger: Ledger, request: Request) -> Response:
    """Answer with the tile that an address names; raises UnknownRecord, MissingFile."""
    z, x, y = (_number(request.path_params[name]) for name in ("z", "x", "y"))
    found = _archive(tiles_path(ledger, layer_of(request))).tile(z, x, y)
    headers = {"Cache-Control": IMMUTABLE}
    if found is None:
        return Response(status_code=204, headers=headers)
    return send(request, found, "application/vnd.mapbox-vector-tile", headers)


def layer_of(request: Request) -> str:
    """Give the layer an address names; raises UnknownRecord unless it is a plain name."""
    layer: str = request.path_params["layer"]
    if not _LAYER.fullmatch(layer):
        raise UnknownRecord(kind="layer", code=layer)
    return layer


@lru_cache(maxsize=16)
def _archive(path: Path) -> TileArchive:
    return TileArchive(path)


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise UnknownRecord(kind="layer", code=text)
    return int(text)
