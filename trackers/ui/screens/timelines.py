"""Timelines: works and land side by side, what is late, and who is responsible."""

import streamlit as st

from trackers.domain.rights import Action
from trackers.services.forecasts import with_outlook
from trackers.services.late import late_items
from trackers.services.projects import ProjectFile
from trackers.services.tables import reached
from trackers.ui import reading, state
from trackers.ui.context import Desk, desk
from trackers.ui.widgets import charts, former_day, land, lateness, plain, project_card, report
from trackers.ui.widgets.forms import milestones, photos, project_steps
from trackers.words import say

_CHOICE = "timelines.project"


def show(at: Desk) -> None:
    """Show the chosen project, then everything late in the ward, of now or of a former day."""
    report.style()
    head = st.container(key="timelines-head")
    on, sight = former_day.of_page(at, "timelines")
    with head:
        report.title(say("Tiến độ"), reached(at.now, on, sight))
    files = reading.files_shown(at)
    if not files:
        none = say("Phường chưa có công trình nào. Hãy nhờ người quản trị thêm công trình.")
        plain.note(say("Cuối ngày đó phường chưa có công trình nào.") if on else none)
        return
    late = late_items(files, on or at.today)
    file = _choose(files, late[0].project.code if late else files[0].project.code)
    outlook = reading.forecast_shown(at, file.project.code)
    file = with_outlook(file, outlook)
    seen = reading.rows_shown(at) if at.may(Action.SEE_HOUSEHOLDS) else ()
    rows = {one.state.case.code: one for one in seen}
    project_card.show(at, file)
    charts.side_by_side(at, file, outlook)
    land.show(at, file, outlook, rows)
    lateness.waiting_table(at, file, rows)
    lateness.late_table(at, late)
    project_card.milestones_table(file)
    writes = at.writes_work(file.project.code) and on is None
    if writes:
        milestones.form(at, file)
    project_steps.show(at, file)
    project_card.gallery(at, file)
    if writes:
        photos.form(at, file)
        photos.public_form(at, file)


def _choose(files: list[ProjectFile], usual: str) -> ProjectFile:
    """Let one project be chosen; the choice is the address's `project`, as on the map."""
    by_code = {one.project.code: one for one in files}
    named = [code for code in state.filters().project if code in by_code]
    current = named[0] if named else usual
    st.session_state[_CHOICE] = current
    st.segmented_control(
        say("Công trình"),
        list(by_code),
        format_func=lambda code: plain.label(by_code[code].project.name),
        key=_CHOICE,
        on_change=_chosen,
        label_visibility="collapsed",
    )
    return by_code[current]


def _chosen() -> None:
    code = st.session_state[_CHOICE]
    if code:
        state.change_filters(project=(code,))


show(desk())
