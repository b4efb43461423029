"""Fields for numbers, money and days: read as officers type them, asked where that is not clear.

A field says how it understood a text that is written otherwise than the number is, or offers the
readings to choose from. A form with a field that could not be read is not saved.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st

from geodata.days import Towards, read_day
from geodata.errors import SeveralDays, SeveralNumbers, TypedError
from geodata.numbers import Unit, read_money, read_number, written, written_money
from trackers.ui.messages import show_error
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.words import say
from trackers.words.formats import day, money_vnd

Value = TypeVar("Value")


def number_field(
    name: str, part: str, label: str, value: float | None = None, *, unit: Unit | None = None
) -> float | None:
    """Show a field for a number without sign; `label` names the unit. Empty gives None."""
    return _field(
        name,
        part,
        label,
        "" if value is None else written(value),
        lambda text: read_number(text, unit=unit),
        lambda read: f"{written(read)} {unit.sign}" if unit else written(read),
    )


def money_field(
    name: str, part: str, label: str, value: int | None = None, *, millions: bool = True
) -> int | None:
    """Show a field for an amount, typed in triệu đồng or in đồng; gives đồng. Empty gives None."""
    base = say("triệu đồng") if millions else say("đồng")
    return _field(
        name,
        part,
        f"{label} ({base})",
        "" if value is None else written_money(value, millions=millions),
        lambda text: read_money(text, millions=millions),
        money_vnd,
    )


def day_field(
    name: str, part: str, label: str, value: date | None, *, today: date, towards: Towards
) -> date | None:
    """Show a field for a day, typed (1/3, hôm nay, thứ Năm) or picked; empty gives None.

    `towards` is the side of today on which it lies.
    """
    key = frame.field(name, part)

    def line(first: str) -> str:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
            text = frame.text_field(name, part, label, first)
            with st.popover("", icon=":material/calendar_month:", help=say("Chọn trên lịch")):
                st.date_input(
                    label,
                    None,
                    min_value=frame.EARLIEST,
                    max_value=frame.LATEST,
                    format="DD/MM/YYYY",
                    key=f"{key}.picked",
                    on_change=_take_picked,
                    args=(key,),
                )
        return text

    return _field(
        name,
        part,
        label,
        "" if value is None else day(value),
        lambda text: read_day(text, today=today, towards=towards),
        day,
        line,
    )


def _take_picked(key: str) -> None:
    picked = st.session_state.get(f"{key}.picked")
    if picked:
        st.session_state[key] = day(picked)


def _field(
    name: str,
    part: str,
    label: str,
    first: str,
    read: Callable[[str], Value],
    words: Callable[[Value], str],
    line: Callable[[str], str] | None = None,
) -> Value | None:
    """Show a line for a text; give what it was read as, None where it is empty or unclear."""
    text = (line(first) if line else frame.text_field(name, part, label, first)).strip()
    frame.note_unread(name, part, unread=False)
    if not text:
        return None
    try:
        value = read(text)
    except TypedError as error:
        frame.note_unread(name, part, unread=True)
        show_error(error)
        if isinstance(error, SeveralNumbers | SeveralDays):
            _choices(name, part, error.values["readings"])  # type: ignore[arg-type] # texts
        return None
    if text not in {first, words(value)}:
        plain.note(say("Hiểu là {value}", value=words(value)))
    return value


def _choices(name: str, part: str, readings: Sequence[str]) -> None:
    key = frame.field(name, part)
    with st.container(horizontal=True, gap="small"):
        for one in readings:
            st.button(
                plain.label(one),
                key=f"choose.{key}.{one}",
                on_click=st.session_state.__setitem__,
                args=(key, one),
            )
