"""Streamlit's own scripts and styles, gzipped once: 7 MB become 2 for a phone's first visit.

Streamlit serves its files as they lie on disk. They never change while it runs, so each is packed
at its first request and kept; whoever asks for less than all of a file gets Streamlit's answer.
"""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trackers.web.caching import WORTH_IT, squeezed

FOLDERS = ("/static/", "/component/")
KINDS = ("text/javascript", "application/javascript", "text/css", "image/svg+xml")


@dataclass(frozen=True)
class _Packed:
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Squeeze:
    """The middleware; it stands behind the gate."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, _Packed] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a packed file where one is asked for, else let the request through."""
        if not _may_be_packed(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self._kept:
            answer = _Answer()
            await self.app(scope, receive, answer.take)
            if not answer.is_worth_it:
                for message in answer.messages:
                    await send(message)
                return
            self._kept[path] = await run_in_threadpool(answer.packed)
        packed = self._kept[path]
        await send({"type": "http.response.start", "status": 200, "headers": packed.headers})
        await send({"type": "http.response.body", "body": packed.body})


class _Answer:
    """An answer held back until it is known whole."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def take(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def is_worth_it(self) -> bool:
        headers = Headers(raw=self.messages[0]["headers"])
        kind = headers.get("content-type", "").partition(";")[0]
        plain = "content-encoding" not in headers and kind in KINDS
        return self.messages[0]["status"] == 200 and plain and len(self._body) >= WORTH_IT  # noqa: PLR2004

    def packed(self) -> _Packed:
        body = squeezed(self._body)
        headers = MutableHeaders(raw=list(self.messages[0]["headers"]))
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        del headers["accept-ranges"]
        return _Packed(headers.raw, body)

    @property
    def _body(self) -> bytes:
        return b"".join(one.get("body", b"") for one in self.messages[1:])


def _may_be_packed(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    whole = not any(name in headers for name in ("range", "if-none-match", "if-modified-since"))
    packs = "gzip" in headers.get("accept-encoding", "")
    return scope["path"].startswith(FOLDERS) and whole and packs
