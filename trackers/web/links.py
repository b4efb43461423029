"""Shared links in a browser: the secret of the address becomes a cookie, and what that opens.

A page under `/s/p/{code}` is `shared_page(handler)`, what its scripts ask for `shared_data(…)`:
the handler gets the link, and only where this browser was let in by it.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from trackers.domain.account_errors import FormExpired
from trackers.domain.link_errors import LinkOver, PinWrong
from trackers.domain.links import Link
from trackers.services.links import Opened, link_of_visit, open_link, try_pin, waiting_link
from trackers.web import cookies, plain_page
from trackers.web.clients import client_of
from trackers.web.errors import Handler
from trackers.web.headers import POLICY, digest, written
from trackers.web.plain import STYLE, page_of
from trackers.web.requests import note
from trackers.web.site import Site
from trackers.words import LANGUAGES, say
from trackers.words.errors import in_every_language, sentence

Shown = Callable[[Site, Request, Link], Response]
_GONE, _NOT_FOUND = 410, 404
_DISCREET = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
_OVER = written(
    {
        "default-src": ["'none'"],
        "style-src": [digest(STYLE)],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
)


def open_shared(site: Site, request: Request) -> Response:
    """Exchange the secret of an address for a cookie, and go on to an address without it."""
    if request.method == "HEAD":  # somebody's program asks whether anything is there: it always is
        return _discreet(Response(status_code=204))
    try:
        opened = open_link(site.store, request.path_params["token"], now=datetime.now(UTC))
    except LinkOver:
        return over_page()
    return _let_in(site, request, opened)


def take_pin(site: Site, request: Request, body: bytes) -> Response:
    """Let in who typed the right PIN, or ask for it again."""
    visit, said = _visit(site, request), plain_page.fields_of(body)
    link = _waiting(site, request, visit)
    if link is None:
        return over_page()
    try:
        cookies.check_form(visit, said)
        opened = try_pin(site.store, visit, said.get("pin", ""), now=datetime.now(UTC))
    except LinkOver:
        return over_page()
    except (PinWrong, FormExpired) as error:
        return _pin_form(link, visit, error)
    return _let_in(site, request, opened)


def no_link(site: Site, request: Request) -> Response:
    """Answer what else is asked for under `/s/`: nothing of the program's own lies there."""
    del site, request
    return over_page()


def shared_page(page: Shown) -> Handler:
    """Give the route of a page for those whom a link let in; the others get the PIN's, or none."""

    def answer(site: Site, request: Request) -> Response:
        link = _admitted(site, request)
        if link is not None:
            return _discreet(page(site, request, link))
        visit = _visit(site, request)
        waiting = _waiting(site, request, visit)
        return over_page() if waiting is None else _pin_form(waiting, visit, None)

    return answer


def shared_data(data: Shown) -> Handler:
    """Give the route of what a shared page asks for; 410 tells the page that its link is over."""

    def answer(site: Site, request: Request) -> Response:
        link = _admitted(site, request)
        if link is not None:
            return _discreet(data(site, request, link))
        over = LinkOver()
        said = {"error": type(over).__name__, "message": sentence(over)}
        return _discreet(JSONResponse(said, _GONE))

    return answer


def over_page() -> Response:
    """Give the page for a link that does not open: the same bytes whatever the reason."""
    body = page_of(*in_every_language(LinkOver()))
    return _discreet(Response(body, _NOT_FOUND, {POLICY: _OVER}, "text/html"))


def _let_in(site: Site, request: Request, opened: Opened) -> Response:
    link, place = opened.link, f"/s/p/{opened.link.code}"
    lang = request.query_params.get("lang", "")
    response = RedirectResponse(place + (f"?lang={lang}" if lang in LANGUAGES else ""), 303)
    note(request.scope, ward=link.ward)
    https = site.settings.secure or _by_https(site, request)
    response.set_cookie(
        cookies.link_cookie(site),
        opened.visit,
        expires=link.expires_at,
        path=place,
        httponly=True,
        samesite="lax",
        secure=https,
    )
    return _discreet(response)


def _pin_form(link: Link, visit: str, error: Exception | None) -> Response:
    """Ask for the PIN. With no referrer at all a browser would not say that the form is ours."""
    body = (
        plain_page.note(say("Liên kết này có mã PIN. Hãy nhập mã do người chủ trì cung cấp."))
        + plain_page.note(sentence(error) if error else "", kind="error")
        + plain_page.form(
            f"/s/p/{link.code}/pin",
            cookies.form_token(visit),
            plain_page.field(
                "pin",
                say("Mã PIN"),
                inputmode="numeric",
                autocomplete="off",
                required="required",
                maxlength="8",
            ),
            button=say("Mở"),
        )
    )
    response = plain_page.page(say("Nhập mã PIN"), body, status=403 if error else 200)
    response.headers["Referrer-Policy"] = "same-origin"
    return _discreet(response)


def _admitted(site: Site, request: Request) -> Link | None:
    """Give the link of the address, where this browser was let in by it."""
    link = link_of_visit(site.store, _visit(site, request), now=datetime.now(UTC))
    return _of_address(request, link)


def _waiting(site: Site, request: Request, visit: str) -> Link | None:
    return _of_address(request, waiting_link(site.store, visit, now=datetime.now(UTC)))


def _of_address(request: Request, link: Link | None) -> Link | None:
    """Give a link where it is the one of the address: a cookie of another one opens nothing."""
    if link is None or link.code != request.path_params["code"]:
        return None
    note(request.scope, ward=link.ward)
    return link


def _visit(site: Site, request: Request) -> str:
    return request.cookies.get(cookies.link_cookie(site), "")


def _by_https(site: Site, request: Request) -> bool:
    return client_of(request.scope, site.settings.trusted_proxies).https


def _discreet(response: Response) -> Response:
    """Put on what keeps a link to those who have it."""
    for name, text in _DISCREET.items():
        response.headers.setdefault(name, text)
    return response
