"""What every answer tells the browser to refuse: headers put on in one place.

An answer that brings a policy of its own keeps it. Each loosening is told, with its reason, in
docs/security.md.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "Content-Security-Policy"
_POLICY = POLICY.lower().encode()
_YEAR_S = 31_536_000
# The map needs the place of the phone, "Chia sẻ" the clipboard, the map its full screen.
_ALLOWED = ("clipboard-write", "fullscreen", "geolocation")
_FORBIDDEN = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "gyroscope",
    "hid",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
_PERMISSIONS = ", ".join(
    [f"{one}=(self)" for one in _ALLOWED] + [f"{one}=()" for one in _FORBIDDEN]
)
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": _PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "X-Permitted-Cross-Domain-Policies": "none",
}
# Streamlit lets other sites read some of its answers; nobody else has to read any of ours.
_CROSS_ORIGIN = b"access-control-"
# A file, a picture, a table: a browser that opens one as a page finds nothing it may do.
NOTHING = {
    "default-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'self'"],
    "sandbox": [],
}
_OWN = {
    "default-src": ["'none'"],
    "connect-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
}

Policy = Mapping[str, list[str]]
Header = tuple[bytes, bytes]


class Headers:
    """The middleware.

    `scripts`: the texts that may run inline on Streamlit's page. `basemap`: the address of the
    basemap, the only other place that a browser of ours may ask. `https`: whether people reach us
    by https only.
    """

    def __init__(
        self, app: ASGIApp, *, scripts: Iterable[str] = (), basemap: str = "", https: bool = False
    ) -> None:
        self.app = app
        self._page = written(page_policy(scripts)).encode()
        self._frame = written(frame_policy(basemap)).encode()
        self._file = written(NOTHING).encode()
        always = EVERYWHERE | ({"Strict-Transport-Security": f"max-age={_YEAR_S}"} if https else {})
        self._always = [(name.lower().encode(), text.encode()) for name, text in always.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, and put the headers on its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._more(scope["path"], message["headers"])}
            await send(message)

        await self.app(scope, receive, sending)

    def _more(self, path: str, headers: Iterable[Header]) -> list[Header]:
        """Give an answer's headers with what it lacks of ours."""
        kept = [one for one in headers if not one[0].lower().startswith(_CROSS_ORIGIN)]
        names = {name.lower(): value for name, value in kept}
        kept += [one for one in self._always if one[0] not in names]
        if _POLICY not in names:
            kept.append((_POLICY, self._policy(path, names.get(b"content-type", b""))))
        return kept

    def _policy(self, path: str, kind: bytes) -> bytes:
        if kind.partition(b";")[0].strip() != b"text/html":
            return self._file
        return self._frame if path.startswith("/component/") else self._page


def page_policy(scripts: Iterable[str]) -> Policy:
    """Give the policy of Streamlit's page."""
    return _OWN | {
        "script-src": ["'self'", "'wasm-unsafe-eval'", "blob:", *map(digest, scripts)],
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'", "data:"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'none'"],
    }


def frame_policy(basemap: str = "") -> Policy:
    """Give the policy of a component's frame: the map, in which streamlit-folium runs its text."""
    outside = [origin] if (origin := _origin(basemap)) else []
    return _OWN | {
        "script-src": ["'self'", "'unsafe-inline'", "'unsafe-eval'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "connect-src": ["'self'", *outside],
        "img-src": ["'self'", "data:", "blob:", *outside],
        "form-action": ["'none'"],
        "frame-ancestors": ["'self'"],
    }


def map_policy(nonce: str, basemap: str = "") -> Policy:
    """Give the policy of a plain page with the map on it: no text runs, one style of its own."""
    return {
        **frame_policy(basemap),
        "script-src": ["'self'"],
        "style-src": ["'self'", f"'nonce-{nonce}'"],
        "frame-ancestors": ["'none'"],
    }


def digest(script: str) -> str:
    """Give the source expression that lets one text run, and no other."""
    hashed = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(hashed).decode()}'"


def written(policy: Policy) -> str:
    """Write a policy as its header."""
    return "; ".join(" ".join((name, *sources)) for name, sources in policy.items())


def _origin(address: str) -> str:
    """Give scheme and host of an address; a {place} in the host stands for any name there."""
    parts = urlsplit(address)
    if not parts.netloc:
        return ""
    host = parts.netloc.rpartition("@")[2]
    if "{" in host:
        host = "*." + host.rpartition("}")[2].lstrip(".")
    return f"{parts.scheme}://{host}"
