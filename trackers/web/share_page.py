"""The page behind a shared link: plain HTML without a Streamlit session (DESIGN §4.3).

What it shows is made once for a link, a revision of the record and a language, and kept; only the
nonce and the time are put in for each answer.
"""

import gzip
import secrets
from collections.abc import Hashable
from datetime import datetime
from html import escape

from starlette.requests import Request
from starlette.responses import Response

from trackers.domain.links import Link, LinkKind
from trackers.domain.wards import Ward, day_of
from trackers.drawing.assets import address
from trackers.services.sharing import shared_view
from trackers.services.wards import ward_now
from trackers.store import Ledger
from trackers.web.caching import ASK_AGAIN, held_body, is_known, kept_body, send, unchanged
from trackers.web.headers import POLICY, Policy, written
from trackers.web.share_content import content
from trackers.web.site import Site
from trackers.words import LANGUAGES, current_language, say
from trackers.words.formats import day, moment

HTML = "text/html; charset=utf-8"
# When what an open page shows was read: a browser cannot know the ward's clock.
READ_AT = "Matbang-Read"
_NAMES = {"vi": "Tiếng Việt", "en": "English"}
_QUICK = 3


def share_page(site: Site, request: Request, link: Link) -> Response:
    """Answer with the page of a link."""
    ledger = site.ledger(link.ward)
    (ward, now), nonce = ward_now(ledger), secrets.token_urlsafe(16)
    own = gzip.decompress(content_of(ledger, ward, link, now, wait=False)).decode()
    html = (
        f'<!doctype html><html lang="{current_language()}"><head>{_head(ward, nonce)}</head>'
        f'<body data-kind="{link.kind.value}">{_header(ward, link, now)}'
        f'<div id="page">{_map(link)}<main id="content">{own}</main></div>'
        f'<script nonce="{nonce}" src="{address("map.js")}"></script>'
        f'<script nonce="{nonce}" src="{address("share.js")}"></script></body></html>'
    )
    headers = {POLICY: written(policy(nonce)), "Cache-Control": "no-store"}
    return send(request, gzip.compress(html.encode(), _QUICK), HTML, headers)


def share_content(site: Site, request: Request, link: Link) -> Response:
    """Answer with what stands beside the map, or with 304 where nothing changed."""
    ledger = site.ledger(link.ward)
    ward, now = ward_now(ledger)
    tag = f'"{".".join(map(str, state_of(ward, link, now)))}.{current_language()}"'
    headers = {
        "ETag": tag,
        "Cache-Control": ASK_AGAIN,
        "Vary": "Accept-Encoding, Cookie",
        READ_AT: moment(now),
    }
    if is_known(request, tag):
        return unchanged(headers)
    return send(request, content_of(ledger, ward, link, now), HTML, headers)


def state_of(ward: Ward, link: Link, now: datetime) -> tuple[Hashable, ...]:
    """Give what the bytes of a link's answers depend on, besides the language."""
    return (link.code, ward.revision, ward.layer, f"{day_of(now):%Y%m%d}")


def policy(nonce: str) -> Policy:
    """Give the page's policy: two scripts and one style of our own, and nobody else to ask."""
    return {
        "default-src": ["'none'"],
        "script-src": [f"'nonce-{nonce}'"],
        "style-src": [f"'nonce-{nonce}'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }


def place_of(link: Link) -> str:
    """Give the folder of a link's answers, with its slash."""
    return f"/s/p/{link.code}/"


def content_of(
    ledger: Ledger, ward: Ward, link: Link, now: datetime, *, wait: bool = True
) -> bytes:
    """Give what stands beside the map, gzipped: made once for all who ask.

    Who does not `wait` gets it without the charts that are not drawn yet.
    """

    def make() -> bytes:
        view = shared_view(ledger, link, now=now)
        return content(view, place=place_of(link), wait=wait).encode()

    key = ("share", ledger, *state_of(ward, link, now), current_language())
    if wait:
        return kept_body(key, make)
    return held_body(key) or kept_body((*key, "quick"), make)


def _head(ward: Ward, nonce: str) -> str:
    return (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex, nofollow">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(ward.name)} · Mặt Bằng</title>"
        f'<link rel="stylesheet" nonce="{nonce}" href="{address("share.css")}">'
    )


def _header(ward: Ward, link: Link, now: datetime) -> str:
    about = say("Theo dõi công trình và giải phóng mặt bằng")
    kind = say("Trang họp") if link.kind is LinkKind.MEETING else say("Trang công khai")
    return (
        f"<header><div><h1>{escape(ward.name)}</h1><p>{escape(about)}</p></div>"
        f'<p class="read">{escape(kind)} · {_read(link, now)}</p>'
        f'<nav>{_languages(link)}<button type="button" id="print" hidden>{escape(say("In"))}'
        "</button></nav></header>"
    )


def _read(link: Link, now: datetime) -> str:
    """Say until when the figures count; the script keeps the time of a live page."""
    if link.scope.as_of:
        on = min(link.scope.as_of, day_of(now))
        return escape(say("Số liệu đến hết ngày {day}", day=day(on)))
    told = escape(say("Số liệu đến {moment}", moment="\0"))
    return told.replace("\0", f'<time id="read">{moment(now)}</time>')


def _languages(link: Link) -> str:
    place, current = place_of(link).rstrip("/"), ' aria-current="true"'
    return "".join(
        f'<a href="{place}?lang={code}" hreflang="{code}" lang="{code}"'
        f"{current if code == current_language() else ''}>{_NAMES[code]}</a>"
        for code in LANGUAGES
    )


def _map(link: Link) -> str:
    name = escape(say("Bản đồ"))
    return (
        f'<div id="map" role="region" aria-label="{name}" data-matbang-ward="{escape(link.code)}"'
        f' data-lang="{current_language()}" data-source="{place_of(link)}" data-plain></div>'
    )
