"""A copy of all records, for the administrator alone."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from trackers.services.copies import copy_file
from trackers.web.actors import actor_of
from trackers.web.site import Site


def backup_file(site: Site, request: Request) -> Response:
    """Answer with a backup that the program made; nothing of it may be kept by a cache."""
    ward, name = request.path_params["ward"], request.path_params["name"]
    actor = actor_of(site, site.ledger(ward), request)
    path = copy_file(site.store, actor, ward=ward, name=name)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(path.name)}",
        "Cache-Control": "no-store",
    }
    return FileResponse(path, media_type="application/zip", headers=headers)
