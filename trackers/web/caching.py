"""Answers a browser may keep: entity tags, immutable files, bytes that are gzipped once."""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response

YEAR = 31_536_000
IMMUTABLE = f"private, max-age={YEAR}, immutable"
ASK_AGAIN = "private, no-cache"
WORTH_IT = 1024


def is_known(request: Request, tag: str) -> bool:
    """Tell whether the browser already holds the answer with that entity tag."""
    held = request.headers.get("if-none-match", "")
    return any(one.strip().removeprefix("W/") in {tag, "*"} for one in held.split(","))


def unchanged(headers: Mapping[str, str]) -> Response:
    """Answer that what the browser holds is still right."""
    return Response(status_code=304, headers=headers)


def squeezed(body: bytes) -> bytes:
    """Gzip a body, the same bytes each time."""
    return gzip.compress(body, 6, mtime=0)


def send(request: Request, zipped: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    """Answer with a gzipped body, unpacked for the rare client that does not take gzip."""
    extra = {"Vary": "Accept-Encoding", **headers}
    if "gzip" in request.headers.get("accept-encoding", ""):
        extra["Content-Encoding"] = "gzip"
        return Response(zipped, headers=extra, media_type=media_type)
    return Response(gzip.decompress(zipped), headers=extra, media_type=media_type)


def kept_body(key: Hashable, make: Callable[[], bytes]) -> bytes:
    """Give a gzipped body, made once for all who ask the same; the oldest are let go.

    Who asks for another one does not wait while this one is made.
    """
    with _lock:
        turn = _turns.setdefault(key, Lock())
    with turn:
        found = _bodies.get(key)
        body = squeezed(make()) if found is None else found
        with _lock:
            _bodies[key] = body
            _bodies.move_to_end(key)
            _turns.pop(key, None)
            while len(_bodies) > _KEPT:
                _bodies.popitem(last=False)
        return body


def held_body(key: Hashable) -> bytes | None:
    """Give a gzipped body if it is made already."""
    with _lock:
        return _bodies.get(key)


_KEPT = 128
_bodies: OrderedDict[Hashable, bytes] = OrderedDict()
_turns: dict[Hashable, Lock] = {}
_lock = Lock()
