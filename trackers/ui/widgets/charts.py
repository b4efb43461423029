"""Charts of one project on screen, with the signs explained beside them."""

from html import escape

import streamlit as st

from trackers.domain.fan import fan_of
from trackers.domain.forecast import Forecast
from trackers.drawing.charts import LATE, s_curve
from trackers.drawing.gantt import gantt
from trackers.drawing.signs import PLAN, SIGNS, Sign
from trackers.services.projects import ProjectFile
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.words import say

# Streamlit takes drawings out of HTML: signs are letters, lines are borders.
_SHAPES = {
    ("diamond", False): "◇",
    ("circle", True): "●",
    ("circle", False): "○",
    ("triangle-up", True): "▲",
}


def side_by_side(at: Desk, file: ProjectFile, outlook: Forecast) -> None:
    """Show a project's milestones, and beside them its land handed over."""
    works, cleared = st.columns(2, gap="medium")
    with works:
        plain.heading(say("Công trình: mốc tiến độ"))
        milestones_chart(at, file)
    with cleared:
        plain.heading(say("Mặt bằng: tỷ lệ đã bàn giao"))
        land_chart(at, file, outlook)


def milestones_chart(at: Desk, file: ProjectFile) -> None:
    """Show a project's milestones through time."""
    if not file.milestones:
        plain.note(say("Chưa có mốc tiến độ nào. Hãy nhờ cán bộ phụ trách lập kế hoạch."))
        return
    days = ((one.milestone.code, one.earliest_on(file.on)) for one in file.waiting)
    land = {code: on for code, on in days if on}
    chart = gantt(file.milestones, file.on, past=file.on < at.today, land=land)
    words = say("Mốc tiến độ của {project}", project=file.project.name)
    st.altair_chart(chart, width="stretch", key=f"gantt.{file.project.code}", alt=words)
    signs = "".join(_sign(one) for name, one in SIGNS.items() if name != "land" or land)
    st.html(
        f'<div class="mb-signs">{signs}{_line(LATE, say("Chậm so với kế hoạch"))}'
        f"{_line(PLAN, say('Ước tính, chưa xác nhận'), dashed=True)}</div>"
    )


def land_chart(at: Desk, file: ProjectFile, outlook: Forecast) -> None:
    """Show the share of a project's land handed over through time, and how it may go on."""
    if not file.row.cases:
        plain.note(say("Công trình này không có hồ sơ giải phóng mặt bằng."))
        return
    fan = fan_of(outlook, file.row.handed_over)
    chart = s_curve(
        file.curve,
        file.targets,
        total_cases=file.row.cases,
        total_m2=file.row.area_m2,
        today=file.on,
        past=file.on < at.today,
        fan=fan,
    )
    words = say("Mặt bằng đã bàn giao của {project}", project=file.project.name)
    st.altair_chart(chart, width="stretch", key=f"curve.{file.project.code}", alt=words)
    if fan:
        plain.note(say("Dải nhạt: dự báo số hồ sơ, 80% khả năng từ mép dưới trở lên."))


def _sign(sign: Sign) -> str:
    letter = _SHAPES.get((sign.shape, sign.filled), "■")
    return f'<span><b style="color:{sign.colour}">{letter}</b>{escape(say(sign.label))}</span>'


def _line(colour: str, words: str, *, dashed: bool = False) -> str:
    kind = "dashed" if dashed else "solid"
    return f'<span><i style="border-top:3px {kind} {colour}"></i>{escape(words)}</span>'
