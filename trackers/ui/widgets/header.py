"""The line above every page: ward, pages, as of when, who, language, sharing."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import Page

from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.widgets import former_day, help_button, plain
from trackers.ui.widgets.share import share_button
from trackers.words import LANGUAGES, current_language, say

OPEN_MODE = (
    "Chế độ mở: chưa có đăng nhập. Ai ngồi ở máy này cũng ghi được, dưới tên cán bộ chọn ở trên."
)
_LANGUAGE_NAMES = {"vi": "VI", "en": "EN"}


def show(at: Desk, pages: Sequence[tuple[Page, str]], name: str, guide: Page) -> None:
    """Show the header: one line, and a small one that is always there.

    `name` is the file name of the page below, `guide` the page with the guides.
    """
    with st.container(key="top", horizontal=True, vertical_alignment="center", gap="small"):
        # Who is signed in belongs to one ward; that there are others is none of their business.
        wards = {at.ward.code: at.ward.name} if at.signs_in else at.store.ward_names()
        # A box that names the ward says it once.
        shown = at.ward.name if len(wards) == 1 else ""
        plain.markup('<div class="mb-brand"><b>Mặt Bằng</b><span>{ward}</span></div>', ward=shown)
        with st.container(key="menu", horizontal=True, gap="xsmall", width="content", wrap=False):
            for page, title in pages:
                st.page_link(page, label=title)
        with st.container(key="who", horizontal=True, gap="small", vertical_alignment="center"):
            former_day.badge(at)
            _ward_box(at, wards)
            if at.signs_in:
                _account(at)
            else:
                _officer_box(at)
            _language_box()
            share_button(at)
            help_button.show(name, guide)
    told = [at.ward.notice, "" if at.signs_in else OPEN_MODE]
    words = " · ".join(say(one) for one in told if one)
    plain.markup('<p class="mb-notice">{words}</p>', words=words)
    if at.actor.masked:
        st.warning(
            plain.label(
                say(
                    "Đang che tên: không hiện tên, điện thoại, ghi chú; không ghi được gì. "
                    "Tắt ở nút Chia sẻ."
                )
            )
        )


def _ward_box(at: Desk, names: Mapping[str, str]) -> None:
    if len(names) < 2:  # noqa: PLR2004 (a box with one choice is none)
        return
    st.session_state["header.ward"] = at.ward.code
    st.selectbox(
        say("Phường, xã"),
        list(names),
        key="header.ward",
        format_func=lambda code: names.get(code) or code,
        on_change=_choose,
        args=("ward",),
        label_visibility="collapsed",
        width=155,
    )


def _officer_box(at: Desk) -> None:
    st.session_state["header.as"] = at.actor.code
    st.selectbox(
        say("Cán bộ đang dùng máy"),
        [code for code, one in at.officers.items() if one.active],
        key="header.as",
        format_func=lambda code: f"{at.officer_name(code)} · {say(at.officers[code].role.label)}",
        on_change=_choose,
        args=("as",),
        label_visibility="collapsed",
        width=160,
    )


def _account(at: Desk) -> None:
    """Say who is signed in; the page behind it and the way out are not Streamlit's."""
    plain.markup(
        '<p class="mb-account"><a href="/account" target="_self" title="{title}">{name}</a> '
        '<a href="/sign-out" target="_self">{out}</a></p>',
        title=say("{role} · tài khoản của tôi", role=say(at.actor.role.label)),
        name=at.actor.name,
        out=say("Đăng xuất"),
    )


def _language_box() -> None:
    st.session_state["header.lang"] = current_language()
    st.selectbox(
        say("Ngôn ngữ"),
        LANGUAGES,
        key="header.lang",
        format_func=_LANGUAGE_NAMES.__getitem__,
        on_change=_choose,
        args=("lang",),
        label_visibility="collapsed",
        width=70,
    )


def _choose(name: str) -> None:
    state.put(name, st.session_state[f"header.{name}"])
    if name == "ward":
        state.leave_ward()
