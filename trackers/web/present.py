"""The review on the wall: a plain page of slides in large type beside the one map that flies."""

import json
import secrets
from datetime import date
from functools import partial
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from trackers.domain.errors import UnknownRecord
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.domain.stages import Stage
from trackers.domain.wards import day_of
from trackers.drawing.assets import address
from trackers.services.presenting import presentation
from trackers.services.reviews import list_reviews
from trackers.services.wards import current_revision, get_ward, present
from trackers.store import Ledger
from trackers.web.actors import actor_of
from trackers.web.caching import ASK_AGAIN, is_known, kept_body, send, squeezed, unchanged
from trackers.web.days import day_asked
from trackers.web.headers import POLICY, map_policy, written
from trackers.web.present_items import slides, title_of
from trackers.web.site import Site
from trackers.words import current_language, say
from trackers.words.formats import day

_STYLE = Path(__file__).with_name("present.css").read_text("utf-8")
# Looks on which a sign must be white to be read.
_DARK = {Stage.SIGNED, Stage.COMPLETED}
_NOTHING = "default-src 'none'"


def present_page(site: Site, request: Request) -> Response:
    """Answer with the page; its slides stand in it with the names of households masked."""
    ledger = site.ledger(request.path_params["ward"])
    actor, now = actor_of(site, ledger, request), present(ledger)
    monday = _monday(ledger, actor, request)
    # What is written while the slides are made is asked for again.
    tag = _tag(ledger, actor, monday, named=False)
    shown = presentation(ledger, actor, monday, now=now)
    ward, nonce, lang = get_ward(ledger), secrets.token_urlsafe(16), current_language()
    title = title_of(shown)
    asked = urlencode({"review": monday.isoformat(), "as": actor.code, "lang": lang})
    past = shown.past_on.isoformat() if shown.past_on else ""
    told = {
        "etag": tag,
        "items": f"/w/{ward.code}/present/items?{asked}",
        "back": f"/giao-ban?{urlencode({'ward': ward.code})}&{asked}",
        "now": now.isoformat(),
        "past": past,
        "count": len(shown.slides),
        "words": _words(),
    }
    styles = "".join(
        f'<link rel="stylesheet" href="{address(name)}">' for name in ("leaflet.css", "parcels.css")
    )
    html = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(title)} · {escape(ward.name)}'
        f'</title>{styles}<style nonce="{nonce}">{_STYLE}{_signs()}</style></head>'
        f'<body data-told="{escape(json.dumps(told, ensure_ascii=False))}">'
        f"{_header(title, ward.name)}<main><div id='items'>{slides(shown)}</div>"
        f'<aside id="beside"><div id="map_div" data-matbang-ward="{escape(ward.code)}" '
        f'data-lang="{lang}" data-plain></div></aside></main>{_footer()}{_asking()}'
        f'<script src="{address("map.js")}"></script>'
        f'<script src="{address("present.js")}"></script></body></html>'
    )
    policy = written(map_policy(nonce, site.settings.basemap_url))
    return HTMLResponse(html, headers={POLICY: policy, "Cache-Control": "no-store"})


def present_items(site: Site, request: Request) -> Response:
    """Answer with the slides anew, or with 304 while nothing was written.

    With `names=1` households are called by their names, which is kept as a look.
    """
    ledger = site.ledger(request.path_params["ward"])
    actor = actor_of(site, ledger, request)
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    monday, named = _monday(ledger, actor, request), request.query_params.get("names") == "1"
    tag = _tag(ledger, actor, monday, named=named)
    headers = {"ETag": tag, "Cache-Control": ASK_AGAIN, "Vary": "Accept-Encoding, Cookie"}
    headers[POLICY] = _NOTHING
    if is_known(request, tag):
        return unchanged(headers)
    make = partial(_body, ledger, actor, monday, named=named)
    # Names are not kept: whoever asks for them leaves a trace each time.
    body = squeezed(make()) if named else kept_body(("present", ledger, tag), make)
    return send(request, body, "text/html", headers)


def _tag(ledger: Ledger, actor: Actor, monday: date, *, named: bool) -> str:
    """Give the entity tag of the slides as they are now for somebody."""
    revision, _ = current_revision(ledger)
    today = day_of(present(ledger))
    parts = (monday, revision, today, current_language(), actor.code, "named" if named else "")
    return '"' + ".".join(map(str, parts)) + '"'


def _body(ledger: Ledger, actor: Actor, monday: date, *, named: bool) -> bytes:
    shown = presentation(ledger, actor, monday, now=present(ledger), named=named)
    return slides(shown).encode()


def _monday(ledger: Ledger, actor: Actor, request: Request) -> date:
    """Give the review that is asked for, else the last one; raises WrongDayAsked, UnknownRecord."""
    asked = day_asked(request, "review")
    if asked is not None:
        return asked
    held = list_reviews(ledger, actor)
    if not held:
        raise UnknownRecord(kind="review", code=day(day_of(present(ledger))))
    return held[0].monday


def _header(title: str, ward: str) -> str:
    return (
        f'<header><h1>{escape(title)}</h1><span class="ward">{escape(ward)}</span>'
        f'<span id="named" hidden>{escape(say("Đang hiện tên hộ"))}</span>'
        '<span id="lost" role="status"></span>'
        '<output id="count"></output><time id="clock"></time></header>'
    )


def _footer() -> str:
    """Give the buttons, each with its key."""

    def button(name: str, words: str, key: str) -> str:
        return (
            f'<button type="button" id="{name}">{escape(words)} <kbd>{escape(key)}</kbd></button>'
        )

    return (
        "<footer>"
        + button("before", say("Trước"), "←")
        + button("next", say("Tiếp"), "→")
        + f'<p class="keys"><kbd>↓ ↑</kbd> {escape(say("từng dòng, bản đồ đi theo"))}</p>'
        + button("names", say("Hiện tên hộ"), "N")
        + button("full", say("Toàn màn hình"), "F")
        + button("leave", say("Đóng"), "Esc")
        + "</footer>"
    )


def _asking() -> str:
    """Give the question before names are shown."""
    words = say(
        "Hiện tên hộ trên màn hình cho mọi người trong phòng? Việc này được ghi vào nhật ký truy "
        "cập."
    )
    return (
        f'<dialog id="ask"><form method="dialog"><p>{escape(words)}</p>'
        f'<button value="yes">{escape(say("Hiện tên"))}</button>'
        f'<button value="no" autofocus>{escape(say("Không"))}</button></form></dialog>'
    )


def _words() -> dict[str, str]:
    return {
        "lost": say("Mất kết nối, đang thử lại…"),
        "show": say("Hiện tên hộ"),
        "hide": say("Che tên hộ"),
        "more": say("còn nữa"),
        "first": say("Mở đầu"),
        "last": say("Kết luận"),
    }


def _signs() -> str:
    """Give the colours of the stages' signs."""
    return "".join(
        f".s-{one.value}{{background:{one.look.colour};color:{'#FFF' if one in _DARK else '#111'}}}"
        for one in Stage
    )
