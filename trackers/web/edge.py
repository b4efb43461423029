"""What stands between the connection and the routes, from the outside to the inside."""

from collections.abc import Iterable

from starlette.middleware import Middleware

from trackers.web.bounds import Bounds
from trackers.web.gate import Gate
from trackers.web.headers import Headers
from trackers.web.metrics import Metrics
from trackers.web.requests import Requests
from trackers.web.site import Site
from trackers.web.squeeze import Squeeze


def edge(site: Site, scripts: Iterable[str]) -> list[Middleware]:
    """Give the middlewares; `scripts` are the texts that may run inline on the page."""
    chosen = site.settings
    trusted = chosen.trusted_proxies
    return [
        Middleware(Requests, trusted=trusted),
        Middleware(
            Headers,
            scripts=tuple(scripts),
            basemap=chosen.basemap_url,
            https=chosen.secure,
        ),
        Middleware(
            Metrics, site=site, token=chosen.metrics_token.get_secret_value(), trusted=trusted
        ),
        Middleware(Gate, site=site),
        Middleware(Bounds, trusted=trusted),
        Middleware(Squeeze),
    ]
