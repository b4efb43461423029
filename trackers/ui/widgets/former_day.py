"""The field that asks for a former day, and with which knowledge it is seen."""

from datetime import date

import streamlit as st

from geodata.days import Towards
from trackers.domain.as_of import Sight
from trackers.domain.errors import DateInFuture
from trackers.services.tables import reached
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.messages import show_error
from trackers.ui.widgets import asking, plain
from trackers.words import say
from trackers.words.formats import day

# Of the field with its calendar, in pixels; what it says of the day stands below.
_WIDTH = 200


def badge(at: Desk) -> None:
    """Say until when the page's figures count."""
    on = state.as_of()
    looks = "mb-asof mb-former" if on else "mb-asof"
    plain.markup(f'<span class="{looks}">{{words}}</span>', words=reached(at.now, on))


def of_page(at: Desk, name: str) -> tuple[date | None, Sight]:
    """Ask for the former day of a whole page; give it, None for the present, and the sight.

    The day is the address's: it goes along to the map and to the other pages that look back. When
    another one is typed, the page begins anew.
    """
    on, sight = state.as_of(), state.sight()
    _show_chosen(name, on)
    with _row(name):
        typed = _day_field(at, name, say("Số liệu đến hết ngày"))
        if typed != on:
            state.look_back(typed, sight)
            st.session_state[_key("chosen", name)] = typed
            st.rerun()
        if on:
            st.session_state[_key("sight", name)] = sight
            _sight_field(name, take=True)
            st.button(
                say("Về hiện tại"),
                key=_key("present", name),
                on_click=state.look_back,
                args=(None,),
            )
    return on, sight


def pick(at: Desk, name: str, *, label: str) -> tuple[date | None, Sight]:
    """Ask for a former day of one record; give it, None while it is not chosen, and the sight."""
    with _row(name):
        on = _day_field(at, name, label)
        return on, _sight_field(name) if on else Sight.TRUE


def _show_chosen(name: str, on: date | None) -> None:
    """Write the day into its field where it was not typed there: by a link, or by a button."""
    field, chosen = _key(name), _key("chosen", name)
    if field not in st.session_state or st.session_state.get(chosen) != on:
        st.session_state[field] = day(on) if on else ""
    st.session_state[chosen] = on


def _key(*names: str) -> str:
    return ".".join(("former", *names))


def _row(name: str) -> "st.delta_generator.DeltaGenerator":
    return st.container(
        horizontal=True, vertical_alignment="bottom", gap="small", key=f"day.{name}"
    )


def _day_field(at: Desk, name: str, label: str) -> date | None:
    """Give a day that is over; today is the present, and a day to come is refused."""
    with st.container(width=_WIDTH):
        on = asking.day_line(_key(name), label, None, today=at.today, towards=Towards.PAST)
    if on is None or on == at.today:
        return None
    if on > at.today:
        show_error(DateInFuture(on=on, today=at.today))
        return None
    return on


def _sight_field(name: str, *, take: bool = False) -> Sight:
    chosen: Sight | None = st.selectbox(
        say("Thấy theo"),
        list(Sight),
        format_func=lambda one: say(one.label),
        key=_key("sight", name),
        width=290,
        on_change=_take_sight if take else None,
        args=(name,),
    )
    return chosen or Sight.TRUE


def _take_sight(name: str) -> None:
    state.look_back(state.as_of(), st.session_state[_key("sight", name)] or Sight.TRUE)
