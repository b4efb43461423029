"""A plain page with the map on it, served from memory under a strict content policy."""

import gzip
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import geopandas as gpd
import pytest
import shapely
import shapely.affinity

from geodata.tiles import TileArchive, build_tiles
from tests.browser import a_context
from trackers.drawing import assets
from trackers.drawing.script_words import WORDS
from trackers.web.ward_map import looks

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
)
WEST, SOUTH = 578_000.0, 1_115_000.0
# A lane of plots: each plot has a strip of half a metre (odd ids) and the land behind it (even).
PLOT_M, STRIP_M, DEPTH_M, PLOTS = 12.0, 0.5, 30.0, 30
CANARY = "Sông {{7*7}} {% x <img src=x onerror=alert(1)>"


def parcels(shift_m: float = 0.0) -> gpd.GeoDataFrame:
    shapes, rows = [], []
    for number in range(PLOTS):
        west = WEST + number * PLOT_M
        south = SOUTH + shift_m
        cut = south + STRIP_M
        shapes += [
            shapely.box(west, south, west + PLOT_M, cut),
            shapely.box(west, cut, west + PLOT_M, south + DEPTH_M),
        ]
        rows += [(2 * number + 1, "P7-73", f"{number}A"), (2 * number + 2, "12", str(number))]
    table = gpd.GeoDataFrame(rows, columns=["parcel_id", "sheet_no", "parcel_no"])
    return table.set_geometry(shapes, crs=5897)


class Ward:
    """What the server knows: a record whose cases tests may change while it serves."""

    def __init__(self, folder: Path) -> None:
        self.archives = {}
        for layer, shift in (("a", 0.0), ("b", 40.0)):
            build_tiles(parcels(shift), folder / f"{layer}.pmtiles")
            self.archives[layer] = TileArchive(folder / f"{layer}.pmtiles")
        places = parcels().to_crs(4326)
        self.bounds = places.total_bounds.tolist()
        self.centre_of = {
            row.parcel_id: (row.geometry.centroid.y, row.geometry.centroid.x)
            for row in places.itertuples()
        }
        outline = shapely.box(*self.bounds).buffer(0.002)
        self.base = {
            "type": "FeatureCollection",
            "features": [
                feature("outline", "", outline),
                feature("water", CANARY, shapely.box(*self.bounds)),
                feature("area", "Khu vực 1", shapely.affinity.translate(outline, 0.03, 0.03)),
            ],
        }
        self.begin()

    def begin(self) -> None:
        self.revision, self.layer, self.asked, self.down = 1, "a", [], False
        self.projection = "officers"
        self.cases, self.opinions, self.said_at = {}, [], 0
        for number in range(10):
            self.put(f"XM-{number}", p=2 * number + 1, j="XM", s="talk", w="2014-04-01")
        self.put("MN-0", p=40, j="MN", s="done")

    def put(self, code: str, **values: object) -> None:
        self.revision += 1
        self.cases[code] = self.cases.get(code, {"c": code}) | values | {"r": self.revision}

    def say(self, *opinions: dict[str, object]) -> None:
        """Put these pins in place of those that were there."""
        self.revision += 1
        self.opinions, self.said_at = list(opinions), self.revision

    def map_json(self) -> dict[str, object]:
        return {
            "ward": "TEST",
            "layer": self.layer,
            "revision": self.revision,
            "bounds": self.bounds,
            "tiles": "/w/TEST/tiles/{layer}/{z}/{x}/{y}.mvt",
            "base": "/w/TEST/base/{layer}.json",
            "basemap": None,
            **looks(),
            "note": CANARY,
            "projects": {"XM": CANARY},
            "benefits": {"XM": [{"t": CANARY, "a": ["KV1"], "n": ["Khu vực 1"]}]},
            "words": WORDS,
        }

    def answer(self, query: dict[str, str]) -> dict[str, object]:
        if "as_of" in query:
            return self.past(query["as_of"])
        return self.status(int(query.get("since", 0)), query.get("projection", ""))

    def past(self, day: str) -> dict[str, object]:
        """Give how things stood at the end of a day: everything not yet talked about."""
        cases = [{"c": code, "p": one["p"], "s": "none"} for code, one in self.cases.items()]
        head = {"revision": 1, "layer": self.layer, "today": day, "as_of": day}
        return head | {"projection": self.projection, "full": True, "cases": cases}

    def status(self, since: int, held: str) -> dict[str, object]:
        since = since if held in {"", self.projection} else 0
        changed = [one for one in self.cases.values() if one["r"] > since]
        head = {"revision": self.revision, "layer": self.layer, "today": "2014-04-07"}
        head["projection"] = self.projection
        if self.projection == "officers" and self.said_at >= since:
            head["opinions"] = self.opinions
        return head | {"full": since == 0, "cases": changed}


def feature(kind: str, name: str, shape: shapely.Geometry) -> dict[str, object]:
    properties = {"k": kind, "n": name, "w": 0, "t": ""}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": shapely.geometry.mapping(shape),
    }


def plain_page() -> bytes:
    css = "".join(
        f'<link rel="stylesheet" href="{assets.address(name)}">'
        for name in ("leaflet.css", "parcels.css")
    )
    js = f'<script src="{assets.address("map.js")}"></script>'
    box = '<div id="map_div" data-matbang-ward="TEST" data-lang="vi"></div>'
    return f"<!doctype html><html><head>{css}</head><body>{box}{js}</body></html>".encode()


def answer(ward: Ward, path: str, query: dict[str, str]) -> tuple[str, bytes]:
    """Give the content type and the body of an address."""
    parts = path.strip("/").split("/")
    if parts[0] == "assets":
        kind = "text/css" if path.endswith(".css") else "text/javascript"
        return kind, assets.read_asset(parts[2])
    if path == "/w/TEST/status":
        return "application/json", json.dumps(ward.answer(query)).encode()
    if path == "/w/TEST/map.json":
        return "application/json", json.dumps(ward.map_json()).encode()
    if parts[2:3] == ["base"]:
        return "application/json", json.dumps(ward.base).encode()
    if parts[2:3] == ["tiles"]:
        z, x, y = (int(part.removesuffix(".mvt")) for part in parts[4:7])
        found = ward.archives[parts[3]].tile(z, x, y)
        return "application/vnd.mapbox-vector-tile", gzip.decompress(found) if found else b""
    return "text/html; charset=utf-8", plain_page()


def handler(ward: Ward) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            tag = f'"{ward.revision}.{ward.layer}.{ward.projection}"'
            asks_status = address.path.endswith("/status")
            known = asks_status and self.headers["If-None-Match"] == tag
            code = 503 if ward.down and asks_status else 304 if known else 200
            ward.asked.append((address.path, code))
            query = {name: texts[0] for name, texts in parse_qs(address.query).items()}
            kind, body = answer(ward, address.path, query) if code == 200 else ("text/plain", b"")
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The ward and the address at which its map is served."""
    ward = Ward(tmp_path_factory.mktemp("layers"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(ward))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield ward, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()
    for archive in ward.archives.values():
        archive.close()


@pytest.fixture
def ward(served):
    served[0].begin()
    return served[0]


@pytest.fixture
def page(browser, served, ward):
    """The map's page, ready; it must ask nobody else, break no policy and raise no error."""
    context = a_context(browser, width=1000, height=700)
    page = context.new_page()
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on(
        "console",
        lambda said: page.wrong.append(said.text) if "Content Security" in said.text else None,
    )
    page.add_init_script("window.reports = [];")
    page.goto(served[1])
    wait_until_ready(page)
    page.evaluate("addEventListener('matbang', (event) => reports.push(event.detail))")
    yield page
    assert page.wrong == []
    assert context.outside == []
    context.close()


def wait_until_ready(page) -> None:
    page.wait_for_selector("#map_div[data-ready='1']")
    page.wait_for_function("() => matbang.view.parcels.cache.cache.size > 0")
