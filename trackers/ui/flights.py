"""Where the map is to go: a flight asked for by a click, or the place at which a link arrives."""

import time
from dataclasses import dataclass

import streamlit as st

_FLY, _ARRIVED, _ARRIVAL = (f"flights.{name}" for name in ("fly", "arrived", "arrival"))
_ARRIVAL_ZOOM = 19  # close enough to see a strip of land
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Flight:
    """Where the map is to fly: `n` differs each time, `box` is W, S, E, N in EPSG:4326."""

    n: int
    box: Box


def fly_to(box: Box) -> None:
    """Ask the map to show a box (W, S, E, N in EPSG:4326)."""
    # The clock and not a counter: a page that is reloaded must not repeat a number.
    st.session_state[_FLY] = Flight(time.time_ns() // 1_000_000, box)


def flight() -> Flight | None:
    """Give the last flight asked for since the map was opened."""
    found: Flight | None = st.session_state.get(_FLY)
    return found


def arrive(centre: tuple[float, float]) -> None:
    """Let a link that names no view open the map at a point (longitude, latitude, EPSG:4326)."""
    if not st.session_state.get(_ARRIVED) and not st.query_params.get("view"):
        lng, lat = centre
        st.session_state[_ARRIVAL] = f"{lat:.6f},{lng:.6f},{_ARRIVAL_ZOOM}"


def arrived() -> None:
    """Note that the page has been opened: what is selected from now on is no arrival."""
    st.session_state[_ARRIVED] = True


def arrival() -> str:
    """Give the view (latitude, longitude, zoom) of a link that names none; "" when it does."""
    return str(st.session_state.get(_ARRIVAL, ""))


def forget() -> None:
    """Let go of flight and arrival: from now on the map's own last view counts."""
    st.session_state[_FLY] = None
    st.session_state[_ARRIVAL] = ""
