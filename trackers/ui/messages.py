"""Refusals as sentences on screen, the answer to a save, and the boundary of every page."""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from geodata.errors import GeodataError
from trackers.domain.errors import DomainError
from trackers.store.errors import StoreError
from trackers.ui.widgets import plain
from trackers.words import say
from trackers.words.errors import SENTENCES, sentence

KNOWN = (DomainError, StoreError, GeodataError)
_SAID = "messages.said"
_REFUSED = "messages.refused"
_log = logging.getLogger(__name__)


def show_error(error: BaseException) -> None:
    """Show a refusal as its sentence: what is wrong, and what to do."""
    st.error(plain.label(sentence(error)))


def on_script_error(error: Exception) -> bool:
    """Show a refusal as its sentence, anything else as a number that can be quoted.

    Gives True: Streamlit's own box, which is English, stays away.
    """
    if isinstance(error, KNOWN):
        show_error(error)
        return True
    number = secrets.token_hex(4)
    # The page's own connection has a number too: that of its WebSocket in the log.
    connection = st.context.headers.get("X-Request-Id", "")
    told = {"request_id": number, "connection": connection}
    _log.error("page failed", extra=told, exc_info=error)
    st.error(plain.label(say(SENTENCES["Unexpected"], number=number)))
    return True


@contextmanager
def refusals_shown() -> Iterator[None]:
    """Show a refusal where it happens; the rest of the page goes on."""
    try:
        yield
    except KNOWN as error:
        show_error(error)


def remember(words: str) -> None:
    """Keep the answer to a save for the run that follows it."""
    st.session_state[_SAID] = words


def refusals_remembered(action: Callable[..., None], *values: object) -> None:
    """Do something in a callback; a refusal is said by the run that follows."""
    try:
        action(*values)
    except KNOWN as error:
        st.session_state[_REFUSED] = error


def say_remembered() -> None:
    """Say the answer to the save before this run, or why a callback was refused."""
    refused = st.session_state.pop(_REFUSED, None)
    if refused is not None:
        show_error(refused)
    words = st.session_state.pop(_SAID, None)
    if words:
        st.toast(plain.label(words))
