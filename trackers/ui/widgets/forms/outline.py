"""The field for a new work's outline as VN-2000 coordinates, with what it draws."""

import math

import shapely
import streamlit as st

from geodata.numbers import LENGTH
from geodata.outlines import Outline
from trackers.services.outlines import preview_outline
from trackers.ui.context import Desk
from trackers.ui.messages import KNOWN, show_error
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import number_field
from trackers.words import say
from trackers.words.formats import number

AREA, STRIP = "area", "strip"
_WAYS = {AREA: "Các đỉnh của ranh", STRIP: "Tim tuyến và bề rộng"}
_SKETCH_PX = 220


def field(at: Desk, name: str) -> Outline | None:
    """Show the field; give the outline, None where none is wanted or it cannot be read."""
    way = frame.pills_field(
        name, "way", say("Phạm vi, theo toạ độ VN-2000"), list(_WAYS), lambda one: say(_WAYS[one])
    )
    frame.note_unread(name, "corners", unread=False)
    if way is None:
        return None
    width = None
    if way == STRIP:
        width = number_field(name, "width", say("Bề rộng (m)"), unit=LENGTH)
    corners = frame.note_field(
        name,
        "corners",
        say("Mỗi dòng một đỉnh: X (bắc) rồi Y (đông), như bảng kê toạ độ"),
        height=160,
    )
    if corners.strip() and (width is not None or way == AREA):
        try:
            found = preview_outline(at.ledger, at.actor, corners=corners, width_m=width)
        except KNOWN as error:
            show_error(error)
        else:
            _preview(found)
            return found
    frame.note_unread(name, "corners", unread=True)
    plain.note(say("Ví dụ: 1 1115432,10 574210,35. Bỏ chọn ở trên nếu chưa có toạ độ."))
    return None


def _preview(found: Outline) -> None:
    """Show what the corners draw, before it is saved."""
    length = say("Chiều dài tim tuyến (m)") if found.centreline else say("Chu vi (m)")
    plain.facts(
        (
            (say("Số đỉnh"), found.corners),
            (say("Diện tích (m²)"), number(found.area_m2)),
            (length, number(found.length_m)),
        )
    )
    st.image(_sketch(found), width="content")


def _sketch(found: Outline) -> str:
    """Give the outline as a small drawing, north above; numbers of our own alone."""
    shape = shapely.from_wkb(found.site)
    west, south, east, north = shape.bounds
    flat = math.cos(math.radians((south + north) / 2))
    across, high = (east - west) * flat, north - south
    scale = _SKETCH_PX / max(across, high)
    rings = [
        ring
        for part in getattr(shape, "geoms", [shape])
        for ring in (part.exterior, *part.interiors)
    ]
    path = "".join(
        "M"
        + "L".join(
            f"{(x - west) * flat * scale:.1f} {(north - y) * scale:.1f}" for x, y in ring.coords
        )
        + "Z"
        for ring in rings
    )
    box = f"-3 -3 {across * scale + 6:.0f} {high * scale + 6:.0f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" '
        f'width="{across * scale + 6:.0f}" height="{high * scale + 6:.0f}">'
        f'<path d="{path}" fill="#5b2a8622" stroke="#5b2a86" stroke-width="1.5" '
        'fill-rule="evenodd"/></svg>'
    )
