"""A day's visiting list as a sheet of paper: A4, lying, with room to write by hand."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from trackers.domain.errands import Order
from trackers.domain.errors import UnknownRecord
from trackers.domain.wards import day_of
from trackers.services.areas import list_areas
from trackers.services.people import list_officers
from trackers.services.visiting import Stop, printed_list
from trackers.services.visiting_words import (
    address_words,
    last_words,
    parcel_words,
    promise_words,
    topics,
)
from trackers.services.wards import get_ward, present
from trackers.store import Ledger
from trackers.web.actors import actor_of
from trackers.web.site import Site
from trackers.words import current_language, say
from trackers.words.formats import day

_STYLE = Path(__file__).with_name("visiting.css")
_USUAL_COUNT = 12


def visiting_sheet(site: Site, request: Request) -> Response:
    """Answer with the list as a page for printing; nothing of it may be kept by a browser."""
    ledger = site.ledger(request.path_params["ward"])
    actor, now = actor_of(site, ledger, request), present(ledger)
    asked = request.query_params
    officers = {one.code: one.name for one in list_officers(ledger)}
    officer = asked.get("officer") or actor.code
    if officer not in officers:
        raise UnknownRecord(kind="officer", code=officer)
    areas = {one.code: one.name for one in list_areas(ledger, actor)}
    stops = printed_list(
        ledger,
        actor,
        now,
        officer_code=officer,
        area_code=asked.get("area", ""),
        count=_count(asked.get("count", "")),
        order=Order.PROMISE if asked.get("order") == Order.PROMISE else Order.WALK,
    )
    nonce = secrets.token_urlsafe(16)
    body = _page(_body(ledger, officers[officer], areas, stops, day_of(now)), nonce)
    policy = f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'"
    return HTMLResponse(
        body, headers={"Cache-Control": "no-store", "Content-Security-Policy": policy}
    )


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else _USUAL_COUNT  # noqa: PLR2004


def _page(content: str, nonce: str) -> str:
    """Put the content into a page of its own."""
    style = _STYLE.read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="{current_language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(say('Danh sách đi vận động'))}</title>"
        f'<style nonce="{nonce}">{style}</style></head><body>{content}'
        f'<script nonce="{nonce}">document.querySelector("#print")'
        '.addEventListener("click", () => window.print());</script></body></html>'
    )


def _body(
    ledger: Ledger, officer: str, areas: Mapping[str, str], stops: list[Stop], today: date
) -> str:
    ward = get_ward(ledger)
    headings = (
        "STT",
        say("Hộ"),
        say("Tờ/thửa"),
        say("Địa chỉ"),
        say("Điện thoại"),
        say("Lần gặp gần nhất"),
        say("Hẹn"),
        say("Cần nói gì"),
        say("Kết quả (ghi tay)"),
    )
    top = "".join(f"<th>{escape(one)}</th>" for one in headings)
    rows = "".join(
        f"<tr>{''.join(_cells(number, stop, areas, today))}</tr>"
        for number, stop in enumerate(stops, 1)
    )
    title = say("DANH SÁCH ĐI VẬN ĐỘNG NGÀY {day}", day=day(today))
    who = say("Cán bộ: {name} · {n} hộ", name=officer, n=len(stops))
    secret = say("Tài liệu nội bộ, có dữ liệu cá nhân: không sao chụp, nộp lại sau khi đi.")
    return (
        f'<button id="print" type="button">{escape(say("In"))}</button>'
        f"<p class='ward'>{escape(ward.name)}</p><h1>{escape(title)}</h1>"
        f"<p class='who'>{escape(who)}</p>"
        f"<table><thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table>"
        f"<p class='foot'>{escape(secret)} {escape(say(ward.notice))}</p>"
    )


def _cells(number: int, stop: Stop, areas: Mapping[str, str], today: date) -> Iterable[str]:
    errand, home = stop.errand, stop.household
    holders = "<br>".join(escape(one) for one in (home.holder, *home.co_owners))
    yield f"<td class='no'>{number}</td>"
    yield f"<td class='home'><b>{holders}</b><br>{escape(', '.join(errand.case_codes))}</td>"
    yield f"<td class='plot'>{escape(parcel_words(stop))}</td>"
    area = areas.get(stop.area_code, stop.area_code)
    yield f"<td class='address'>{escape(address_words(stop, area))}</td>"
    yield f"<td class='phone'>{escape(home.phone)}</td>"
    yield f"<td>{escape(last_words(errand, today))}</td>"
    yield f"<td>{escape(promise_words(errand.promise, errand.visits, today))}</td>"
    yield f"<td>{'<br>'.join(escape(one) for one in topics(errand))}</td>"
    yield "<td class='hand'></td>"
