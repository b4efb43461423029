"""What a browser fetched and how long a fact took to become true."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from playwright.sync_api import CDPSession, Frame, Page


@dataclass
class Wire:
    """Bytes that came to a page, as they travelled: HTTP bodies encoded, WebSocket frames whole."""

    total: int = 0
    sessions: list[CDPSession] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Count everything the page receives from now on."""
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.dataReceived", self._http)
        session.on("Network.webSocketFrameReceived", self._socket)
        self.sessions.append(session)

    def _http(self, event: dict[str, Any]) -> None:
        self.total += event["encodedDataLength"] or event["dataLength"]

    def _socket(self, event: dict[str, Any]) -> None:
        payload = event["response"]["payloadData"]
        # Binary frames are shown in base64.
        binary = event["response"]["opcode"] == 2
        self.total += len(payload) * 3 // 4 if binary else len(payload.encode())


@dataclass
class Timer:
    """Seconds of the block it stood around."""

    seconds: float = 0.0


@contextmanager
def timed() -> Iterator[Timer]:
    """Time a block."""
    timer, start = Timer(), time.perf_counter()
    yield timer
    timer.seconds = time.perf_counter() - start


def median_of(rounds: int, call: Callable[[], Any]) -> float:
    """Give the median seconds of several calls."""
    times = []
    for _ in range(rounds):
        with timed() as timer:
            call()
        times.append(timer.seconds)
    return median(times)


def map_frame(page: Page) -> Frame:
    """Give the frame in which streamlit-folium draws, once it holds a map."""
    page.wait_for_selector("iframe[title*='streamlit_folium']", state="attached", timeout=120_000)
    for _ in range(600):
        for frame in page.frames:
            if "streamlit_folium" in frame.url:
                frame.wait_for_selector("#map_div", state="attached", timeout=120_000)
                return frame
        page.wait_for_timeout(100)
    raise TimeoutError("no map frame")
