"""How much and how often: bodies, rates and connections, before a route is asked.

Also what Streamlit serves and nobody here needs: its own figures, and the door for programs.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trackers.domain.errors import BodyTooLarge, TooOften, UnknownRecord
from trackers.services.limiting import Kind, limit
from trackers.services.uploads import PIECE_BYTES
from trackers.web import metrics
from trackers.web.clients import Network, client_of, headers_of
from trackers.web.plain import refuse

# A form of ours, a search, a sign-in: a few lines.
SMALL_BYTES = 64 * 1024
MOST_WEBSOCKETS = 256
# What a browser sends at once: the fields of all widgets of a page.
MESSAGE_BYTES = 4 * 2**20
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
_FRAMING_BYTES = 64 * 1024


@dataclass(frozen=True)
class Rule:
    """What is counted: requests of that method whose path looks so."""

    kind: Kind
    methods: tuple[str, ...]
    path: re.Pattern[str]


RULES = (
    Rule(Kind.LINK, ("GET", "HEAD", "POST"), re.compile(r"/s/[^/]+/?")),
    Rule(Kind.PIN, ("POST",), re.compile(r"/s/p/[^/]+/pin/?")),
    Rule(
        Kind.EXPORT,
        ("GET", "HEAD"),
        re.compile(r"/w/[^/]+/(overview\.\w+|looks\.csv|households/.+|visiting|backups/.+)"),
    ),
    Rule(Kind.UPLOAD, ("POST",), re.compile(r"/w/[^/]+/uploads/?")),
    Rule(Kind.UPLOAD, ("PUT",), re.compile(r"/_stcore/upload_file/.+")),
)


class Bounds:
    """The middleware; `upload_bytes` is what Streamlit takes of one file."""

    def __init__(
        self, app: ASGIApp, *, trusted: Iterable[Network] = (), upload_bytes: int = 50 * 2**20
    ) -> None:
        self.app = app
        self._trusted = tuple(trusted)
        self._upload_bytes = upload_bytes
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what is within bounds."""
        if scope["type"] == "websocket":
            await self._talk(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith(CLOSED):
            await refuse(scope, send, UnknownRecord(kind="asset", code="_stcore"))
            return
        try:
            self._count(scope)
            bounded = Body(receive, send, self._most(scope))
            bounded.check(headers_of(scope).get("content-length", []))
        except (TooOften, BodyTooLarge) as error:
            await refuse(scope, send, error)
            return
        try:
            await self.app(scope, bounded.receive, bounded.send)
        except Exception:
            # Whatever half of a body made of a route, it is not the program's mistake.
            if not bounded.over:
                raise
        if bounded.over and not bounded.begun:
            await refuse(scope, send, BodyTooLarge(limit=bounded.most))

    def _count(self, scope: Scope) -> None:
        for rule in RULES:
            if scope["method"] in rule.methods and rule.path.fullmatch(scope["path"]):
                try:
                    limit(rule.kind, client_of(scope, self._trusted).key)
                except TooOften:
                    metrics.was_limited(rule.kind)
                    raise

    def _most(self, scope: Scope) -> int:
        path = scope["path"]
        if path.startswith("/_stcore/upload_file/"):
            return self._upload_bytes + _FRAMING_BYTES
        if re.fullmatch(r"/w/[^/]+/uploads/[^/]+", path):
            return PIECE_BYTES
        return SMALL_BYTES

    async def _talk(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = client_of(scope, self._trusted).key
        if self._open[key] >= MOST_WEBSOCKETS:
            metrics.was_limited("websocket")
            await send({"type": "websocket.close", "code": 1013, "reason": ""})
            return
        self._open[key] += 1
        try:
            await self.app(scope, _messages(receive, send), send)
        finally:
            self._open[key] -= 1
            if not self._open[key]:
                del self._open[key]


class Body:
    """A request's body, cut off where it is too long: the rest of it is not read."""

    def __init__(self, receive: Receive, send: Send, most: int) -> None:
        self._receive, self._send = receive, send
        self.most = most
        self.over = self.begun = False
        self._arrived = 0

    def check(self, said: list[str]) -> None:
        """Refuse a body that says of itself that it is too long; raises BodyTooLarge."""
        if any(one.isascii() and one.isdecimal() and int(one[:20]) > self.most for one in said):
            raise BodyTooLarge(limit=self.most)

    async def receive(self) -> Message:
        """Give the next part; past the bound the sender counts as gone."""
        message = await self._receive()
        if message["type"] == "http.request":
            self._arrived += len(message.get("body", b""))
            if self._arrived > self.most:
                self.over = True
                return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        """Let the answer out, unless it answers half of a body."""
        if self.over and not self.begun:
            return
        self.begun = True
        await self._send(message)


def _messages(receive: Receive, send: Send) -> Receive:
    """Give a WebSocket's messages; one that is too long ends it."""

    async def bounded() -> Message:
        message = await receive()
        told = message.get("bytes") or message.get("text") or b""
        if message["type"] == "websocket.receive" and len(told) > MESSAGE_BYTES:
            metrics.was_limited("message")
            await send({"type": "websocket.close", "code": 1009, "reason": ""})
            return {"type": "websocket.disconnect", "code": 1009}
        return message

    return bounded
