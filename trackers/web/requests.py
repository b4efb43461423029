"""The outermost of our middlewares: every request gets a number, a line in the log, a count.

An exception that nobody foresaw ends here, as a sentence with the number to quote.
"""

import logging
import re
import secrets
from collections.abc import Iterable
from time import perf_counter
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trackers.web import metrics
from trackers.web.clients import Network, client_of, headers_of, only
from trackers.web.errors import Unforeseen
from trackers.web.logs import answering
from trackers.web.plain import refuse

_log = logging.getLogger(__name__)

HEADER = "x-request-id"
STREAM = "/_stcore/stream"
_NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}")
_FACTS = "matbang.facts"
# Asked for all the time, and without news where they are answered as they should be.
QUIET = (
    *("/w/{ward}/status", "/w/{ward}/tiles/", "/assets/", "/static", "/component", "/_stcore"),
    *("/s/p/{code}/status", "/s/p/{code}/content", "/s/p/{code}/tiles/"),
)
_FAULT, _UNFORESEEN = 400, 500


def note(scope: Scope, **facts: str) -> None:
    """Write a fact into the log's line of this request: `actor` and `ward`, by their codes."""
    scope.get(_FACTS, {}).update(facts)


class Requests:
    """The middleware; only `trusted` proxies may give a request its number."""

    def __init__(self, app: ASGIApp, *, trusted: Iterable[Network] = ()) -> None:
        self.app = app
        self._trusted = tuple(trusted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, and write down how it ended."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        number = self._number(scope)
        answering(number)
        facts: dict[str, Any] = {}
        scope[_FACTS] = facts
        scope["headers"] = [
            *(one for one in scope["headers"] if one[0].lower() != HEADER.encode()),
            (HEADER.encode(), number.encode()),
        ]
        ended = _Ended(send, number)
        begun = perf_counter()
        with metrics.open_websocket() if scope["type"] == "websocket" else metrics.nothing():
            await self._answer(scope, receive, ended, number)
        seconds = perf_counter() - begun
        _tell(scope, ended.status, seconds, facts)

    async def _answer(self, scope: Scope, receive: Receive, ended: "_Ended", number: str) -> None:
        try:
            await self.app(scope, receive, ended.send)
        except ClientDisconnect:
            ended.status = ended.status or 499
        except Exception as error:
            _log.error("request failed", exc_info=error)
            if scope["type"] == "websocket":
                if not ended.over:
                    await ended.send({"type": "websocket.close", "code": 1011, "reason": ""})
            elif not ended.status:
                await refuse(scope, ended.send, Unforeseen(number=number), _UNFORESEEN)
            else:
                # Half of an answer is out: only a broken connection tells that it is not whole.
                raise

    def _number(self, scope: Scope) -> str:
        """Give the number a trusted proxy gave, else one of our own."""
        given = only(headers_of(scope), HEADER)
        if _NUMBER.fullmatch(given):
            client = client_of(scope, self._trusted)
            if client.through_proxy and not client.spoofed:
                return given
        return secrets.token_hex(6)


class _Ended:
    """What went out: the status, and that a WebSocket was closed."""

    def __init__(self, send: Send, number: str) -> None:
        self._send = send
        self._number = number
        self.status = 0
        self.over = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            number = (HEADER.encode(), self._number.encode())
            message = {**message, "headers": [*message.get("headers", []), number]}
        elif message["type"] == "websocket.accept":
            self.status = 101
        elif message["type"] == "websocket.close":
            self.status, self.over = self.status or 403, True
        await self._send(message)


def route_of(scope: Scope) -> str:
    """Give the template of the address that was asked for; what a person wrote is not in it."""
    if scope["type"] == "websocket" and scope["path"] == STREAM:
        return (
            STREAM  # the gate hands on a copy of the scope, which the route does not come back in
        )
    template = str(getattr(scope.get("route"), "path", ""))
    return template if template or "route" not in scope else "/static"


def _tell(scope: Scope, status: int, seconds: float, facts: dict[str, Any]) -> None:
    route, method = route_of(scope), str(scope.get("method", "WEBSOCKET"))
    metrics.count(method, route, status, seconds)
    quiet = status < _FAULT and route.startswith(QUIET) and scope["type"] == "http"
    write = _log.debug if quiet else _log.info
    ms = round(1000 * seconds, 1)
    told = {"method": method, "route": route or "-", "status": status, "ms": ms}
    write(scope["type"], extra=told | facts)
