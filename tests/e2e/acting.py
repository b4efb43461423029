"""What a person does on the pages, in the words of the screen."""

import json
from typing import Any

from playwright.sync_api import Frame, Page, expect

from tests.bench.measuring import map_frame

MAP = "#map_div"


def the_map(page: Page) -> Frame:
    """Give the map's frame once it knows the record and has drawn it."""
    frame = map_frame(page)
    frame.wait_for_selector(f"{MAP}[data-ready='1']", state="attached")
    return frame


def fact(frame: Frame, name: str) -> str:
    """Give one of the facts the map tells about itself."""
    return str(frame.locator(MAP).get_attribute(f"data-{name}") or "")


def counts(frame: Frame) -> dict[str, Any]:
    """Give the legend's counts."""
    return dict(json.loads(fact(frame, "counts")))


def wait_for_fact(frame: Frame, script: str, arg: object = None, *, timeout: int = 30_000) -> None:
    """Wait until a fact about the map holds; `script` gets the map's dataset and `arg`."""
    frame.wait_for_function(
        f"arg => (({script})(document.querySelector('{MAP}').dataset, arg))",
        arg=arg,
        timeout=timeout,
        polling=50,
    )


def search(page: Page, words: str) -> None:
    """Type into the search box."""
    page.get_by_label("Tìm", exact=True).fill(words)


def settled(page: Page) -> None:
    """Wait until the page has answered the last click."""
    expect(page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=30_000
    )


def open_case(page: Page, code: str) -> None:
    """Open a case through the search box."""
    search(page, code)
    page.locator(".st-key-hits button").filter(has_text=code).first.click()
    expect(page.locator(".mb-title")).to_contain_text(code)
    settled(page)


def open_tab(page: Page, name: str) -> None:
    """Open a tab of the case card."""
    page.get_by_role("tab", name=name, exact=True).click()


def ground_colours(frame: Frame) -> set[str]:
    """Give the colours that stand on the map's canvases, as #rrggbb."""
    return set(
        frame.evaluate(
            """() => {
              const seen = new Set();
              for (const canvas of document.querySelectorAll("#map_div canvas")) {
                const { width, height } = canvas;
                if (!width || !height) continue;
                const data = canvas.getContext("2d").getImageData(0, 0, width, height).data;
                for (let at = 0; at < data.length; at += 4) {
                  if (data[at + 3] < 255) continue;
                  seen.add("#" + [0, 1, 2].map(
                    (one) => data[at + one].toString(16).padStart(2, "0")).join("").toUpperCase());
                }
              }
              return [...seen];
            }"""
        )
    )


def show_at(frame: Frame, lng: float, lat: float, zoom: int) -> None:
    """Put the map there and wait until it stands."""
    frame.evaluate(
        "([lat, lng, zoom]) => void matbang.view.map.setView([lat, lng], zoom, {animate: false})",
        [lat, lng, zoom],
    )
    wait_for_fact(frame, "(data, zoom) => data.view.endsWith(',' + zoom)", str(zoom))


def click_at(frame: Frame, lng: float, lat: float, *, aside_px: float = 0) -> None:
    """Click on a place of the map, or so many pixels to the right of it."""
    point = frame.evaluate(
        "([lat, lng]) => { const p = matbang.view.map.latLngToContainerPoint([lat, lng]);"
        " return [p.x, p.y]; }",
        [lat, lng],
    )
    frame.locator(MAP).click(position={"x": point[0] + aside_px, "y": point[1]})
