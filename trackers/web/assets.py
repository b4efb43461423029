"""The map's scripts and styles, served by ourselves: no visitor's browser asks anyone else."""

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

import trackers
from trackers.domain.errors import UnknownRecord
from trackers.web.caching import IMMUTABLE, send, squeezed
from trackers.web.site import Site

BROWSER = Path(trackers.__file__).parent / "drawing" / "browser"
# Nothing but these is ever read, whatever the address says.
FILES = {
    "leaflet.js": "node_modules/leaflet/dist/leaflet.js",
    "leaflet.css": "node_modules/leaflet/dist/leaflet.css",
    "protomaps-leaflet.js": "node_modules/protomaps-leaflet/dist/protomaps-leaflet.js",
    "parcels.js": "parcels.js",
    "parcels.css": "parcels.css",
}
_TYPES = {".js": "text/javascript", ".css": "text/css"}


def asset(site: Site, request: Request) -> Response:
    """Answer with one of the listed files; an old digest in the address gets the new file."""
    del site
    name = request.path_params["name"]
    if name not in FILES or not (BROWSER / FILES[name]).is_file():
        raise UnknownRecord(kind="asset", code=name)
    current = request.path_params["digest"] == digest()
    headers = {"Cache-Control": IMMUTABLE if current else "no-store"}
    return send(request, _zipped(name), _TYPES[Path(name).suffix], headers)


@cache
def digest() -> str:
    """Give the digest of all served files together: it changes when one of them does."""
    total = hashlib.sha256()
    for name, file in sorted(FILES.items()):
        path = BROWSER / file
        total.update(name.encode() + (path.read_bytes() if path.is_file() else b""))
    return total.hexdigest()[:16]


@cache
def _zipped(name: str) -> bytes:
    return squeezed((BROWSER / FILES[name]).read_bytes())
