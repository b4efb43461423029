"""The panel of a work's corridor: the form, other lines and widths beside it, and those kept."""

from collections.abc import Callable

import shapely
import streamlit as st

from trackers.domain.corridors import Scenario
from trackers.domain.errors import UnknownRecord
from trackers.domain.projects import Project
from trackers.domain.rights import Action
from trackers.services.projects import project_sites
from trackers.services.scenarios import get_scenario
from trackers.ui import flights, opened, state, tracing
from trackers.ui.context import Desk, desk
from trackers.ui.widgets import plain, scenarios
from trackers.ui.widgets.forms import corridor as form
from trackers.words import say

_OPENED = "corridor.opened"
_PARTS: dict[str, Callable[[Desk, Project, Scenario | None], None]] = {
    "Hành lang": form.show,
    "So sánh": scenarios.compare_widths,
    "Phương án": scenarios.kept,
}


def is_wanted(at: Desk) -> bool:
    """Tell whether the address asks for a corridor, and this officer may draw works."""
    if state.as_of() or not at.may(Action.EDIT_PROJECTS):
        return False
    return bool(state.raw("corridor") or state.raw("scenario"))


def opener(at: Desk) -> None:
    """Offer the corridor of the one work that is filtered by."""
    chosen = state.filters().project
    if len(chosen) == 1 and chosen[0] in at.projects and at.writes_work(chosen[0]):
        st.button(
            plain.label(say("Phạm vi và hành lang của {code}", code=chosen[0])),
            key="open.corridor",
            on_click=begin,
            args=(chosen[0],),
        )


def begin(code: str) -> None:
    """Open the panel of a work, and let the map show where the work lies."""
    state.put("corridor", code)
    state.put("scenario", None)
    drawn = [
        shapely.from_wkb(one.site or one.centreline)
        for one in project_sites(desk().ledger)
        if one.project_code == code
    ]
    if drawn:
        flights.fly_to(drawn[0].bounds)


def show(at: Desk) -> None:
    """Show the panel; the form in it is opened with the work as it is now.

    Raises UnknownRecord for an address that names what is not there; it is dropped.
    """
    try:
        project = _project(at)
    except UnknownRecord:
        close(state.raw("corridor"))
        raise
    code = project.code
    _open_once(project)
    with st.container(horizontal=True, vertical_alignment="center", key="corridor-head"):
        plain.heading(say("Hành lang: {name}", name=project.name))
        st.button(say("Đóng"), key="close.corridor", on_click=close, args=(code,))
    if not at.writes_work(code):
        plain.note(say("Công trình do người khác phụ trách: chỉ xem và so sánh."))
    part = st.segmented_control(
        say("Phần"),
        list(_PARTS),
        default=next(iter(_PARTS)),
        format_func=say,
        key="corridor.part",
        label_visibility="collapsed",
    )
    _PARTS[part or next(iter(_PARTS))](at, project, scenario(at))


def scenario(at: Desk) -> Scenario | None:
    """Give the scenario that the address opens, or None; raises UnknownRecord."""
    code = state.raw("scenario")
    return get_scenario(at.ledger, at.actor, code) if code else None


def close(code: str) -> None:
    """Leave the panel."""
    opened.close_form(form.name_of(code))
    st.session_state.pop(_OPENED, None)
    tracing.forget()
    state.put("corridor", None)
    state.put("scenario", None)


def _project(at: Desk) -> Project:
    """Give the work asked for, by its own code or by its scenario's."""
    found = scenario(at)
    code = found.project_code if found else state.raw("corridor")
    if code not in at.projects:
        raise UnknownRecord(kind="project", code=code)
    state.put("corridor", code)
    return at.projects[code]


def _open_once(project: Project) -> None:
    """Open the form; once it is closed by itself, saved or given up, the panel goes too."""
    name, mark = form.name_of(project.code), (project.code, state.raw("scenario"))
    if st.session_state.get(_OPENED) != mark:
        st.session_state[_OPENED] = mark
        # A draft of a session that is gone stands open already.
        if not opened.was_restored(name):
            opened.open_form(name, project)
        tracing.forget()
    elif not opened.is_open(name):
        close(project.code)
        st.rerun()
