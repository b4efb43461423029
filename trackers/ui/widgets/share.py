"""Sharing what is on screen: a link with page, filters, selection and the map's view."""

from typing import Any

import streamlit as st

from trackers.domain.looks import LookKind
from trackers.domain.rights import Action
from trackers.services.looks import note_look
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.words import say

# The browser alone knows the whole address: the map's script writes `view` into it. Who works at
# this machine (`as`) is nobody else's business. Where the page may not use the clipboard (plain
# http in an office network) the older way is tried, and at last the link is marked for the hand.
_SCRIPT = """
export default function ({ data, parentElement, setTriggerValue }) {
  const field = parentElement.querySelector("input");
  const button = parentElement.querySelector("button");
  const told = parentElement.querySelector("p");
  const link = () => {
    const here = new URL(window.location.href);
    here.searchParams.delete("as");
    const search = here.searchParams.toString().replaceAll("%2C", ",");
    const place = data.base ? data.base + here.pathname : here.origin + here.pathname;
    return place + (search ? "?" + search : "");
  };
  const mark = () => { field.focus(); field.select(); };
  const refresh = () => { field.value = link(); };
  button.textContent = data.copy;
  field.setAttribute("aria-label", data.label);
  refresh();
  field.onfocus = () => { refresh(); field.select(); };
  button.onclick = async () => {
    refresh();
    let done = false;
    if (window.isSecureContext && navigator.clipboard) {
      try { await navigator.clipboard.writeText(field.value); done = true; } catch { done = false; }
    }
    if (!done) {
      mark();
      try { done = document.execCommand("copy"); } catch { done = false; }
    }
    if (!done) mark();
    told.textContent = done ? data.done : data.byHand;
    setTriggerValue("copied", true);
  };
}
"""
_MARKUP = """
<div class="share"><input readonly><button type="button"></button>
<p role="status" aria-live="polite"></p></div>
"""
_STYLE = """
.share { display: grid; grid-template-columns: 1fr auto; gap: .5rem; min-width: min(20rem, 80vw); }
input { font: inherit; padding: .4rem .5rem; border: 1px solid #9AA0A6; border-radius: 4px;
  color: #1F2933; background: #F4F6F8; min-width: 0; }
button { font: inherit; padding: .4rem .8rem; border: 0; border-radius: 4px; cursor: pointer;
  color: #fff; background: #0072B2; }
button:focus-visible, input:focus-visible { outline: 3px solid #56B4E9; outline-offset: 1px; }
p { grid-column: 1 / -1; margin: 0; min-height: 1.4em; font-size: .9em; color: #1F2933; }
"""
_parts: dict[str, Any] = {}


def share_button(at: Desk) -> None:
    """Show "Chia sẻ": the link to this page as it is now, to be copied."""
    with st.popover(say("Chia sẻ"), type="secondary", key="share"):
        words = "Người nhận mở đúng trang, bộ lọc, vị trí bản đồ và hồ sơ đang xem."
        st.caption(say(words))
        _component()(
            data={
                "base": at.settings.base_url,
                "copy": say("Chép đường dẫn"),
                "label": say("Đường dẫn để chia sẻ"),
                "done": say("Đã chép. Hãy dán vào tin nhắn."),
                "byHand": say("Trình duyệt không cho chép. Đường dẫn đã được chọn, hãy tự chép."),
            },
            key="share.link",
            on_copied_change=lambda: note_look(at.ledger, at.actor, LookKind.LINK_SHOWN),
        )
        st.link_button(say("Mở bản đồ cho màn hình phòng họp"), state.meeting_place(at.ward.code))
        if at.may(Action.SEE_HOUSEHOLDS):
            _mask_switch(at)


def _mask_switch(at: Desk) -> None:
    """Show the switch of the view for a projector."""
    st.session_state["header.mask"] = at.actor.masked

    def switch() -> None:
        on = bool(st.session_state["header.mask"])
        state.put("mask", "1" if on else None)
        note_look(at.ledger, at.actor, LookKind.MASK_SWITCHED, details={"on": on})

    st.toggle(say("Che tên khi chiếu lên màn hình"), key="header.mask", on_change=switch)


def _component() -> Any:
    """Give the copying part; it is registered once a process, when a page is first shown."""
    if "share" not in _parts:
        _parts["share"] = st.components.v2.component(
            "matbang_share", html=_MARKUP, css=_STYLE, js=_SCRIPT
        )
    return _parts["share"]
