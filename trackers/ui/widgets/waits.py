"""What waits for a work: the service it brings, the cases in between, and voters' opinions."""

from datetime import date
from html import escape

import streamlit as st

from trackers.domain.projects import Opinion
from trackers.domain.stages import Stage
from trackers.services.projects import ProjectFile
from trackers.ui.context import Desk
from trackers.ui.widgets import indicators, report
from trackers.words import say
from trackers.words.formats import day


def show(at: Desk, file: ProjectFile) -> None:
    """Show what waits for a work, if anything does."""
    project = file.project
    lines = [_line(say("Chờ công trình này"), _service(at, file))] if project.service else []
    lines += [_opinion(at, one, file.on) for one in file.heard]
    if lines:
        st.html(f'<div class="mb-waits">{"".join(lines)}</div>')


def _line(name: str, content: str) -> str:
    return f"<p><b>{escape(name)}:</b> {content}</p>"


def _opinion(at: Desk, one: Opinion, on: date) -> str:
    name = say("Ý kiến cử tri {day}", day=day(one.raised_on))
    parts = (f"{at.area_name(one.area_code)}: {one.text}", one.answer, indicators.taken(one, on))
    return _line(name, escape(" · ".join(part for part in parts if part)))


def _service(at: Desk, file: ProjectFile) -> str:
    project, count = file.project, file.service_waits
    words = escape(project.service)
    if not count:
        return words
    chosen = {"project": project.code, "area": project.service_area}
    stages = [one.value for one in Stage if one.rank < Stage.HANDED_OVER.rank]
    address = report.map_address(at.ward.code, **chosen, stage=stages)
    return f"{words}; {report.link(address, say('chờ {count} hồ sơ', count=count))}"
