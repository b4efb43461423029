"""The files a browser gets from us: an allow-list of names, and one address for each."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from trackers.drawing.errors import AssetsMissing

BROWSER = Path(__file__).parent / "browser"
_INSTALLED = BROWSER / "node_modules"
# Scripts of ours in the order in which they run.
OWN_SCRIPTS = (
    "page.js",
    "elements.js",
    "status.js",
    "course.js",
    "signs.js",
    "shapes.js",
    "paint.js",
    "parcels.js",
    "works.js",
    "opinions.js",
    "ground.js",
    "picking_bar.js",
    "picking.js",
    "drawing.js",
    "legend.js",
    "controls.js",
    "day_badge.js",
    "playback.js",
    "strip.js",
    "place.js",
    "feed.js",
    "pointer.js",
    "view.js",
    "start.js",
)
_LEAFLET = _INSTALLED / "leaflet" / "dist"
# The map's scripts travel as one: streamlit-folium fetches one script after another, and twenty
# waits for a server across the office are a second nobody has.
ASSETS: dict[str, tuple[Path, ...]] = {
    "map.js": (
        _LEAFLET / "leaflet.js",
        _INSTALLED / "protomaps-leaflet" / "dist" / "protomaps-leaflet.js",
        *(BROWSER / name for name in OWN_SCRIPTS),
    ),
    "present.js": (BROWSER / "present.js",),
    "leaflet.css": (_LEAFLET / "leaflet.css",),
    "parcels.css": (BROWSER / "parcels.css",),
    # A shared page's own: what lies around its map.
    "share.js": (BROWSER / "share.js",),
    "share.css": (_LEAFLET / "leaflet.css", BROWSER / "parcels.css", BROWSER / "share.css"),
}


def read_asset(name: str) -> bytes:
    """Give the content of an asset of the allow-list.

    Raises
    ------
    AssetsMissing
        The name is not in the list, or one of its files is not installed.
    """
    if name not in ASSETS:
        raise AssetsMissing(name=name, folder=BROWSER.name)
    try:
        return b"\n".join(file.read_bytes() for file in ASSETS[name])
    except FileNotFoundError as error:
        raise AssetsMissing(name=Path(error.filename).name, folder=BROWSER.name) from error


@cache
def digest() -> str:
    """Give 16 hexadecimal digits that change when any asset changes; read once a process."""
    whole = sha256()
    for name in sorted(ASSETS):
        content = read_asset(name)
        whole.update(f"{name} {len(content)} ".encode())
        whole.update(content)
    return whole.hexdigest()[:16]


def address(name: str) -> str:
    """Give the path at which the web room serves an asset; good for ever, it names its content."""
    if name not in ASSETS:
        raise AssetsMissing(name=name, folder=BROWSER.name)
    return f"/assets/{digest()}/{name}"
