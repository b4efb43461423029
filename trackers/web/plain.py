"""A refusal by a middleware, before any route: a small page in both languages, or JSON."""

import json
from html import escape

from starlette.types import Scope, Send

from trackers.web.clients import headers_of
from trackers.web.errors import Unforeseen, code_of, waiting
from trackers.words.errors import in_every_language, sentence

_PAGE = (
    '<!doctype html><html lang="vi"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>Mặt Bằng</title>'
    '<body style="font-family:sans-serif;max-width:40em;margin:3em auto;padding:0 1em">'
    '<p>{vi}</p><p lang="en">{en}</p></body></html>'
)


async def refuse(scope: Scope, send: Send, error: BaseException, status: int = 0) -> None:
    """Answer with a refusal; a browser that asks for a page gets one."""
    status = status or code_of(error)
    wants_page = any("text/html" in one for one in headers_of(scope).get("accept", []))
    if wants_page:
        vietnamese, english = map(escape, in_every_language(error))
        kind, body = "text/html; charset=utf-8", _PAGE.format(vi=vietnamese, en=english)
    else:
        said = {"error": type(error).__name__, "message": sentence(error)}
        if isinstance(error, Unforeseen):
            said |= {"error": "Unexpected", **error.values}
        kind, body = "application/json", json.dumps(said, ensure_ascii=False)
    content = body.encode()
    headers = {"content-type": kind, "cache-control": "no-store", **waiting(error)}
    headers["content-length"] = str(len(content))
    pairs = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": content})
