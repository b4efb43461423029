"""A link that was just made: shown once, with its QR code for the room."""

from urllib.parse import urlsplit

import streamlit as st

from trackers.domain.looks import LookKind
from trackers.services.links import Made
from trackers.services.looks import note_look
from trackers.ui.context import Desk
from trackers.ui.widgets import copying, plain
from trackers.words import say
from trackers.words.formats import moment
from trackers.words.links import UNREACHABLE

_MADE = "links.made"


def keep(at: Desk, made: Made, pin: str) -> None:
    """Keep a link for this session until its window is closed; nobody has it after that."""
    st.session_state[_MADE] = (made.link, f"{base(at)}/s/{made.token}", pin)


def forget() -> None:
    """Let go of it."""
    st.session_state.pop(_MADE, None)


def is_there() -> bool:
    """Tell whether there is one to show."""
    return _MADE in st.session_state


def show(at: Desk) -> None:
    """Show the link, its PIN and its code."""
    link, address, pin = st.session_state[_MADE]
    st.warning(
        plain.label(
            say("Liên kết chỉ hiện lần này. Đóng cửa sổ là không xem lại được, chỉ tạo cái mới.")
        )
    )
    plain.facts(
        (
            (say("Tên"), link.label),
            (say("Loại"), say(link.kind.label)),
            (say("Mở từ"), moment(link.starts_at)),
            (say("Hết hạn"), moment(link.expires_at)),
            (say("Mã PIN"), pin),
        )
    )
    if words := unreachable(at):
        st.warning(plain.label(words))
    copying.show(
        f"links.made.{link.code}",
        link=address,
        caption=say("Quét để mở · đến {until}", until=moment(link.expires_at)),
        on_copied=lambda: note_look(at.ledger, at.actor, LookKind.LINK_SHOWN, link.code),
    )


def base(at: Desk) -> str:
    """Give the address by which others reach this program: the set one, else this browser's."""
    here = urlsplit(st.context.url or "")
    return at.settings.base_url or f"{here.scheme}://{here.netloc}"


def unreachable(at: Desk) -> str:
    """Say why others cannot open a link made here, "" where they can as far as is known."""
    if at.settings.opens_elsewhere(base(at)):
        return ""
    return say(UNREACHABLE, base=base(at))
