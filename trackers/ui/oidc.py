"""The office's own identity provider, through Streamlit's own OIDC sign-in (`st.login`, Authlib).

Streamlit sends the browser to the provider, checks what comes back, and keeps it in a signed cookie
for a month. We look at that cookie once, right after it came, and begin a session of our own, which
can be ended: one kind of session, whichever the door.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import (
    TOKENS_COOKIE_NAME,
    USER_COOKIE_NAME,
)

from trackers.config import Settings
from trackers.services.providers import Vouched

_NAME, _CALLBACK = "default", "/oauth2callback"
# How long ago somebody may have shown who they are to the provider.
_FRESH_S = 300
# A provider's clock may run ahead of ours by this much.
_AHEAD_S = 60


class Oidc:
    """A provider that speaks OpenID Connect."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def address(self) -> str:
        """Give the address that sends a browser to the provider: where `st.login` sends it."""
        return f"/auth/login?provider={quote(encode_provider_token(_NAME))}"

    def vouched_for(self, cookies: Mapping[str, str]) -> Vouched | None:
        """Give whom the provider has vouched for within the last minutes, else None."""
        told = self._told(cookies)
        issued = told.get("iat")
        if not isinstance(issued, int | float) or not -_AHEAD_S < time.time() - issued < _FRESH_S:
            return None
        if told.get("origin") != self._settings.base_url or not told.get("sub"):
            return None
        checked = told.get("email_verified") is True
        proof = json.dumps([told.get(name) for name in ("iss", "sub", "iat", "nonce", "at_hash")])
        return Vouched(
            f"{told.get('iss', '')} {told['sub']}",
            str(told.get("email", "")) if checked else "",
            hashlib.sha256(proof.encode()).hexdigest(),
        )

    def cookies_in(self, cookies: Mapping[str, str]) -> list[str]:
        """Give the names of Streamlit's cookies about the provider."""
        ours = (USER_COOKIE_NAME, TOKENS_COOKIE_NAME)
        return [name for name in cookies if name.startswith(ours)]

    def _told(self, cookies: Mapping[str, str]) -> dict[str, Any]:
        secret = _cookie_secret(self._settings)

        def one(name: str) -> bytes | None:
            value = cookies.get(name)
            if value is None:
                return None
            return decode_signed_value(secret, name, value.encode("latin-1", "replace"))

        found = get_cookie_with_chunks(one, USER_COOKIE_NAME)
        try:
            told = json.loads(found) if found else {}
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}


def provider_of(settings: Settings) -> Oidc | None:
    """Give the provider that the settings name, or None."""
    return Oidc(settings) if settings.oidc_issuer else None


def secrets_of(settings: Settings) -> dict[str, dict[str, str]] | None:
    """Give the provider as Streamlit takes it, in place of a secrets.toml."""
    if not settings.oidc_issuer:
        return None
    issuer = settings.oidc_issuer.rstrip("/")
    return {
        "auth": {
            "redirect_uri": settings.base_url + _CALLBACK,
            "cookie_secret": _cookie_secret(settings),
            "client_id": settings.oidc_client_id,
            "client_secret": settings.oidc_client_secret.get_secret_value(),
            "server_metadata_url": f"{issuer}/.well-known/openid-configuration",
        }
    }


def _cookie_secret(settings: Settings) -> str:
    """Give what Streamlit signs its cookies with: the same in every process of an installation."""
    secret = settings.oidc_client_secret.get_secret_value().encode()
    return hmac.new(secret, b"matbang cookie", hashlib.sha256).hexdigest()
