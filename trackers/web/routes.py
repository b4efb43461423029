"""The addresses of everything that plain HTTP serves beside Streamlit."""

from starlette.routing import BaseRoute, Route

from trackers.web.assets import asset
from trackers.web.backups import backup_file
from trackers.web.downloads import overview_file
from trackers.web.errors import Handler, bounded
from trackers.web.health import health
from trackers.web.photos import photo
from trackers.web.site import Site
from trackers.web.status import status
from trackers.web.tiles import tile
from trackers.web.ward_map import base, ward_map

ADDRESSES: dict[str, Handler] = {
    "/healthz": health,
    "/assets/{digest}/{name}": asset,
    "/w/{ward}/map.json": ward_map,
    "/w/{ward}/base/{layer}.json": base,
    "/w/{ward}/status": status,
    "/w/{ward}/tiles/{layer}/{z}/{x}/{y}.mvt": tile,
    "/w/{ward}/photos/{photo_id}": photo,
    "/w/{ward}/overview.{kind}": overview_file,
    "/w/{ward}/backups/{name}": backup_file,
}


def routes(site: Site) -> list[BaseRoute]:
    """Give the routes of a site; Streamlit's own come after them."""
    return [
        Route(path, bounded(site, handler), methods=["GET"]) for path, handler in ADDRESSES.items()
    ]
