"""A page whose session has ended: what was typed is kept, and the way back in is shown."""

from urllib.parse import quote

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from trackers.services import page_sessions, passwords
from trackers.ui import context, drafts, state
from trackers.ui.widgets import plain
from trackers.words import say

_OWNER = "signed_out.owner"


def show() -> None:
    """Keep the drafts of who worked here, and show nothing but the way to sign in again."""
    last = context.last_desk()
    if last is not None:
        drafts.keep(last)
    place = f"/sign-in?next={quote(state.last_place(), safe='')}"
    st.session_state.clear()
    words = say("Phiên làm việc đã kết thúc. Nội dung đang nhập đã được giữ; hãy đăng nhập lại.")
    plain.markup(
        '<div class="mb-signed-out"><p>{words}</p>'
        '<p><a href="{place}" target="_self">{button}</a></p></div>',
        words=words,
        place=place,
        button=say("Đăng nhập"),
    )


def keep_apart(token: str) -> None:
    """Let nothing of one sign-in's page be seen by another that took up its connection."""
    owner = passwords.digest(token) if token else ""
    if st.session_state.setdefault(_OWNER, owner) != owner:
        st.session_state.clear()
        st.session_state[_OWNER] = owner
    running = get_script_run_ctx()
    if running is not None:
        page_sessions.belong_to(running.session_id, owner)
