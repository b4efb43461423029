"""The charts of a shared page: each is drawn once for what it shows, in a language."""

from datetime import date
from functools import lru_cache

from trackers.domain.progress import CurvePoint
from trackers.domain.projects import Milestone, Progress, Target
from trackers.drawing.gantt import gantt
from trackers.drawing.shared_curve import built_line, land_line, plan_line, shared_curve
from trackers.drawing.svg import svg_of
from trackers.services.sharing import SharedView, SharedWork
from trackers.words import current_language, say

# As wide as a phone shows it; wider places scale it up.
WIDTH_PX = 380
_KEPT = 256


def milestones_chart(view: SharedView, work: SharedWork) -> str:
    """Give the work's milestones through time as SVG; "" where it has none. Raises ChartFailed."""
    if not work.milestones:
        return ""
    return _gantt(current_language(), work.project.name, work.milestones, view.on, past=view.past)


def course_chart(view: SharedView, work: SharedWork) -> str:
    """Give land handed over, volume built and what was planned as SVG; "" where nothing is known.

    Raises ChartFailed.
    """
    land = work.land
    if land is None and not work.built:
        return ""
    cases, curve, planned = (land.cases, land.curve, land.planned) if land else (0, (), ())
    return _curve(
        *(current_language(), work.project.name, cases, curve, planned, work.built),
        view.on,
        past=view.past,
    )


@lru_cache(maxsize=_KEPT)
def _gantt(
    _language: str, name: str, milestones: tuple[Milestone, ...], on: date, *, past: bool
) -> str:
    words = say("Mốc tiến độ của {project}", project=name)
    return svg_of(gantt(milestones, on, past=past), words, width_px=WIDTH_PX)


@lru_cache(maxsize=_KEPT)
def _curve(
    _language: str,
    name: str,
    cases: int,
    curve: tuple[CurvePoint, ...],
    planned: tuple[Target, ...],
    built: tuple[Progress, ...],
    on: date,
    *,
    past: bool,
) -> str:
    targets = [(one.on, _share(one.handed_over, cases)) for one in planned]
    if targets and curve:
        targets.insert(0, (min(curve[0].on, targets[0][0]), 0.0))
    lines = (
        plan_line(say("Mặt bằng, kế hoạch"), targets),
        land_line(
            say("Mặt bằng đã bàn giao"), [(one.on, _share(one.cases, cases)) for one in curve]
        ),
        built_line(say("Khối lượng xây lắp"), [(one.on, one.volume_percent) for one in built]),
    )
    words = say("Tiến độ theo thời gian của {project}", project=name)
    return svg_of(shared_curve(lines, on, past=past), words, width_px=WIDTH_PX)


def _share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0
