"""The course of the whole record, which a map plays back day by day."""

import json

from starlette.requests import Request
from starlette.responses import Response

from trackers.domain.playback import course_payload
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services import playback as courses
from trackers.services.status import projection_of
from trackers.services.wards import current_revision, present
from trackers.web.actors import actor_of
from trackers.web.caching import ASK_AGAIN, is_known, kept_body, send, unchanged
from trackers.web.site import Site


def playback(site: Site, request: Request) -> Response:
    """Answer with how every case went on, in the asker's projection; 304 to who has it."""
    ledger = site.ledger(request.path_params["ward"])
    actor, now = actor_of(site, ledger, request), present(ledger)
    require(actor, Action.SEE_WORKS, ledger.ward)
    revision, layer = current_revision(ledger)
    projection = projection_of(actor)
    tag = f'"{revision}.{layer}.{day_of(now):%Y%m%d}.{projection}.course"'
    headers = {"ETag": tag, "Cache-Control": ASK_AGAIN, "Vary": "Accept-Encoding, Cookie"}
    if is_known(request, tag):
        return unchanged(headers)
    body = kept_body((ledger, tag), lambda: encode(courses.playback(ledger, actor, now=now)))
    return send(request, body, "application/json", headers)


def encode(found: courses.Playback) -> bytes:
    """Write a playback in the short keys in which it travels."""
    body = {
        "revision": found.revision,
        "layer": found.layer,
        "projection": found.projection.value,
        "first": found.first_on.isoformat(),
        "last": found.last_on.isoformat(),
        "cases": [course_payload(one, found.first_on) for one in found.courses],
    }
    return json.dumps(body, separators=(",", ":")).encode()
