"""Figures for who watches over the machine: counts and sizes, nobody's data.

`/metrics` answers programs of this machine, and whoever has the token. It stands before the gate.
"""

import hmac
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.process_collector import ProcessCollector
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from trackers.services.figures import site_figures
from trackers.web.clients import Network, client_of, headers_of, host_name, is_loopback, only
from trackers.web.site import Site

PATH = "/metrics"
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "WEBSOCKET"}
_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

registry = CollectorRegistry()
ProcessCollector(registry=registry)
_requests = Counter(
    "matbang_requests", "Requests answered", ["method", "route", "status"], registry=registry
)
_durations = Histogram(
    "matbang_request_seconds",
    "How long an answer took",
    ["route"],
    registry=registry,
    buckets=_SECONDS,
)
_websockets = Gauge("matbang_websockets", "WebSockets that are open", registry=registry)
_failures = Counter("matbang_sign_in_failures", "Sign-ins that were refused", registry=registry)
_limited = Counter("matbang_limited", "Refused as too often", ["kind"], registry=registry)
_database = Gauge("matbang_database_bytes", "Size of the database", registry=registry)
_revision = Gauge("matbang_revision", "Last entry of a ward's log", ["ward"], registry=registry)
_backup = Gauge(
    "matbang_backup_age_seconds", "Age of the newest copy; -1: there is none", registry=registry
)


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count an answer; a WebSocket's length says nothing about how quick we are."""
    known = method if method in _METHODS else "OTHER"
    _requests.labels(known, route or "-", str(status)).inc()
    if method != "WEBSOCKET":
        _durations.labels(route or "-").observe(seconds)


def sign_in_failed() -> None:
    """Count a sign-in that was refused."""
    _failures.inc()


def was_limited(kind: str) -> None:
    """Count a refusal because of a rate or a limit."""
    _limited.labels(kind).inc()


@contextmanager
def open_websocket() -> Iterator[None]:
    """Count a WebSocket while it is open."""
    _websockets.inc()
    try:
        yield
    finally:
        _websockets.dec()


nothing = nullcontext


class Metrics:
    """The middleware that answers `/metrics`, and says to others that there is nothing."""

    def __init__(
        self, app: ASGIApp, *, site: Site, token: str = "", trusted: Iterable[Network] = ()
    ) -> None:
        self.app = app
        self._site, self._token = site, token
        self._trusted = tuple(trusted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the request through."""
        if scope["type"] != "http" or scope["path"].rstrip("/") != PATH:
            await self.app(scope, receive, send)
        elif not self._may_see(scope):
            await PlainTextResponse("", 404)(scope, receive, send)
        else:
            body = await run_in_threadpool(self._figures)
            answer = PlainTextResponse(
                body, media_type=CONTENT_TYPE_PLAIN_0_0_4, headers={"Cache-Control": "no-store"}
            )
            await answer(scope, receive, send)

    def _may_see(self, scope: Scope) -> bool:
        client = client_of(scope, self._trusted)
        scheme, _, given = only(headers_of(scope), "authorization").partition(" ")
        if self._token and scheme.lower() == "bearer" and not client.spoofed:
            return hmac.compare_digest(given.strip().encode(), self._token.encode())
        return client.is_local and is_loopback(host_name(client.host))

    def _figures(self) -> bytes:
        figures = site_figures(self._site.store, datetime.now(UTC))
        _database.set(figures.database_bytes)
        _backup.set(-1 if figures.backup_age_s is None else figures.backup_age_s)
        for ward, revision in figures.revisions.items():
            _revision.labels(ward).set(revision)
        return generate_latest(registry)
