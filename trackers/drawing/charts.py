"""A project's land handed over through time, and what its charts of days have in common."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

import altair as alt

from trackers.domain.fan import FanPoint
from trackers.domain.progress import CurvePoint
from trackers.domain.projects import Target
from trackers.domain.stages import OBSTACLE_LOOK
from trackers.drawing.signs import AREA, DONE, PLAN
from trackers.words import say
from trackers.words.formats import day, number, percent

LATE = OBSTACLE_LOOK.colour
# The same hue for words: dark enough to be read on white.
LATE_WORDS = "#A84300"
INK = "#1F2933"
# altair's own methods hand back untyped values.
Marks = Any
CURVE_PX = 300
# Days are dd/MM; the year stands below the first tick and below each January.
DAY_LABELS = (
    "[timeFormat(datum.value, '%d/%m'), "
    "datum.index === 0 || month(datum.value) === 0 ? timeFormat(datum.value, '%Y') : '']"
)


def s_curve(
    curve: Sequence[CurvePoint],
    targets: Sequence[Target],
    *,
    total_cases: int,
    total_m2: float,
    today: date,
    past: bool = False,
    fan: Sequence[FanPoint] = (),
) -> alt.LayerChart:
    """Draw the share handed over through time, of cases and of m², against the dated targets.

    Shares are in percent of `total_cases` and `total_m2`. The actual lines end today; from there
    the `fan` shows how the cases may go on: the middle between few (P20) and many (P80).
    """
    cases_line, area_line, plan_line = (
        say("Số hồ sơ, thực tế"),
        say("Diện tích, thực tế"),
        say("Số hồ sơ, kế hoạch"),
    )
    actual = [_point(one.on, cases_line, one.cases, total_cases, say("hồ sơ")) for one in curve] + [
        _point(one.on, area_line, one.area_m2, total_m2, "m²") for one in curve
    ]
    planned = [
        _point(one.on, plan_line, one.handed_over, total_cases, say("hồ sơ")) for one in targets
    ]
    start = curve[0].on if curve else today
    if planned:
        planned.insert(
            0, _point(min(start, targets[0].on), plan_line, 0, total_cases, say("hồ sơ"))
        )
    ends = [today, start, *(one.on for one in targets), *(one.on for one in fan)]
    shared = curve_axes(
        min(ends),
        max(ends),
        dict(zip((cases_line, area_line, plan_line)[: 3 if planned else 2], _CURVE, strict=False)),
    )
    marks = [
        *_fan_marks(fan, total_cases, shared),
        *_curve_marks(actual, _ends(actual, cases_line, area_line), planned, shared),
        *today_line(today, min(ends), max(ends), below=False, past=past),
    ]
    chart = alt.layer(*marks, height=CURVE_PX, width="container")
    return cast("alt.LayerChart", chart)


_CURVE = (DONE, AREA, PLAN)  # actual cases, actual area, planned cases
_CURVE_TIPS = (("line", "Đường"), ("day", "Ngày"), ("words", "Đã bàn giao"))


def today_line(today: date, first: date, last: date, *, below: bool, past: bool) -> list[Marks]:
    """Draw the line of today; its words stand outside of the drawing, where nothing else is."""
    words = say("Hết ngày {day}" if past else "Hôm nay {day}", day=day(today)[:5])
    base = alt.Chart(data_of([{"on": at_day(today), "words": words}]))
    rule = base.mark_rule(color=INK, strokeWidth=1.5, strokeDash=[2, 2]).encode(x="on:T")
    late = (today - first).days * 3 > (last - first).days * 2
    text = base.mark_text(
        align="right" if late else "left",
        baseline="top" if below else "bottom",
        dy=4 if below else -4,
        color=INK,
        fontSize=11,
        fontWeight="bold",
    ).encode(x="on:T", y=alt.value("height" if below else 0), text="words:N")
    return [rule, text]


def _point(on: date, line: str, value: float, total: float, unit: str) -> dict[str, object]:
    share = 100 * value / total if total else 0.0
    words = f"{number(value, digits=1)}/{number(total, digits=1)} {unit} ({percent(share)})"
    return {"on": at_day(on), "line": line, "share": share, "day": day(on), "words": words}


def _ends(points: Sequence[dict[str, object]], *lines: str) -> list[dict[str, object]]:
    """Give the last point of each line."""
    found = []
    for line in lines:
        own = [one for one in points if one["line"] == line]
        found += own[-1:]
    return found


def at_day(on: date) -> str:
    """Write a day so that browsers take it for local midnight, not for UTC's."""
    return f"{on:%Y-%m-%d}T00:00:00"


def data_of(values: list[dict[str, Any]]) -> alt.Data:
    """Give values as a layer of a chart takes them."""
    return alt.Data(values=values)  # type: ignore[no-untyped-call]  # altair's own


def curve_axes(first: date, last: date, colours: Mapping[str, str]) -> dict[str, Any]:
    """Give the axes and the colours that all lines of the curve share."""
    return {
        "x": alt.X(
            "on:T",
            title=None,
            scale=alt.Scale(type="time", domain=[at_day(first), at_day(last + timedelta(days=5))]),
            axis=alt.Axis(labelExpr=DAY_LABELS, tickCount=6, gridColor="#E8EAED"),
        ),
        "y": alt.Y(
            "share:Q",
            title=None,
            scale=alt.Scale(domain=[0, 104]),
            axis=alt.Axis(labelExpr="datum.value + '%'", values=[0, 25, 50, 75, 100]),
        ),
        "color": alt.Color(
            "line:N",
            title=None,
            scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            legend=alt.Legend(orient="top", direction="horizontal", columns=2, labelLimit=260),
        ),
    }


def _fan_marks(fan: Sequence[FanPoint], total_cases: int, shared: Mapping[str, Any]) -> list[Marks]:
    """Give the range of what is foreseen, and its middle."""
    if not fan or not total_cases:
        return []
    told = [
        {
            "on": at_day(one.on),
            "share": 100 * one.middle / total_cases,
            "low": 100 * one.low / total_cases,
            "high": 100 * one.high / total_cases,
            "day": day(one.on),
            "words": say(
                "{middle} hồ sơ, từ {low} đến {high}", middle=one.middle, low=one.low, high=one.high
            ),
        }
        for one in fan
    ]
    tips = [alt.Tooltip("day:N", title=say("Ngày")), alt.Tooltip("words:N", title=say("Dự báo"))]
    base = alt.Chart(data_of(told)).encode(x=shared["x"], tooltip=tips)
    area = base.mark_area(color=DONE, opacity=0.18, clip=True).encode(
        y=alt.Y("low:Q", title=None), y2="high:Q"
    )
    middle = base.mark_line(color=DONE, strokeWidth=1.5, strokeDash=[2, 3], clip=True).encode(
        y=shared["y"]
    )
    return [area, middle]


def _curve_marks(
    actual: list[Any], ends: list[Any], planned: list[Any], shared: Mapping[str, Any]
) -> list[Any]:
    """Give the planned line, the actual ones, their ends, and what answers the pointer."""
    tips = [alt.Tooltip(f"{name}:N", title=say(title)) for name, title in _CURVE_TIPS]
    plan = (
        alt.Chart(data_of(planned))
        .mark_line(strokeDash=[6, 4], strokeWidth=2, clip=True, point={"filled": False, "size": 50})
        .encode(**shared, tooltip=tips)
    )
    lines = (
        alt.Chart(data_of(actual))
        .mark_line(interpolate="step-after", strokeWidth=2.5, clip=True)
        .encode(**shared)
    )
    now = (
        alt.Chart(data_of(ends))
        .mark_point(filled=True, size=60, opacity=1)
        .encode(**shared, tooltip=tips)
    )
    hover = (
        alt.Chart(data_of(actual))
        .mark_point(size=120, opacity=0)
        .encode(x=shared["x"], y=shared["y"], tooltip=tips)
    )
    return [*([plan] if planned else []), lines, now, hover]
