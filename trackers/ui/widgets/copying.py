"""The part that shows a link, copies it, and holds its QR code up to a room."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import segno
import streamlit as st

from trackers.words import say

_SCRIPT = Path(__file__).resolve().parent.parent / "copying.js"
_MARKUP = """
<div class="share"><input readonly><button type="button"></button>
<p role="status" aria-live="polite"></p>
<button class="large" type="button" hidden></button>
<figure hidden><img><figcaption></figcaption></figure></div>
"""
_STYLE = """
.share { display: grid; grid-template-columns: 1fr auto; gap: .5rem; min-width: min(20rem, 80vw); }
input { font: inherit; padding: .4rem .5rem; border: 1px solid #9AA0A6; border-radius: 4px;
  color: #1F2933; background: #F4F6F8; min-width: 0; }
button { font: inherit; padding: .4rem .8rem; border: 0; border-radius: 4px; cursor: pointer;
  color: #fff; background: #0072B2; }
button:focus-visible, input:focus-visible { outline: 3px solid #56B4E9; outline-offset: 1px; }
p { grid-column: 1 / -1; margin: 0; min-height: 1.4em; font-size: .9em; color: #1F2933; }
figure { grid-column: 1 / -1; margin: 0; text-align: center; background: #fff; color: #1F2933; }
figure img { width: min(100%, 16rem); }
.large { grid-column: 1 / -1; color: #0072B2; background: #fff;
  border: 1px solid #0072B2; }
[hidden] { display: none; }
figure:fullscreen { display: grid; grid-template-rows: 1fr auto; place-items: center; }
figure:fullscreen img { width: auto; height: 100%; max-width: 100vw; min-height: 0; }
figure:fullscreen figcaption { font-size: min(5vh, 4vw); padding: 0 1rem 2vh; }
"""
_parts: dict[str, Any] = {}


def show(
    key: str, *, base: str = "", link: str = "", caption: str = "", on_copied: Callable[[], None]
) -> None:
    """Show a link with its button: `link` with its QR code, else that of the page as it is now.

    `base` stands for this program's address in the latter; `caption` is read under a large code.
    """
    _component()(
        data={
            "base": base,
            "link": link,
            "qr": qr_of(link) if link else "",
            "caption": caption,
            "copy": say("Chép đường dẫn"),
            "label": say("Đường dẫn để chia sẻ"),
            "done": say("Đã chép. Hãy dán vào tin nhắn."),
            "byHand": say("Trình duyệt không cho chép. Đường dẫn đã được chọn, hãy tự chép."),
            "large": say("Hiện mã QR toàn màn hình"),
        },
        key=key,
        on_copied_change=on_copied,
    )


def qr_of(link: str) -> str:
    """Give the QR code of a link as a picture's address, that shows at any size."""
    return str(segno.make_qr(link, error="m").svg_data_uri(border=4, light="#fff"))


def _component() -> Any:
    """Give the part; it is registered once a process, when a page is first shown."""
    if "share" not in _parts:
        _parts["share"] = st.components.v2.component(
            "matbang_share", html=_MARKUP, css=_STYLE, js=_SCRIPT.read_text("utf-8")
        )
    return _parts["share"]
