"""Asking for former days in tests, and comparing them with what stands."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.tiny import NOW, OFFICER
from trackers.domain.as_of import Sight
from trackers.services.as_of import former_states
from trackers.store import cases


def on_day(day, hour=3):
    """An instant of a day, 10:00 in Viet Nam."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def states(ledger, on, sight=Sight.TRUE, now=NOW):
    """Every case at the end of a day, by code."""
    found = former_states(ledger, OFFICER, on, now=now, sight=sight)
    return {one.case.code: one for one in found.states}


def current(ledger):
    """Every case as its rows stand, by code."""
    with ledger.read() as reading:
        return {one.case.code: one for one in cases.read_states(reading)}


def without_words(state):
    """A state with no personal words, its obstacles in the order of their ids."""
    obstacles = (replace(one, text="", resolution="") for one in state.obstacles)
    return replace(
        state,
        case=replace(state.case, close_reason=""),
        marks={code: replace(mark, note="") for code, mark in state.marks.items()},
        obstacles=tuple(sorted(obstacles, key=lambda one: one.obstacle_id)),
        contacts=tuple(
            replace(one, met="", note="", promise="", others="") for one in state.contacts
        ),
        voluntary={
            item: replace(mark, who="", paper="", reason="")
            for item, mark in state.voluntary.items()
        },
        shared={
            step: replace(one, mark=replace(one.mark, note=""))
            for step, one in state.shared.items()
        },
    )
