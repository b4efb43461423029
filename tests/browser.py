"""A real browser and a real server for tests and benchmarks; nothing outside is asked."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Route, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str | None:
    """The system's Chromium, or None."""
    return next(
        (
            found
            for name in ("chromium", "chromium-browser", "google-chrome")
            if (found := shutil.which(name))
        ),
        None,
    )


@contextmanager
def a_browser() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(SWITCHES))
        yield browser
        browser.close()


def a_context(
    browser: Browser, *, width: int = 1366, height: int = 768, has_touch: bool = False
) -> BrowserContext:
    """A fresh profile, Vietnamese, whose requests to anywhere but this machine are cut and kept.

    `context.outside` lists the addresses that were asked for.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        has_touch=has_touch,
    )
    outside: list[str] = []
    context.outside = outside  # type: ignore[attr-defined]

    def cut(route: Route) -> None:
        host = route.request.url.split("/")[2].split(":")[0]
        if host in {"127.0.0.1", "localhost"}:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route(lambda url: url.startswith(("http://", "https://")), cut)
    return context


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def own_address() -> str | None:
    """This machine's own address in its network, from which a program is no local one; or None."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("192.0.2.1", 9))  # nothing is sent: it only asks which way that would go
        except OSError:
            return None
        address = str(one.getsockname()[0])
    return None if address.startswith("127.") else address


@contextmanager
def a_server(
    data: Path,
    *,
    script: str = "app:app",
    log: Path | None = None,
    folder: Path = ROOT,
    settings: Mapping[str, str] | None = None,
    port: int = 0,
    host: str = "127.0.0.1",
) -> Iterator[str]:
    """Serve the application on `data` by uvicorn; give its address once it answers.

    `settings` by their names without MATBANG_; `host` is what it listens on.
    """
    port = port or free_port()
    environment = os.environ | {
        "MATBANG_DATA_DIR": str(data),
        "PYTHONPATH": str(ROOT),
        "MATBANG_BACKUP_KEEP": "0",
    }
    environment |= {f"MATBANG_{name}": text for name, text in (settings or {}).items()}
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        script,
        "--host",
        host,
        "--port",
        str(port),
        "--log-level",
        "warning",
        "--no-proxy-headers",
    ]
    with (log or data / "server.log").open("ab") as out:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            until_it_answers(process, f"{address}/_stcore/health")
            yield address
        finally:
            process.terminate()
            process.wait(20)


def until_it_answers(process: subprocess.Popen[bytes], address: str) -> None:
    """Wait until a server that was started answers at an address, whatever it says."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped with {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 (our own server)
                return
        except urllib.error.HTTPError:
            return  # with accounts this address is closed, and says so
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(address)
