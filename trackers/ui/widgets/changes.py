"""The panel beside the map while it shows what changed between two days."""

import streamlit as st

from trackers.domain.playback import Difference
from trackers.domain.status import Status
from trackers.services.playback import changes_between
from trackers.ui import listing, reading, state
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets import case_list, plain
from trackers.words import say
from trackers.words.formats import day


def show(at: Desk) -> None:
    """List the cases that stand elsewhere than on the earlier day, with both of their stages."""
    since, end = state.since(), state.as_of() or at.today
    if since is None:
        return
    plain.heading(say("Thay đổi từ {since} đến {day}", since=day(since), day=day(end)))
    with refusals_shown():
        found = changes_between(at.ledger, at.actor, start=since, end=end, now=at.now)
        _listed(at, found)
    st.button(say("Thôi so sánh"), key="changes.end", on_click=state.put, args=("since", None))


def _listed(at: Desk, found: list[Difference]) -> None:
    """List those that pass the filters; what left the scope is counted and named by its code."""
    ways = {one.case_code: _way(one) for one in found}
    rows = [row for row in reading.rows_shown(at) if row.state.case.code in ways]
    chosen = listing.passing(rows, state.filters(), state.as_of() or at.today)
    ahead = sum(one.ahead for one in found)
    plain.note(
        say(
            "{n} hồ sơ thay đổi: {ahead} tiến lên, {back} lùi lại hoặc ra khỏi phạm vi",
            n=len(found),
            ahead=ahead,
            back=len(found) - ahead,
        )
    )
    gone = sorted(one.case_code for one in found if one.after is None or one.after.gone)
    if gone:
        plain.note(say("Ra khỏi phạm vi: {codes}", codes=", ".join(gone)))
    if found and not chosen and not gone:
        plain.note(say("Không có hồ sơ nào qua được bộ lọc. Hãy bớt điều kiện lọc."))
    case_list.paged(chosen, of=(state.filters(), state.since(), state.as_of()), more=ways)


def _way(one: Difference) -> str:
    return f"{_sign(one.before)} → {_sign(one.after)}"


def _sign(status: Status | None) -> str:
    return "–" if status is None or status.gone else status.stage.look.sign
