"""The forms that are open: each has a key for its one save, and the record as it was then."""

from typing import Any, TypeVar
from uuid import uuid4

import streamlit as st

_FORMS, _BASES, _RESTORED = "state.forms", "state.bases", "state.restored"
# Set by the desk: no form shows while names are masked, and what is typed waits.
MASKED = "state.masked"
Base = TypeVar("Base")


def open_form(name: str, base: object = None) -> None:
    """Open a form: a key for its one save, and the record as it is now."""
    _store(_FORMS)[name] = uuid4().hex
    _store(_BASES)[name] = base


def reopen_form(name: str, *, key: str, base: object) -> None:
    """Open a form as it was in a session that is gone."""
    _store(_FORMS)[name] = key
    _store(_BASES)[name] = base
    _store(_RESTORED)[name] = True


def was_restored(name: str) -> bool:
    """Tell whether a form came back from a session that is gone."""
    return name in _store(_RESTORED)


def open_forms() -> tuple[str, ...]:
    """Give the names of the forms that are open."""
    return tuple(_store(_FORMS))


def base_of(name: str) -> object:
    """Give the record as it was when the form opened, or None."""
    return _store(_BASES).get(name)


def close_form(name: str) -> None:
    """Close a form and forget its key and base."""
    for kept in (_FORMS, _BASES, _RESTORED):
        _store(kept).pop(name, None)


def is_open(name: str) -> bool:
    """Tell whether a form is open; none is while names are masked."""
    return name in _store(_FORMS) and not st.session_state.get(MASKED)


def form_key(name: str) -> str:
    """Give the idempotency key of a form that is open; the first question opens it."""
    if not is_open(name):
        open_form(name)
    return str(_store(_FORMS)[name])


def opened_base(name: str, fresh: Base) -> Base:
    """Give the record as it was when the form opened; `fresh` if it has just been opened."""
    kept = _store(_BASES).get(name)
    if not isinstance(kept, type(fresh)):
        _store(_BASES)[name] = kept = fresh
    return kept


def fields_of(name: str) -> list[tuple[str, Any]]:
    """Give the fields of an open form with what they hold, by their keys in the session."""
    start, end = f"{name}.", f".{form_key(name)}"
    return [
        (key, value)
        for key, value in st.session_state.items()
        if isinstance(key, str) and key.startswith(start) and key.endswith(end)
    ]


def _store(name: str) -> dict[str, object]:
    return st.session_state.setdefault(name, {})  # type: ignore[no-any-return] # our own
