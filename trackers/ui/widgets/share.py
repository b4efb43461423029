"""Sharing what is on screen: with colleagues by its address, with others by a link of its own."""

import streamlit as st

from trackers.domain.links import LinkKind
from trackers.domain.looks import LookKind
from trackers.domain.rights import Action
from trackers.services.links import ACTIONS
from trackers.services.looks import note_look
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.widgets import copying, link_dialog
from trackers.words import say

_MAKE = {
    LinkKind.MEETING: "Tạo liên kết họp",
    LinkKind.PUBLIC: "Tạo liên kết công khai",
}


def share_button(at: Desk) -> None:
    """Show "Chia sẻ": the address of this page, links for those without an account, masking."""
    # Another key is another popover, a closed one: it would lie over the window that it opened.
    key = f"share-{link_dialog.times_opened()}"
    with st.popover(say("Chia sẻ"), type="secondary", key=key):
        words = "Người nhận mở đúng trang, bộ lọc, vị trí bản đồ và hồ sơ đang xem."
        st.caption(say(words))
        copying.show(
            "share.link",
            base=at.settings.base_url,
            on_copied=lambda: note_look(at.ledger, at.actor, LookKind.LINK_SHOWN),
        )
        _links(at)
        st.link_button(say("Mở bản đồ cho màn hình phòng họp"), state.meeting_place(at.ward.code))
        if at.may(Action.SEE_HOUSEHOLDS):
            _mask_switch(at)
    link_dialog.show(at)


def _links(at: Desk) -> None:
    """Show what opens the forms of new links, and the list of those there are."""
    kinds = [kind for kind in LinkKind if at.may(ACTIONS[kind])]
    if not kinds:
        return
    st.caption(say("Cho người không có tài khoản: liên kết riêng, không có dữ liệu cá nhân."))
    for kind in kinds:
        words = say(_MAKE[kind])
        st.button(words, key=f"share.{kind}", on_click=link_dialog.open_with, args=(kind.value,))
    st.button(
        say("Các liên kết đang mở"),
        key="share.list",
        type="tertiary",
        on_click=link_dialog.open_with,
        args=(link_dialog.LIST,),
    )


def _mask_switch(at: Desk) -> None:
    """Show the switch of the view for a projector."""
    st.session_state["header.mask"] = at.actor.masked

    def switch() -> None:
        on = bool(st.session_state["header.mask"])
        state.put("mask", "1" if on else None)
        note_look(at.ledger, at.actor, LookKind.MASK_SWITCHED, details={"on": on})

    st.toggle(say("Che tên khi chiếu lên màn hình"), key="header.mask", on_change=switch)
