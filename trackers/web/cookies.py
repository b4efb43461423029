"""Our cookies and the tokens of forms."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from trackers.domain.account_errors import FormExpired
from trackers.domain.accounts import SIGNED_IN_FOR
from trackers.web.site import Site

FORM = "matbang-form"
_FORM_S = 12 * 3600


def token_of(site: Site, request: Request) -> str:
    """Give the session's token that a browser sends, "" when it sends none."""
    return request.cookies.get(site.settings.cookie, "")


def put_session(site: Site, response: Response, token: str) -> None:
    """Let the browser keep a session's token: for our pages alone, out of reach of scripts."""
    response.set_cookie(
        site.settings.cookie,
        token,
        max_age=int(SIGNED_IN_FOR.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=site.settings.secure,
    )


def drop_session(site: Site, response: Response) -> None:
    """Let the browser forget it."""
    response.delete_cookie(
        site.settings.cookie, path="/", httponly=True, samesite="lax", secure=site.settings.secure
    )


def link_cookie(site: Site) -> str:
    """Give the name of a shared link's cookie: each link has its own, for its own path."""
    return "__Secure-matbang-link" if site.settings.secure else "matbang-link"


def door_secret(request: Request) -> str:
    """Give what the forms of a browser that is not signed in are known by; "" where it has none."""
    return request.cookies.get(FORM, "")


def put_door_secret(site: Site, request: Request, response: Response, secret: str) -> None:
    """Let a browser that is not signed in keep what its forms are known by."""
    if secret != door_secret(request):
        response.set_cookie(
            FORM,
            secret,
            max_age=_FORM_S,
            path="/",
            httponly=True,
            samesite="strict",
            secure=site.settings.secure,
        )


def new_secret() -> str:
    """Give a new one."""
    return secrets.token_urlsafe(32)


def form_token(secret: str) -> str:
    """Give the token that a form carries."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def check_form(secret: str, fields: Mapping[str, str]) -> None:
    """Refuse a form that no page of ours sent to this very browser; raises FormExpired.

    `secret` is the browser's session token, or its `door_secret` where nobody is signed in yet.
    """
    if not secret or not hmac.compare_digest(form_token(secret), fields.get("form", "")):
        raise FormExpired
