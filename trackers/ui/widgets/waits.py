"""What waits for a work: what it brings, the cases in between, and voters' opinions."""

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from trackers.domain.benefits import Awaited, Benefit
from trackers.domain.opinions import Opinion
from trackers.domain.projects import Project
from trackers.domain.stages import Stage
from trackers.services import opinion_words
from trackers.services.projects import ProjectFile
from trackers.ui.context import Desk
from trackers.ui.widgets import opinions, plain, report
from trackers.words import say
from trackers.words.formats import chainage, day, number


def show(at: Desk, file: ProjectFile) -> None:
    """Show what waits for a work, if anything does."""
    waited_for = file.project.status.waited_for
    name = say("Chờ công trình này") if waited_for else say("Phục vụ")
    lines = [_line(name, _benefit(at, file.project, one)) for one in file.awaited]
    lines += [_opinion(at, one, file.on) for one in file.heard]
    if lines:
        st.html(f'<div class="mb-waits">{"".join(lines)}</div>')


def _line(name: str, content: str) -> str:
    return f"<p><b>{escape(name)}:</b> {content}</p>"


def _opinion(at: Desk, one: Opinion, on: date) -> str:
    name = say("{kind} {day}", kind=say(one.kind.label), day=day(one.raised_on))
    parts = (f"{at.area_name(one.area_code)}: {one.text}", one.answer, opinion_words.taken(one, on))
    told = escape(" · ".join(part for part in parts if part))
    return _line(name, f"{told} {report.link(opinions.address(at, one.code), one.code)}")


def words(at: Desk, one: Benefit) -> str:
    """Give a benefit with its areas, and what it needs: "cần ≥ 3,5 m, Km0+000 – Km0+520"."""
    served = ", ".join(at.area_name(code) for code in one.area_codes)
    parts = [one.text, served, _needs(one)]
    return " · ".join(part for part in parts if part)


def count(at: Desk, project: Project, one: Awaited) -> str:
    """Give as HTML how many cases a benefit waits for, leading to them where the map can tell."""
    if not one.cases:
        return escape(say("đủ mặt bằng"))
    told = say("chờ {count} hồ sơ", count=one.cases)
    if not one.by_area:
        return escape(told)
    stages = [stage.value for stage in Stage if stage.rank < Stage.HANDED_OVER.rank]
    chosen = {"project": project.code, "area": one.benefit.area_codes, "stage": stages}
    return report.link(report.map_address(at.ward.code, **chosen), told)


def table(at: Desk, files: Sequence[ProjectFile]) -> None:
    """Show what the ward's works bring to whom, and how many cases each thing waits for."""
    rows = [(file.project, one) for file in _waited_for(files) for one in file.awaited]
    if not rows:
        return
    plain.heading(say("Lợi ích chờ công trình"))
    titles = ("Công trình", "Lợi ích", "Khu vực", "Điều kiện", "Còn chờ")
    report.table([say(one) for one in titles], [_row(at, project, one) for project, one in rows])


def of_area(area_code: str, files: Sequence[ProjectFile]) -> str:
    """Give what an area waits for, of which works, in one line of words."""
    found = [
        say("{benefit} ({work}): chờ {count} hồ sơ", benefit=one.benefit.text, **told)
        for file in _waited_for(files)
        for one in file.awaited
        if one.cases and area_code in one.benefit.area_codes
        for told in [{"work": file.project.name, "count": one.cases}]
    ]
    return "; ".join(found)


def _waited_for(files: Sequence[ProjectFile]) -> list[ProjectFile]:
    return [file for file in files if file.project.status.waited_for]


def _row(at: Desk, project: Project, one: Awaited) -> list[str]:
    address = report.page_address(at.ward.code, "tien-do", project=project.code)
    served = ", ".join(at.area_name(code) for code in one.benefit.area_codes)
    return [
        report.cell(report.link(address, project.name)),
        report.cell(escape(one.benefit.text)),
        report.cell(escape(served or say("toàn phường"))),
        report.cell(escape(_needs(one.benefit)) or "–"),
        report.cell(count(at, project, one)),
    ]


def _needs(one: Benefit) -> str:
    width = one.least_width_m
    wide = say("cần ≥ {width} m", width=number(width)) if width is not None else ""
    start, end = one.from_m or 0.0, one.to_m
    along = ""
    if one.on_stretch:
        along = chainage(start) if end is None else f"{chainage(start)} – {chainage(end)}"
    return ", ".join(part for part in (wide, along) if part)


def _benefit(at: Desk, project: Project, one: Awaited) -> str:
    return f"{escape(words(at, one.benefit))}; {count(at, project, one)}"
