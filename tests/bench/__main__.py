"""`make bench`: the map's own way against the tutorials' way, measured in one run.

Machines differ and are noisy: read the ratios. `BENCH_SIZES=5000` runs one size only.
"""

import math
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Error, Frame, Page, Route

from geodata.demo import make_fabric
from geodata.tiles import TileArchive, build_tiles
from geodata.writers import write_features
from tests.bench import keeping, saves
from tests.bench.measuring import (
    Wire,
    map_frame,
    median_of,
    show_at,
    timed,
    wait_for_colour_at,
    wait_for_colours,
)
from tests.browser import ROOT, a_browser, a_context, a_server, free_port
from trackers.domain.stages import Stage
from trackers.domain.tracks import StepMark, StepState
from trackers.domain.wards import Ward, day_of
from trackers.services import imports
from trackers.services.demo import load
from trackers.services.people import identify
from trackers.services.steps import set_step
from trackers.services.wards import add_ward, present
from trackers.store import Ledger, cases, open_store, parcels

LEAFLET = ROOT / "trackers" / "drawing" / "browser" / "node_modules" / "leaflet" / "dist"
GREEN = "#009E73"
# When these stand on the map, its parcels are there.
FIRST_SEEN = (Stage.NOT_CONTACTED, Stage.IN_PROGRESS, Stage.HANDED_OVER)
QUIET_MS = 4000
# One save may meet the map just before it asks, the next just after: the median of several.
SAVES = 5


@dataclass(frozen=True)
class Shown:
    """One way of showing the map: seconds to it, bytes for it, and the same for one save."""

    first_s: float
    first_bytes: int
    save_s: float
    save_bytes: int


def prepare(size: int, folder: Path) -> tuple[Ledger, dict[str, float], Path]:
    """Make a demo of that size and time what goes into it; give also the parcels as a file."""
    times: dict[str, float] = {}
    with timed() as fabric:
        drawn = make_fabric(parcels=size).parcels
    times["drawing the fabric, s"] = fabric.seconds
    file = folder / "parcels.geojson"
    write_features(drawn, file)
    store = open_store(folder / "import")
    ward = add_ward(store, Ward("NHAP", "Nhập thử", "EPSG:5897", tuple(drawn.total_bounds)))
    with timed() as importing:
        imports.import_parcels(ward, identify(ward, None), file, now=datetime.now(UTC))
    times["import of the file, tiles and all, s"] = importing.seconds
    with timed() as tiling:
        build_tiles(drawn, folder / "only.pmtiles")
    times["tiles alone, s"] = tiling.seconds
    archive = TileArchive(folder / "only.pmtiles")
    times["one tile from the archive, ms"] = 1000 * median_of(
        50, lambda: archive.tile(*_middle(archive))
    )
    store.close()
    demo = open_store(folder / "demo", durable=False)
    with timed() as loading:
        ledger = load(demo, parcels=size, started_at=datetime.now(UTC))
    times["whole demo ward, s"] = loading.seconds
    return ledger, times, file


@contextmanager
def a_visit(browser: Browser) -> Iterator[Page]:
    """Somebody's visit before the one that is timed: a server in use has read its files."""
    context = _with_leaflet(a_context(browser))
    yield context.new_page()
    context.close()


def empty_page(browser: Browser, folder: Path) -> float:
    """Seconds to a page with one button: what any page of Streamlit takes on this machine."""
    with a_server(folder, script="tests.bench.empty_app:app") as address:
        times = []
        for _ in range(2):  # the first visit is the server's, as for the maps
            with a_visit(browser) as page, timed() as shown:
                page.goto(address)
                page.get_by_role("button", name="save").wait_for(timeout=120_000)
            times.append(shown.seconds)
    return times[-1]


def our_way(browser: Browser, ledger: Ledger, folder: Path) -> Shown:
    """First map in one window; a save by somebody else, seen in it."""
    with a_server(folder / "demo") as address:

        def see(page: Page) -> Frame:
            page.goto(address)
            frame = map_frame(page)
            frame.wait_for_selector("#map_div[data-ready='1']", timeout=300_000)
            wait_for_colours(frame, [stage.look.colour for stage in FIRST_SEEN])
            return frame

        with a_visit(browser) as page:
            see(page)
        page = a_context(browser).new_page()
        wire = Wire()
        wire.watch(page)
        with timed() as first:
            frame = see(page)
        first_bytes, wire.total = wire.total, 0
        page.wait_for_timeout(QUIET_MS)
        wire.total = 0
        page.wait_for_timeout(QUIET_MS)
        # What goes over the wire when nobody saves is not the update's.
        idle_a_ms = wire.total / QUIET_MS
        saves = []
        for code, (lng, lat) in _untouched(ledger, SAVES):
            show_at(frame, lng, lat, 20)
            wait_for_colour_at(frame, lng, lat, Stage.NOT_CONTACTED.look.colour)
            page.wait_for_timeout(QUIET_MS)
            wire.total = 0
            with timed() as save:
                _save(ledger, code)
                wait_for_colour_at(frame, lng, lat, Stage.IN_PROGRESS.look.colour)
            page.wait_for_timeout(QUIET_MS)
            spent = wire.total - idle_a_ms * (1000 * save.seconds + QUIET_MS)
            saves.append((save.seconds, max(int(spent), 1)))
        return Shown(first.seconds, first_bytes, *_middle_of(saves))


def tutorial_way(browser: Browser, file: Path, size: int) -> Shown:
    """The first map and one save by `folium.GeoJson` in every rerun, in its own window."""
    port = free_port()
    os.environ["NAIVE_PARCELS"] = str(file)
    with a_server(
        file.parent, script="tests.bench.naive_app:app", log=file.parent / f"naive-{port}.log"
    ) as address:

        def see(page: Page) -> None:
            page.goto(address)
            _wait_for_paths(map_frame(page), size, "path.leaflet-interactive")

        with a_visit(browser) as page:
            see(page)
        page = _with_leaflet(a_context(browser)).new_page()
        wire = Wire()
        wire.watch(page)
        with timed() as first:
            see(page)
        first_bytes, wire.total = wire.total, 0
        saves = []
        for number in range(1, SAVES + 1):
            wire.total = 0
            with timed() as save:
                page.get_by_role("button", name="save").click()
                _wait_for_green(page, number)
            saves.append((save.seconds, wire.total))
        return Shown(first.seconds, first_bytes, *_middle_of(saves))


def _wait_for_paths(frame: object, count: int, selector: str) -> None:
    frame.wait_for_function(  # type: ignore[attr-defined]
        "([s, n]) => document.querySelectorAll(s).length >= n",
        arg=[selector, count],
        timeout=600_000,
        polling=100,
    )


def _middle_of(saves: list[tuple[float, int]]) -> tuple[float, int]:
    """Give the median seconds and the median bytes of several saves."""
    seconds, sizes = zip(*saves, strict=True)
    return median(seconds), int(median(sizes))


def _wait_for_green(page: Page, count: int) -> None:
    """Wait until some frame of the page shows so many saved parcels: the map is mounted anew."""
    green = f"path[fill='{GREEN}']"
    for _ in range(6000):
        for frame in page.frames:
            with suppress(Error):  # the frame goes away while it is asked
                if "streamlit_folium" in frame.url and frame.locator(green).count() == count:
                    return
        page.wait_for_timeout(50)
    raise TimeoutError("the save was not seen")


def _untouched(ledger: Ledger, count: int) -> list[tuple[str, tuple[float, float]]]:
    """Give cases nobody has been to yet, each with its parcel's place (longitude, latitude)."""
    with ledger.read() as reading:
        states = [
            one
            for one in cases.read_states(reading, project="XM")
            if one.stage is Stage.NOT_CONTACTED and not one.open_obstacles
        ][:count]
        places = parcels.read_parcels(reading, {one.case.parcel_id for one in states})
    return [(one.case.code, places[one.case.parcel_id].centre) for one in states]


def _save(ledger: Ledger, code: str) -> None:
    """Record that the household was met: the parcel changes its colour."""
    now = present(ledger)
    mark = StepMark("contacted", StepState.DONE, day_of(now))
    set_step(ledger, identify(ledger, "CB03"), case_code=code, mark=mark, now=now)


def _middle(archive: TileArchive) -> tuple[int, int, int]:
    """Give the tile of zoom 16 in the middle of the archive (web mercator numbering)."""
    west, south, east, north = archive.bounds
    lat = math.radians((south + north) / 2)
    side = 2**16
    x = int(((west + east) / 2 + 180) / 360 * side)
    y = int((1 - math.asinh(math.tan(lat)) / math.pi) / 2 * side)
    return 16, x, y


def _with_leaflet(context: BrowserContext) -> BrowserContext:
    """Answer the tutorial's requests to content networks from this machine, at once."""

    def answer(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[-1]
        file = LEAFLET / name
        if file.exists():
            route.fulfill(path=file)
        else:
            route.fulfill(body="", content_type="text/javascript")

    context.route(lambda url: url.startswith("https://"), answer)
    return context


def report(size: int, times: dict[str, float], ours: Shown, theirs: Shown) -> None:
    """Print one size's tables."""
    out = sys.stdout.write
    out(f"\n== {size:,} parcels ==\n")
    for name, value in times.items():
        out(f"{name:<42}{value:>12.2f}\n")
    out(f"\n{'':<40}{'ours':>16}{'tutorial':>16}{'ratio':>9}\n")
    rows = (
        ("time to first map, s", ours.first_s, theirs.first_s),
        ("bytes to first map", ours.first_bytes, theirs.first_bytes),
        ("save → recoloured, s (ours: elsewhere)", ours.save_s, theirs.save_s),
        ("bytes of that update", ours.save_bytes, theirs.save_bytes),
    )
    for name, mine, other in rows:
        out(f"{name:<40}{mine:>16,.2f}{other:>16,.2f}{other / mine:>8.1f}×\n")


def main() -> None:
    """Run all sizes."""
    saves.main()
    sizes = [int(one) for one in os.environ.get("BENCH_SIZES", "5000,50000").split(",")]
    for size in sizes:
        with tempfile.TemporaryDirectory() as name, a_browser() as browser:
            ledger, times, file = prepare(size, Path(name))
            ours = our_way(browser, ledger, Path(name))
            theirs = tutorial_way(browser, file, size)
            times["a page of Streamlit with one button, s"] = empty_page(browser, Path(name))
            report(size, times, ours, theirs)
            keeping.report(Path(name) / "demo", Path(name))


if __name__ == "__main__":
    main()
