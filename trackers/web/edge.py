"""What stands between the connection and the routes, from the outside to the inside."""

from collections.abc import Iterable

from starlette.middleware import Middleware

from trackers.web.gate import Gate
from trackers.web.headers import Headers
from trackers.web.site import Site
from trackers.web.squeeze import Squeeze


def edge(site: Site, scripts: Iterable[str]) -> list[Middleware]:
    """Give the middlewares; `scripts` are the texts that may run inline on the page."""
    chosen = site.settings
    return [
        Middleware(
            Headers,
            scripts=tuple(scripts),
            basemap=chosen.basemap_url,
            https=chosen.base_url.startswith("https:"),
        ),
        Middleware(Gate, hosts=chosen.hosts),
        Middleware(Squeeze),
    ]
