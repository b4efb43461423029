"""Lines for numbers and days: read as officers type them, asked where that is not clear.

A line says how it understood a text that is written otherwise than the value is, or offers the
readings to choose from. `forms/typed.py` has the same for the fields of forms.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import TypeVar

import streamlit as st

from geodata.days import EARLIEST as FIRST_YEAR
from geodata.days import LATEST as LAST_YEAR
from geodata.days import Towards, read_day
from geodata.errors import SeveralDays, SeveralNumbers, TypedError
from geodata.numbers import read_count
from trackers.domain.errors import NotInRange
from trackers.ui.messages import show_error
from trackers.ui.widgets import plain
from trackers.words import say
from trackers.words.formats import day

Value = TypeVar("Value")


def understood(
    key: str, text: str, first: str, read: Callable[[str], Value], words: Callable[[Value], str]
) -> tuple[Value | None, bool]:
    """Give what a text was read as, None where it is empty or unclear; and whether it is unclear.

    `first` is what stood there before anybody typed.
    """
    bare = text.strip()
    if not bare:
        return None, False
    try:
        value = read(bare)
    except (TypedError, NotInRange) as error:
        show_error(error)
        if isinstance(error, SeveralNumbers | SeveralDays):
            _choices(key, error.values["readings"])  # type: ignore[arg-type] # texts
        return None, True
    told = words(value)
    # The unit alone, behind what was typed, says nothing new.
    if bare not in {first, told} and not told.startswith(f"{bare} "):
        plain.note(say("Hiểu là {value}", value=told))
    return value, False


def with_calendar(
    key: str, label: str, line: Callable[[Callable[[], None]], str], read: Callable[[str], date]
) -> str:
    """Show a line for a day with a calendar beside it; give the text of the line.

    `line` gets what is to be done when its text changes: the day is written out at once, for
    “hôm nay” kept in a draft would be another day tomorrow.
    """

    def write_out() -> None:
        with suppress(TypedError):
            st.session_state[key] = day(read(st.session_state[key]))

    # `drafts.js` knows lines for days by this key.
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key=f"day.{key}"):
        text = line(write_out)
        with st.popover("", icon=":material/calendar_month:", help=say("Chọn trên lịch")):
            st.date_input(
                label,
                None,
                min_value=date(FIRST_YEAR, 1, 1),
                max_value=date(LAST_YEAR, 12, 31),
                format="DD/MM/YYYY",
                key=f"{key}.picked",
                on_change=_take_picked,
                args=(key,),
            )
    return text


def day_line(
    key: str, label: str, value: date | None, *, today: date, towards: Towards
) -> date | None:
    """Show a line for a day outside of forms; empty and unclear give None."""
    first = day(value) if value else ""

    def read(text: str) -> date:
        return read_day(text, today=today, towards=towards)

    def line(changed: Callable[[], None]) -> str:
        return st.text_input(label, first, key=key, width=130, on_change=changed) or ""

    return understood(key, with_calendar(key, label, line, read), first, read, day)[0]


def count_line(
    key: str, label: str, value: int | None, *, least: int, most: int, width: int = 200
) -> int | None:
    """Show a line for how many, from `least` to `most`; empty and unclear give None."""

    def read(text: str) -> int:
        count = read_count(text)
        if not least <= count <= most:
            raise NotInRange(value=count, least=least, most=most)
        return count

    first = "" if value is None else str(value)
    with st.container(width=width):
        text = st.text_input(label, first, key=key) or ""
        return understood(key, text, first, read, str)[0]


def _take_picked(key: str) -> None:
    picked = st.session_state.get(f"{key}.picked")
    if picked:
        st.session_state[key] = day(picked)


def _choices(key: str, readings: Sequence[str]) -> None:
    with st.container(horizontal=True, gap="small"):
        for one in readings:
            st.button(
                plain.label(one),
                key=f"choose.{key}.{one}",
                on_click=st.session_state.__setitem__,
                args=(key, one),
            )
