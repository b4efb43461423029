import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, Response

from tests.web.asking import ask
from trackers.ui.scripts import inline_scripts, tag
from trackers.web.headers import EVERYWHERE, POLICY, Headers, digest

SCRIPT = "window.ours = true"


def inside(path="/", answer=None, **options):
    """Ask a program behind the headers."""
    app = Starlette()
    app.add_route("/{rest:path}", lambda request: answer or HTMLResponse("<p>hello</p>"))
    return ask(Headers(app, **options), path)


def policy(answer):
    """The policy of an answer: names and sources."""
    parts = [one.split() for one in answer.headers[POLICY].split(";")]
    return {name: sources for name, *sources in parts}


class TestEveryAnswer:
    @pytest.mark.parametrize("path", ["/", "/component/x/index.html", "/media/x", "/w/T/status"])
    def test_says_what_a_browser_must_not_do(self, path):
        answer = inside(path)
        assert all(answer.headers[name] == value for name, value in EVERYWHERE.items())
        assert POLICY in answer.headers

    def test_lets_nobody_else_read_it(self):
        open_to_all = JSONResponse({}, headers={"Access-Control-Allow-Origin": "*"})
        assert "access-control-allow-origin" not in inside(answer=open_to_all).headers

    def test_that_has_its_own_policy_keeps_it(self):
        own = HTMLResponse("", headers={POLICY: "default-src 'none'", "Referrer-Policy": "origin"})
        answer = inside(answer=own)
        assert answer.headers.get_list(POLICY) == ["default-src 'none'"]
        assert answer.headers["Referrer-Policy"] == "origin"

    def test_asks_for_https_only_where_that_is_our_address(self):
        assert "strict-transport-security" not in inside().headers
        assert inside(https=True).headers["strict-transport-security"] == "max-age=31536000"


class TestThePage:
    def test_runs_no_script_but_files_of_ours_and_the_texts_that_are_known(self):
        sources = policy(inside(scripts=[SCRIPT]))["script-src"]
        assert sources == ["'self'", "'wasm-unsafe-eval'", "blob:", digest(SCRIPT)]
        assert digest(SCRIPT) != digest(SCRIPT + " ")

    def test_asks_nobody_but_us_and_is_framed_by_nobody(self):
        found = policy(inside())
        assert found["connect-src"] == ["'self'"]
        assert found["default-src"] == ["'none'"]
        assert found["frame-ancestors"] == ["'none'"]
        assert "http" not in inside().headers[POLICY]

    def test_the_scripts_it_may_run_are_those_that_it_gets(self):
        texts = inline_scripts()
        assert len(texts) == 4
        for name in ("address", "drafts", "present_key"):
            assert any(tag(name, {"a": 1}).endswith(f">{text}</script>") for text in texts)

    def test_a_value_beside_a_script_cannot_become_one(self):
        html = tag("address", {"case": '"><script>alert(1)</script>'}, visit=1)
        assert html.count("<script") == 1


class TestTheFrameOfTheMap:
    def test_may_be_framed_by_our_page_alone(self):
        found = policy(inside("/component/streamlit_folium.st_folium/index.html"))
        assert found["frame-ancestors"] == ["'self'"]
        assert found["connect-src"] == ["'self'"]

    @pytest.mark.parametrize(
        ("address", "origin"),
        [
            ("https://tiles.example/{z}/{x}/{y}.png", "https://tiles.example"),
            ("https://{s}.tiles.example:8443/{z}/{x}/{y}.png", "https://*.tiles.example:8443"),
            ("http://me:secret@tiles.example/a.pmtiles", "http://tiles.example"),
        ],
    )
    def test_asks_for_the_basemap_where_one_is_set_and_the_page_does_not(self, address, origin):
        found = policy(inside("/component/x/index.html", basemap=address))
        assert found["connect-src"] == ["'self'", origin]
        assert found["img-src"][-1] == origin
        assert policy(inside(basemap=address))["img-src"] == ["'self'", "data:", "blob:"]

    def test_a_basemap_of_our_own_needs_no_further_place(self):
        found = policy(inside("/component/x/index.html", basemap="/tiles/{z}/{x}/{y}.png"))
        assert found["connect-src"] == ["'self'"]


class TestAFile:
    @pytest.mark.parametrize("kind", ["image/svg+xml", "application/pdf", "text/plain", ""])
    def test_that_is_opened_as_a_page_may_do_nothing(self, kind):
        found = policy(inside(answer=Response(b"", media_type=kind)))
        assert found["default-src"] == ["'none'"]
        assert found["sandbox"] == []
