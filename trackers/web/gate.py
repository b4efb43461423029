"""The gate: without accounts, only this machine's own browser gets in (DESIGN §4.3).

A pure ASGI middleware over HTTP and WebSocket. Others, and all who come through a proxy, get
`/healthz` and links under `/s/` and nothing else.
"""

from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

from trackers.words import say, use_language
from trackers.words.errors import SENTENCES

_PROXY = {"forwarded", "via", "x-real-ip", "true-client-ip", "cf-connecting-ip"}
_READING = {"GET", "HEAD", "OPTIONS"}
_PAGE = (
    '<!doctype html><html lang="vi"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>Mặt Bằng</title>'
    '<body style="font-family:sans-serif;max-width:40em;margin:3em auto;padding:0 1em">'
    '<p>{vi}</p><p lang="en">{en}</p></body></html>'
)


class Gate:
    """The middleware; `hosts` are the names, besides this machine's own, it answers to."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or say why not."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        reason = refusal(scope, self.hosts)
        if reason is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            await _say_no(send, reason)


def refusal(scope: Scope, hosts: frozenset[str] = frozenset()) -> str | None:
    """Give why a request may not come in (a kind of `words.errors`), or None."""
    headers = _headers(scope)
    if is_open_to_all(scope["path"]) and scope["type"] == "http":
        if scope["path"] == "/healthz":
            return None
    elif not is_local(scope, headers):
        return "LocalOnly"
    host = _only(headers, "host")
    if not _is_loopback(host_name(host)) and host_name(host) not in hosts:
        return "WrongHost"
    return None if _same_origin(scope, headers, host) else "WrongOrigin"


def is_open_to_all(path: str) -> bool:
    """Tell whether an address is for everyone: health, and links."""
    plain = ".." not in path.split("/") and "//" not in path and "\\" not in path
    return path == "/healthz" or (path.startswith("/s/") and plain)


def is_local(scope: Scope, headers: dict[str, list[str]]) -> bool:
    """Tell whether the client is on this machine and no proxy stands between."""
    through = any(name in _PROXY or name.startswith("x-forwarded-") for name in headers)
    client = scope.get("client")
    return not through and client is not None and _is_loopback(client[0])


def host_name(text: str) -> str:
    """Give the name in a Host header or an origin, without port; "" when there is none."""
    if text.startswith("["):
        return text[1:].partition("]")[0].lower()
    return text.partition(":")[0].rstrip(".").lower()


def _same_origin(scope: Scope, headers: dict[str, list[str]], host: str) -> bool:
    """Check Origin: a WebSocket and a form must come from a page of ours."""
    if scope["type"] == "http" and (scope["method"] in _READING or "origin" not in headers):
        return True
    scheme, _, place = _only(headers, "origin").partition("://")
    return scheme in {"http", "https"} and place.lower() == host.lower()


def _is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _only(headers: dict[str, list[str]], name: str) -> str:
    """Give a header that must come once; a second one is an attempt to be read two ways."""
    values = headers.get(name, [])
    return values[0] if len(values) == 1 else ""


async def _say_no(send: Send, reason: str) -> None:
    words = {}
    for language in ("vi", "en"):
        with use_language(language):
            words[language] = say(SENTENCES[reason])
    body = _PAGE.format(**words).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})
