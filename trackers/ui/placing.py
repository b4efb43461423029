"""A place that is chosen on the map for an opinion that is being written down, for one session.

The place is what stands in the form's field, typed or chosen: there is no second copy of it.
"""

import time
from math import isfinite

import streamlit as st

from geodata.errors import TypedError
from geodata.places import read_place, written_place
from trackers.ui import opened, state
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame

NEW = "new"
PART = "place"
_WANTED = "placing.wanted"


def form_of(code: str) -> str:
    """Give the name of the form that writes an opinion down, or with its code edits it."""
    return f"opinion.{code or NEW}"


def open_one() -> str:
    """Give the name of the form that the panel shows now, "" when none is open."""
    code = state.raw("opinion")
    name = form_of(code)
    return name if code and opened.is_open(name) else ""


def begin() -> None:
    """Let the next click on the map be the place."""
    # The clock and not a counter: a page that is reloaded must not repeat a number.
    st.session_state[_WANTED] = time.time_ns() // 1_000_000


def stop() -> None:
    """Choose no place any more."""
    st.session_state.pop(_WANTED, None)


def wanted() -> int:
    """Give the number of the choice that is under way, 0 for none."""
    return int(st.session_state.get(_WANTED, 0)) if open_one() else 0


def take(lat: object, lng: object) -> None:
    """Put a place that was clicked (degrees, EPSG:4326) into the form's field."""
    name = open_one()
    if name and _is_number(lat) and _is_number(lng):
        put(name, float(lng), float(lat))  # type: ignore[arg-type] # asked in the line above
    stop()


def put(name: str, lng: float, lat: float) -> None:
    """Write a place (degrees, EPSG:4326) into a form's field."""
    st.session_state[frame.field(name, PART)] = written_place(lng, lat)


def spot(at: Desk) -> tuple[float, float] | None:
    """Give the place (longitude, latitude) that stands in the open form's field, for the map."""
    name = open_one()
    text = str(st.session_state.get(frame.field(name, PART), "")) if name else ""
    try:
        return read_place(text, at.ward.bounds, at.ward.metric_crs) if text.strip() else None
    except TypedError:
        return None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and isfinite(value)
