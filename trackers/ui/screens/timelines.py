"""Timelines: works and land side by side, what is late, and who is responsible."""

import streamlit as st

from trackers.domain.rights import Action
from trackers.services.cases import CaseRow, list_cases
from trackers.services.late import late_items
from trackers.services.projects import ProjectFile, project_files
from trackers.ui import state
from trackers.ui.context import Desk, desk
from trackers.ui.widgets import charts, lateness, plain, project_card, report
from trackers.ui.widgets.forms import milestones, photos, project_steps
from trackers.words import say
from trackers.words.formats import moment

_CHOICE = "timelines.project"


def show(at: Desk) -> None:
    """Show the chosen project, then everything late in the ward."""
    report.style()
    files = project_files(at.ledger, at.actor, at.now)
    report.title(say("Tiến độ"), say("Số liệu đến {moment}", moment=moment(at.now)))
    if not files:
        plain.note(say("Phường chưa có công trình nào. Hãy nhờ người quản trị thêm công trình."))
        return
    late = late_items(files, at.today)
    file = _choose(files, late[0].project.code if late else files[0].project.code)
    rows = _cases(at)
    project_card.show(at, file)
    works, land = st.columns(2, gap="medium")
    with works:
        plain.heading(say("Công trình: mốc tiến độ"))
        charts.milestones_chart(at, file)
    with land:
        plain.heading(say("Mặt bằng: tỷ lệ đã bàn giao"))
        charts.land_chart(at, file)
    lateness.waiting_table(at, file, rows)
    lateness.late_table(at, late)
    project_card.milestones_table(at, file)
    if at.may(Action.EDIT_PROJECTS):
        milestones.form(at, file)
    project_steps.show(at, file)
    project_card.gallery(at, file)
    if at.may(Action.EDIT_PROJECTS):
        photos.form(at, file)


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


def _cases(at: Desk) -> dict[str, CaseRow]:
    """Give the cases by code, to those who may see them."""
    if not at.may(Action.SEE_HOUSEHOLDS):
        return {}
    return {one.state.case.code: one for one in list_cases(at.ledger, at.actor, at.now)}


show(desk())
