"""The map's view as the browser's address has it: the map's script writes it there, not we."""

from typing import Any

import streamlit as st

_SCRIPT = """
export default function ({ data, setStateValue }) {
  const view = new URLSearchParams(window.location.search).get("view") || "";
  if (view !== data.known) setStateValue("view", view);
}
"""
_parts: dict[str, Any] = {}


def known(key: str) -> str:
    """Give "lat,lng,zoom" of the map on this page, "" where there is none or it is not told yet."""
    told = st.session_state.get(key)
    return str(told.view or "") if told else ""


def show(key: str) -> None:
    """Let the browser tell the view; takes no room, so it stands below what one sees."""
    if "view" not in _parts:
        _parts["view"] = st.components.v2.component("matbang_view", html="<i></i>", js=_SCRIPT)
    _parts["view"](data={"known": known(key)}, key=key, on_view_change=lambda: None)
