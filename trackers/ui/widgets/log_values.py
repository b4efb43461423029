"""A value of the log as a reader knows it: labels for codes, names for officers, days, numbers."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from trackers.domain.components import ComponentKind, Form
from trackers.domain.contacts import Outcome
from trackers.domain.households import HeirState
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.shipped import TRACKS
from trackers.domain.tracks import StepState
from trackers.store.events import ERASED
from trackers.ui.context import Desk
from trackers.ui.widgets.forms.steps import STATE_WORDS
from trackers.words import say
from trackers.words.formats import day, number

_CODES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("case_steps", "state"): {one.value: STATE_WORDS[one] for one in StepState},
    ("cases", "track"): {code.value: track.label for code, track in TRACKS.items()},
    ("components", "form"): {one.value: one.label for one in Form},
    ("components", "kind"): {one.value: one.label for one in ComponentKind},
    ("contacts", "outcome"): {one.value: one.label for one in Outcome},
    ("obstacles", "kind"): {one.value: one.label for one in ObstacleKind},
}
_OFFICERS = {"officer_code", "cover_code", "visitors", "made_by"}
_SIDES = {"left": "bên trái", "right": "bên phải"}


def value_words(at: Desk, table: str, column: str, value: object) -> str:
    """Give a value in words, "" for none."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, list):
        return ", ".join(value_words(at, table, column, one) for one in value)
    if isinstance(value, bool):
        return say("có") if value else say("không")
    if isinstance(value, int | float):
        return str(value) if column == "parcel_id" else number(value)
    if isinstance(value, dict):
        return _heir_words(value)
    text = value.value if isinstance(value, StrEnum) else str(value)
    return _text_words(at, table, column, text)


def _heir_words(one: Mapping[str, object]) -> str:
    state = str(one.get("state", ""))
    words = say(HeirState(state).label) if state in set(HeirState) else state
    return f"{one.get('name', '')} ({words})"


def _text_words(at: Desk, table: str, column: str, text: str) -> str:
    if text == ERASED:
        return say("đã xoá")
    if column in _OFFICERS:
        return at.officer_name(text)
    if column == "area_code":
        return at.area_name(text)
    if (table, column) in _CODES:
        return say(_CODES[table, column].get(text, text))
    if column in ("side", "more_stretches"):
        return say(_SIDES.get(text, text))
    return _day_words(text)


def _day_words(text: str) -> str:
    """Give a text as it is; the state of a step and a day, which refused inputs hold, in words."""
    states = {one.value: STATE_WORDS[one] for one in StepState}
    if text in states:
        return say(states[text])
    try:
        return day(date.fromisoformat(text)) if len(text) == len("2014-04-07") else text
    except ValueError:
        return text
