"""Words that people typed, shown as they are: never as markdown, HTML or a template."""

import re
from collections.abc import Iterable
from html import escape

import streamlit as st

from trackers.domain.stages import Look, Stage
from trackers.words import say

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&^=@\"'])")
# Streamlit looks for :colour[…], :material/…: and :smile: after the backslashes are gone.
_COLON = ":\u2060"
# Looks on which a sign must be white to be read.
_DARK = {Stage.SIGNED.look.colour, Stage.COMPLETED.look.colour}


def label(value: object) -> str:
    """Give a text that shows literally where Streamlit reads markdown (buttons, messages)."""
    one_line = " ".join(str(value).split())
    return _MARKS.sub(r"\\\1", one_line).replace(":", _COLON)


def markup(template: str, **values: object) -> None:
    """Show HTML of our own with typed values in its {places}, each escaped."""
    st.html(template.format(**{name: escape(str(value)) for name, value in values.items()}))


def facts(pairs: Iterable[tuple[str, object]]) -> None:
    """Show names and values as a list of two columns; empty values stay away."""
    rows = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(str(value))}</dd>"
        for name, value in pairs
        if value not in {None, ""}
    )
    if rows:
        st.html(f'<dl class="mb-facts">{rows}</dl>')


def note(value: str) -> None:
    """Show a quiet remark."""
    st.html(f'<p class="mb-note">{escape(value)}</p>')


def lines(values: Iterable[str]) -> None:
    """Show sentences as a list."""
    items = "".join(f"<li>{escape(one)}</li>" for one in values)
    st.html(f'<ul class="mb-lines">{items}</ul>')


def heading(value: str) -> None:
    """Show the title of a part."""
    st.html(f'<h3 class="mb-heading">{escape(value)}</h3>')


def chip(look: Look) -> str:
    """Give the HTML of a stage or obstacle: its sign and colour beside its words."""
    dark = " mb-dark" if look.colour in _DARK else ""
    return (
        f'<span class="mb-chip{dark}" style="--look:{escape(look.colour)}">'
        f"<b>{escape(look.sign)}</b>{escape(say(look.label))}</span>"
    )
