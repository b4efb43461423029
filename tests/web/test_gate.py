import asyncio
import socket
import threading

import httpx
import pytest
import uvicorn
import websockets
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute

from tests import tiny
from tests.web.asking import OUTSIDE, ask, greeting, knock
from trackers.config import Settings
from trackers.store import open_store
from trackers.web.gate import Gate
from trackers.web.site import Site

ORIGIN = (("host", "localhost:8501"), ("origin", "http://localhost:8501"))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """An installation with the tiny ward and no account."""
    folder = tmp_path_factory.mktemp("data")
    store = open_store(folder, durable=False)
    tiny.build(store)
    store.close()
    site = Site(Settings(data_dir=folder, allowed_hosts=("matbang.example",)))
    yield site
    site.close()


@pytest.fixture(scope="module")
def gate(site):
    return Gate(greeting, site)


class TestThisMachine:
    @pytest.mark.parametrize("client", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
    @pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1:1", "[::1]:8501"])
    def test_its_own_browser_gets_in(self, client, host, gate):
        headers = [("host", host)]
        assert ask(gate, "/", client=(client, 1), headers=headers).text == "inside"

    def test_a_name_that_was_allowed_gets_in(self, gate):
        assert ask(gate, "/", host="matbang.example:8501").status_code == 200

    @pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "10.0.0.1"])
    def test_a_page_under_a_foreign_name_is_refused(self, host, gate):
        answer = ask(gate, "/w/TEST/status", headers=[("host", host)])
        assert answer.status_code == 403
        assert "MATBANG_ALLOWED_HOSTS" in answer.text

    def test_two_host_headers_are_refused(self, gate):
        headers = [("host", "localhost"), ("host", "localhost")]
        assert ask(gate, "/", headers=headers).status_code == 403

    @pytest.mark.parametrize(
        "name", ["x-forwarded-for", "X-Forwarded-Host", "forwarded", "via", "x-real-ip"]
    )
    def test_whoever_comes_through_a_proxy_is_outside(self, name, gate):
        answer = ask(gate, "/", headers=[(name, "127.0.0.1")])
        assert answer.status_code == 403

    def test_a_form_of_another_site_is_refused(self, gate):
        headers = [("origin", "http://evil.example")]
        assert ask(gate, "/", method="POST", headers=headers).status_code == 403
        assert ask(gate, "/", method="PUT", headers=[("origin", "null")]).status_code == 403

    def test_a_form_of_our_own_page_gets_in(self, gate):
        headers = [("origin", "http://localhost:8501")]
        assert ask(gate, "/", method="POST", headers=headers).text == "inside"


class TestOthers:
    @pytest.mark.parametrize(
        "path", ["/", "/w/TEST/status", "/_stcore/health", "/assets", "/assets/x", "/s", "/sx"]
    )
    def test_they_get_nothing_but_a_page_in_two_languages(self, path, gate):
        answer = ask(gate, path, client=OUTSIDE, host="matbang.example")
        assert answer.status_code == 403
        assert "đường dẫn chia sẻ" in answer.text
        assert "shared link" in answer.text
        assert answer.headers["cache-control"] == "no-store"

    @pytest.mark.parametrize(
        "path",
        ["/s/../w/TEST/status", "/s/..", "/s//x", "/s/a\\..\\b", "/assets/../w", "/assets/a/.."],
    )
    def test_a_link_cannot_climb_out_of_its_folder(self, path, gate):
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "client": OUTSIDE,
            "headers": [(b"host", b"matbang.example")],
        }
        sent = []

        async def send(message):
            sent.append(message)

        asyncio.run(gate(scope, None, send))
        assert sent[0]["status"] == 403

    def test_they_can_open_a_link_under_an_allowed_name(self, gate):
        answer = ask(gate, "/s/abc", client=OUTSIDE, host="matbang.example")
        assert answer.text == "inside"
        assert ask(gate, "/s/abc", client=OUTSIDE, host="evil.example").status_code == 403

    def test_they_get_the_scripts_that_a_shared_page_runs(self, gate):
        path = "/assets/0123abcd/leaflet.js"
        assert ask(gate, path, client=OUTSIDE, host="matbang.example").text == "inside"
        assert ask(gate, path, client=OUTSIDE, host="evil.example").status_code == 403

    def test_they_can_ask_after_our_health_under_any_name(self, gate):
        assert ask(gate, "/healthz", client=OUTSIDE, host="10.0.0.7").text == "inside"

    def test_a_client_nobody_can_name_is_outside(self, gate):
        assert ask(gate, "/", client=None).status_code == 403
        assert ask(gate, "/", client=("unix", 0)).status_code == 403


class TestWebSockets:
    def test_our_own_page_gets_in(self, gate):
        assert knock(gate, headers=ORIGIN) == [{"type": "websocket.accept"}]

    @pytest.mark.parametrize(
        ("client", "headers"),
        [
            (OUTSIDE, ORIGIN),
            (("127.0.0.1", 1), ORIGIN[:1]),
            (("127.0.0.1", 1), (ORIGIN[0], ("origin", "http://evil.example"))),
            (("127.0.0.1", 1), (ORIGIN[0], ("origin", "http://localhost:9999"))),
            (("127.0.0.1", 1), (ORIGIN[0], ("origin", "null"))),
            (("127.0.0.1", 1), (*ORIGIN, ("x-forwarded-for", "127.0.0.1"))),
            (("127.0.0.1", 1), (("host", "evil.example"), ("origin", "http://evil.example"))),
        ],
        ids=["outside", "no origin", "foreign", "other port", "null", "proxy", "rebound name"],
    )
    def test_every_other_is_closed_with_1008_before_it_opens(self, client, headers, gate):
        (message,) = knock(gate, client=client, headers=headers)
        assert (message["type"], message["code"]) == ("websocket.close", 1008)

    def test_health_and_links_are_no_way_in_for_a_websocket(self, gate):
        scope = {"type": "websocket", "path": "/s/x", "client": ("127.0.0.1", 1), "headers": []}
        sent = []

        async def send(message):
            sent.append(message)

        asyncio.run(gate(scope, None, send))
        assert sent[0]["type"] == "websocket.close"


@pytest.fixture(scope="module")
def address(site):
    async def hello(request):
        return PlainTextResponse("inside")

    async def talk(websocket):
        await websocket.accept()
        await websocket.send_text("inside")
        await websocket.close()

    inner = Starlette(routes=[Route("/", hello), WebSocketRoute("/ws", talk)])
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        config = uvicorn.Config(
            Gate(inner, site), log_level="critical", ws="websockets-sansio", lifespan="off"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


class TestOnARealServer:
    def test_this_machine_gets_in_and_a_forwarded_request_does_not(self, address):
        with httpx.Client(base_url=f"http://{address}") as browser:
            assert browser.get("/").text == "inside"
            forwarded = browser.get("/", headers={"X-Forwarded-For": "127.0.0.1"})
            assert forwarded.status_code == 403
            assert browser.get("/", headers={"Host": "evil.example"}).status_code == 403

    def test_a_websocket_needs_our_origin(self, address):
        async def talk(origin):
            async with websockets.connect(f"ws://{address}/ws", origin=origin, proxy=None) as ws:
                return await ws.recv()

        assert asyncio.run(talk(f"http://{address}")) == "inside"
        for origin in (None, "http://evil.example"):
            with pytest.raises(websockets.InvalidStatus) as refused:
                asyncio.run(talk(origin))
            assert refused.value.response.status_code == 403
