"""The reverse proxy's configuration that we give away, run by a real nginx with a certificate."""

import asyncio
import json
import os
import re
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx
import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser import ROOT, free_port
from tests.nginx import DEPLOY, MISSING, NAME, an_nginx, program, two_ports
from tests.signed import LOGIN, WORDS, with_an_account
from trackers import config

LINK = "k3Jd9sLq0ZxW8vBn2MtYpR6uHcEaGf1T"
SPOOFED = {
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "evil.example",
    "X-Real-IP": "127.0.0.1",
    "Forwarded": "for=127.0.0.1",
    "Via": "1.1 evil",
    "X-Request-ID": "chosen-by-a-stranger",
}

pytestmark = pytest.mark.skipif(program() is None, reason=MISSING)


@pytest.fixture(scope="module")
def proxy():
    """nginx in front of the mirror."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "tests.web.mirror:app", "--port", str(port)]
    quiet = ["--no-proxy-headers", "--log-level", "warning", "--ws", "websockets-sansio"]
    server = subprocess.Popen([*command, *quiet], cwd=ROOT)
    http, https = two_ports()
    try:
        with an_nginx(f"127.0.0.1:{port}", http=http, https=https) as proxy:
            _until(lambda: ask(proxy, "/").status_code == 200)
            yield proxy
    finally:
        server.terminate()
        server.wait(20)


def _until(holds):
    end = time.monotonic() + 30
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


def trusting(proxy):
    return ssl.create_default_context(cafile=str(proxy.certificate))


def ask(proxy, path, *, method="GET", host=None, headers=(), content=None):
    """Ask over https, trusting the certificate and nothing else."""
    host = f"{NAME}:{proxy.https}" if host is None else host
    with httpx.Client(verify=trusting(proxy), timeout=30) as client:
        asked = {"Host": host, **dict(headers)}
        return client.request(method, proxy.address + path, headers=asked, content=content)


class TestWhoAsks:
    def test_is_the_client_by_https_through_the_proxy(self, proxy):
        told = ask(proxy, "/").json()
        assert told["address"] == "127.0.0.1"
        assert (told["https"], told["through_proxy"], told["spoofed"]) == (True, True, False)
        assert told["host"] == f"{NAME}:{proxy.https}"

    def test_is_not_what_the_client_says_about_itself(self, proxy):
        spoofed = SPOOFED | {"X-Forwarded-For": "203.0.113.9, 127.0.0.1"}
        told = ask(proxy, "/", headers=spoofed).json()
        assert (told["address"], told["https"]) == ("127.0.0.1", True)
        headers = told["headers"]
        assert headers["x-forwarded-for"] == ["127.0.0.1"]
        assert headers["x-forwarded-proto"] == ["https"]
        for name in ("x-forwarded-host", "forwarded", "via", "x-real-ip", "x-request-id"):
            assert name not in headers


class TestNames:
    @pytest.mark.parametrize(
        "host", ["evil.example", "127.0.0.1", "localhost", "x.matbang.example"]
    )
    def test_another_name_gets_nothing(self, proxy, host):
        with pytest.raises(httpx.RemoteProtocolError):
            ask(proxy, "/", host=host)

    def test_http_leads_to_https_of_our_own_name(self, proxy):
        place = f"http://127.0.0.1:{proxy.http}/tong-hop?as=CB03"
        answer = httpx.get(place, headers={"Host": NAME})
        assert answer.status_code == 301
        assert answer.headers["location"] == f"https://{NAME}/tong-hop?as=CB03"

    def test_old_kinds_of_tls_are_refused(self, proxy):
        old = trusting(proxy)
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        old.set_ciphers("ALL:@SECLEVEL=0")
        with httpx.Client(verify=old) as client:
            assert client.get(proxy.address, headers={"Host": NAME}).status_code == 200
        with pytest.warns(DeprecationWarning, match="TLSv1_1"):
            old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
        with httpx.Client(verify=old) as client, pytest.raises(httpx.ConnectError):
            client.get(proxy.address, headers={"Host": NAME})

    def test_a_browser_that_was_not_told_to_trust_it_does_not(self, proxy):
        with pytest.raises(httpx.ConnectError, match="certificate"):
            httpx.get(proxy.address, headers={"Host": NAME})


class TestWhatPasses:
    def test_a_websocket_talks_both_ways(self, proxy):
        async def talk():
            place = f"{NAME}:{proxy.https}"
            async with websockets.connect(
                f"wss://{place}/_stcore/stream",
                host="127.0.0.1",
                ssl=trusting(proxy),
                origin=f"https://{place}",
                proxy=None,
            ) as line:
                told = json.loads(await line.recv())
                await line.send("xin chào")
                return told, await line.recv()

        told, said = asyncio.run(talk())
        assert said == "xin chào"
        assert (told["https"], told["through_proxy"], told["spoofed"]) == (True, True, False)

    def test_a_file_of_fifty_megabytes_and_no_more(self, proxy):
        assert ask(proxy, "/body", method="POST", content=b"x" * (50 * 2**20)).json() == 50 * 2**20
        answer = ask(proxy, "/body", method="POST", content=b"x" * (53 * 2**20))
        assert answer.status_code == 413

    def test_no_figures(self, proxy):
        assert ask(proxy, "/metrics").status_code == 404
        assert ask(proxy, "/metrics/").status_code == 404

    def test_what_was_asked_for_stands_in_no_log(self, proxy):
        ask(proxy, f"/s/{LINK}?name=Nguyen")
        ask(proxy, f"/metrics/{LINK}")
        logs = "".join(one.read_text("utf-8") for one in proxy.folder.glob("*.log"))
        assert "GET 200" in logs
        assert LINK not in logs
        assert "Nguyen" not in logs


@contextmanager
def signed_in(proxy):
    """A browser that signed in by the form, over https."""
    place = f"{NAME}:{proxy.https}"
    with httpx.Client(
        base_url=proxy.address,
        verify=trusting(proxy),
        headers={"Host": place, "Origin": f"https://{place}", "Accept": "text/html"},
        timeout=30,
    ) as browser:
        form = re.search(r'name="form" value="([^"]+)"', browser.get("/sign-in").text).group(1)
        fields = {"form": form, "login": LOGIN, "password": WORDS}
        browser.last = browser.post("/sign-in", data=fields)
        assert browser.last.status_code == 303, browser.last.text
        yield browser


class TestTheRealProgram:
    """`matbang serve` behind nginx, as the guide says to run it."""

    @pytest.fixture(scope="class")
    @staticmethod
    def program(tmp_path_factory):
        folder = with_an_account(tmp_path_factory.mktemp("data") / "kept")
        port, (http, https) = free_port(), two_ports()
        settings = {
            "MATBANG_DATA_DIR": str(folder),
            "MATBANG_PORT": str(port),
            "MATBANG_BASE_URL": f"https://{NAME}:{https}",
            "MATBANG_TRUSTED_PROXIES": "127.0.0.1",
            "MATBANG_BACKUP_KEEP": "0",
        }
        log = tmp_path_factory.mktemp("log") / "log"
        command = [sys.executable, "-m", "trackers.cli", "serve"]
        with log.open("wb") as out:
            server = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | settings, stdout=out, stderr=out
            )
        try:
            with an_nginx(f"127.0.0.1:{port}", http=http, https=https) as proxy:
                _until(lambda: ask(proxy, "/healthz").status_code == 200)
                yield proxy, log, port
        finally:
            server.terminate()
            server.wait(20)

    def test_answers_by_https_with_its_headers(self, program):
        answer = ask(program[0], "/healthz")
        assert answer.json()["status"] == "ok"
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert "content-security-policy" in answer.headers

    @pytest.mark.parametrize("path", ["/", "/w/TEST/status", "/w/TEST/visiting", "/_stcore/health"])
    @pytest.mark.parametrize("headers", [{}, SPOOFED], ids=["plain", "spoofed"])
    def test_takes_nobody_from_outside_for_this_machine(self, program, path, headers):
        answer = ask(program[0], path, headers=headers)
        assert answer.status_code in {303, 401, 403}
        assert "TEST" not in answer.text

    def test_lets_in_who_signs_in_and_keeps_the_cookie_for_https(self, program):
        with signed_in(program[0]) as browser:
            cookie = browser.last.headers["set-cookie"].lower()
            assert "secure" in cookie
            assert "httponly" in cookie
            assert browser.get("/").text.count("<title>Streamlit</title>") == 1
            assert browser.get("/w/TEST/status").json()["cases"]
            spoofed = browser.get("/w/TEST/status", headers=SPOOFED)
            assert spoofed.status_code == 200  # nginx wrote the headers anew

    def test_packs_its_files_once_and_the_proxy_leaves_them_so(self, program):
        with signed_in(program[0]) as browser:
            script = re.search(r'src="\./(static/js/index[^"]+)"', browser.get("/").text).group(1)
            answer = browser.get(f"/{script}")
            assert answer.headers["content-encoding"] == "gzip"
            assert len(answer.content) > 100_000

    def test_a_websocket_of_who_is_signed_in_gets_the_page(self, program):
        async def open_page(cookie):
            place = f"{NAME}:{program[0].https}"
            async with websockets.connect(
                f"wss://{place}/_stcore/stream",
                host="127.0.0.1",
                ssl=trusting(program[0]),
                origin=f"https://{place}",
                additional_headers={"Cookie": cookie},
                subprotocols=["streamlit"],
                proxy=None,
            ) as line:
                rerun = BackMsg(rerun_script=ClientState(query_string="")).SerializeToString()
                await line.send(rerun)
                return ForwardMsg.FromString(await line.recv()).WhichOneof("type")

        with signed_in(program[0]) as browser:
            cookie = "; ".join(f"{one.name}={one.value}" for one in browser.cookies.jar)
        assert asyncio.run(open_page(cookie))

    def test_shows_no_figures_but_to_this_machine(self, program):
        proxy, _, port = program
        assert ask(proxy, "/metrics").status_code == 404
        assert "matbang_requests_total" in httpx.get(f"http://127.0.0.1:{port}/metrics").text

    def test_a_websocket_of_a_stranger_is_refused(self, program):
        async def knock():
            place = f"{NAME}:{program[0].https}"
            async with websockets.connect(
                f"wss://{place}/_stcore/stream",
                host="127.0.0.1",
                ssl=trusting(program[0]),
                origin=f"https://{place}",
                proxy=None,
            ):
                pass

        with pytest.raises(websockets.InvalidStatus) as refused:
            asyncio.run(knock())
        assert refused.value.response.status_code == 403

    def test_writes_lines_of_json_without_what_was_asked_for(self, program):
        proxy, log, _ = program
        ask(proxy, f"/s/{LINK}?name=Nguyen")
        text = log.read_text("utf-8")
        assert LINK not in text
        assert "Nguyen" not in text
        lines = [one for one in text.splitlines() if one.startswith("{")]
        assert any(json.loads(one)["event"] == "http" for one in lines)


class TestTheOtherFiles:
    def test_caddy_and_nginx_pass_on_the_same(self):
        nginx = (DEPLOY / "nginx.conf").read_text("utf-8")
        caddy = (DEPLOY / "Caddyfile").read_text("utf-8")
        for name in ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via", "X-Request-I"):
            assert name in nginx
            assert name in caddy
        for text in ("127.0.0.1:8501", NAME, "/metrics"):
            assert text in nginx
            assert text in caddy

    def test_the_service_sets_what_the_program_knows(self):
        text = (DEPLOY / "matbang.service").read_text("utf-8")
        assert "Environment=MATBANG_DATA_DIR=/var/lib/matbang" in text
        assert "StateDirectory=matbang" in text
        assert "MATBANG_DATA_DIR" in config.names()
        assert "ExecStart=/opt/matbang/.venv/bin/matbang serve" in text
