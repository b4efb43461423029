"""Dated pictures of the works."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from trackers.domain.errors import UnknownRecord
from trackers.domain.projects import Photo
from trackers.services.projects import get_photo
from trackers.store import Ledger
from trackers.web.actors import actor_of
from trackers.web.site import Site

KEPT_A_DAY = "private, max-age=86400"
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
    return picture_of(ledger, found)


def picture_of(ledger: Ledger, found: Photo) -> Response:
    """Answer with the picture of a photo's record; raises UnknownRecord."""
    path = file_of(ledger, found)
    headers = {"Cache-Control": KEPT_A_DAY}
    return FileResponse(path, media_type=_TYPES[path.suffix.lower()], headers=headers)


def file_of(ledger: Ledger, found: Photo) -> Path:
    """Give the file of a photo's record, which lies in the ward's folder; raises UnknownRecord."""
    path = (ledger.folder / found.file).resolve()
    if path.suffix.lower() not in _TYPES or not _lies_in(path, ledger.folder):
        raise UnknownRecord(kind="photo", code=found.photo_id)
    return path


def _lies_in(path: Path, folder: Path) -> bool:
    return path.is_file() and path.is_relative_to(folder.resolve())
