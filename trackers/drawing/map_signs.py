"""What stands on a map picture beside shapes: signs of stages, the scale, north, chainages.

Signs are drawn, not written: few fonts have them, and a sign tells stages apart without colour.
"""

from math import cos, log10, pi, sin
from typing import Any

from trackers.domain.stages import OBSTACLE_LOOK, Stage
from trackers.drawing.map_frame import Frame
from trackers.drawing.svg_tags import tag, words
from trackers.words import say
from trackers.words.formats import chainage, number

INK, WATER, SITE = "#1F2933", "#CFE3F1", "#7A4FA3"
# How much of a stage's circle is filled.
_FILLED = {Stage.IN_PROGRESS: 0.25, Stage.AGREED: 0.5, Stage.SIGNED: 0.75}
_LINE = 0.18
_SMALL = 2.3
# How long the scale is at most.
_BAR_MM = 46.0


def stage_sign(stage: Stage, x: float, y: float, radius: float, *, blocked: bool = False) -> str:
    """Give the sign of a stage: a disc filled as far as the case has come, a tick at the end.

    It is dark on white, so that it is seen on its own colour, and on paper without colours.
    """
    edge = OBSTACLE_LOOK.colour if blocked else INK
    fill = INK if stage is Stage.HANDED_OVER else "#FFFFFF"
    looks = {"fill": fill, "stroke": edge, "stroke_width": _LINE * (2 if blocked else 1)}
    parts = [tag("circle", cx=x, cy=y, r=radius, **looks)]
    if stage in _FILLED:
        parts.append(tag("path", d=_sector(x, y, radius - _LINE / 2, _FILLED[stage])))
    if stage is Stage.COMPLETED:
        parts.append(_tick(x, y, radius))
    return "".join(parts)


def obstacle_sign(x: float, y: float, radius: float) -> str:
    """Give the sign of an open obstacle: an exclamation mark in its colour."""
    colour = OBSTACLE_LOOK.colour
    line = f"M{x:.2f} {y - radius:.2f}L{x:.2f} {y + radius * 0.25:.2f}"
    return tag(
        "path", d=line, stroke=colour, stroke_width=radius * 0.5, stroke_linecap="round"
    ) + tag("circle", cx=x, cy=y + radius * 0.85, r=radius * 0.3, fill=colour)


def _sector(x: float, y: float, radius: float, share: float) -> str:
    """Give the part of a circle from the top clockwise that is a share of it."""
    angle = 2 * pi * share
    end = f"{x + radius * sin(angle):.2f} {y - radius * cos(angle):.2f}"
    large = int(share > 0.5)  # noqa: PLR2004 (half a circle)
    return f"M{x:.2f} {y:.2f}L{x:.2f} {y - radius:.2f}A{radius:.2f} {radius:.2f} 0 {large} 1 {end}Z"


def _tick(x: float, y: float, radius: float) -> str:
    points = ((-0.45, 0.05), (-0.1, 0.4), (0.5, -0.35))
    line = "L".join(f"{x + radius * dx:.2f} {y + radius * dy:.2f}" for dx, dy in points)
    return tag("path", d=f"M{line}", fill="none", stroke=INK, stroke_width=radius * 0.3)


def scale_bar(frame: Frame, right: float, y: float) -> str:
    """Give the scale, ending at `right`: a round number of metres, halved."""
    metres = round_length(_BAR_MM / frame.mm_per_m)
    length = metres * frame.mm_per_m
    x = right - length
    looks = {"y": y - 1.2, "width": length / 2, "height": 1.2, "stroke": INK, "stroke_width": 0.2}
    parts = [
        tag("rect", x=x + place * length / 2, fill=fill, **looks)
        for place, fill in enumerate((INK, "#FFFFFF"))
    ]
    for share, anchor in ((0.0, "middle"), (0.5, "middle"), (1.0, "end")):
        told = number(metres * share, digits=1) + (" m" if share == 1 else "")
        parts.append(words(told, x + share * length, y - 2, _SMALL, text_anchor=anchor))
    return "".join(parts)


def round_length(most: float) -> float:
    """Give the largest of 1, 2, 5, 10, 20… that is not above `most`."""
    power = 10.0 ** int(log10(most)) if most >= 1 else 1.0
    return max((step * power for step in (1, 2, 5) if step * power <= most), default=power)


def north(x: float, y: float) -> str:
    """Give the arrow to the north, 7 mm high, its point at x, y."""
    looks = {"stroke": INK, "stroke_width": 0.25, "stroke_linejoin": "round"}
    halves = [
        tag("path", d=f"M{x:.2f} {y:.2f}l{side:.2f} 7L{x:.2f} {y + 5.4:.2f}Z", fill=fill, **looks)
        for side, fill in ((2.2, INK), (-2.2, "#FFFFFF"))
    ]
    return "".join(halves) + words(say("Bắc"), x + 3, y + 7, 2.6, font_weight="bold")


def chainages(line: Any, frame: Frame) -> str:
    """Give a tick for every 100 m of a road's centreline (in mm), and its name at 500 m."""
    step = 100 * frame.mm_per_m
    parts = []
    for count in range(int(line.length / step) + 1):
        at, after = line.interpolate(count * step), line.interpolate(count * step + 0.1)
        before = line.interpolate(max(count * step - 0.1, 0.0))
        along = max(((after.x - before.x) ** 2 + (after.y - before.y) ** 2) ** 0.5, 1e-9)
        across = (-(after.y - before.y) / along, (after.x - before.x) / along)
        named = count % 5 == 0
        parts.append(_chainage_tick(at, across, 1.6 if named else 0.7))
        if named:
            x, y = at.x + across[0] * 3.6, at.y + across[1] * 3.6 + 0.8
            parts.append(words(chainage(count * 100), x, y, _SMALL, text_anchor="middle", **HALO))
    return "".join(parts)


def _chainage_tick(at: Any, across: tuple[float, float], length: float) -> str:
    dx, dy = across[0] * length, across[1] * length
    line = f"M{at.x - dx:.2f} {at.y - dy:.2f}L{at.x + dx:.2f} {at.y + dy:.2f}"
    return tag("path", d=line, stroke=INK, stroke_width=0.22)


# Words over shapes stay readable by a white edge.
HALO = {
    "fill": INK,
    "stroke": "#FFFFFF",
    "stroke_width": 0.7,
    "paint_order": "stroke",
    "stroke_linejoin": "round",
}
