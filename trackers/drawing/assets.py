"""The files a browser gets from us: an allow-list of names, and one address for each."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from trackers.drawing.errors import AssetsMissing

BROWSER = Path(__file__).parent / "browser"
_INSTALLED = BROWSER / "node_modules"
# Scripts of ours in the order in which they are loaded.
OWN_SCRIPTS = (
    "page.js",
    "elements.js",
    "status.js",
    "signs.js",
    "shapes.js",
    "paint.js",
    "parcels.js",
    "works.js",
    "ground.js",
    "picking_bar.js",
    "picking.js",
    "legend.js",
    "controls.js",
    "day_badge.js",
    "feed.js",
    "pointer.js",
    "view.js",
    "start.js",
)
ASSETS: dict[str, Path] = {
    "leaflet.js": _INSTALLED / "leaflet" / "dist" / "leaflet.js",
    "leaflet.css": _INSTALLED / "leaflet" / "dist" / "leaflet.css",
    "protomaps-leaflet.js": _INSTALLED / "protomaps-leaflet" / "dist" / "protomaps-leaflet.js",
    **{name: BROWSER / name for name in OWN_SCRIPTS},
    "parcels.css": BROWSER / "parcels.css",
}


def read_asset(name: str) -> bytes:
    """Give the content of an asset of the allow-list.

    Raises
    ------
    AssetsMissing
        The name is not in the list, or the file is not installed.
    """
    if name not in ASSETS:
        raise AssetsMissing(name=name, folder=BROWSER.name)
    try:
        return ASSETS[name].read_bytes()
    except FileNotFoundError as error:
        raise AssetsMissing(name=name, folder=BROWSER.name) from error


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
