"""The window over the page in which links are made, shown once, and ended."""

import streamlit as st

from trackers.domain.links import LinkKind
from trackers.services.links import ACTIONS
from trackers.ui.context import Desk
from trackers.ui.widgets import link_form, link_list, link_made
from trackers.words import say

LIST = "list"
_OPEN, _TIMES = "links.open", "links.times"


def open_with(what: str) -> None:
    """Open the window with the form of a kind, or with the list; called by a button."""
    st.session_state[_OPEN] = what
    st.session_state[_TIMES] = times_opened() + 1
    link_made.forget()


def times_opened() -> int:
    """Give how often the window was opened in this session."""
    return int(st.session_state.get(_TIMES, 0))


def show(at: Desk) -> None:
    """Show the window where it is open: it stays while the page behind it runs again."""
    what = st.session_state.get(_OPEN)
    if what is None:
        return
    kind = None if what == LIST else LinkKind(what)
    if not any(at.may(ACTIONS[one]) for one in (LinkKind if kind is None else (kind,))):
        _close()
        return
    title = say("Các liên kết đang mở") if kind is None else say(kind.label)

    def inside() -> None:
        if link_made.is_there():
            link_made.show(at)
        elif kind is None:
            link_list.show(at)
        else:
            link_form.show(at, kind)

    st.dialog(title, width="medium", on_dismiss=_close)(inside)()


def _close() -> None:
    st.session_state.pop(_OPEN, None)
    link_made.forget()
