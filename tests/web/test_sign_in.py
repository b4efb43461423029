"""Signing in as a browser does: pages, cookies, and what they do not let through."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from starlette.applications import Starlette

from tests import tiny
from tests.web.asking import GOOD, HERE, OUTSIDE, Browser, ask, greeting, knock
from trackers.config import Settings
from trackers.services import accounts, limiting
from trackers.services.page_sessions import belong_to
from trackers.services.passwords import digest
from trackers.services.signing_in import session_of
from trackers.store import open_store
from trackers.web.gate import Gate
from trackers.web.routes import routes
from trackers.web.sign_in import safe_place
from trackers.web.site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    store = open_store(folder, durable=False)
    ledger = tiny.build(store)
    now = datetime.now(UTC)
    for code, login in (("QT", "quan.tri"), ("CB03", "an")):
        token = accounts.invite(ledger, tiny.ADMIN, officer_code=code, login=login, now=now)
        accounts.accept_invitation(store, token=token, password=GOOD, now=now)
    store.close()
    site = Site(Settings(data_dir=folder, allowed_hosts=("matbang.example",)))
    yield site
    site.close()


@pytest.fixture
def app(site):
    limiting.reset()
    return Gate(Starlette(routes=routes(site)), site)


@pytest.fixture
def browser(app):
    return Browser(app)


class TestTheDoor:
    def test_a_page_sends_to_the_form_and_the_form_back_to_the_deep_link(self, browser):
        link = "/w/TEST/visiting?officer=CB03&count=5"
        sent = browser.go(link)
        assert sent.status_code == 303
        assert parse_qs(urlsplit(sent.headers["location"]).query)["next"] == [link]
        page = browser.go(sent.headers["location"]).text
        assert f'value="{link.replace("&", "&amp;")}"' in page
        back = browser.sign_in(next=link)
        assert (back.status_code, back.headers["location"]) == (303, link)
        assert browser.go(link).status_code == 200

    def test_whoever_comes_from_another_machine_gets_in_like_the_others(self, app):
        far = Browser(app, client=OUTSIDE)
        assert far.go("/w/TEST/status").status_code == 303
        far.sign_in("an")
        assert far.go("/w/TEST/status").status_code == 200

    @pytest.mark.parametrize(
        "path", ["/w/TEST/status", "/w/TEST/map.json", "/account", "/_stcore/health", "/media/x"]
    )
    def test_scripts_without_a_session_get_401_and_nothing_else(self, app, path):
        answer = Browser(app).go(path, accept="*/*")
        assert answer.status_code == 401
        assert "TEST" not in answer.text

    def test_the_wrong_password_is_said_and_nobody_is_in(self, browser):
        answer = browser.sign_in(password="sai")  # noqa: S106 (wrong on purpose)
        assert answer.status_code == 403
        assert "không đúng" in answer.text
        assert "matbang" not in browser.cookies

    def test_who_tries_many_passwords_is_slowed_down(self, app):
        said = [Browser(app).sign_in("ai.do", "sai").text for _ in range(12)]
        assert "quá nhiều lần" in said[-1]
        assert "quá nhiều lần" not in said[0]

    def test_language_follows_the_visitor(self, browser):
        assert "Sign in" in browser.go("/sign-in?lang=en").text


class TestCookies:
    def test_the_session_is_out_of_reach_of_scripts_and_other_sites(self, browser):
        browser.sign_in()
        (session,) = [one for one in browser.set_cookies if one.startswith("matbang=")]
        for word in ("httponly", "samesite=lax", "path=/"):
            assert word in session.lower()

    def test_with_https_it_never_travels_in_the_open(self, site):
        settings = site.settings.model_copy(update={"base_url": "https://matbang.example"})
        safe = Site(settings)
        browser = Browser(Gate(Starlette(routes=routes(safe)), safe))
        browser.sign_in()
        (session,) = [one for one in browser.set_cookies if one.startswith("__Host-matbang=")]
        assert "secure" in session.lower()

    def test_each_sign_in_has_a_token_of_its_own(self, site, browser):
        browser.sign_in()
        first = browser.cookies["matbang"]
        browser.go("/sign-out")
        browser.send("/sign-out")
        browser.sign_in()
        second = browser.cookies["matbang"]
        assert first != second
        assert session_of(site.store, first, datetime.now(UTC)) is None

    def test_a_token_that_an_attacker_planted_is_not_taken_up(self, site, browser):
        browser.cookies["matbang"] = "planted"
        browser.sign_in()
        assert browser.cookies["matbang"] != "planted"
        assert session_of(site.store, "planted", datetime.now(UTC)) is None

    def test_a_cookie_after_sign_out_opens_nothing(self, browser):
        browser.sign_in()
        kept = dict(browser.cookies)
        assert browser.send("/sign-out").status_code == 303
        browser.cookies = kept
        assert browser.go("/w/TEST/status", accept="*/*").status_code == 401


class TestForms:
    @pytest.mark.parametrize(
        "path", ["/sign-in", "/sign-out", "/invitation", "/account/everywhere"]
    )
    @pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
    def test_another_sites_form_does_nothing(self, browser, path, origin):
        browser.sign_in()
        answer = browser.go(path, method="POST", fields={"form": "x"}, origin=origin)
        assert answer.status_code == 403
        assert browser.go("/w/TEST/status").status_code == 200

    @pytest.mark.parametrize("form", ["", "x", "0" * 64])
    def test_a_form_without_our_token_does_nothing(self, browser, form):
        browser.sign_in()
        fields = {"form": form, "old": GOOD, "new": "a b c d e f", "again": "a b c d e f"}
        for path in ("/account/password", "/account/everywhere", "/sign-out"):
            assert browser.go(path, method="POST", fields=fields).status_code == 403
        assert browser.go("/w/TEST/status").status_code == 200

    def test_a_form_of_another_session_does_nothing(self, app):
        mine, theirs = Browser(app), Browser(app)
        mine.sign_in()
        theirs.sign_in("an")
        token = theirs.go("/sign-out").text.partition('name="form" value="')[2].partition('"')[0]
        assert mine.go("/sign-out", method="POST", fields={"form": token}).status_code == 403

    @pytest.mark.parametrize(
        "place",
        [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "\n//evil.example",
            "/sign-out",
            "/" + "x" * 3000,
            "",
        ],
    )
    def test_nobody_is_sent_to_a_place_that_is_not_ours(self, browser, place):
        assert safe_place(place) == "/"
        assert browser.sign_in(next=place).headers["location"] == "/"

    def test_what_was_typed_comes_back_as_text(self, browser):
        page = browser.sign_in('"><script>alert(1)</script>{{7*7}}').text
        assert "<script>alert" not in page
        assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}"' in page


class TestInvitations:
    def link(self, site, code="CB05"):
        ledger = site.ledger("TEST")
        now = datetime.now(UTC)
        return accounts.invite(ledger, tiny.ADMIN, officer_code=code, login=code.lower(), now=now)

    def test_the_token_leaves_the_address_at_once(self, site, browser):
        answer = browser.go(f"/invitation/{self.link(site)}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/invitation")
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "Quách Lệ Thu" in browser.go("/invitation").text

    def test_who_was_invited_sets_a_password_and_is_in(self, site, browser):
        browser.go(f"/invitation/{self.link(site)}")
        for wrong in ({"password": "ngắn", "again": "ngắn"}, {"password": GOOD, "again": "x"}):
            assert browser.send("/invitation", **wrong).status_code == 403
        done = browser.send("/invitation", password=GOOD, again=GOOD)
        assert (done.status_code, done.headers["location"]) == (303, "/")
        assert browser.go("/w/TEST/status").status_code == 200
        assert (
            "hết hạn" in browser.go("/invitation").text
            or "quá hạn" in browser.go("/invitation").text
        )

    @pytest.mark.parametrize("token", ["x", "a" * 43, "-_-"])
    def test_a_guessed_link_tells_nothing(self, browser, token):
        browser.go(f"/invitation/{token}")
        answer = browser.go("/invitation")
        assert answer.status_code == 403
        assert "Đường dẫn mời" in answer.text


class TestAccountPage:
    def test_the_whole_life_of_an_authenticator(self, site, browser):
        import pyotp  # noqa: PLC0415 (this test alone)

        browser.sign_in("an")
        page = browser.send("/account", "/account/totp", old=GOOD).text
        secret = page.partition("<code>")[2].partition("</code>")[0]
        assert "data:image/svg+xml" in page
        code = pyotp.TOTP(secret).now()
        assert browser.send("/account", "/account/code", code=code).status_code == 303
        assert "Đã bật" in browser.go("/account?done=code").text
        browser.send("/sign-out")
        assert "Mã 6 số" in browser.sign_in("an").text
        ledger = site.ledger("TEST")
        accounts.drop_totp(ledger, tiny.OFFICER, password=GOOD, now=datetime.now(UTC))
        assert browser.sign_in("an").status_code == 303

    def test_signing_out_everywhere_ends_the_other_browser_too(self, app):
        one, other = Browser(app), Browser(app)
        one.sign_in()
        other.sign_in()
        assert one.send("/account", "/account/everywhere").headers["location"] == "/sign-in"
        for browser in (one, other):
            assert browser.go("/w/TEST/status", accept="*/*").status_code == 401

    def test_an_act_that_does_not_exist_is_refused(self, browser):
        browser.sign_in()
        assert browser.send("/account", "/account/become-admin").status_code == 404


class TestWebSockets:
    def headers(self, token="", page=""):
        headers = [("host", "localhost:8501"), ("origin", HERE)]
        headers += [("cookie", f"matbang={token}")] if token else []
        return [
            *headers,
            ("sec-websocket-protocol", f"streamlit, x, {page}" if page else "streamlit"),
        ]

    def test_one_without_session_is_closed_before_it_opens(self, site):
        for token in ("", "guessed"):
            (message,) = knock(Gate(greeting, site), headers=self.headers(token))
            assert message["type"] == "websocket.close"

    def test_anothers_page_is_not_taken_up(self, site, browser):
        browser.sign_in()
        token, seen = browser.cookies["matbang"], []

        async def inner(scope, _receive, send):
            seen.append(dict(scope["headers"])[b"sec-websocket-protocol"])
            await send({"type": "websocket.accept"})

        belong_to("theirs", digest("somebody else's"))
        belong_to("mine", digest(token))
        for page in ("theirs", "unknown", "mine"):
            knock(Gate(inner, site), headers=self.headers(token, page))
        assert seen == [b"streamlit, x", b"streamlit, x", b"streamlit, x, mine"]


def test_a_link_under_s_stays_open_to_all(site):
    gate = Gate(greeting, site)
    assert ask(gate, "/s/abc", client=OUTSIDE, host="matbang.example").text == "inside"
    assert (
        ask(gate, quote("/s/../account"), client=OUTSIDE, host="matbang.example").status_code == 401
    )
