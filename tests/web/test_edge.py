"""The program as it is served, asked over real connections: its edge, and what it writes down."""

import asyncio
import json
import re

import httpx
import pytest
import websockets

from tests.browser import a_server
from trackers.web.bounds import MESSAGE_BYTES

LINK = "k3Jd9sLq0ZxW8vBn2MtYpR6uHcEaGf1T"
OUTSIDE = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}


@pytest.fixture(scope="module")
def log(folder):
    return folder / "edge.log"


@pytest.fixture(scope="module")
def address(folder, log):
    settings = {
        "TRUSTED_PROXIES": "127.0.0.1",
        "LOG_LEVEL": "debug",
        "BASE_URL": "https://m.example",
    }
    with a_server(folder, log=log, settings=settings) as address:
        yield address


@pytest.fixture
def ask(address):
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client.request


def lines(log):
    return [json.loads(one) for one in log.read_text("utf-8").splitlines()]


def line_of(ask, log, answer):
    """The line that tells of an answer; it is written once the answer is out."""
    number = answer.headers["x-request-id"]
    for _ in range(100):
        for one in lines(log):
            if one.get("request_id") == number:
                return one
        ask("GET", "/healthz")
    raise AssertionError(number)


class TestTheLog:
    def test_is_lines_of_json_without_what_people_asked_for(self, ask, log):
        for path in (f"/s/{LINK}?phone=0909123456", f"/{LINK}", f"/w/{LINK}/status", "/%00/..%2f"):
            ask("GET", path, headers={"Cookie": f"matbang={LINK}", "Referer": f"http://x/{LINK}"})
            ask("GET", path, headers=OUTSIDE)
        text = log.read_text("utf-8")
        assert len(lines(log)) > 8
        assert LINK not in text
        assert "0909123456" not in text
        assert "203.0.113.9" not in text

    @pytest.mark.parametrize(
        ("path", "route"),
        [
            ("/w/TEST/status", "/w/{ward}/status"),
            ("/_stcore/health", "/_stcore/health"),
            ("/tong-hop", "/static"),
            ("/static/js/none.js", "/static"),
            ("/media/none.png", "/media/{file_id:path}"),
        ],
    )
    def test_names_the_templates_of_our_routes_and_streamlits(self, ask, log, path, route):
        assert line_of(ask, log, ask("GET", path))["route"] == route

    def test_streamlits_own_lines_go_the_same_way(self, address, log):
        async def talk():
            origin, ws = address, address.replace("http", "ws")
            async with websockets.connect(f"{ws}/_stcore/stream", origin=origin) as line:
                await line.send(b"\xff\xff\xff")
                with pytest.raises(websockets.ConnectionClosed):
                    await line.recv()

        asyncio.run(talk())
        assert any(one["logger"].startswith("streamlit") for one in lines(log))
        assert any(one["event"] == "websocket" for one in lines(log))


class TestBounds:
    def test_a_body_that_nobody_asked_for_is_refused(self, ask):
        answer = ask("POST", "/w/TEST/uploads", content=b"x" * 70_000)
        assert answer.status_code == 413
        answer = ask("PUT", "/_stcore/upload_file/a/b", content=(b"x" * 2**20 for _ in range(55)))
        assert answer.status_code in {400, 403, 413}

    def test_streamlits_figures_and_its_door_for_programs_are_shut(self, ask):
        for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"):
            assert ask("GET", path).status_code == 404

    def test_a_message_that_is_too_long_ends_the_connection(self, address):
        async def talk():
            ws = address.replace("http", "ws")
            async with websockets.connect(f"{ws}/_stcore/stream", origin=address) as line:
                await line.send(b"x" * (MESSAGE_BYTES + 1))
                with pytest.raises(websockets.ConnectionClosed) as closed:
                    while True:
                        await line.recv()
                return closed.value.rcvd.code

        assert asyncio.run(talk()) == 1009


class TestThroughAProxy:
    def test_figures_are_for_this_machine_only(self, ask):
        assert re.search("^matbang_websockets ", ask("GET", "/metrics").text, re.MULTILINE)
        assert ask("GET", "/metrics", headers=OUTSIDE).status_code == 404

    def test_a_browser_is_told_to_come_by_https(self, ask):
        assert "max-age" in ask("GET", "/healthz").headers["strict-transport-security"]

    def test_every_answer_has_its_headers(self, ask):
        for path in ("/", "/healthz", "/metrics", "/s/x", "/w/TEST/status", "/static/none"):
            for headers in ({}, OUTSIDE):
                answer = ask("GET", path, headers=headers)
                assert "content-security-policy" in answer.headers, path
                assert answer.headers["x-content-type-options"] == "nosniff"
