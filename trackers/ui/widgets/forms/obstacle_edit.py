"""The form that changes an open obstacle: words, who resolves it, deadline, what it blocks."""

from dataclasses import replace

import streamlit as st

from geodata.days import Towards
from trackers.domain.errors import TextMissing
from trackers.domain.obstacles import Obstacle, ObstacleKind
from trackers.services.obstacles import edit_obstacle
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say
from trackers.words.formats import day


def show(at: Desk, now: Obstacle, name: str) -> None:
    """Show the form; `now` is the obstacle as it stands."""
    base = opened.opened_base(name, now)
    done = say("Đã sửa vướng mắc.")

    def write(mine: Obstacle, key: str, reason: str, *, on: Obstacle = base) -> Saved:
        return edit_obstacle(
            at.ledger, at.actor, base=on, mine=mine, now=at.now, reason=reason, key=key
        )

    if frame.in_conflict(name):
        frame.settle(
            at,
            name,
            lambda one: _words(at, one),
            base=base,
            now=now,
            again=lambda mine, key, reason: write(mine, key, reason, on=now),
            done=done,
        )
        return
    mine, reason = _fields(at, name, base)
    if frame.wants_saving(name):
        with refusals_shown():
            if mine.kind is None or not mine.officer_code:
                raise TextMissing(field=say("người giải quyết"))
            frame.save(name, lambda key: write(mine, key, reason), done=done, mine=mine)


def blocking_fields(name: str, *, usual: bool, shown: bool, of: str = "") -> tuple[bool, str]:
    """Show whether the handover must wait; a reason where that differs from what is usual.

    `of` is what the usual answer depends on: when it changes, the box starts anew.
    """
    blocks = st.checkbox(
        say("Chưa được bàn giao khi còn vướng mắc này"),
        shown,
        key=frame.field(name, f"blocks.{of}"),
        persist_state="session",
    )
    reason = "" if blocks == usual else frame.text_field(name, "why", say("Lý do khác thường lệ"))
    return bool(blocks), reason


def _fields(at: Desk, name: str, base: Obstacle) -> tuple[Obstacle, str]:
    kind = frame.choice_field(
        name,
        "kind",
        say("Loại vướng mắc"),
        list(ObstacleKind),
        lambda one: say(one.label),
        base.kind,
    )
    text = frame.note_field(name, "text", say("Cụ thể là gì"), base.text)
    left, right = st.columns(2, gap="small")
    with left:
        officer = frame.choice_field(
            name,
            "who",
            say("Người giải quyết"),
            list(at.officers),
            at.officer_name,
            base.officer_code,
        )
    with right:
        due_on = day_field(
            name, "due", say("Hạn giải quyết"), base.due_on, today=at.today, towards=Towards.AHEAD
        )
    blocks, why = blocking_fields(name, usual=base.blocks_handover, shown=base.blocks_handover)
    reason = why or (frame.reason_field(name) if kind is not base.kind else "")
    mine = replace(
        base,
        kind=kind,
        text=text.strip(),
        officer_code=officer or "",
        due_on=due_on,
        blocks_handover=blocks,
    )
    return mine, reason


def _words(at: Desk, one: Obstacle) -> str:
    parts = [
        say(one.kind.label),
        one.text,
        at.officer_name(one.officer_code),
        say("hạn {day}", day=day(one.due_on)) if one.due_on else "",
        say("chưa được bàn giao") if one.blocks_handover else "",
    ]
    return " · ".join(part for part in parts if part)
