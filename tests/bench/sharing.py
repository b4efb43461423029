"""A shared page opened by a village while 200 look on, against sessions of the program.

A thousand openings (the link's address, then its page), a hundred at once, beside 200 open pages
that ask what changed; then a hundred sessions of Streamlit that open the map's page at once. Both
by clients without a screen, on the same data and machine, each on a server of its own. Machines
differ and are noisy: read the ratios. `BENCH_OPENINGS=1000` says how many.
"""

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from threading import Event

from websockets.exceptions import WebSocketException

from tests.bench.measuring import timed
from tests.browser import a_server
from tests.sessions import Client
from trackers.domain.links import LinkKind
from trackers.services.demo import load
from trackers.services.links import make_link
from trackers.services.people import identify
from trackers.store import Ledger, open_store

AT_ONCE = 100
PAGES = 200
# How often a page asks by itself, see browser/feed.js.
POLL_S = 1.0
WAIT_S = 180.0
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"set-cookie: ([^;\r]+)", re.IGNORECASE)
_TAG = re.compile(rb"etag: ([^\r]+)", re.IGNORECASE)
_PLACE = re.compile(rb"location: ([^\r?]+)", re.IGNORECASE)


@dataclass
class Tally:
    """What came of many requests or openings: seconds of each, bytes of all, and what failed."""

    seconds: list[float] = field(default_factory=list)
    received: int = 0
    failed: int = 0

    def percentile(self, number: int) -> float:
        """Give the seconds that so many in a hundred stayed below."""
        return quantiles(self.seconds, n=100)[number - 1] if len(self.seconds) > 1 else 0.0


@dataclass(frozen=True)
class Load:
    """What one server bore, and its memory in MB: at rest, and the most it took."""

    opened: Tally
    whole_s: float
    rest_mb: float
    peak_mb: float
    polls: Tally = field(default_factory=Tally)


class Browser:
    """A browser without a screen: one connection, the cookies it was given.

    `number` tells which of a hundred houses it is in: openings are counted by address.
    """

    def __init__(self, address: str, number: int) -> None:
        self._host, self._port = address.removeprefix("http://").split(":")
        self._own = f"127.0.1.{number % 100 + 1}"
        self.cookie = b""

    async def ask(self, path: bytes, *more: bytes) -> tuple[int, bytes, int]:
        """Give status, head and how many bytes the body has."""
        if not hasattr(self, "_line"):
            self._line = await asyncio.open_connection(
                self._host, int(self._port), local_addr=(self._own, 0)
            )
        reader, writer = self._line
        head = [b"Host: " + f"{self._host}:{self._port}".encode(), b"Accept-Encoding: gzip", *more]
        if self.cookie:
            head.append(b"Cookie: " + self.cookie)
        writer.write(b"GET " + path + b" HTTP/1.1\r\n" + b"\r\n".join(head) + b"\r\n\r\n")
        told = await reader.readuntil(b"\r\n\r\n")
        found = _LENGTH.search(told)
        size = int(found[1]) if found else 0
        await reader.readexactly(size)
        if given := _COOKIE.search(told):
            self.cookie = given[1]
        return int(told[9:12]), told, len(told) + size

    async def open(self, token: str) -> tuple[bytes, int]:
        """Open a link as a phone does; give the page's place and the bytes that came."""
        status, head, first = await self.ask(f"/s/{token}".encode())
        place = _PLACE.search(head)
        if status != 303 or place is None:
            raise ConnectionError(status)
        status, _, second = await self.ask(place[1])
        if status != 200:
            raise ConnectionError(status)
        return place[1], first + second

    def close(self) -> None:
        """Hang up."""
        if hasattr(self, "_line"):
            self._line[1].close()


async def opening(address: str, token: str, number: int, tally: Tally) -> None:
    """One opening by somebody new."""
    browser = Browser(address, number)

    async def once() -> int:
        return (await browser.open(token))[1]

    await counted(tally, once)
    browser.close()


async def watching(address: str, token: str, number: int, tally: Tally, end: asyncio.Event) -> None:
    """An open page: what changed, once a second until the end."""
    browser, tag = Browser(address, number), b""
    place, _ = await browser.open(token)
    await asyncio.sleep(POLL_S * number / PAGES)

    async def once() -> int:
        nonlocal tag
        known = (b"If-None-Match: " + tag,) if tag else ()
        status, head, size = await browser.ask(place + b"/status", *known)
        if status not in {200, 304}:
            raise ConnectionError(status)
        found = _TAG.search(head)
        tag = found[1] if found else tag
        return size

    while not end.is_set():
        await counted(tally, once)
        await asyncio.sleep(POLL_S)
    browser.close()


async def counted(tally: Tally, once: Callable[[], Awaitable[int]]) -> None:
    """Time one thing that is done, and count it as failed where it was not answered well."""
    begun = time.perf_counter()
    try:
        size = await asyncio.wait_for(once(), WAIT_S)
        tally.received += size
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        tally.failed += 1
    tally.seconds.append(time.perf_counter() - begun)


async def village(address: str, token: str, openings: int) -> tuple[Tally, Tally, float]:
    """Let 200 look on while so many open the link; give openings, polls, and the seconds."""
    opened, polls, end = Tally(), Tally(), asyncio.Event()
    pages = [
        asyncio.create_task(watching(address, token, number, polls, end)) for number in range(PAGES)
    ]
    await asyncio.sleep(4 * POLL_S)
    left = iter(range(openings))

    async def one_after_the_other() -> None:
        for number in left:
            await opening(address, token, number, opened)

    with timed() as whole:
        await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
    end.set()
    await asyncio.gather(*pages)
    return opened, polls, whole.seconds


def shared(folder: Path, token: str, openings: int) -> Load:
    """Measure the shared page."""
    with a_server(folder) as address:
        asyncio.run(opening(address, token, 0, Tally()))  # the first visit is the server's
        rest = memory_mb(address)[0]
        opened, polls, whole = asyncio.run(village(address, token, openings))
        return Load(opened, whole, rest, memory_mb(address)[1], polls)


def program(folder: Path, sessions: int) -> Load:
    """Measure sessions of the program that open the page of the map at once, and stay."""
    opened, leave = Tally(), Event()

    def session(address: str) -> None:
        begun = time.perf_counter()
        try:
            with Client(address, "", wait_s=WAIT_S) as client:
                client.run("as=CB03")
                opened.received += len(client.sent)
                opened.seconds.append(time.perf_counter() - begun)
                leave.wait(WAIT_S)
        except (OSError, WebSocketException):
            opened.failed += 1
            opened.seconds.append(time.perf_counter() - begun)

    with a_server(folder) as address:
        with Client(address, "", wait_s=WAIT_S) as first:
            first.run("as=CB03")
        rest = memory_mb(address)[0]
        with ThreadPoolExecutor(sessions) as pool:
            with timed() as whole:
                waiting = [pool.submit(session, address) for _ in range(sessions)]
                while len(opened.seconds) < sessions:
                    time.sleep(0.05)
            peak = memory_mb(address)[1]
            leave.set()
            wait(waiting)
        return Load(opened, whole.seconds, rest, peak)


def memory_mb(address: str) -> tuple[float, float]:
    """Give the server's memory now and the most it had, in MB. Raises ProcessLookupError."""
    port = address.rsplit(":", 1)[1].encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it may have ended meanwhile
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if b"uvicorn" in words and port in words:
                lines = (folder / "status").read_text().splitlines()
                told = dict(line.split(":", 1) for line in lines)
                now, most = (int(told[one].split()[0]) / 1024 for one in ("VmRSS", "VmHWM"))
                return now, most
    raise ProcessLookupError(address)


def prepare(folder: Path) -> tuple[Ledger, str]:
    """Give the demo ward and the secret of a meeting's link to all of it."""
    ledger = load(open_store(folder), started_at=datetime.now(UTC))
    chair = identify(ledger, "CB01")
    now = datetime.now(UTC)
    made = make_link(ledger, chair, kind=LinkKind.MEETING, label="Đo tải", now=now)
    return ledger, made.token


def report(ours: Load, theirs: Load) -> None:
    """Print both in one table."""
    out = sys.stdout.write
    many, few = len(ours.opened.seconds), len(theirs.opened.seconds)
    out(f"\n== a shared page against the program itself, {AT_ONCE} at once ==\n")
    out(f"{'':<44}{'shared page':>14}{'Streamlit':>14}{'ratio':>9}\n")
    rows = [
        ("one opening, p50, ms", *(1000 * one.opened.percentile(50) for one in (ours, theirs))),
        ("one opening, p95, ms", *(1000 * one.opened.percentile(95) for one in (ours, theirs))),
        ("bytes of one opening", ours.opened.received / many, theirs.opened.received / few),
        ("server's memory before, MB", ours.rest_mb, theirs.rest_mb),
        ("server's memory, most, MB", ours.peak_mb, theirs.peak_mb),
        (
            "more memory for it, kB each",
            *(
                1024 * (one.peak_mb - one.rest_mb) / len(one.opened.seconds)
                for one in (ours, theirs)
            ),
        ),
    ]
    out(f"{'openings':<44}{many:>14,}{few:>14,}\n")
    out(f"{'errors':<44}{ours.opened.failed:>14,}{theirs.opened.failed:>14,}\n")
    for name, mine, other in rows:
        out(f"{name:<44}{mine:>14,.1f}{other:>14,.1f}{other / max(mine, 0.1):>8.1f}×\n")
    rates = many / ours.whole_s, few / theirs.whole_s
    out(f"{'openings a second':<44}{rates[0]:>14,.1f}{rates[1]:>14,.1f}")
    out(f"{rates[0] / rates[1]:>8.1f}×\n")
    polls = ours.polls
    out(f"\n{f'{PAGES} open pages asked meanwhile':<44}{len(polls.seconds):>14,}\n")
    out(f"{'errors':<44}{polls.failed:>14,}\n")
    for number in (50, 95):
        out(f"{f'one answer, p{number}, ms':<44}{1000 * polls.percentile(number):>14,.1f}\n")


def main() -> None:
    """Build the demo, measure both, print."""
    openings = int(os.environ.get("BENCH_OPENINGS", "1000"))
    with tempfile.TemporaryDirectory() as name:
        _, token = prepare(Path(name))
        ours = shared(Path(name), token, openings)
        report(ours, program(Path(name), AT_ONCE))


if __name__ == "__main__":
    main()
