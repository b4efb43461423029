import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from trackers.web.squeeze import Squeeze

SCRIPT = "const chữ = 'Mặt Bằng';\n" * 200


@pytest.fixture
def place(tmp_path):
    (tmp_path / "a.js").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "small.js").write_text("1", encoding="utf-8")
    (tmp_path / "a.png").write_bytes(b"\x89PNG" + bytes(4000))
    return tmp_path


@pytest.fixture
def site(place):
    files = StaticFiles(directory=place)
    mounts = [Mount("/static", files), Mount("/elsewhere", files)]
    return Starlette(routes=mounts, middleware=[Middleware(Squeeze)])


def asked(site, path, **headers):
    async def go():
        transport = httpx.ASGITransport(site)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(path, headers={"Accept-Encoding": "gzip"} | headers)

    return asyncio.run(go())


def test_a_script_travels_packed_and_arrives_whole(site):
    for _ in range(2):
        answer = asked(site, "/static/a.js")
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["vary"] == "Accept-Encoding"
        assert int(answer.headers["content-length"]) < len(SCRIPT) / 10
        assert answer.text == SCRIPT


def test_it_is_read_and_packed_once(site, place):
    assert asked(site, "/static/a.js").text == SCRIPT
    (place / "a.js").write_text("changed", encoding="utf-8")
    assert asked(site, "/static/a.js").text == SCRIPT


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/a.js", {"Accept-Encoding": "identity"}),
        ("/static/a.js", {"Range": "bytes=0-99"}),
        ("/static/a.png", {}),
        ("/static/small.js", {}),
        ("/elsewhere/a.js", {}),
    ],
)
def test_everything_else_is_left_as_it_is(site, path, headers):
    asked(site, "/static/a.js")
    answer = asked(site, path, **headers)
    assert "content-encoding" not in answer.headers
    assert answer.status_code == (206 if "Range" in headers else 200)


def test_what_a_browser_holds_is_not_sent_again(site):
    plain = asked(site, "/static/a.js", **{"Accept-Encoding": "identity"})
    held = asked(site, "/static/a.js", **{"If-None-Match": plain.headers["etag"]})
    assert held.status_code == 304


def test_a_file_that_is_not_there_is_said_so_each_time(site):
    for _ in range(2):
        assert asked(site, "/static/none.js").status_code == 404
