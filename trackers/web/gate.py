"""The gate: who is let in at all (DESIGN §4.3).

A pure ASGI middleware over HTTP and WebSocket. Without accounts only this machine's own browser
gets in; others, and all who come through a proxy, get `/healthz`, links under `/s/` and the scripts
of their pages. As soon as there is an account, everybody gets in who is signed in, and nobody else.
"""

import re
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from trackers.services import page_sessions
from trackers.services.signing_in import has_accounts, session_of
from trackers.web.clients import Client, client_of, headers_of, is_loopback, only
from trackers.web.doors import OPEN_DOORS
from trackers.web.plain import HTML, answer, page_of
from trackers.web.site import Site
from trackers.words import LANGUAGES, say, use_language
from trackers.words.errors import SENTENCES

_READING = {"GET", "HEAD", "OPTIONS"}
# Under /assets/ lies code of ours and nothing else, and it is the same for everybody.
_OPEN = re.compile(r"/s/.+|/assets/[\w-]+/[\w.-]+", re.ASCII | re.DOTALL)
_PROTOCOLS = b"sec-websocket-protocol"


class Gate:
    """The middleware of a site."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or say why not."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        reason, scope = await self._judged(scope)
        if reason is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        elif reason == "SignInNeeded" and wants_page(scope):
            await answer(send, 303, HTML, "", {"location": self._door(scope)})
        else:
            await _say_no(send, reason, 401 if reason == "SignInNeeded" else 403)

    async def _judged(self, scope: Scope) -> tuple[str | None, Scope]:
        """Give why not (None: let in), and the request as it may go on."""
        settings = self.site.settings
        client = client_of(scope, settings.trusted_proxies)
        accounts = await run_in_threadpool(has_accounts, self.site.store)
        reason = refusal(scope, client, settings.hosts, accounts=accounts)
        if reason or is_open_to_all(scope) or not accounts or is_open_door(scope):
            return reason, scope
        cookies = cookie_parser(only(headers_of(scope), "cookie"))
        token, now = cookies.get(settings.cookie, ""), datetime.now(UTC)
        session = await run_in_threadpool(session_of, self.site.store, token, now)
        if session is None:
            return "SignInNeeded", scope
        return None, own_page_session(scope, session.id_hash)

    def _door(self, scope: Scope) -> str:
        """Give the address that asks who it is: the provider's answer is looked at first."""
        cookies = cookie_parser(only(headers_of(scope), "cookie"))
        if self.site.provider and self.site.provider.cookies_in(cookies):
            return "/sign-in/oidc"
        query = scope.get("query_string", b"").decode("latin-1")
        asked = scope["path"] + (f"?{query}" if query else "")
        return "/sign-in" if asked == "/" else f"/sign-in?next={quote(asked, safe='')}"


def refusal(
    scope: Scope, client: Client, hosts: frozenset[str] = frozenset(), *, accounts: bool = False
) -> str | None:
    """Give why a request may not come in (a kind of `words.errors`), whoever asks, or None."""
    headers = headers_of(scope)
    if scope["path"] == "/healthz" and scope["type"] == "http":
        return None
    if not accounts and not client.is_local and not is_open_to_all(scope):
        return "LocalOnly"
    if accounts and client.spoofed:
        return "UntrustedProxy"
    host = only(headers, "host")
    if not is_loopback(host_name(host)) and host_name(host) not in hosts:
        return "WrongHost"
    return None if _same_origin(scope, headers, host) else "WrongOrigin"


def is_open_to_all(scope: Scope) -> bool:
    """Tell whether an address is for everyone: health, links, and the scripts their pages run."""
    path = scope["path"]
    return scope["type"] == "http" and (
        path == "/healthz" or (_is_plain(path) and bool(_OPEN.fullmatch(path)))
    )


def is_open_door(scope: Scope) -> bool:
    """Tell whether an address is there for signing in."""
    path = scope["path"]
    return scope["type"] == "http" and _is_plain(path) and bool(OPEN_DOORS.fullmatch(path))


def wants_page(scope: Scope) -> bool:
    """Tell whether a browser goes to a page, so that it can be sent to another."""
    accept = only(headers_of(scope), "accept")
    return bool(scope["type"] == "http" and scope["method"] == "GET" and "text/html" in accept)


def host_name(text: str) -> str:
    """Give the name in a Host header or an origin, without port; "" when there is none."""
    if text.startswith("["):
        return text[1:].partition("]")[0].lower()
    return text.partition(":")[0].rstrip(".").lower()


def own_page_session(scope: Scope, owner: str) -> Scope:
    """Let a WebSocket take up only a page session that its own sign-in began.

    Streamlit's page asks for its former session by an id in the list of protocols; whoever learns
    that id must not get what waits there for another.
    """
    if scope["type"] != "websocket":
        return scope
    headers = []
    for name, value in scope["headers"]:
        if name.lower() != _PROTOCOLS:
            headers.append((name, value))
            continue
        parts = re.split(rb"\s*,\s*", value)
        if len(parts) > 2 and not page_sessions.belongs(parts[2].decode("latin-1"), owner):  # noqa: PLR2004
            parts = parts[:2]
        headers.append((name, b", ".join(parts)))
    protocols = [
        one
        for name, value in headers
        if name.lower() == _PROTOCOLS
        for one in value.decode("latin-1").split(", ")
    ]
    return {**scope, "headers": headers, "subprotocols": protocols}


def _is_plain(path: str) -> bool:
    return ".." not in path.split("/") and "//" not in path and "\\" not in path


def _same_origin(scope: Scope, headers: dict[str, list[str]], host: str) -> bool:
    """Check Origin: a WebSocket and a form must come from a page of ours."""
    if scope["type"] == "http" and (scope["method"] in _READING or "origin" not in headers):
        return True
    scheme, _, place = only(headers, "origin").partition("://")
    return scheme in {"http", "https"} and place.lower() == host.lower()


async def _say_no(send: Send, reason: str, status: int) -> None:
    words = []
    for language in LANGUAGES:
        with use_language(language):
            words.append(say(SENTENCES[reason]))
    await answer(send, status, HTML, page_of(*words))
