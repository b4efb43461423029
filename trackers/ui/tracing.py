"""What is being drawn on the map and what is only looked at there, for one session."""

import time
from collections.abc import Sequence
from math import isfinite

import shapely
import streamlit as st

from trackers.drawing.map import Draw
from trackers.drawing.sites import SiteDrawing
from trackers.ui import state

_DRAW, _LINE, _SHOWN = (f"tracing.{name}" for name in ("draw", "line", "shown"))
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
    line = _line(points)
    if wanted() is not None and line is not None:
        st.session_state[_LINE] = line
    stop()


def drawn() -> bytes | None:
    """Give the line that was drawn (WKB, EPSG:4326), or None."""
    found: bytes | None = st.session_state.get(_LINE)
    return found


def forget() -> None:
    """Forget what was drawn and what was looked at."""
    stop()
    for name in (_LINE, _SHOWN):
        st.session_state.pop(name, None)


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


def _line(points: object) -> bytes | None:
    if not isinstance(points, list) or not _LEAST <= len(points) <= _MOST:
        return None
    pairs = [tuple(one) for one in points if isinstance(one, list | tuple)]
    if len(pairs) != len(points) or not all(_is_place(one) for one in pairs):
        return None
    return bytes(shapely.to_wkb(shapely.LineString(pairs)))


def _is_place(pair: tuple[object, ...]) -> bool:
    return len(pair) == len(_EARTH) and all(
        isinstance(value, int | float) and isfinite(value) and least <= value <= most
        for value, (least, most) in zip(pair, _EARTH, strict=True)
    )
