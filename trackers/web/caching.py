"""Answers a browser may keep: entity tags, immutable files, bytes that are gzipped once."""

import gzip
from collections.abc import Mapping

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
