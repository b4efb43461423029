"""The charts of a shared page: each is drawn once for what it shows, in a language.

Drawing takes a while. Whoever opens a page gets at once what is drawn already; its script then asks
for the rest, which is drawn for all of them.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from threading import Lock

from trackers.domain.progress import CurvePoint
from trackers.domain.projects import Target
from trackers.drawing.gantt import gantt
from trackers.drawing.shared_curve import (
    Line,
    built_line,
    land_line,
    plan_line,
    shared_curve,
    signed_line,
)
from trackers.drawing.svg import svg_of
from trackers.services.sharing import SharedView, SharedWork
from trackers.words import current_language, say

# As wide as a phone shows it; wider places scale it up.
WIDTH_PX = 380
_KEPT = 512
# A line that never moved but once is better told in words.
_STEPS = 3
_drawn: OrderedDict[Hashable, str] = OrderedDict()
_lock = Lock()


def milestones_chart(view: SharedView, work: SharedWork, *, wait: bool) -> str | None:
    """Give the work's milestones through time as SVG; "" where it has none.

    None where it is not drawn yet and nobody waits for it. Raises ChartFailed.
    """
    if not work.milestones:
        return ""

    def draw() -> str:
        words = say("Mốc tiến độ của {project}", project=work.project.name)
        chart = gantt(work.milestones, view.on, past=view.past)
        return svg_of(chart, words, width_px=WIDTH_PX)

    told = ("gantt", current_language(), work.project.name, work.milestones, view.on, view.past)
    return _kept(told, draw, wait=wait)


def course_chart(view: SharedView, work: SharedWork, *, wait: bool) -> str | None:
    """Give land handed over, volume built and what was planned as SVG; "" where none is known.

    None where it is not drawn yet and nobody waits for it. Raises ChartFailed.
    """
    lines = lines_of(work)
    if not lines:
        return ""

    def draw() -> str:
        words = say("Tiến độ theo thời gian của {project}", project=work.project.name)
        return svg_of(shared_curve(lines, view.on, past=view.past), words, width_px=WIDTH_PX)

    told = ("curve", current_language(), work.project.name, lines, view.on, view.past)
    return _kept(told, draw, wait=wait)


def weeks_chart(view: SharedView, work: SharedWork, *, wait: bool) -> str | None:
    """Give the households that a public link counts, week by week, as SVG; "" for none.

    None where it is not drawn yet and nobody waits for it. Raises ChartFailed.
    """
    lines = weeks_of(work)
    if not lines:
        return ""

    def draw() -> str:
        words = say("Số hộ theo tuần của {project}", project=work.project.name)
        chart = shared_curve(lines, view.on, past=view.past, counts=True)
        return svg_of(chart, words, width_px=WIDTH_PX)

    told = ("weeks", current_language(), work.project.name, lines, view.on, view.past)
    return _kept(told, draw, wait=wait)


def weeks_of(work: SharedWork) -> tuple[Line, ...]:
    """Give the lines of what is published of a work's households."""
    curve = work.figures.curve if work.figures else ()
    if len({(one.signed, one.handed_over) for one in curve}) < _STEPS:
        return ()
    lines = (
        signed_line(
            say("Đã ký hoặc đã bàn giao (ít nhất)"), [(one.on, one.signed) for one in curve]
        ),
        land_line(say("Đã bàn giao (ít nhất)"), [(one.on, one.handed_over) for one in curve]),
    )
    return tuple(one for one in lines if one.points)


def lines_of(work: SharedWork) -> tuple[Line, ...]:
    """Give the lines of a work's course through time, those without a point left out."""
    land = work.land
    cases, curve, planned = (land.cases, land.curve, land.planned) if land else (0, (), ())
    handed = [(one.on, _share(one.cases, cases)) for one in curve]
    built = [(one.on, one.volume_percent) for one in work.built]
    lines = (
        plan_line(say("Mặt bằng, kế hoạch"), _planned(planned, curve, cases)),
        land_line(say("Mặt bằng đã bàn giao"), handed),
        built_line(say("Khối lượng xây lắp"), built),
    )
    return tuple(one for one in lines if one.points)


def _planned(
    planned: tuple[Target, ...], curve: tuple[CurvePoint, ...], cases: int
) -> list[tuple[date, float]]:
    points = [(one.on, _share(one.handed_over, cases)) for one in planned]
    if points and curve:
        points.insert(0, (min(curve[0].on, points[0][0]), 0.0))
    return points


def _share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def _kept(told: Hashable, draw: Callable[[], str], *, wait: bool) -> str | None:
    """Give the drawing of what is told; two who draw the same at once do no harm."""
    with _lock:
        if told in _drawn:
            _drawn.move_to_end(told)
            return _drawn[told]
    if not wait:
        return None
    made = draw()
    with _lock:
        _drawn[told] = made
        while len(_drawn) > _KEPT:
            _drawn.popitem(last=False)
    return made
