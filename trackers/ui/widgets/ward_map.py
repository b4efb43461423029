"""The map: the one place that calls streamlit-folium, and what becomes of a click on it."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from trackers.domain.rights import Action
from trackers.domain.status import PUBLIC_STAGE
from trackers.drawing import map as drawing
from trackers.drawing.sites import SiteDrawing, Sites, drawing_of
from trackers.services.projects import project_sites
from trackers.store import Ledger
from trackers.ui import flights, placing, selecting, state, tracing
from trackers.ui.context import Desk, desk
from trackers.ui.messages import refusals_remembered
from trackers.ui.widgets import bulk, search
from trackers.words import current_language

# The filters that rows of the legend set.
_BY_LEGEND = ("stage", "contact", "promise", "obstacle")
_KEY, _HANDLED = "ward_map", "ward_map.handled"
# The style sheet gives the frame its true height; this is what it has before it is loaded.
_HEIGHT = 560
Report = Mapping[str, Any]


def show(at: Desk) -> None:
    """Show the map; what is filtered and selected goes to it as one small command."""
    flight, selected = flights.flight(), state.selection()
    with st.container(key="map"):
        st_folium(
            drawing.ward_map(ward=at.ward.code, bounds=at.ward.bounds, lang=current_language()),
            key=_KEY,
            height=_HEIGHT,
            use_container_width=True,
            returned_objects=["last_clicked"],
            feature_group_to_add=[
                Sites((*_sites(at.ledger, at.ward.revision), *tracing.previewed())),
                drawing.command(
                    filters=_filters(at),
                    colour=_colouring(at),
                    case=selected.case,
                    parcel=selected.parcel,
                    fly=drawing.Flight(flight.n, flight.box) if flight else None,
                    picked=state.picked(),
                    draw=tracing.wanted(),
                    opinion=drawing.OpinionWish(
                        selected=opinion
                        if (opinion := state.raw("opinion")) != placing.NEW
                        else "",
                        placing=placing.wanted(),
                        spot=placing.spot(at),
                    ),
                    as_of=state.as_of(),
                    sight=state.sight(),
                    since=state.since(),
                    revision=at.ward.revision,
                ),
            ],
            on_change=_take,
        )


def _filters(at: Desk) -> drawing.Filters:
    """Give what the map filters by; to a viewer, whose cases carry less, only what they carry."""
    chosen = state.filters()
    if at.may(Action.SEE_HOUSEHOLDS):
        return drawing.Filters(**{n: getattr(chosen, n) for n in state.LISTS}, days=chosen.days)
    public = tuple(code for code in chosen.stage if code in PUBLIC_STAGE.values())
    return drawing.Filters(
        project=chosen.project, area=chosen.area, track=chosen.track, stage=public
    )


def _colouring(at: Desk) -> drawing.Colouring:
    return drawing.Colouring(state.colour() if at.may(Action.SEE_HOUSEHOLDS) else "stage")


def _take() -> None:
    """Do what the map's script reports, each report once (they are numbered)."""
    value = (st.session_state.get(_KEY) or {}).get("last_clicked") or {}
    number = value.get("n")
    if number is None or number == st.session_state.get(_HANDLED):
        return
    st.session_state[_HANDLED] = number
    act = _ACTS.get(str(value.get("kind")))
    if act:
        act(value)


def _click(value: Report) -> None:
    search.clear()
    kept = state.raw("opinion") if placing.open_one() else ""
    refusals_remembered(state.select_what_lies_there, int(value.get("id") or 0))
    state.put("opinion", kept)


def _day(value: Report) -> None:
    search.clear()
    state.clear_selection()
    state.put("as_of", str(value.get("day") or ""))


def _work(value: Report) -> None:
    search.clear()
    state.clear_selection()
    state.put("project", str(value.get("project") or ""))


def _opinion(value: Report) -> None:
    """Show the card of the opinion whose pin was pressed; a form that is open stays."""
    search.clear()
    if not placing.open_one():
        state.clear_selection()
        state.put("opinion", str(value.get("opinion") or ""))


def _strip(value: Report) -> None:
    """Select the case of a piece of road that lies beside what the map shows, and fly there."""
    search.clear()
    if desk().may(Action.SEE_HOUSEHOLDS):
        refusals_remembered(state.select_case, str(value.get("case") or ""))
    else:
        refusals_remembered(state.select_parcel, int(value.get("id") or 0))


def _legend(value: Report) -> None:
    for name in _BY_LEGEND:
        state.put(name, str(value.get(name) or ""))


def _pick(codes: object) -> None:
    """Keep the cases chosen on the map, and open the grid that works on many."""
    at = desk()
    selecting.pick(at, codes)
    if state.picked() and at.may(Action.RECORD_CASES):
        search.clear()
        state.clear_selection()
        bulk.begin()


_ACTS: dict[str, Callable[[Report], None]] = {
    "click": _click,
    "pick": lambda value: refusals_remembered(_pick, value.get("cases")),
    "drawn": lambda value: tracing.take(value.get("points")),
    "undrawn": lambda value: tracing.stop(),  # noqa: ARG005 (one of many)
    "present": lambda value: state.look_back(None),  # noqa: ARG005 (one of many)
    "day": _day,
    "since": lambda value: state.put("since", str(value.get("since") or "")),
    "work": _work,
    "opinion": _opinion,
    "place": lambda value: placing.take(value.get("lat"), value.get("lng")),
    "unplaced": lambda value: placing.stop(),  # noqa: ARG005 (one of many)
    "legend": _legend,
    "strip": _strip,
}


@lru_cache(maxsize=4)
def _sites(ledger: Ledger, revision: int) -> tuple[SiteDrawing, ...]:
    del revision  # what the drawing is kept for
    return tuple(drawing_of(one) for one in project_sites(ledger))
