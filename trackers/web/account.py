"""One's own account: password, authenticator, and where one is signed in."""

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape

import segno
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from trackers.domain.account_errors import AccountError, PasswordsUnlike, SignInNeeded
from trackers.domain.accounts import SHORTEST, Account
from trackers.domain.errors import TooOften, UnknownRecord
from trackers.domain.people import Actor
from trackers.services import accounts, passwords
from trackers.services.limiting import Kind, limit
from trackers.services.signing_in import session_of
from trackers.store import Ledger
from trackers.web import cookies, plain_page
from trackers.web.actors import actor_of
from trackers.web.site import Site
from trackers.words import say
from trackers.words.errors import sentence
from trackers.words.formats import moment

_OLD = {"type": "password", "autocomplete": "current-password", "required": "required"}
_NEW = {"type": "password", "autocomplete": "new-password", "required": "required"}


def account_page(site: Site, request: Request) -> Response:
    """Answer with the page of one's own account."""
    ledger, actor = _who(site, request)
    return _page(site, request, ledger, actor, done=_done(request.query_params.get("done", "")))


def take_account(site: Site, request: Request, body: bytes) -> Response:
    """Do what one of the page's forms asks for, or show the page again with what is wrong."""
    ledger, actor = _who(site, request)
    said, what = plain_page.fields_of(body), request.path_params["what"]
    if what not in _ACTS:
        raise UnknownRecord(kind="asset", code=what)
    token = cookies.token_of(site, request)
    try:
        cookies.check_form(token, said)
        limit(Kind.SIGN_IN, actor.code)
        secret = _ACTS[what](ledger, actor, said, token)
    except (AccountError, TooOften) as error:
        return _page(site, request, ledger, actor, error=error)
    if what == "everywhere":
        return RedirectResponse("/sign-in", 303, {"Cache-Control": "no-store"})
    if secret:
        return _page(site, request, ledger, actor, secret=secret)
    return RedirectResponse(f"/account?done={what}", 303, {"Cache-Control": "no-store"})


_Act = Callable[[Ledger, Actor, dict[str, str], str], str | None]


def _change_password(ledger: Ledger, actor: Actor, said: dict[str, str], token: str) -> None:
    if said.get("new") != said.get("again"):
        raise PasswordsUnlike
    accounts.change_password(
        ledger,
        actor,
        old=said.get("old", ""),
        new=said.get("new", ""),
        token=token,
        now=datetime.now(UTC),
    )


def _begin_totp(ledger: Ledger, actor: Actor, said: dict[str, str], _token: str) -> str:
    password = said.get("old", "")
    return accounts.begin_totp(ledger, actor, password=password, now=datetime.now(UTC))


def _confirm_totp(ledger: Ledger, actor: Actor, said: dict[str, str], _token: str) -> None:
    accounts.confirm_totp(ledger, actor, code=said.get("code", ""), now=datetime.now(UTC))


def _drop_totp(ledger: Ledger, actor: Actor, said: dict[str, str], _token: str) -> None:
    accounts.drop_totp(ledger, actor, password=said.get("old", ""), now=datetime.now(UTC))


def _end_place(ledger: Ledger, actor: Actor, said: dict[str, str], _token: str) -> None:
    accounts.end_my_place(ledger, actor, id_hash=said.get("place", ""), now=datetime.now(UTC))


def _end_all(ledger: Ledger, actor: Actor, _said: dict[str, str], _token: str) -> None:
    accounts.end_sessions(ledger, actor, officer_code=actor.code, now=datetime.now(UTC))


_ACTS: dict[str, _Act] = {
    "password": _change_password,
    "totp": _begin_totp,
    "code": _confirm_totp,
    "no-totp": _drop_totp,
    "place": _end_place,
    "everywhere": _end_all,
}


def _done(what: str) -> str:
    """Say what was done before the page was shown again, "" for nothing."""
    words = {
        "password": say("Đã đổi mật khẩu. Các nơi khác đã được đăng xuất."),
        "code": say("Đã bật mã xác thực. Từ nay đăng nhập cần thêm mã của ứng dụng."),
        "no-totp": say("Đã tắt mã xác thực."),
        "place": say("Đã đăng xuất nơi đó."),
    }
    return words.get(what, "")


def _who(site: Site, request: Request) -> tuple[Ledger, Actor]:
    """Give who is signed in, with the ward of their account; raises SignInNeeded."""
    session = session_of(site.store, cookies.token_of(site, request), datetime.now(UTC))
    if session is None:
        raise SignInNeeded
    ledger = site.ledger(session.ward)
    return ledger, actor_of(site, ledger, request)


def _page(
    site: Site,
    request: Request,
    ledger: Ledger,
    actor: Actor,
    *,
    error: Exception | None = None,
    done: str = "",
    secret: str = "",
) -> Response:
    token = cookies.token_of(site, request)
    form = cookies.form_token(token)
    account = accounts.my_account(ledger, actor)
    if account is None:
        raise SignInNeeded
    who = say("{name} · {role} · tên đăng nhập {login}", **_names(actor, account))
    body = (
        plain_page.note(who)
        + plain_page.form("/sign-out", form, button=say("Đăng xuất"), quiet=True)
        + plain_page.note(done, kind="done")
        + plain_page.note(sentence(error) if error else "", kind="error")
        + (_scanning(account, secret, form) if secret else "")
        + _places(ledger, actor, token, form)
        + _password(form)
        + ("" if secret else _totp(account, form))
        + f'<p class="other">{plain_page.link("/", say("Quay lại bản đồ"))}</p>'
    )
    return plain_page.page(say("Tài khoản của tôi"), body, status=403 if error else 200)


def _names(actor: Actor, account: Account) -> dict[str, str]:
    return {"name": actor.name, "role": say(actor.role.label), "login": account.login}


def _places(ledger: Ledger, actor: Actor, token: str, form: str) -> str:
    rows = ""
    for one in accounts.my_places(ledger, actor, token=token, now=datetime.now(UTC)):
        end = (
            escape(say("nơi này"))
            if one.here
            else plain_page.form(
                "/account/place",
                form,
                plain_page.hidden("place", one.sign_in.id_hash),
                button=say("Đăng xuất"),
            )
        )
        rows += (
            f"<tr><td>{escape(_device(one.sign_in.device))}</td>"
            f"<td>{escape(moment(one.sign_in.made_at))}</td>"
            f"<td>{escape(moment(one.sign_in.seen_at))}</td><td>{end}</td></tr>"
        )
    headings = (say("Thiết bị"), say("Đăng nhập lúc"), say("Dùng gần nhất"), "")
    head = "".join(f"<th>{escape(one)}</th>" for one in headings)
    everywhere = plain_page.form(
        "/account/everywhere", form, button=say("Đăng xuất mọi nơi"), quiet=True
    )
    return (
        f"<h2>{escape(say('Đang đăng nhập ở'))}</h2>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{everywhere}"
    )


def _device(told: str) -> str:
    """Give browser and system in short, from what the browser says of itself."""
    kinds = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
    systems = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
    found = [next((one for one in names if one in told), "") for names in (kinds, systems)]
    return " · ".join(filter(None, found)) or told or "–"


def _password(form: str) -> str:
    return f"<h2>{escape(say('Đổi mật khẩu'))}</h2>" + plain_page.form(
        "/account/password",
        form,
        plain_page.field("old", say("Mật khẩu đang dùng"), **_OLD),
        plain_page.field("new", say("Mật khẩu mới (từ {n} ký tự)", n=SHORTEST), **_NEW),
        plain_page.field("again", say("Gõ lại mật khẩu"), **_NEW),
        button=say("Đổi mật khẩu"),
        quiet=True,
    )


def _totp(account: Account, form: str) -> str:
    heading = f"<h2>{escape(say('Mã xác thực khi đăng nhập'))}</h2>"
    old = plain_page.field("old", say("Mật khẩu đang dùng"), **_OLD)
    if account.totp_on:
        words = say("Đang bật. Mất điện thoại thì nhờ người quản trị gửi lại đường dẫn mời.")
        form_off = plain_page.form("/account/no-totp", form, old, button=say("Tắt"), quiet=True)
        return heading + plain_page.note(words) + form_off
    words = say("Đang tắt. Bật lên thì người biết mật khẩu của bạn vẫn chưa vào được.")
    form_on = plain_page.form("/account/totp", form, old, button=say("Bật"), quiet=True)
    return heading + plain_page.note(words) + form_on


def _scanning(account: Account, secret: str, form: str) -> str:
    picture = segno.make(passwords.address_of(secret, account.login)).svg_data_uri(scale=4)
    code = plain_page.field(
        "code",
        say("Mã 6 số của ứng dụng xác thực"),
        inputmode="numeric",
        autocomplete="one-time-code",
        required="required",
    )
    return (
        f"<h2>{escape(say('Quét mã này bằng ứng dụng xác thực'))}</h2>"
        f'<img src="{escape(picture)}" alt="{escape(say("Mã QR"))}"><p><code>{escape(secret)}'
        f"</code></p>{plain_page.form('/account/code', form, code, button=say('Xác nhận'))}"
    )
