"""The feed by which open maps follow the record: a few bytes, or 304."""

import json
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response

from trackers.domain.as_of import Sight
from trackers.domain.people import Actor
from trackers.domain.status import Projection, payload
from trackers.domain.wards import day_of
from trackers.services.status import Feed, former_status, projection_of, status_feed
from trackers.services.wards import current_revision, present
from trackers.store import Ledger
from trackers.web.actors import actor_of
from trackers.web.caching import (
    ASK_AGAIN,
    WORTH_IT,
    is_known,
    kept_body,
    send,
    squeezed,
    unchanged,
)
from trackers.web.days import day_asked, sight_asked
from trackers.web.site import Site


def status(site: Site, request: Request) -> Response:
    """Answer with the cases touched after revision `since`; with 304 when there are none.

    With `as_of` (YYYY-MM-DD) the answer is every case as it was at the end of that day, as `sight`
    sees it.
    """
    ledger = site.ledger(request.path_params["ward"])
    actor, now = actor_of(site, ledger, request), present(ledger)
    revision, layer = current_revision(ledger)
    projection = projection_of(actor)
    as_of, sight = day_asked(request), sight_asked(request)
    day = f"{as_of or day_of(now):%Y%m%d}{f'.{sight}' if as_of else ''}"
    tag = f'"{revision}.{layer}.{day}.{projection}"'
    headers = {"ETag": tag, "Cache-Control": ASK_AGAIN, "Vary": "Accept-Encoding, Cookie"}
    if is_known(request, tag):
        return unchanged(headers)
    since = _since(request, revision, projection)
    if as_of or since == 0:
        body = kept_body(
            ("status", ledger, revision, layer, day, projection),
            lambda: encode(_whole(ledger, actor, now, as_of, sight)),
        )
        return send(request, body, "application/json", headers)
    body = encode(status_feed(ledger, actor, since=since, now=now))
    if len(body) > WORTH_IT:
        return send(request, squeezed(body), "application/json", headers)
    return Response(body, headers=headers, media_type="application/json")


def encode(feed: Feed) -> bytes:
    """Write a feed in the short keys in which it travels."""
    body = {
        "revision": feed.revision,
        "layer": feed.layer,
        "today": feed.today.isoformat(),
        "full": feed.full,
        "projection": feed.projection.value,
        "cases": [payload(one) for one in feed.cases],
    }
    if feed.opinions is not None:
        body["opinions"] = feed.opinions
    if feed.as_of:
        body["as_of"] = feed.as_of.isoformat()
    return json.dumps(body, separators=(",", ":")).encode()


def _since(request: Request, revision: int, projection: Projection) -> int:
    """Give the revision the browser has; 0 for a number that is none or lies in the future.

    What it has of another projection does not count.
    """
    if request.query_params.get("projection", projection) != projection:
        return 0
    text = request.query_params.get("since", "0")
    since = int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0  # noqa: PLR2004
    return since if since <= revision else 0


def _whole(ledger: Ledger, actor: Actor, now: datetime, as_of: date | None, sight: Sight) -> Feed:
    if as_of:
        return former_status(ledger, actor, as_of, now=now, sight=sight)
    return status_feed(ledger, actor, since=0, now=now)
