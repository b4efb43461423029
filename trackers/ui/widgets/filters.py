"""The row of filters above the map; each is a button that opens its choices."""

from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st

from trackers.domain.coverage import ContactAge, PromiseTime
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.rights import Action
from trackers.domain.shipped import TRACKS
from trackers.domain.stages import Stage
from trackers.domain.status import PUBLIC_STAGE
from trackers.domain.tracks import TrackCode
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.widgets import asking, plain
from trackers.words import say

COLOUR_NAMES = {
    "stage": "Tình trạng",
    "contact": "Lần tiếp xúc gần nhất",
    "promise": "Hẹn tuần này",
}
LONGEST_WAIT = 3650
# Whoever may not see households knows these alone.
PUBLIC_STAGES = tuple(PUBLIC_STAGE.values())


def show(at: Desk) -> None:
    """Show the filters; what each holds is kept in the address."""
    with st.container(key="filters", horizontal=True, vertical_alignment="center", gap="xsmall"):
        _choices("project", "Công trình", list(at.projects), lambda code: at.projects[code].name)
        _choices("area", "Khu vực", list(at.areas), at.area_name)
        _choices("track", "Loại hồ sơ", [one.value for one in TrackCode], _track_name)
        whole = at.may(Action.SEE_HOUSEHOLDS)
        stages = [one.value for one in (Stage if whole else PUBLIC_STAGES)]
        _choices("stage", "Tình trạng", stages, _stage_name)
        if whole:
            _choices("officer", "Cán bộ", list(at.officers), at.officer_name)
            kinds = [state.ANY, *(one.value for one in ObstacleKind)]
            _choices("obstacle", "Vướng mắc", kinds, _obstacle_name)
            _meetings()
            _colour()
        if state.filters().any_set:
            st.button(
                say("Bỏ lọc"),
                key="filter.clear",
                type="tertiary",
                on_click=state.set_filters,
                args=(state.Filters(),),
            )


def _choices(name: str, title: str, codes: Sequence[str], words: Callable[[str], str]) -> None:
    chosen = _chosen(name, codes)
    label = f"{say(title)} ({len(chosen)})" if chosen else say(title)
    with st.popover(plain.label(label), key=f"box.{name}", type=_emphasis(on=bool(chosen))):
        _pills(name, title, codes, words)


def _pills(name: str, title: str, codes: Sequence[str], words: Callable[[str], str]) -> None:
    key = f"filter.{name}"
    st.session_state[key] = _chosen(name, codes)
    st.pills(
        say(title),
        codes,
        selection_mode="multi",
        format_func=lambda code: plain.label(words(code)),
        key=key,
        on_change=_take_list,
        args=(name,),
    )


def _chosen(name: str, codes: Sequence[str]) -> list[str]:
    return [code for code in getattr(state.filters(), name) if code in codes]


def _meetings() -> None:
    """Days since the last meeting, and the classes that the legend's rows choose."""
    chosen = state.filters()
    title = say("Chưa tiếp xúc quá … ngày")
    label = title if chosen.days is None else say("Chưa tiếp xúc quá {days} ngày", days=chosen.days)
    classes = len(chosen.contact) + len(chosen.promise)
    label += f" ({classes})" if classes else ""
    on = chosen.days is not None or classes > 0
    with st.popover(plain.label(label), key="box.days", type=_emphasis(on=on)):
        _days(title, chosen.days)
        ages, times = ([one.value for one in kind] for kind in (ContactAge, PromiseTime))
        _pills(
            "contact", "Lần tiếp xúc gần nhất", ages, lambda one: say(ContactAge(one).look.label)
        )
        _pills("promise", "Lịch hẹn", times, lambda one: say(PromiseTime(one).look.label))


def _colour() -> None:
    code = state.colour()
    st.session_state["filter.colour"] = code
    label = f"{say('Tô màu')}: {say(COLOUR_NAMES[code])}"
    with st.popover(plain.label(label), key="box.colour"):
        st.radio(
            say("Tô màu theo"),
            list(COLOUR_NAMES),
            format_func=lambda one: say(COLOUR_NAMES[one]),
            key="filter.colour",
            on_change=lambda: state.set_colour(st.session_state["filter.colour"]),
        )


def _emphasis(*, on: bool) -> Literal["primary", "secondary"]:
    return "primary" if on else "secondary"


def _take_list(name: str) -> None:
    state.change_filters(**{name: tuple(st.session_state[f"filter.{name}"])})


def _days(title: str, chosen: int | None) -> None:
    # The key holds the days in force: when they change elsewhere, a fresh line shows them.
    key = f"filter.days.{chosen}"
    days = asking.count_line(key, title, chosen, least=0, most=LONGEST_WAIT)
    cleared = not str(st.session_state[key]).strip()
    if days != chosen and (days is not None or cleared):
        state.change_filters(days=days)
        st.rerun()


def _track_name(code: str) -> str:
    return say(TRACKS[TrackCode(code)].label)


def _stage_name(code: str) -> str:
    look = Stage(code).look
    return f"{look.sign} {say(look.label)}"


def _obstacle_name(code: str) -> str:
    return say("Có vướng mắc") if code == state.ANY else say(ObstacleKind(code).label)
