"""Dated pictures of the works."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from trackers.domain.errors import UnknownRecord
from trackers.services.projects import get_photo
from trackers.web.actors import actor_of
from trackers.web.site import Site

_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


def photo(site: Site, request: Request) -> Response:
    """Answer with a picture that the record names; the address itself names no file."""
    ledger = site.ledger(request.path_params["ward"])
    found = get_photo(ledger, actor_of(site, ledger, request), request.path_params["photo_id"])
    path = (ledger.folder / found.file).resolve()
    media_type = _TYPES.get(path.suffix.lower())
    if media_type is None or not _lies_in(path, ledger.folder):
        raise UnknownRecord(kind="photo", code=found.photo_id)
    return FileResponse(
        path, media_type=media_type, headers={"Cache-Control": "private, max-age=86400"}
    )


def _lies_in(path: Path, folder: Path) -> bool:
    return path.is_file() and path.is_relative_to(folder.resolve())
