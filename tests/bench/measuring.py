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


def show_at(frame: Frame, lng: float, lat: float, zoom: int) -> None:
    """Put the map there (EPSG:4326)."""
    frame.evaluate(
        "([lat, lng, zoom]) => void matbang.view.map.setView([lat, lng], zoom, {animate: false})",
        [lat, lng, zoom],
    )


def wait_for_colours(frame: Frame, colours: list[str]) -> None:
    """Wait until all of these (#RRGGBB) stand somewhere on the map's canvases."""
    _wait(
        frame,
        f"{_COLOURS} const seen = on(); return wanted.every((one) => seen.has(one));",
        colours,
    )


def wait_for_colour_at(frame: Frame, lng: float, lat: float, colour: str) -> None:
    """Wait until a colour (#RRGGBB) stands beside the sign of the parcel at that place."""
    script = f"""{_COLOURS}
        const [lat, lng, colour] = wanted;
        const at = matbang.view.map.latLngToContainerPoint([lat, lng]);
        return [-13, 13].some((aside) => under(at.x + aside, at.y).has(colour));"""
    _wait(frame, script, [lat, lng, colour])


def _wait(frame: Frame, body: str, wanted: list[object] | list[str]) -> None:
    frame.wait_for_function(f"(wanted) => {{ {body} }}", arg=wanted, timeout=300_000, polling=25)


_COLOURS = """
const hex = (data, at) => "#" + [0, 1, 2].map(
  (one) => data[at + one].toString(16).padStart(2, "0")).join("").toUpperCase();
const read = (canvas, x, y, wide, high, seen) => {
  const data = canvas.getContext("2d").getImageData(x, y, wide, high).data;
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) seen.add(hex(data, at));
};
const canvases = () => [...document.querySelectorAll("#map_div canvas.leaflet-tile")];
const on = () => {
  const seen = new Set();
  canvases().forEach((one) => one.width && read(one, 0, 0, one.width, one.height, seen));
  return seen;
};
const under = (x, y) => {
  const seen = new Set();
  canvases().forEach((one) => {
    const box = one.getBoundingClientRect();
    const scale = one.width / box.width;
    const [px, py] = [(x - box.left) * scale, (y - box.top) * scale];
    if (px >= 0 && py >= 0 && px < one.width && py < one.height) read(one, px, py, 1, 1, seen);
  });
  return seen;
};
"""
