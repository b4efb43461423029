"""The map alone, for the screen of a meeting: a plain page, live, that plays days back."""

import secrets
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from trackers.domain.rights import Action, require
from trackers.drawing.assets import address
from trackers.services.wards import get_ward
from trackers.web.actors import actor_of
from trackers.web.headers import POLICY, map_policy, written
from trackers.web.plain_page import SUBTITLE
from trackers.web.site import Site
from trackers.words import current_language, say

_STYLE = Path(__file__).with_name("meeting.css").read_text("utf-8")


def meeting_page(site: Site, request: Request) -> Response:
    """Answer with the page; what it shows, its address says as that of the map's page does.

    Nothing personal is in it: the map knows codes, and whose projection it gets is decided there.
    """
    ledger = site.ledger(request.path_params["ward"])
    require(actor_of(site, ledger, request), Action.SEE_WORKS, ledger.ward)
    ward, nonce, lang = get_ward(ledger), secrets.token_urlsafe(16), current_language()
    styles = "".join(
        f'<link rel="stylesheet" href="{address(name)}">' for name in ("leaflet.css", "parcels.css")
    )
    html = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(ward.name)} · Mặt Bằng</title>'
        f'{styles}<style nonce="{nonce}">{_STYLE}</style></head><body>'
        f"<header><b>Mặt Bằng</b> <h1>{escape(ward.name)}</h1>"
        f"<span>{escape(say(SUBTITLE))}</span><small>{escape(say(ward.notice))}</small></header>"
        f'<div id="map_div" data-matbang-ward="{escape(ward.code)}" data-lang="{lang}"'
        " data-plain></div>"
        f'<script src="{address("map.js")}"></script></body></html>'
    )
    policy = written(map_policy(nonce, site.settings.basemap_url))
    headers = {POLICY: policy, "Cache-Control": "no-store"}
    return HTMLResponse(html, headers=headers)
