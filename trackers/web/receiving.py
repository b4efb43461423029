"""Routes that take something in: only from a page of our own, only so many bytes."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from geodata.errors import FileTooLarge
from trackers.domain.errors import TextMissing
from trackers.services.uploads import PIECE_BYTES
from trackers.web.errors import bounded
from trackers.web.site import Site
from trackers.words import say
from trackers.words.errors import SENTENCES

Writer = Callable[[Site, Request, bytes], Response]


def receiving(site: Site, handler: Writer) -> Callable[[Request], Awaitable[Response]]:
    """Give a route's endpoint; the handler gets the body, whole, or is not called."""

    async def endpoint(request: Request) -> Response:
        try:
            body = await _body(request) if is_own_page(request) else b""
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there any more to read it

        def answer(site: Site, request: Request) -> Response:
            if not is_own_page(request):
                message = say(SENTENCES["WrongOrigin"])
                return JSONResponse({"error": "WrongOrigin", "message": message}, 403)
            if body is None:
                raise FileTooLarge(name="", what="bytes", limit=PIECE_BYTES)
            return handler(site, request, body)

        return await run_in_threadpool(bounded(site, answer), request)

    return endpoint


def is_own_page(request: Request) -> bool:
    """Tell whether a page of this very host sends the request; browsers say so in Origin."""
    scheme, _, place = request.headers.get("origin", "").partition("://")
    return scheme in {"http", "https"} and place.lower() == request.headers.get("host", "").lower()


def fields_of(body: bytes) -> dict[str, Any]:
    """Give the fields of a small JSON body; raises TextMissing where it is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise TextMissing(field="request") from error
    if not isinstance(found, dict):
        raise TextMissing(field="request")
    return found


async def _body(request: Request) -> bytes | None:
    """Give the body, or None as soon as it is larger than a piece may be."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > PIECE_BYTES:
            return None
    return bytes(body)
