"""Forms that outlive their session: kept in the store while open, opened again in a new session.

A dropped connection, a closed tab or a restart ends the session with all its fields. What the
fields hold is therefore kept after each run in which it changed; what is typed and not yet sent
is kept by `drafts.js` in the browser.
"""

from datetime import date
from enum import Enum
from importlib import import_module
from typing import Any

import streamlit as st
from pydantic import TypeAdapter, ValidationError

from trackers.domain.drafts import Draft
from trackers.domain.rights import Action
from trackers.services import drafts
from trackers.ui import opened, scripts, state
from trackers.ui.context import Desk

# Read once: every run of every page sends it.
_KEPT, _FIRST, _OWNER, _LOST = (f"drafts.{name}" for name in ("kept", "first", "owner", "lost"))
_OURS = "trackers.domain."


def restore(at: Desk) -> None:
    """Open again what this officer left open; once a session and officer."""
    owner = (at.ward.code, at.actor.code)
    if at.actor.masked or st.session_state.get(_OWNER) == owner:
        return
    st.session_state[_OWNER], st.session_state[_KEPT], st.session_state[_FIRST] = owner, {}, {}
    st.session_state[_LOST] = set()
    if not at.may(Action.RECORD_CASES):
        return
    for draft in drafts.my_drafts(at.ledger, at.actor):
        if not opened.is_open(draft.form) and not _reopen(draft):
            st.session_state[_LOST].add(draft.form)


def keep(at: Desk) -> None:
    """Keep what the open forms hold, where it changed; forget the drafts of those that closed."""
    if not at.may(Action.RECORD_CASES) or st.session_state.get(_OWNER) is None:
        return
    kept, first = st.session_state[_KEPT], st.session_state[_FIRST]
    for form in opened.open_forms():
        content = _content(form)
        # A form just opened holds nothing of anybody's yet.
        if content is None or content == kept.get(form, first.setdefault(form, content)):
            continue
        case = state.selection().case or ""
        drafts.keep_draft(
            at.ledger, at.actor, form=form, case_code=case, content=content, now=at.now
        )
        kept[form] = content
        st.session_state[_LOST].discard(form)
    for form in set(first) - set(opened.open_forms()):
        first.pop(form)
    for form in set(kept) - set(opened.open_forms()):
        drafts.drop_draft(at.ledger, at.actor, form=form, now=at.now)
        kept.pop(form)


def waiting(at: Desk) -> list[Draft]:
    """Give the drafts that wait in forms beside a case."""
    if not at.may(Action.RECORD_CASES):
        return []
    found = drafts.my_drafts(at.ledger, at.actor)
    return [one for one in found if one.case_code and one.form not in st.session_state[_LOST]]


def unreadable(at: Desk) -> list[Draft]:
    """Give the drafts that this version of the program cannot open any more."""
    if not at.may(Action.RECORD_CASES) or not st.session_state[_LOST]:
        return []
    found = drafts.my_drafts(at.ledger, at.actor)
    return [one for one in found if one.form in st.session_state[_LOST]]


def throw_away(at: Desk, draft: Draft) -> None:
    """Forget a draft that cannot be opened."""
    drafts.drop_draft(at.ledger, at.actor, form=draft.form, now=at.now)
    st.session_state[_LOST].discard(draft.form)


def script() -> None:
    """Let the browser keep what is typed and not yet sent."""
    st.html(scripts.tag("drafts"), unsafe_allow_javascript=True)


def _reopen(draft: Draft) -> bool:
    """Open a form with what was in it; tell whether it could be read."""
    content = dict(draft.content)
    try:
        base = _decoded(content["base"])
        fields = {name: _decoded(value) for name, value in content["fields"].items()}
    except (KeyError, ValueError, TypeError, AttributeError, ImportError, ValidationError):
        return False  # written by another version of the program
    opened.reopen_form(draft.form, key=str(content["key"]), base=base)
    st.session_state.update(fields)
    st.session_state[_KEPT][draft.form] = content
    return True


def _content(form: str) -> dict[str, Any] | None:
    """Give a form as plain JSON; None for one whose base or fields are no plain values."""
    try:
        return {
            "key": opened.form_key(form),
            "base": _encoded(opened.base_of(form)),
            "fields": {name: _encoded(value) for name, value in sorted(opened.fields_of(form))},
        }
    except TypeError:
        return None


def _encoded(value: Any) -> Any:
    """Give a value as JSON that tells its type; raises TypeError."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return {"list" if isinstance(value, list) else "tuple": [_encoded(one) for one in value]}
    kind = type(value)
    if kind is str:
        return value
    if kind is date:
        return {"day": value.isoformat()}
    if kind.__module__.startswith(_OURS):
        name = f"{kind.__module__}:{kind.__qualname__}"
        return {"type": name, "value": TypeAdapter(kind).dump_python(value, mode="json")}
    raise TypeError(kind)


def _decoded(value: Any) -> Any:
    """Give back what `_encoded` wrote; raises ValueError for anything else."""
    if not isinstance(value, dict):
        return value
    [(kind, inner), *rest] = value.items()
    if kind in {"list", "tuple"}:
        listed = [_decoded(one) for one in inner]
        return listed if kind == "list" else tuple(listed)
    if kind == "day":
        return date.fromisoformat(inner)
    module, _, name = str(inner).partition(":")
    if kind != "type" or not module.startswith(_OURS):
        raise ValueError(kind)
    found = getattr(import_module(module), name)
    if not isinstance(found, type) or not (
        issubclass(found, Enum) or hasattr(found, "__dataclass_fields__")
    ):
        raise ValueError(inner)
    return TypeAdapter(found).validate_python(dict(rest)["value"])
