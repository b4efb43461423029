"""A work through time for people outside: land handed over, what is built, what was planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import altair as alt

from trackers.drawing.charts import Marks, at_day, curve_axes, data_of, today_line
from trackers.drawing.signs import AREA, DONE, PLAN

# Of the works' own hue on the map: what is built is no land.
BUILT = "#5B2A86"
HEIGHT_PX = 220


@dataclass(frozen=True)
class Line:
    """One line of the chart: its name in words, and its points as day and percent (or number).

    A `planned` line is dashed; a `stepped` one keeps its height until the next point.
    """

    name: str
    colour: str
    points: tuple[tuple[date, float], ...]
    planned: bool = False
    stepped: bool = False


def land_line(name: str, points: Sequence[tuple[date, float]]) -> Line:
    """Give the line of land handed over."""
    return Line(name, DONE, tuple(points), stepped=True)


def signed_line(name: str, points: Sequence[tuple[date, float]]) -> Line:
    """Give the line of land that is signed for or handed over."""
    return Line(name, AREA, tuple(points), stepped=True)


def built_line(name: str, points: Sequence[tuple[date, float]]) -> Line:
    """Give the line of what the builder has done."""
    return Line(name, BUILT, tuple(points))


def plan_line(name: str, points: Sequence[tuple[date, float]]) -> Line:
    """Give the line of what was planned."""
    return Line(name, PLAN, tuple(points), planned=True)


def shared_curve(
    lines: Sequence[Line], today: date, *, past: bool = False, counts: bool = False
) -> alt.LayerChart:
    """Draw lines over the days, in percent or, with `counts`, in numbers of households.

    Lines without a point are left out.
    """
    shown = [one for one in lines if one.points]
    days = [today, *(day for one in shown for day, _ in one.points)]
    first, last = min(days), max(days)
    shared = curve_axes(first, last, {one.name: one.colour for one in shown})
    # The page names the lines itself: a drawing does not know how wide words come out there.
    shared["color"] = shared["color"].legend(None)
    if counts:
        shared["y"] = _counts(max(share for one in shown for _, share in one.points))
    marks = [mark for one in shown for mark in _marks(one, shared)]
    chart = alt.layer(*marks, *today_line(today, first, last, below=False, past=past))
    return cast("alt.LayerChart", chart.properties(height=HEIGHT_PX))


def _counts(most: float) -> alt.Y:
    scale = alt.Scale(domain=[0, max(most, 1) * 1.08])
    return alt.Y("share:Q", title=None, scale=scale, axis=alt.Axis(tickCount=4, tickMinStep=1))


def _marks(line: Line, shared: dict[str, Marks]) -> list[Marks]:
    values = [{"on": at_day(day), "share": share, "line": line.name} for day, share in line.points]
    drawn = alt.Chart(data_of(values))
    look = {"strokeWidth": 2, "strokeDash": [6, 4]} if line.planned else {"strokeWidth": 3}
    way = drawn.mark_line(clip=True, interpolate="step-after" if line.stepped else "linear", **look)
    dots = (drawn if line.planned else alt.Chart(data_of(values[-1:]))).mark_point(
        filled=not line.planned, size=40 if line.planned else 70, opacity=1
    )
    return [way.encode(**shared), dots.encode(**shared)]
