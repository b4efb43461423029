"""Whether the program answers and its store can be read."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from trackers import __version__
from trackers.services.wards import current_revision
from trackers.web.site import Site


def health(site: Site, request: Request) -> Response:
    """Answer with the revision of the first ward and the program's version."""
    del request
    store = site.store
    revision, _ = current_revision(store.ledger(store.ward_codes()[0]))
    body = {"status": "ok", "revision": revision, "version": __version__}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})
