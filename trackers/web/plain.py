"""A refusal by a middleware, before any route: a small page in both languages, or JSON."""

import json
from collections.abc import Mapping
from html import escape

from starlette.types import Scope, Send

from trackers.web.clients import headers_of
from trackers.web.errors import Unforeseen, code_of, waiting
from trackers.words.errors import in_every_language, sentence

STYLE = "body{font-family:sans-serif;max-width:40em;margin:3em auto;padding:0 1em}"
_PAGE = (
    '<!doctype html><html lang="vi"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>Mặt Bằng</title>'
    '<style>{style}</style><body><p>{vi}</p><p lang="en">{en}</p></body></html>'
)
HTML = "text/html; charset=utf-8"


async def refuse(scope: Scope, send: Send, error: BaseException, status: int = 0) -> None:
    """Answer with a refusal; a browser that asks for a page gets one."""
    status = status or code_of(error)
    wants_page = any("text/html" in one for one in headers_of(scope).get("accept", []))
    if wants_page:
        kind, body = HTML, page_of(*in_every_language(error))
    else:
        said = {"error": type(error).__name__, "message": sentence(error)}
        if isinstance(error, Unforeseen):
            said |= {"error": "Unexpected", **error.values}
        kind, body = "application/json", json.dumps(said, ensure_ascii=False)
    await answer(send, status, kind, body, waiting(error))


def page_of(vietnamese: str, english: str) -> str:
    """Give the small page that says something in both languages."""
    return _PAGE.format(style=STYLE, vi=escape(vietnamese), en=escape(english))


async def answer(
    send: Send, status: int, kind: str, body: str, more: Mapping[str, str] | None = None
) -> None:
    """Send an answer that no cache may keep, with `more` headers."""
    content = body.encode()
    headers = {"content-type": kind, "cache-control": "no-store", **(more or {})}
    headers["content-length"] = str(len(content))
    pairs = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": content})
