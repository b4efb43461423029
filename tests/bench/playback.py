"""Days played back on the map of a large ward, against asking the server for each of them.

`BENCH_CASES=5000` says how many cases. Machines differ and are noisy: read the ratios.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page

from tests.bench.history import fill
from tests.bench.measuring import timed
from tests.browser import a_browser, a_context, a_server
from trackers.services.demo import load
from trackers.services.people import identify
from trackers.services.playback import playback
from trackers.services.wards import present
from trackers.store import Ledger, open_store, tables

SECONDS = 5
# How many days were painted in so many milliseconds; days go round and round.
PLAYED = """async (ms) => {
  const bar = matbang.view.playback;
  bar.playing = true;
  const begun = performance.now();
  let count = 0;
  for (let day = bar.last - 60; performance.now() - begun < ms; day += 1, count += 1) {
    await bar.show(day > bar.last ? (day = bar.last - 60) : day);
  }
  return (1000 * count) / (performance.now() - begun);
}"""
# The same by a question a day: what a map without a course of its own has to do.
ASKED = """async (ms) => {
  const { view } = matbang;
  const begun = performance.now();
  let count = 0;
  for (let back = 60; performance.now() - begun < ms; count += 1, back = back > 0 ? back - 1 : 60) {
    const day = new Date((view.status.today - back) * 86400000).toISOString().slice(0, 10);
    const answer = await fetch(`status?as_of=${day}`);
    const feed = await answer.json();
    view.status.play(new Map(feed.cases.map((one) => [one.c, one])), view.status.today);
    await view.repaint({ signs: true });
  }
  return (1000 * count) / (performance.now() - begun);
}"""


def prepare(folder: Path, size: int) -> Ledger:
    """Give the demo ward with so many parcels, and a case with a history on each."""
    store = open_store(folder, durable=False)
    ledger = load(store, parcels=size, started_at=datetime.now(UTC))
    with ledger.read() as reading:
        plots = [row.parcel_id for row in reading.rows(tables.parcels)]
    fill(ledger, size, plots)
    return ledger


def frames(page: Page, address: str, script: str, zoom: int) -> float:
    """Give how many days a second are painted at that zoom."""
    page.goto(f"{address}/w/31169/meeting")
    page.wait_for_selector("#map_div[data-ready='1']", timeout=120_000)
    page.evaluate("(zoom) => void matbang.view.map.setZoom(zoom, { animate: false })", zoom)
    if script is PLAYED:
        page.locator("button[aria-label='Xem lại diễn biến theo ngày']").click()
        page.wait_for_selector("#map_div[data-playing^='2']", timeout=120_000)
    page.wait_for_timeout(2000)
    return float(page.evaluate(script, 1000 * SECONDS))


def main() -> None:
    """Fill a ward, play it back in a browser, and print what it took."""
    size = int(os.environ.get("BENCH_CASES", "5000"))
    out = sys.stdout.write
    with tempfile.TemporaryDirectory() as name, a_browser() as browser:
        folder = Path(name)
        ledger = prepare(folder, size)
        actor = identify(ledger, "CB03")
        with timed() as first:
            playback(ledger, actor, now=present(ledger))
        with timed() as again:
            playback(ledger, actor, now=present(ledger))
        out(f"\n== days played back, {size:,} cases ==\n")
        out(f"{'every turn from the log, the first time, s':<46}{first.seconds:>10.2f}\n")
        out(f"{'the same when nothing changed, s':<46}{again.seconds:>10.3f}\n")
        with a_server(folder) as address:
            page = a_context(browser).new_page()
            for zoom in (14, 16):
                ours = frames(page, address, PLAYED, zoom)
                asked = frames(page, address, ASKED, zoom)
                words = f"days a second at zoom {zoom}: played, asked, ratio"
                out(f"{words:<52}{ours:>8.1f}{asked:>8.1f}{ours / asked:>7.1f}×\n")


if __name__ == "__main__":
    main()
