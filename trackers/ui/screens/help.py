"""The guide of one's own role, with pictures, and what is new."""

import re
from pathlib import Path

import streamlit as st

import trackers
from trackers.domain.people import Role
from trackers.ui.context import desk
from trackers.ui.widgets import plain
from trackers.words import current_language, say

DOCS = Path(trackers.__file__).resolve().parents[1] / "docs"
_GUIDES = {Role.CHAIR: "chair", Role.ADMINISTRATOR: "administrator"}
_NAMES = ("officer", "chair", "administrator")
_PICTURE = re.compile(r"!\[(?P<words>[^\]]*)\]\(\.\./images/(?P<name>[\w.-]+)\)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def main() -> None:
    """Show the page."""
    labels = {
        "officer": say("Cán bộ"),
        "chair": say("Chủ trì"),
        "administrator": say("Quản trị"),
    }
    mine = _GUIDES.get(desk().actor.role, "officer")
    chosen = st.segmented_control(
        say("Hướng dẫn cho"), _NAMES, default=mine, format_func=labels.__getitem__, key="help.role"
    )
    guide, news = st.columns([2, 1], gap="large")
    with guide:
        _show(DOCS / "guide" / f"{chosen or mine}.{current_language()}.md")
    with news:
        _show(DOCS / f"whats-new.{current_language()}.md")


def _show(path: Path) -> None:
    """Show a guide of ours: its text as markdown, its pictures from beside it."""
    if not path.is_file():
        plain.note(say("Không có tệp hướng dẫn ở máy này."))
        return
    # Between screens one goes by the control above; links are for who reads the files.
    text = re.sub(r"^\*\[.*\]\(.*\)\*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
    end = 0
    for found in _PICTURE.finditer(text):
        st.markdown(_LINK.sub(r"\1", text[end : found.start()]))
        st.image(DOCS / "images" / found["name"], caption=found["words"])
        end = found.end()
    st.markdown(_LINK.sub(r"\1", text[end:]))


main()
