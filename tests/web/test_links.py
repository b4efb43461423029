"""Shared links by raw requests: what opens them, what does not, and what they leave behind."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from tests import tiny
from tests.web.asking import LOCAL, OUTSIDE, ask
from trackers.config import Settings
from trackers.domain.links import PIN_TRIES, LinkKind
from trackers.services import limiting
from trackers.services.links import list_links, make_link, revoke_link
from trackers.store import open_store
from trackers.web.edge import edge
from trackers.web.errors import bounded
from trackers.web.links import shared_data, shared_page
from trackers.web.routes import routes
from trackers.web.site import Site

HOST = "matbang.example:8501"
HOUR = timedelta(hours=1)
PIN = "2580"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """An installation in open mode, reached by others under a name."""
    folder = tmp_path_factory.mktemp("data")
    store = open_store(folder, durable=False)
    tiny.build(store)
    tiny.build(store, "OTHER")
    store.close()
    site = Site(Settings(data_dir=folder, base_url=f"http://{HOST}"))
    yield site
    site.close()


@pytest.fixture(scope="module")
def app(site):
    """The whole edge, with a page and its data that say which link let somebody in."""
    page = shared_page(lambda site, request, link: PlainTextResponse(f"page of {link.code}"))
    data = shared_data(lambda site, request, link: JSONResponse({"link": link.code}))
    shown = [
        Route("/s/p/{code}", bounded(site, page)),
        Route("/s/p/{code}/status", bounded(site, data)),
    ]
    return Starlette(routes=[*shown, *routes(site)], middleware=edge(site, ()))


@pytest.fixture(autouse=True)
def _unhurried():
    limiting.reset()


def made(site, *, ward="TEST", kind=LinkKind.MEETING, now=None, **more):
    actor = tiny.CHAIR if ward == "TEST" else replace(tiny.CHAIR, ward=ward)
    told = {"label": "Họp", "now": now or datetime.now(UTC)} | more
    return make_link(site.ledger(ward), actor, kind=kind, **told)


class Phone:
    """A browser in the office's network: it keeps cookies by their path, and follows nothing."""

    def __init__(self, app, client=OUTSIDE, host=HOST):
        self.app, self.client, self.host = app, client, host
        self.cookies = {}

    def get(self, path, *, method="GET", headers=(), body=None):
        fits = [
            f"{name}={value}"
            for (name, at), value in self.cookies.items()
            if path == at or path.startswith(f"{at}/")
        ]
        own = [("cookie", "; ".join(fits))] if fits else []
        answer = ask(
            self.app,
            path,
            method=method,
            client=self.client,
            host=self.host,
            headers=[("accept", "text/html"), *own, *headers],
            body=body,
        )
        for text in answer.headers.get_list("set-cookie"):
            name, value = text.partition(";")[0].split("=", 1)
            at = re.search(r"path=([^;]+)", text, re.IGNORECASE)[1]
            self.cookies[name, at] = value
        return answer

    def open(self, made):
        """Open a link, and the page it leads to."""
        sent = self.get(f"/s/{made.token}")
        return self.get(sent.headers["location"]) if sent.status_code == 303 else sent

    def pin(self, made, pin, *, form=None, origin=f"http://{HOST}"):
        page = self.get(f"/s/p/{made.link.code}").text
        token = form or page.partition('name="form" value="')[2].partition('"')[0]
        told = [("origin", origin), ("content-type", "application/x-www-form-urlencoded")]
        path = f"/s/p/{made.link.code}/pin"
        return self.get(path, method="POST", headers=told, body=f"form={token}&pin={pin}")


@pytest.fixture
def phone(app):
    return Phone(app)


@pytest.fixture
def nothing(phone):
    """The page of a link that nobody ever made."""
    return phone.get("/s/" + "A" * 43)


class TestExchange:
    def test_the_secret_becomes_a_cookie_of_that_link_alone(self, site, phone):
        link = made(site)
        answer = phone.get(f"/s/{link.token}")
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/s/p/{link.link.code}"
        [cookie] = answer.headers.get_list("set-cookie")
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert f"Path=/s/p/{link.link.code}" in cookie
        assert "Domain" not in cookie
        assert "Secure" not in cookie
        assert link.token not in str(answer.headers) + answer.text
        assert phone.get(answer.headers["location"]).text == f"page of {link.link.code}"

    def test_no_answer_lets_the_address_out(self, site, phone, nothing):
        link = made(site)
        answers = [
            phone.get(f"/s/{link.token}"),
            phone.get(f"/s/p/{link.link.code}"),
            phone.get(f"/s/p/{link.link.code}/status"),
            nothing,
        ]
        for answer in answers:
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert answer.headers["x-robots-tag"] == "noindex, nofollow"
            assert answer.headers["cache-control"] == "no-store"

    def test_behind_https_the_cookie_never_travels_in_the_open(self, site):
        behind = Site(site.settings.model_copy(update={"base_url": "https://matbang.example"}))
        app = Starlette(routes=routes(behind), middleware=edge(behind, ()))
        [cookie] = (
            Phone(app, host="matbang.example")
            .get(f"/s/{made(site).token}")
            .headers.get_list("set-cookie")
        )
        assert cookie.startswith("__Secure-matbang-link=")
        assert "Secure" in cookie.partition(";")[2]

    def test_the_address_leads_nowhere_else(self, site, phone):
        link = made(site)
        tails = (
            "?next=https://evil.example",
            "?lang=//evil.example",
            "?lang=en",
            "?lang=%0d%0aX:1",
        )
        places = [phone.get(f"/s/{link.token}{tail}").headers["location"] for tail in tails]
        page = f"/s/p/{link.link.code}"
        assert places == [page, page, f"{page}?lang=en", page]

    def test_a_program_that_only_looks_opens_nothing(self, site, phone):
        link = made(site)
        heads = [phone.get(f"/s/{one}", method="HEAD") for one in (link.token, "B" * 43)]
        assert [one.status_code for one in heads] == [204, 204]
        assert not phone.cookies


class TestWhatDoesNotOpen:
    def same(self, answer, nothing):
        assert (answer.status_code, answer.content) == (nothing.status_code, nothing.content)
        names = set(nothing.headers) | set(answer.headers)
        for name in names - {"x-request-id"}:
            assert answer.headers.get(name) == nothing.headers.get(name), name
        return True

    def test_the_page_says_it_in_both_languages(self, nothing):
        assert nothing.status_code == 404
        assert "không còn dùng được" in nothing.text
        assert "no longer" in nothing.text

    def test_expired_revoked_truncated_and_early_links_get_one_page(self, site, phone, nothing):
        now = datetime.now(UTC)
        revoked = made(site)
        revoke_link(site.ledger("TEST"), tiny.CHAIR, code=revoked.link.code, now=now)
        good = made(site)
        tokens = [
            made(site, now=now - 25 * HOUR).token,
            revoked.token,
            made(site, starts_at=now + HOUR).token,
            good.token[:-1],
            good.token.swapcase(),
            good.link.code,
            "p",
            "%00",
            "..%2f..",
            "x" * 2000,
        ]
        for token in tokens:
            answer = phone.get(f"/s/{token}")
            assert answer.status_code == 403 or self.same(answer, nothing), token
        assert not phone.cookies

    def test_a_page_without_its_cookie_is_no_page(self, site, app, phone, nothing):
        link = made(site)
        phone.open(link)
        other = Phone(app)
        self.same(other.get(f"/s/p/{link.link.code}"), nothing)
        self.same(other.get("/s/p/nonesuch"), nothing)
        assert other.get(f"/s/p/{link.link.code}/status").status_code == 410
        assert other.get("/s/p/nonesuch/status").status_code == 410

    def test_a_page_left_open_ends_when_its_link_is_revoked(self, site, phone, nothing):
        link = made(site)
        assert phone.open(link).status_code == 200
        revoke_link(site.ledger("TEST"), tiny.CHAIR, code=link.link.code, now=datetime.now(UTC))
        data = phone.get(f"/s/p/{link.link.code}/status")
        assert data.status_code == 410
        assert data.json()["error"] == "LinkOver"
        self.same(phone.get(f"/s/p/{link.link.code}"), nothing)

    def test_what_lies_nowhere_under_s_is_never_the_program_itself(self, phone, nothing):
        for path in ("/s/p", "/s/p/", "/s/x/y", "/s/_stcore/health", "/s/p/a/b/c", "/s/index.html"):
            self.same(phone.get(path), nothing)

    @pytest.mark.parametrize("ward", ["TEST", "OTHER"])
    def test_the_cookie_of_one_link_opens_no_other(self, site, phone, nothing, ward):
        first, second = made(site), made(site, ward=ward)
        phone.open(first)
        [(name, _)] = phone.cookies
        stolen = phone.cookies[name, f"/s/p/{first.link.code}"]
        answer = phone.get(f"/s/p/{second.link.code}", headers=[("cookie", f"{name}={stolen}")])
        self.same(answer, nothing)

    def test_a_cookie_of_a_link_is_no_sign_in(self, site, app, phone):
        phone.open(made(site))
        [stolen] = phone.cookies.values()
        for name in ("matbang", "matbang-link"):
            answer = phone.get("/w/TEST/status", headers=[("cookie", f"{name}={stolen}")])
            assert answer.status_code == 403

    def test_a_cookie_that_was_put_there_before_lets_nobody_in(self, site, phone, nothing):
        """Who knew the cookie beforehand knows nothing after the link was opened."""
        link = made(site)
        place = f"/s/p/{link.link.code}"
        phone.cookies["matbang-link", place] = "chosen-by-somebody-else"
        phone.get(f"/s/{link.token}")
        assert phone.cookies["matbang-link", place] != "chosen-by-somebody-else"
        planted = [("cookie", "matbang-link=chosen-by-somebody-else")]
        self.same(Phone(phone.app).get(place, headers=planted), nothing)


class TestPin:
    def test_the_page_comes_after_the_pin(self, site, phone):
        link = made(site, pin=PIN)
        asked = phone.open(link)
        assert asked.status_code == 200
        assert "Nhập mã PIN" in asked.text
        assert link.link.label not in asked.text
        assert phone.get(f"/s/p/{link.link.code}/status").status_code == 410
        assert phone.pin(link, PIN).status_code == 303
        assert phone.get(f"/s/p/{link.link.code}").text == f"page of {link.link.code}"

    def test_the_form_is_not_refused_for_want_of_an_origin(self, site, phone):
        """With "no-referrer" a browser sends a form's Origin as null."""
        asked = phone.open(made(site, pin=PIN))
        assert asked.headers["referrer-policy"] == "same-origin"

    def test_the_cookie_changes_with_the_pin(self, site, app, phone):
        link = made(site, pin=PIN)
        phone.open(link)
        key = ("matbang-link", f"/s/p/{link.link.code}")
        before = phone.cookies[key]
        phone.pin(link, PIN)
        assert phone.cookies[key] != before
        other = Phone(app)
        other.cookies[key] = before
        assert other.get(f"/s/p/{link.link.code}").status_code == 404

    def test_ten_wrong_pins_lock_it_for_the_right_one_too(self, site, app, phone, nothing):
        link = made(site, pin=PIN)
        phone.open(link)
        for left in range(PIN_TRIES - 1, 0, -1):
            answer = phone.pin(link, "0000")
            assert answer.status_code == 403
            assert f"còn {left} lần" in answer.text
        for answer in (phone.pin(link, "0000"), phone.pin(link, PIN), Phone(app).open(link)):
            assert answer.content == nothing.content

    def test_a_form_of_another_page_tries_nothing(self, site, phone):
        link = made(site, pin=PIN)
        phone.open(link)
        for told in ({"form": "x"}, {"origin": "http://evil.example"}, {"origin": "null"}):
            assert phone.pin(link, PIN, **told).status_code == 403
        links = list_links(site.ledger("TEST"), tiny.CHAIR, now=datetime.now(UTC))
        [kept] = [one for one in links if one.code == link.link.code]
        assert kept.pin_failures == 0

    def test_without_the_links_cookie_no_pin_is_looked_at(self, site, app, nothing):
        link = made(site, pin=PIN)
        answer = Phone(app).pin(link, PIN, form="x")
        assert answer.content == nothing.content


class TestWhoGetsThere:
    def test_in_open_mode_another_machine_gets_the_link_and_its_scripts_and_nothing_else(
        self, site, phone
    ):
        assert phone.open(made(site)).status_code == 200
        script = phone.get("/assets/x/map.js")
        assert script.status_code == 200
        assert "javascript" in script.headers["content-type"]
        for path in ("/", "/w/TEST/status", "/w/TEST/map.json", "/sign-in", "/account"):
            assert phone.get(path).status_code == 403, path

    def test_under_a_foreign_name_nothing_opens(self, site, app):
        link = made(site)
        answer = Phone(app, host="evil.example").get(f"/s/{link.token}")
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers

    def test_this_machine_opens_it_too(self, site, app):
        assert Phone(app, client=LOCAL, host="localhost:8501").open(made(site)).status_code == 200


def test_a_visit_outlives_the_server(site, app, phone):
    link = made(site)
    phone.open(link)
    site.close()
    again = Starlette(
        routes=[
            Route(
                "/s/p/{code}",
                bounded(site, shared_page(lambda s, r, link: PlainTextResponse(link.code))),
            )
        ],
        middleware=edge(site, ()),
    )
    phone.app = again
    assert phone.get(f"/s/p/{link.link.code}").text == link.link.code
