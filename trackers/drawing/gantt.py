"""A project's milestones through time: plan, forecast, actual day, and the day land allows."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

import altair as alt

from trackers.domain.projects import Milestone
from trackers.drawing.charts import (
    DAY_LABELS,
    INK,
    LATE,
    LATE_WORDS,
    Marks,
    at_day,
    data_of,
    today_line,
)
from trackers.drawing.signs import PLAN, SIGNS
from trackers.words import say
from trackers.words.formats import day, days

ROW_PX, AXIS_PX = 40, 72
_DATE_TIPS = (("name", "Mốc"), ("kind", "Loại ngày"), ("day", "Ngày"), ("slip", "So với kế hoạch"))


def gantt(
    milestones: Sequence[Milestone],
    today: date,
    *,
    past: bool = False,
    land: Mapping[str, date] | None = None,
) -> alt.LayerChart:
    """Draw a project's milestones: planned day, forecast or actual day, and the way between.

    `land` tells by milestone the first day that the land allows, where it waits for land.

    A forecast that is only estimated is hollow on a dashed line, a confirmed one filled on a solid
    line; a slip behind the plan is drawn in the colour of warnings, up to today while it is open.
    """
    names = [one.code for one in milestones]
    rows = alt.Y("code:N", sort=names, axis=None, scale=alt.Scale(paddingInner=0, domain=names))
    first, last = _span(milestones, today, (land or {}).values())
    time = alt.X(
        "from:T",
        title=None,
        scale=alt.Scale(type="time", domain=[at_day(first), at_day(last)]),
        axis=alt.Axis(
            labelExpr=DAY_LABELS,
            tickCount=6,
            grid=True,
            gridColor="#E8EAED",
            orient="top",
            # The year hangs below the day: above the line of the axis, not across it.
            labelPadding=14,
        ),
    )
    halo, titles = _titles(milestones, today, rows)
    layers = [
        _ways(milestones, today, rows, time, dashed=False),
        _ways(milestones, today, rows, time, dashed=True),
        *today_line(today, first, last, below=True, past=past),
        halo,
        _dates(milestones, rows, land or {}),
        titles,
    ]
    chart = alt.layer(*layers, height=AXIS_PX + ROW_PX * len(names), width="container")
    return cast("alt.LayerChart", chart)


def slip_words(slip: int) -> str:
    """Give how far a day lies from the plan in words."""
    if slip == 0:
        return say("đúng kế hoạch")
    return say("chậm {days}", days=days(slip)) if slip > 0 else say("sớm {days}", days=days(-slip))


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
                    "from": at_day(min(one.baseline_on, end)),
                    "to": at_day(max(one.baseline_on, end)),
                    "colour": LATE if behind else PLAN,
                }
            )
    mark: dict[str, Any] = {"strokeDash": [5, 4]} if dashed else {}
    return (
        alt.Chart(data_of(values))
        .mark_rule(strokeWidth=3, yOffset=9, opacity=0.85, **mark)
        .encode(y=rows, x=time, x2="to:T", color=alt.Color("colour:N", scale=None))
    )


def _dates(milestones: Sequence[Milestone], rows: alt.Y, land: Mapping[str, date]) -> Marks:
    """Draw every date with the sign of its kind."""
    values = []
    for one in milestones:
        forecast = "confirmed" if one.confirmed else "estimated"
        known = [
            ("land", land.get(one.code)),
            ("plan", one.baseline_on),
            (forecast, one.forecast_on),
            ("actual", one.actual_on),
        ]
        for kind, on in known:
            if on is None or (kind == forecast and one.actual_on is not None):
                continue
            sign = SIGNS[kind]
            values.append(
                {
                    "code": one.code,
                    "from": at_day(on),
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
        alt.Chart(data_of(values))
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
    base = alt.Chart(data_of(values)).encode(y=rows, x=alt.value(4), text="text:N")
    # The lines of the days and of today go behind the words, not through them.
    halo = base.mark_text(**text, stroke="#FFFFFF", strokeWidth=6, strokeJoin="round")
    return [halo, base.mark_text(**text).encode(color=alt.Color("colour:N", scale=None))]


def _span(milestones: Sequence[Milestone], today: date, land: Iterable[date]) -> tuple[date, date]:
    """Give the first and last day shown, with a margin so that no sign is cut."""
    known = [today, *land]
    for one in milestones:
        known += [on for on in (one.baseline_on, one.forecast_on, one.actual_on) if on]
    margin = timedelta(days=max(3, (max(known) - min(known)).days // 25))
    return min(known) - margin, max(known) + margin
