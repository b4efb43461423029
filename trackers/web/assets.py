"""The map's scripts and styles, served by ourselves: no visitor's browser asks anyone else."""

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from trackers.domain.errors import UnknownRecord
from trackers.drawing.assets import ASSETS, digest, read_asset
from trackers.web.caching import IMMUTABLE, send, squeezed
from trackers.web.site import Site

_TYPES = {".js": "text/javascript", ".css": "text/css"}


def asset(site: Site, request: Request) -> Response:
    """Answer with one of the listed files; an old digest in the address gets the new file."""
    del site
    name = request.path_params["name"]
    if name not in ASSETS:
        raise UnknownRecord(kind="asset", code=name)
    current = request.path_params["digest"] == digest()
    headers = {"Cache-Control": IMMUTABLE if current else "no-store"}
    return send(request, _zipped(name), _TYPES[Path(name).suffix], headers)


@cache
def _zipped(name: str) -> bytes:
    return squeezed(read_asset(name))
