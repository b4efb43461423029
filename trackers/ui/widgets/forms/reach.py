"""How a household is reached, and its numbers, in its form: never sent until they are revealed.

While they are not, a field is empty: what is typed takes the old value's place, nothing typed
leaves it, and a tick takes it out.
"""

from typing import Any

import streamlit as st

from trackers.domain.households import Household
from trackers.domain.rights import Action
from trackers.services.masking import household_for
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.words import say


def fields(at: Desk, name: str, shown: Household, *, seen: bool) -> dict[str, Any]:
    """Show the fields; give the values by the household's field names."""
    veiled = household_for(at.actor, shown)
    labels = {
        "phone": say("Điện thoại (mỗi dòng một số, ghi của ai)"),
        "id_number": say("Số CCCD, CMND (mỗi dòng một số, ghi của ai)"),
        "chat": say("Zalo, Viber"),
        "representative": say("Người đại diện ở nơi khác (ai, ở đâu)"),
    }
    if not at.may(Action.SEE_IDS):
        del labels["id_number"]
    found = {}
    places = [*st.columns(2, gap="small"), *st.columns(2, gap="small")]
    for place, (field, label) in zip(places, labels.items(), strict=False):
        with place:
            value = getattr(shown, field)
            lines = field in {"phone", "id_number"}
            if seen or not value:
                typed = _line(name, field, label, value, lines=lines)
            else:
                typed = _veiled(name, field, label, value, getattr(veiled, field), lines=lines)
            found[field] = "\n".join(one.strip() for one in typed.splitlines() if one.strip())
    return found


def _line(name: str, part: str, label: str, value: str, *, lines: bool) -> str:
    shape = frame.note_field if lines else frame.text_field
    return shape(name, part, label, value)


def _veiled(name: str, field: str, label: str, value: str, dots: str, *, lines: bool) -> str:
    """Show an empty field for a new value, and a tick that takes the old one out."""
    # What was typed while it was revealed is not lost when that is over.
    before = st.session_state.get(frame.field(name, field))
    shown = dots.replace("\n", ", ")
    words = say("{label}: {shown}, để trống là giữ nguyên", label=label, shown=shown)
    typed = _line(name, f"{field}-new", words, "", lines=lines)
    if frame.tick_field(name, f"{field}-out", say("Xoá"), value=False):
        return ""
    if typed.strip():
        return typed
    return value if before is None else str(before)
