"""Papers of a review as files: minutes and weekly report; and their templates for Word."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from trackers.domain.errors import UnknownRecord
from trackers.domain.papers import Paper
from trackers.domain.pictures import Picture
from trackers.drawing.map_picture import map_picture
from trackers.drawing.raster import png_of
from trackers.services import papers, public_papers
from trackers.services.paper_templates import template_file
from trackers.services.wards import present
from trackers.web.actors import actor_of
from trackers.web.site import Site

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NAMES = {"minutes": "bien-ban-giao-ban", "weekly": "bao-cao-mat-bang"}


def review_paper(site: Site, request: Request) -> Response:
    """Answer with a paper of a review, its name told by the review's week.

    `version=public` asks for the weekly report as anybody may read it.
    """
    ledger = site.ledger(request.path_params["ward"])
    paper, kind = request.path_params["paper"], request.path_params["kind"]
    public = request.query_params.get("version") == "public"
    make = _MAKERS.get((paper, kind, public))
    if make is None:
        raise UnknownRecord(kind="asset", code=f"{paper}.{kind}")
    monday = _monday(request.path_params["monday"])
    body = make(ledger, actor_of(site, ledger, request), monday, now=present(ledger))
    tail = "-cong-bo" if public else ""
    name = f"{_NAMES[paper]}-{ledger.ward}-tuan-{monday:%V-%G}{tail}.{kind}"
    return _file(body, kind, name)


def paper_template(site: Site, request: Request) -> Response:
    """Answer with a paper's template in force, to be edited in Word; for administrators."""
    ledger = site.ledger(request.path_params["ward"])
    code = request.path_params["paper"]
    actor = actor_of(site, ledger, request)
    if code not in set(Paper):
        raise UnknownRecord(kind="asset", code=f"{code}.docx")
    body = template_file(ledger, actor, Paper(code))
    return _file(body, "docx", f"mau-{code}-{ledger.ward}.docx")


def _file(body: bytes, kind: str, name: str) -> Response:
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "no-store",
    }
    return Response(body, media_type=_TYPES[kind], headers=headers)


def _monday(text: str) -> date:
    """Give the Monday that an address names; raises UnknownRecord."""
    try:
        found = date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError as error:
        raise UnknownRecord(kind="review", code=text[:20]) from error
    return found


def _draw(picture: Picture) -> bytes:
    return png_of(map_picture(picture))


_MAKERS: dict[tuple[str, str, bool], Callable[..., bytes]] = {
    ("minutes", "docx", False): lambda *which, **more: papers.minutes_file(
        *which, **more, draw=_draw
    ),
    ("minutes", "xlsx", False): papers.minutes_book,
    ("weekly", "docx", False): lambda *which, **more: papers.weekly_file(
        *which, **more, draw=_draw
    ),
    ("weekly", "xlsx", False): papers.weekly_book,
    ("weekly", "docx", True): lambda *which, **more: public_papers.public_weekly_file(
        *which, **more, draw=_draw
    ),
    ("weekly", "xlsx", True): public_papers.public_weekly_book,
}
