"""The list of links: what each is, how often it was opened, and the button that ends it."""

from datetime import UTC, datetime

import streamlit as st

from trackers.domain.links import Link, LinkState
from trackers.domain.rights import Action
from trackers.services.links import list_links, revoke_link
from trackers.ui import messages
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.words import say
from trackers.words.formats import day, moment, number

_OVER = (LinkState.EXPIRED, LinkState.REVOKED)
_OVER_SHOWN = 10


def show(at: Desk) -> None:
    """Show the actor's links, or all to who may end all; raises NotAllowed."""
    now = datetime.now(UTC)
    found = list_links(at.ledger, at.actor, now=now)
    standing = [one for one in found if one.state(now) not in _OVER]
    over = [one for one in found if one.state(now) in _OVER]
    if not standing:
        plain.note(say("Không có liên kết nào đang mở. Tạo ở nút Chia sẻ."))
    for link in standing:
        _standing(at, link, now)
    if over:
        with st.expander(say("Đã hết hạn hoặc thu hồi ({n})", n=number(len(over)))):
            for link in over[:_OVER_SHOWN]:
                _head(at, link, now)


def section(at: Desk) -> None:
    """Show the list as a part of a page; raises NotAllowed."""
    plain.heading(say("Liên kết chia sẻ"))
    plain.note(say("Liên kết cho người không có tài khoản. Thu hồi có hiệu lực ngay."))
    show(at)


def _standing(at: Desk, link: Link, now: datetime) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"link-{link.code}"):
        with st.container():
            _head(at, link, now)
        if st.button(say("Thu hồi"), key=f"link.revoke.{link.code}"):
            with messages.refusals_shown():
                revoke_link(at.ledger, at.actor, code=link.code, now=datetime.now(UTC))
                messages.remember(say("Đã thu hồi liên kết {label}.", label=link.label))
                st.rerun()


def _head(at: Desk, link: Link, now: datetime) -> None:
    locked = say("mã PIN đã khoá: tạo liên kết khác") if link.pin_locked else ""
    until = link.revoked_at or link.expires_at
    told = [
        say(link.kind.label),
        say(link.state(now).label),
        say("mở từ {at}", at=moment(link.starts_at)) if link.starts_at > now else "",
        say("đến {until}", until=moment(until)),
        _scope(at, link),
        say("có mã PIN") if link.has_pin and not locked else "",
        locked,
    ]
    opened = say(
        "đã mở {n} lần, gần nhất {at}", n=number(link.opened), at=moment(link.last_opened_at)
    )
    maker = say("{name} tạo", name=at.officer_name(link.made_by))
    counted = [
        opened if link.opened else say("chưa ai mở"),
        maker if at.may(Action.MAKE_PUBLIC_LINKS) else "",
    ]
    plain.markup(
        '<div class="mb-head"><p><b>{label}</b></p><p>{told}</p><p class="mb-note">{counted}</p>'
        "</div>",
        label=link.label,
        told=" · ".join(filter(None, told)),
        counted=" · ".join(filter(None, counted)),
    )


def _scope(at: Desk, link: Link) -> str:
    names = [at.projects[code].name for code in link.scope.projects if code in at.projects]
    works = ", ".join(names) if link.scope.projects else say("tất cả công trình")
    if link.scope.as_of is None:
        return say("{works}, trực tiếp", works=works)
    return say("{works}, hết ngày {day}", works=works, day=day(link.scope.as_of))
