"""What is being drawn on the map and what is only looked at there, for one session.

A line that was drawn is a field of the corridor's form: it is kept with its draft.
"""

import time
from collections.abc import Sequence
from math import isfinite

import shapely
import streamlit as st

from trackers.drawing.map import Draw
from trackers.drawing.sites import SiteDrawing
from trackers.ui import opened, state

_DRAW, _SHOWN = "tracing.draw", "tracing.shown"
_PREVIEW = "preview"
_MOST, _LEAST = 2000, 2
_EARTH = ((-180.0, 180.0), (-90.0, 90.0))


def begin(points: Sequence[tuple[float, float]] = ()) -> None:
    """Let a line be drawn on the map, beginning with points (longitude, latitude)."""
    # The clock and not a counter: a page that is reloaded must not repeat a number.
    st.session_state[_DRAW] = Draw(time.time_ns() // 1_000_000, tuple(points)[:_MOST])


def stop() -> None:
    """Draw no more."""
    st.session_state.pop(_DRAW, None)


def wanted() -> Draw | None:
    """Give what the map is to let be drawn, while the corridor's panel is open."""
    found: Draw | None = st.session_state.get(_DRAW)
    return found if state.raw("corridor") else None


def take(points: object) -> None:
    """Keep a line that was drawn, as the browser tells it; what is none is left alone."""
    line = line_of(points)
    if wanted() is not None and line:
        st.session_state[_field()] = line
    stop()


def drawn() -> bytes | None:
    """Give the line that was drawn (WKB, EPSG:4326), or None."""
    line = st.session_state.get(_field()) if state.raw("corridor") else None
    return bytes(shapely.to_wkb(shapely.LineString(line))) if line else None


def forget() -> None:
    """Draw no more, and forget what was looked at."""
    stop()
    st.session_state.pop(_SHOWN, None)


def show(site: bytes | None, centreline: bytes | None) -> None:
    """Show a corridor (WKB, EPSG:4326) on the map; runs the page again if it is another one."""
    told = (site, centreline) if site else None
    if st.session_state.get(_SHOWN) != told:
        st.session_state[_SHOWN] = told
        st.rerun()


def previewed() -> tuple[SiteDrawing, ...]:
    """Give the corridor that is looked at, as the map draws it."""
    told = st.session_state.get(_SHOWN)
    if not told or not state.raw("corridor"):
        return ()
    site, line = (None if one is None else shapely.from_wkb(one) for one in told)
    made = SiteDrawing(
        code=_PREVIEW, kind=_PREVIEW, status=_PREVIEW, site=site, centreline=line, preview=True
    )
    return (made,)


def line_of(points: object) -> tuple[tuple[float, float], ...]:
    """Give a line as the browser told it (longitude, latitude); empty for what is none."""
    if not isinstance(points, list) or not _LEAST <= len(points) <= _MOST:
        return ()
    pairs = [tuple(one) for one in points if isinstance(one, list | tuple)]
    if len(pairs) != len(points) or not all(_is_place(one) for one in pairs):
        return ()
    return tuple((float(x), float(y)) for x, y in pairs)


def _field() -> str:
    """Give the key of the form's field that holds the line."""
    form = f"corridor.{state.raw('corridor')}"
    return f"{form}.line.{opened.form_key(form)}"


def _is_place(pair: tuple[object, ...]) -> bool:
    return len(pair) == len(_EARTH) and all(
        isinstance(value, int | float) and isfinite(value) and least <= value <= most
        for value, (least, most) in zip(pair, _EARTH, strict=True)
    )
