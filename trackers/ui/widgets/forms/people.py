"""Fields for officers: one of them, or several."""

from collections.abc import Iterable

import streamlit as st

from trackers.domain.people import Officer
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.words import say


def officer_field(at: Desk, name: str, part: str, label: str, chosen: str = "") -> str:
    """Show a field for an officer who works in the ward; gives the code, "" for none."""
    known = _known(at, [chosen])
    picked = frame.choice_field(name, part, label, list(known), at.officer_name, chosen)
    return picked or ""


def officers_field(
    at: Desk, name: str, part: str, label: str, chosen: Iterable[str] = ()
) -> list[str]:
    """Show a field for several officers; gives their codes."""
    listed = list(chosen)
    known = _known(at, listed)
    return st.multiselect(
        label,
        list(known),
        [code for code in listed if code in known],
        format_func=lambda code: known[code].name,
        key=frame.field(name, part),
        placeholder=say("Chọn"),
        persist_state="session",
    )


def _known(at: Desk, chosen: Iterable[str]) -> dict[str, Officer]:
    """Give who can be chosen: all who work here, and who was chosen before."""
    kept = set(chosen)
    return {code: one for code, one in at.officers.items() if one.active or code in kept}
