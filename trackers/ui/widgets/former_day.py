"""The field that asks for a former day, and with which knowledge it is seen."""

from datetime import date, timedelta

import streamlit as st

from geodata.days import Towards
from trackers.domain.as_of import Sight
from trackers.domain.errors import DateInFuture
from trackers.ui.context import Desk
from trackers.ui.messages import show_error
from trackers.ui.widgets import asking
from trackers.words import say

# No ward wrote anything down here before.
EARLIEST = date(2000, 1, 1)


def pick(at: Desk, name: str, *, label: str, shown: date | None) -> tuple[date | None, Sight]:
    """Ask for a former day; give it, None while it is not chosen, and the sight.

    `shown` is the day that stands there until somebody chooses another one.
    """
    yesterday = at.today - timedelta(days=1)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"day.{name}"):
        on = asking.day_line(
            f"former.{name}",
            label,
            shown if shown and EARLIEST <= shown <= yesterday else None,
            today=at.today,
            towards=Towards.PAST,
        )
        if on is None or on == at.today:
            return None, Sight.TRUE
        if on > at.today:
            show_error(DateInFuture(on=on, today=at.today))
            return None, Sight.TRUE
        sight: Sight | None = st.selectbox(
            say("Thấy theo"),
            list(Sight),
            format_func=lambda one: say(one.label),
            key=f"former.sight.{name}",
            width=290,
        )
    return on, sight or Sight.TRUE
