"""A small page of our own beside Streamlit's: no script but ours, no style but ours."""

import secrets
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.responses import HTMLResponse

from trackers.words import current_language, say

_STYLE = Path(__file__).with_name("plain_page.css").read_text("utf-8")
_MOST_FIELDS = 30


def page(title: str, body: str, *, status: int = 200) -> HTMLResponse:
    """Give a page; `title` is words, `body` HTML in which every text is escaped already."""
    nonce = secrets.token_urlsafe(16)
    html = (
        f'<!doctype html><html lang="{current_language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(title)} · Mặt Bằng</title>'
        f'<style nonce="{nonce}">{_STYLE}</style></head><body><main>'
        f'<p class="brand"><b>Mặt Bằng</b> {escape(say(SUBTITLE))}</p>'
        f"<h1>{escape(title)}</h1>{body}</main></body></html>"
    )
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; img-src data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return HTMLResponse(html, status, headers)


SUBTITLE = "Theo dõi công trình và giải phóng mặt bằng"


def note(words: str, *, kind: str = "note") -> str:
    """Give a line of words; `kind` is note, error or done."""
    role = ' role="alert"' if kind == "error" else ""
    return f'<p class="{kind}"{role}>{escape(words)}</p>' if words else ""


def form(action: str, token: str, *parts: str, button: str, quiet: bool = False) -> str:
    """Give a form that is sent to one of our addresses."""
    look = ' class="quiet"' if quiet else ""
    return (
        f'<form method="post" action="{escape(action)}"{look}>'
        f'<input type="hidden" name="form" value="{escape(token)}">{"".join(parts)}'
        f'<button type="submit">{escape(button)}</button></form>'
    )


def field(name: str, label: str, **more: str) -> str:
    """Give a field with its label; `more` are attributes of the input."""
    told = "".join(f' {key.replace("_", "-")}="{escape(value)}"' for key, value in more.items())
    return f'<label>{escape(label)}<input name="{escape(name)}"{told}></label>'


def hidden(name: str, value: str) -> str:
    """Give a field that nobody sees."""
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'


def link(address: str, words: str) -> str:
    """Give a link to a page of ours."""
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def fields_of(body: bytes) -> dict[str, str]:
    """Give the fields of a form that was sent; of a repeated one the last. Never raises."""
    try:
        text = body.decode("ascii")
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}
