"""The fields of a milestone's gate: stretches of its road, and cases."""

import re
from collections import defaultdict
from dataclasses import replace

import streamlit as st

from trackers.domain.projects import Milestone
from trackers.domain.stretches import Side
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import chainage_field
from trackers.words import say

Sides = tuple[Side, ...]
_BOTH: Sides = tuple(Side)
_CHOICES: tuple[Sides, ...] = (_BOTH, *((one,) for one in Side))


def fields(name: str, shown: Milestone) -> Milestone:
    """Show the stretches and cases a milestone waits for, with a line for one stretch more."""
    gate: list[tuple[str, float, float]] = []
    for place, (ends, sides) in enumerate([*_ranges(shown), ((None, None), _BOTH)]):
        left, middle, right = st.columns(3, gap="small")
        with left:
            start = chainage_field(
                name, f"gate-from-{place}", say("Chờ đoạn từ (Km0+300)"), ends[0]
            )
        with middle:
            end = chainage_field(name, f"gate-to-{place}", say("Chờ đoạn đến (Km0+700)"), ends[1])
        with right:
            chosen = frame.choice_field(
                name, f"gate-side-{place}", say("Phía chờ"), _CHOICES, _words, sides
            )
        if start is not None or end is not None:
            gate += [(one.value, start or 0.0, end or 0.0) for one in chosen or sides]
    codes = frame.text_field(
        name,
        "gate-cases",
        say("Chờ hồ sơ (mã, cách nhau bằng dấu phẩy)"),
        ", ".join(shown.waits_for),
    )
    named = dict.fromkeys(filter(None, re.split(r"[,;\s]+", codes.strip())))
    return replace(shown, gate=tuple(gate), waits_for=tuple(named))


def _ranges(shown: Milestone) -> list[tuple[tuple[float | None, float | None], Sides]]:
    """Give the stretches with their sides together, in their order."""
    found: dict[tuple[float | None, float | None], list[Side]] = defaultdict(list)
    for one in shown.stretches:
        found[one.from_m, one.to_m].append(one.side)
    return [(ends, tuple(side for side in Side if side in sides)) for ends, sides in found.items()]


def _words(sides: Sides) -> str:
    return say("hai bên") if len(sides) > 1 else say(sides[0].label)
