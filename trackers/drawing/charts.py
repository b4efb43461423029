"""Charts of a project: its milestones through time, and its land handed over through time."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

import altair as alt

from trackers.domain.progress import CurvePoint
from trackers.domain.projects import Milestone, Target
from trackers.domain.stages import OBSTACLE_LOOK
from trackers.drawing.signs import AREA, DONE, PLAN, SIGNS
from trackers.words import say
from trackers.words.formats import day, days, number, percent

LATE = OBSTACLE_LOOK.colour
# The same hue for words: dark enough to be read on white.
LATE_WORDS = "#A84300"
INK = "#1F2933"
# altair's own methods hand back untyped values.
Marks = Any
ROW_PX, AXIS_PX = 40, 72
CURVE_PX = 300
# Days are dd/MM; the year stands below the first tick and below each January.
_DAYS = (
    "[timeFormat(datum.value, '%d/%m'), "
    "datum.index === 0 || month(datum.value) === 0 ? timeFormat(datum.value, '%Y') : '']"
)


def gantt(milestones: Sequence[Milestone], today: date, *, past: bool = False) -> alt.LayerChart:
    """Draw a project's milestones: planned day, forecast or actual day, and the way between.

    A forecast that is only estimated is hollow on a dashed line, a confirmed one filled on a solid
    line; a slip behind the plan is drawn in the colour of warnings, up to today while it is open.
    """
    names = [one.code for one in milestones]
    rows = alt.Y("code:N", sort=names, axis=None, scale=alt.Scale(paddingInner=0, domain=names))
    first, last = _span(milestones, today)
    time = alt.X(
        "from:T",
        title=None,
        scale=alt.Scale(type="time", domain=[_at(first), _at(last)]),
        axis=alt.Axis(labelExpr=_DAYS, tickCount=6, grid=True, gridColor="#E8EAED", orient="top"),
    )
    halo, titles = _titles(milestones, today, rows)
    layers = [
        _ways(milestones, today, rows, time, dashed=False),
        _ways(milestones, today, rows, time, dashed=True),
        *_today(today, first, last, below=True, past=past),
        halo,
        _dates(milestones, rows),
        titles,
    ]
    chart = alt.layer(*layers, height=AXIS_PX + ROW_PX * len(names), width="container")
    return cast("alt.LayerChart", chart)


def s_curve(
    curve: Sequence[CurvePoint],
    targets: Sequence[Target],
    *,
    total_cases: int,
    total_m2: float,
    today: date,
    past: bool = False,
) -> alt.LayerChart:
    """Draw the share handed over through time, of cases and of m², against the dated targets.

    Shares are in percent of `total_cases` and `total_m2`. The actual lines end today.
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
    ends = [today, start, *(one.on for one in targets)]
    shared = _curve_axes(
        min(ends),
        max(ends),
        dict(zip((cases_line, area_line, plan_line)[: 3 if planned else 2], _CURVE, strict=False)),
    )
    marks = [
        *_curve_marks(actual, _ends(actual, cases_line, area_line), planned, shared),
        *_today(today, min(ends), max(ends), below=False, past=past),
    ]
    chart = alt.layer(*marks, height=CURVE_PX, width="container")
    return cast("alt.LayerChart", chart)


_CURVE = (DONE, AREA, PLAN)  # actual cases, actual area, planned cases
_CURVE_TIPS = (("line", "Đường"), ("day", "Ngày"), ("words", "Đã bàn giao"))
_DATE_TIPS = (("name", "Mốc"), ("kind", "Loại ngày"), ("day", "Ngày"), ("slip", "So với kế hoạch"))


def _ways(
    milestones: Sequence[Milestone], today: date, rows: alt.Y, time: alt.X, *, dashed: bool
) -> Marks:
    """Draw lines from the planned day to the best date known, or to today when that has passed."""
    values = []
    for one in milestones:
        estimated = one.actual_on is None and not one.confirmed
        end = max(one.expected_on, today) if one.actual_on is None else one.expected_on
        if estimated == dashed and end != one.baseline_on:
            behind = end > one.baseline_on and (one.actual_on is not None or one.is_late(today))
            values.append(
                {
                    "code": one.code,
                    "from": _at(min(one.baseline_on, end)),
                    "to": _at(max(one.baseline_on, end)),
                    "colour": LATE if behind else PLAN,
                }
            )
    mark: dict[str, Any] = {"strokeDash": [5, 4]} if dashed else {}
    return (
        alt.Chart(_data(values))
        .mark_rule(strokeWidth=3, yOffset=9, opacity=0.85, **mark)
        .encode(y=rows, x=time, x2="to:T", color=alt.Color("colour:N", scale=None))
    )


def _dates(milestones: Sequence[Milestone], rows: alt.Y) -> Marks:
    """Draw every date with the sign of its kind."""
    values = []
    for one in milestones:
        forecast = "confirmed" if one.confirmed else "estimated"
        known = [("plan", one.baseline_on), (forecast, one.forecast_on), ("actual", one.actual_on)]
        for kind, on in known:
            if on is None or (kind == forecast and one.actual_on is not None):
                continue
            sign = SIGNS[kind]
            values.append(
                {
                    "code": one.code,
                    "from": _at(on),
                    "shape": sign.shape,
                    "colour": sign.colour,
                    "fill": sign.colour if sign.filled else "#FFFFFF",
                    "kind": say(sign.label),
                    "name": say(one.name),
                    "day": day(on),
                    "slip": slip_words((on - one.baseline_on).days),
                }
            )
    return (
        alt.Chart(_data(values))
        .mark_point(size=110, strokeWidth=2, yOffset=9, opacity=1)
        .encode(
            y=rows,
            x="from:T",
            shape=alt.Shape("shape:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            tooltip=[alt.Tooltip(f"{name}:N", title=say(title)) for name, title in _DATE_TIPS],
        )
    )


def _titles(milestones: Sequence[Milestone], today: date, rows: alt.Y) -> list[Marks]:
    """Write each milestone's name above its line, so that the chart fits a phone."""
    values = [
        {
            "code": one.code,
            "text": unicodedata.normalize("NFC", one.name),
            "colour": LATE_WORDS if one.is_late(today) else INK,
        }
        for one in milestones
    ]
    text: dict[str, Any] = {
        "align": "left",
        "baseline": "middle",
        "fontSize": 13,
        "yOffset": -10,
        "limit": 520,
    }
    base = alt.Chart(_data(values)).encode(y=rows, x=alt.value(4), text="text:N")
    # The lines of the days and of today go behind the words, not through them.
    halo = base.mark_text(**text, stroke="#FFFFFF", strokeWidth=6, strokeJoin="round")
    return [halo, base.mark_text(**text).encode(color=alt.Color("colour:N", scale=None))]


def _today(today: date, first: date, last: date, *, below: bool, past: bool) -> list[Marks]:
    """Draw the line of today; its words stand outside of the drawing, where nothing else is."""
    words = say("Hết ngày {day}" if past else "Hôm nay {day}", day=day(today)[:5])
    base = alt.Chart(_data([{"on": _at(today), "words": words}]))
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


def slip_words(slip: int) -> str:
    """Give how far a day lies from the plan in words."""
    if slip == 0:
        return say("đúng kế hoạch")
    return say("chậm {days}", days=days(slip)) if slip > 0 else say("sớm {days}", days=days(-slip))


def _span(milestones: Sequence[Milestone], today: date) -> tuple[date, date]:
    """Give the first and last day shown, with a margin so that no sign is cut."""
    known = [today]
    for one in milestones:
        known += [on for on in (one.baseline_on, one.forecast_on, one.actual_on) if on]
    margin = timedelta(days=max(3, (max(known) - min(known)).days // 25))
    return min(known) - margin, max(known) + margin


def _point(on: date, line: str, value: float, total: float, unit: str) -> dict[str, object]:
    share = 100 * value / total if total else 0.0
    words = f"{number(value, digits=1)}/{number(total, digits=1)} {unit} ({percent(share)})"
    return {"on": _at(on), "line": line, "share": share, "day": day(on), "words": words}


def _ends(points: Sequence[dict[str, object]], *lines: str) -> list[dict[str, object]]:
    """Give the last point of each line."""
    found = []
    for line in lines:
        own = [one for one in points if one["line"] == line]
        found += own[-1:]
    return found


def _at(on: date) -> str:
    """Write a day so that browsers take it for local midnight, not for UTC's."""
    return f"{on:%Y-%m-%d}T00:00:00"


def _data(values: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=values)  # type: ignore[no-untyped-call]  # altair's own


def _curve_axes(first: date, last: date, colours: Mapping[str, str]) -> dict[str, Any]:
    """Give the axes and the colours that all lines of the curve share."""
    return {
        "x": alt.X(
            "on:T",
            title=None,
            scale=alt.Scale(type="time", domain=[_at(first), _at(last + timedelta(days=5))]),
            axis=alt.Axis(labelExpr=_DAYS, tickCount=6, gridColor="#E8EAED"),
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


def _curve_marks(
    actual: list[Any], ends: list[Any], planned: list[Any], shared: Mapping[str, Any]
) -> list[Any]:
    """Give the planned line, the actual ones, their ends, and what answers the pointer."""
    tips = [alt.Tooltip(f"{name}:N", title=say(title)) for name, title in _CURVE_TIPS]
    plan = (
        alt.Chart(_data(planned))
        .mark_line(strokeDash=[6, 4], strokeWidth=2, clip=True, point={"filled": False, "size": 50})
        .encode(**shared, tooltip=tips)
    )
    lines = (
        alt.Chart(_data(actual))
        .mark_line(interpolate="step-after", strokeWidth=2.5, clip=True)
        .encode(**shared)
    )
    now = (
        alt.Chart(_data(ends))
        .mark_point(filled=True, size=60, opacity=1)
        .encode(**shared, tooltip=tips)
    )
    hover = (
        alt.Chart(_data(actual))
        .mark_point(size=120, opacity=0)
        .encode(x=shared["x"], y=shared["y"], tooltip=tips)
    )
    return [*([plan] if planned else []), lines, now, hover]
