"""Signing in and out: plain pages and a cookie."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from trackers.domain.account_errors import AccountError, CodeNeeded, SignInRefused
from trackers.domain.accounts import kept_login
from trackers.domain.errors import TooOften
from trackers.services.limiting import Kind, forget, limit
from trackers.services.signing_in import (
    has_accounts,
    session_of,
    sign_in,
    sign_in_by_subject,
    sign_out,
)
from trackers.web import cookies, metrics, plain_page
from trackers.web.clients import client_of
from trackers.web.site import Site
from trackers.words import say
from trackers.words.errors import sentence

NEXT = "matbang-next"
_NEXT_MOST, _LOGIN_MOST = 2000, 80


def sign_in_page(site: Site, request: Request) -> Response:
    """Answer with the form; who is signed in goes on to where they wanted to go."""
    wanted = safe_place(request.query_params.get("next", "/"))
    token = cookies.token_of(site, request)
    if not has_accounts(site.store) or session_of(site.store, token, datetime.now(UTC)):
        return RedirectResponse(wanted, 303, {"Cache-Control": "no-store"})
    ended = say("Phiên làm việc đã kết thúc. Nội dung đang nhập đã được giữ; hãy đăng nhập lại.")
    return _form(site, request, wanted, told=ended if token else "")


def take_sign_in(site: Site, request: Request, body: bytes) -> Response:
    """Sign somebody in, or show the form again with what is wrong."""
    said = plain_page.fields_of(body)
    wanted, login = safe_place(said.get("next", "/")), said.get("login", "")
    counted = kept_login(login)[:_LOGIN_MOST]
    try:
        cookies.check_form(cookies.door_secret(request), said)
        limit(Kind.SIGN_IN_ADDRESS, client_of(request.scope, site.settings.trusted_proxies).key)
        limit(Kind.SIGN_IN, counted)
        made = sign_in(
            site.store,
            login=login,
            password=said.get("password", ""),
            code=said.get("code", ""),
            device=request.headers.get("user-agent", ""),
            now=datetime.now(UTC),
        )
        forget(Kind.SIGN_IN, counted)
    except (AccountError, TooOften) as error:
        metrics.sign_in_failed()
        return _form(site, request, wanted, login=login, error=error)
    return signed_in(site, request, made, wanted)


def signed_in(site: Site, request: Request, token: str, wanted: str) -> Response:
    """Send a browser on with its new session; the one that it had before ends."""
    sign_out(site.store, cookies.token_of(site, request), datetime.now(UTC))
    response = RedirectResponse(wanted, 303, {"Cache-Control": "no-store"})
    cookies.put_session(site, response, token)
    response.delete_cookie(cookies.FORM, path="/")
    response.delete_cookie(NEXT, path="/")
    return response


def by_provider(site: Site, request: Request) -> Response:
    """Sign in whom the office's identity provider has just vouched for."""
    provider = site.provider
    wanted = safe_place(request.cookies.get(NEXT, "/"))
    found = provider.vouched_for(request.cookies) if provider else None
    try:
        if found is None:
            raise SignInRefused
        made = sign_in_by_subject(
            site.store,
            subject=found.subject,
            login=found.login,
            proof=found.proof,
            device=request.headers.get("user-agent", ""),
            now=datetime.now(UTC),
        )
    except AccountError:
        unknown = say(
            "Tài khoản cơ quan này chưa được gắn với cán bộ nào. Hãy nhờ người quản trị mời, với "
            "tên đăng nhập là địa chỉ thư của bạn."
        )
        response = _form(site, request, wanted, told=unknown)
    else:
        response = signed_in(site, request, made, wanted)
    if provider:
        # Their cookie has done its work: from here on our own session counts.
        for name in provider.cookies_in(request.cookies):
            response.delete_cookie(name, path="/")
    return response


def sign_out_page(site: Site, request: Request) -> Response:
    """Answer with the button that signs out: a link alone, which others can send, does not."""
    token = cookies.form_token(cookies.token_of(site, request))
    body = plain_page.form("/sign-out", token, button=say("Đăng xuất"))
    back = f'<p class="other">{plain_page.link("/", say("Quay lại"))}</p>'
    return plain_page.page(say("Đăng xuất khỏi máy này?"), body + back)


def take_sign_out(site: Site, request: Request, body: bytes) -> Response:
    """Sign out here."""
    cookies.check_form(cookies.token_of(site, request), plain_page.fields_of(body))
    sign_out(site.store, cookies.token_of(site, request), datetime.now(UTC))
    response = RedirectResponse("/sign-in", 303, {"Cache-Control": "no-store"})
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    cookies.drop_session(site, response)
    return response


def safe_place(text: str) -> str:
    """Give a place within this site to go on to; "/" for anything else."""
    # Browsers drop tabs and ends of lines from addresses, and read a backslash as a slash.
    plain = len(text) < _NEXT_MOST and text.isprintable() and "\\" not in text
    if not plain or not text.startswith("/") or text.startswith("//"):
        return "/"
    path = urlsplit(text).path
    return "/" if path.startswith(("/sign-", "/auth/", "/invitation")) else text


def _form(
    site: Site,
    request: Request,
    wanted: str,
    *,
    login: str = "",
    error: Exception | None = None,
    told: str = "",
) -> Response:
    """Answer with the form; `told` is a note above it, `error` what was wrong with the last one."""
    secret = cookies.door_secret(request) or cookies.new_secret()
    fields = _fields(wanted, login, asks_code=isinstance(error, CodeNeeded))
    help_words = say("Quên mật khẩu? Hãy nhờ người quản trị của phường gửi lại đường dẫn mời.")
    body = (
        plain_page.note(told)
        + plain_page.note(sentence(error) if error else "", kind="error")
        + plain_page.form("/sign-in", cookies.form_token(secret), *fields, button=say("Đăng nhập"))
        + _other_door(site)
        + plain_page.note(help_words)
    )
    response = plain_page.page(say("Đăng nhập"), body, status=403 if error else 200)
    cookies.put_door_secret(site, request, response, secret)
    if site.provider:
        response.set_cookie(
            NEXT, wanted, max_age=600, httponly=True, samesite="lax", secure=site.settings.secure
        )
    return response


def _fields(wanted: str, login: str, *, asks_code: bool) -> list[str]:
    must = {"required": "required"}
    name = {"value": login, "autocomplete": "username", "autocapitalize": "none"}
    word = {"type": "password", "autocomplete": "current-password"}
    code = {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": "autofocus"}
    listed = [
        plain_page.hidden("next", wanted),
        plain_page.field("login", say("Tên đăng nhập"), **name, **must),
        plain_page.field("password", say("Mật khẩu"), **word, **must),
    ]
    if asks_code:
        listed.append(plain_page.field("code", say("Mã 6 số của ứng dụng xác thực"), **code))
    return listed


def _other_door(site: Site) -> str:
    if site.provider is None:
        return ""
    words = plain_page.link(site.provider.address(), say("Đăng nhập bằng tài khoản cơ quan"))
    return f'<p class="other">{words}</p>'
