"""The page on which who was invited sets a password of their own."""

import re
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from trackers.domain.account_errors import AccountError, InvitationOver, PasswordsUnlike
from trackers.domain.accounts import SHORTEST
from trackers.domain.errors import TooOften
from trackers.services.accounts import accept_invitation, invited
from trackers.services.limiting import Kind, limit
from trackers.web import cookies, plain_page
from trackers.web.clients import client_of
from trackers.web.sign_in import signed_in
from trackers.web.site import Site
from trackers.words import say
from trackers.words.errors import sentence

COOKIE = "matbang-invitation"
_KEPT_S = 3600
_TOKEN = re.compile(r"[\w-]{1,100}", re.ASCII)


def open_invitation(site: Site, request: Request) -> Response:
    """Take the token out of the address, where history and proxies would keep it."""
    response = RedirectResponse("/invitation", 303, {"Cache-Control": "no-store"})
    response.headers["Referrer-Policy"] = "no-referrer"
    told = request.path_params["token"]
    response.set_cookie(
        COOKIE,
        told if _TOKEN.fullmatch(told) else "",
        max_age=_KEPT_S,
        path="/invitation",
        httponly=True,
        samesite="lax",
        secure=site.settings.secure,
    )
    return response


def invitation_page(site: Site, request: Request) -> Response:
    """Answer with the form for a password, or say that the link is over."""
    return _form(site, request, None)


def take_invitation(site: Site, request: Request, body: bytes) -> Response:
    """Set the password and sign in, or show the form again with what is wrong."""
    said = plain_page.fields_of(body)
    try:
        cookies.check_form(cookies.door_secret(request), said)
        limit(Kind.SIGN_IN_ADDRESS, client_of(request.scope, site.settings.trusted_proxies).key)
        if said.get("password") != said.get("again"):
            raise PasswordsUnlike
        made = accept_invitation(
            site.store,
            token=request.cookies.get(COOKIE, ""),
            password=said.get("password", ""),
            device=request.headers.get("user-agent", ""),
            now=datetime.now(UTC),
        )
    except (AccountError, TooOften) as error:
        return _form(site, request, error)
    response = signed_in(site, request, made, "/")
    response.delete_cookie(COOKIE, path="/invitation")
    return response


def _form(site: Site, request: Request, error: Exception | None) -> Response:
    try:
        token = request.cookies.get(COOKIE, "")
        account, name = invited(site.store, token, now=datetime.now(UTC))
    except InvitationOver as over:
        body = plain_page.note(sentence(over), kind="error")
        way = f'<p class="other">{plain_page.link("/sign-in", say("Đăng nhập"))}</p>'
        return plain_page.page(say("Đường dẫn mời"), body + way, status=403)
    secret = cookies.door_secret(request) or cookies.new_secret()
    new = {"type": "password", "autocomplete": "new-password", "required": "required"}
    body = (
        plain_page.note(say("Chào {name}. Hãy tự đặt mật khẩu cho tài khoản.", name=name))
        + plain_page.note(sentence(error) if error else "", kind="error")
        + plain_page.form(
            "/invitation",
            cookies.form_token(secret),
            plain_page.field(
                "login",
                say("Tên đăng nhập"),
                value=account.login,
                readonly="readonly",
                autocomplete="username",
            ),
            plain_page.field("password", say("Mật khẩu mới (từ {n} ký tự)", n=SHORTEST), **new),
            plain_page.field("again", say("Gõ lại mật khẩu"), **new),
            button=say("Đặt mật khẩu và đăng nhập"),
        )
        + plain_page.note(
            say("Nên dùng một câu dài dễ nhớ. Không ai khác biết mật khẩu này, kể cả quản trị.")
        )
    )
    response = plain_page.page(say("Đặt mật khẩu"), body, status=403 if error else 200)
    cookies.put_door_secret(site, request, response, secret)
    return response
