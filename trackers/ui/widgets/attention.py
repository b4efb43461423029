"""What needs attention today: each figure is a button that lists the cases it counts."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from trackers.domain.attention import STALE_DAYS, Attention, DuePromise
from trackers.domain.unlocking import Unlock
from trackers.services.cases import CaseRow
from trackers.ui import reading, state
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_remembered
from trackers.ui.widgets import case_list, open_obstacles, plain
from trackers.words import say
from trackers.words.formats import day, days, number

_TOPIC = "panel.topic"


def show(at: Desk, rows: Mapping[str, CaseRow]) -> None:
    """Show the figures, and under the one that is open its cases."""
    found = reading.attention(at)
    plain.heading(say("Cần chú ý hôm nay"))
    with st.container(key="attention", gap=None):
        _topic("overdue", len(found.overdue), say("hẹn quá hạn"), lambda: _promises(found, rows))
        _topic("week", len(found.this_week), say("hẹn trong tuần"), lambda: _this_week(found, rows))
        _topic(
            "stale",
            len(found.stale),
            say("hồ sơ quá {days} ngày chưa tiếp xúc", days=STALE_DAYS),
            lambda: _stale(at, found, rows),
        )
        if found.unlock:
            _unlock(found.unlock)
        standing = open_obstacles.standing(rows)
        _topic(
            "obstacles",
            len(standing),
            open_obstacles.title(at, standing),
            lambda: open_obstacles.listing(at, standing, rows),
        )


def _topic(name: str, count: int, words: str, listing: Callable[[], None]) -> None:
    is_open = st.session_state.get(_TOPIC) == name
    st.button(
        f"**{count}** {plain.label(words)}",
        key=f"topic-{name}",
        width="stretch",
        type="primary" if is_open else "secondary",
        disabled=not count,
        on_click=_toggle,
        args=(None if is_open else name,),
    )
    if is_open and count:
        with st.container(key="topic-lines"):
            listing()


def _toggle(name: str | None) -> None:
    st.session_state[_TOPIC] = name


def _promises(found: Attention, rows: Mapping[str, CaseRow]) -> None:
    _promised(found.overdue, rows)


def _this_week(found: Attention, rows: Mapping[str, CaseRow]) -> None:
    _promised(found.this_week, rows)


def _promised(due: Sequence[DuePromise], rows: Mapping[str, CaseRow]) -> None:
    more = {code: _due_words(one) for one in due for code in one.case_codes}
    case_list.lines([rows[code] for code in more if code in rows], "topic", more)


def _due_words(one: DuePromise) -> str:
    when = say("hẹn {day}", day=day(one.contact.promise_on))
    return say("{when}, quá {days}", when=when, days=days(-one.days)) if one.days < 0 else when


def _stale(at: Desk, found: Attention, rows: Mapping[str, CaseRow]) -> None:
    more = {
        one.case.code: days((at.today - one.waiting_since).days)
        for one in sorted(found.stale, key=lambda one: one.waiting_since or at.today)
        if one.waiting_since
    }
    case_list.lines([rows[code] for code in more if code in rows], "topic", more)


def _unlock(unlock: Unlock) -> None:
    words = say(
        "{code} mở đoạn {metres} m liền mạch",
        code=unlock.case_code,
        metres=number(unlock.alone_m, digits=0),
    )
    st.button(
        plain.label(words),
        key="topic-unlock",
        width="stretch",
        on_click=refusals_remembered,
        args=(state.select_case, unlock.case_code),
    )
