"""Photos and scans: the small page that shows and takes them, and what its script asks for."""

import json
import secrets
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from trackers.domain.attachments import Attachment, AttachmentKind
from trackers.domain.errors import TextMissing
from trackers.domain.rights import Action, may
from trackers.services import attachments
from trackers.services.cases import case_card
from trackers.services.people import list_officers
from trackers.services.wards import present
from trackers.web.actors import actor_of
from trackers.web.receiving import fields_of
from trackers.web.site import Site
from trackers.words import current_language, say
from trackers.words.formats import day, moment

_HERE = Path(__file__).parent
_OFFSET = "Upload-Offset"
_PRIVATE = {"Cache-Control": "no-store"}
# What a browser makes of a hostile file: nothing.
_SANDBOX = "default-src 'none'; sandbox"


def attachments_page(site: Site, request: Request) -> Response:
    """Answer with the page of a case's photos and scans."""
    ledger = site.ledger(request.path_params["ward"])
    actor, code = actor_of(site, ledger, request), request.query_params.get("case", "")
    listed = attachments.attachments_of_case(ledger, actor, code)
    card = case_card(ledger, actor, code, present(ledger))
    visits = sorted(card.state.contacts, key=lambda one: one.met_on, reverse=True)
    places = {"": say("Của hồ sơ {code}", code=code)} | {
        one.contact_id: say("Lần vận động {day}", day=day(one.met_on)) for one in visits
    }
    names = {one.code: one.name for one in list_officers(ledger)}
    asked = urlencode({"as": actor.code, "lang": current_language()})
    writes = may(actor, Action.RECORD_CASES) and actor.reach.holds(card.state.case)
    figures = "".join(_figure(one, places, names, asked, writes=writes) for one in listed)
    body = (_form(places) if writes else "") + (
        f'<div class="files">{figures}</div>'
        if listed
        else f'<p class="quiet">{escape(say("Chưa có ảnh hoặc giấy tờ nào."))}</p>'
    )
    data = {"base": f"/w/{ledger.ward}", "asked": asked, "case": code, "words": _words()}
    return _page(body, data)


def attachment(site: Site, request: Request) -> Response:
    """Answer with a picture to be shown, or a PDF to be downloaded."""
    ledger = site.ledger(request.path_params["ward"])
    found, path = attachments.open_attachment(
        ledger, actor_of(site, ledger, request), request.path_params["attachment_id"]
    )
    headers = _PRIVATE | {"Content-Security-Policy": _SANDBOX, "X-Content-Type-Options": "nosniff"}
    if found.kind is AttachmentKind.PICTURE:
        return FileResponse(path, media_type="image/jpeg", headers=headers)
    name = f"{found.case_code}-{found.added_at:%Y%m%d}-{found.sha256[:8]}.pdf"
    return FileResponse(path, media_type="application/pdf", filename=name, headers=headers)


def begin_upload(site: Site, request: Request, body: bytes) -> Response:
    """Begin a file; answers with its id."""
    ledger, said = site.ledger(request.path_params["ward"]), fields_of(body)
    size = said.get("size")
    if not isinstance(size, int):
        raise TextMissing(field="request")
    words = {name: said.get(name) or "" for name in ("case", "contact", "name", "caption")}
    if not all(isinstance(one, str) for one in words.values()):
        raise TextMissing(field="request")
    made = attachments.begin_upload(
        ledger,
        actor_of(site, ledger, request),
        case_code=words["case"],
        contact_id=words["contact"],
        name=words["name"],
        caption=words["caption"],
        size=size,
        now=present(ledger),
    )
    return JSONResponse({"upload": made.upload_id}, 201, _PRIVATE | {_OFFSET: "0"})


def upload_offset(site: Site, request: Request) -> Response:
    """Answer with how many bytes of a file have arrived."""
    ledger = site.ledger(request.path_params["ward"])
    upload, arrived = attachments.upload_of(
        ledger, actor_of(site, ledger, request), request.path_params["upload_id"]
    )
    headers = _PRIVATE | {_OFFSET: str(arrived), "Upload-Length": str(upload.size)}
    return Response(status_code=204, headers=headers)


def append_piece(site: Site, request: Request, body: bytes) -> Response:
    """Take the next piece of a file; the header says where it belongs."""
    ledger = site.ledger(request.path_params["ward"])
    text = request.headers.get(_OFFSET, "")
    if not (text.isascii() and text.isdecimal()):
        raise TextMissing(field="request")
    arrived = attachments.append(
        ledger,
        actor_of(site, ledger, request),
        request.path_params["upload_id"],
        int(text[:12]),
        body,
    )
    return Response(status_code=204, headers=_PRIVATE | {_OFFSET: str(arrived)})


def finish_upload(site: Site, request: Request, body: bytes) -> Response:
    """Attach a file that arrived whole."""
    ledger = site.ledger(request.path_params["ward"])
    saved = attachments.finish_upload(
        ledger,
        actor_of(site, ledger, request),
        request.path_params["upload_id"],
        sha256=str(fields_of(body).get("sha256") or ""),
        now=present(ledger),
    )
    return JSONResponse({"revision": saved.revision}, headers=_PRIVATE)


def withdraw_attachment(site: Site, request: Request, body: bytes) -> Response:
    """Take an attachment away."""
    ledger = site.ledger(request.path_params["ward"])
    saved = attachments.withdraw_attachment(
        ledger,
        actor_of(site, ledger, request),
        request.path_params["attachment_id"],
        reason=str(fields_of(body).get("reason") or ""),
        now=present(ledger),
    )
    return JSONResponse({"revision": saved.revision}, headers=_PRIVATE)


def _form(places: dict[str, str]) -> str:
    options = "".join(
        f'<option value="{escape(code)}">{escape(words)}</option>' for code, words in places.items()
    )
    accepted = "image/jpeg,image/png,image/webp,application/pdf"
    return (
        f'<form><label>{escape(say("Thuộc"))} <select id="place">{options}</select></label>'
        f'<label>{escape(say("Chú thích"))} <input id="caption" maxlength="300"></label>'
        f'<label class="pick">{escape(say("Chụp ảnh"))}'
        '<input id="camera" type="file" accept="image/*" capture="environment"></label>'
        f'<label class="pick">{escape(say("Chọn ảnh, PDF"))}'
        f'<input id="files" type="file" accept="{accepted}" multiple></label>'
        '<p id="state" role="status"></p><progress id="done" max="1" hidden></progress></form>'
    )


def _figure(
    one: Attachment, places: dict[str, str], names: dict[str, str], asked: str, *, writes: bool
) -> str:
    address = f"attachments/{one.attachment_id}?{asked}"
    shown = (
        f'<img src="{escape(address)}" alt="{escape(one.caption)}" loading="lazy">'
        if one.kind is AttachmentKind.PICTURE
        else f'<span class="paper">PDF · {one.size // 1024 + 1} KB</span>'
    )
    who = f"{names.get(one.added_by, one.added_by)}, {moment(one.added_at)}"
    remove = (
        f'<button type="button" data-remove="{escape(one.attachment_id)}">'
        f"{escape(say('Xoá'))}</button>"
        if writes
        else ""
    )
    return (
        f'<figure><a href="{escape(address)}" target="_blank">{shown}</a><figcaption>'
        f"<b>{escape(one.caption)}</b> {escape(places.get(one.contact_id, ''))}"
        f"<small>{escape(who)}</small>{remove}</figcaption></figure>"
    )


def _words() -> dict[str, str]:
    return {
        "sending": say("Đang gửi"),
        "lost": say("Mất kết nối, sẽ tự gửi tiếp từ chỗ dừng…"),
        "done": say("Đã gửi xong."),
        "reason": say("Lý do xoá?"),
        "failed": say("Không gửi được. Hãy thử lại."),
    }


def _page(body: str, data: Mapping[str, object]) -> Response:
    nonce = secrets.token_urlsafe(16)
    style = (_HERE / "attachments.css").read_text(encoding="utf-8")
    script = (_HERE / "attachments.js").read_text(encoding="utf-8")
    told = escape(json.dumps(data, ensure_ascii=False))
    page = (
        f'<!doctype html><html lang="{current_language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(say("Ảnh, giấy tờ"))}</title><style nonce="{nonce}">{style}</style>'
        f'</head><body data-told="{told}">{body}<script nonce="{nonce}">{script}</script>'
        "</body></html>"
    )
    policy = (
        f"default-src 'none'; img-src 'self'; connect-src 'self'; style-src 'nonce-{nonce}'; "
        f"script-src 'nonce-{nonce}'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'"
    )
    return HTMLResponse(page, headers=_PRIVATE | {"Content-Security-Policy": policy})
