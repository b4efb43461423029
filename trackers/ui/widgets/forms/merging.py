"""The forms of merging two records of one household, after a look, and of parting them again."""

import streamlit as st

from trackers.domain.errors import UnknownRecord
from trackers.domain.households import Household
from trackers.services.households import list_households
from trackers.services.merges import (
    MergePreview,
    Merging,
    merge_households,
    preview_merge,
    undo_merge,
)
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets import household_card, plain
from trackers.ui.widgets.forms import frame
from trackers.words import say
from trackers.words.formats import day


def name_of(code: str) -> str:
    """Give the name of the form that merges another household into this one."""
    return f"merge.{code}"


def choose(code: str, other: str) -> None:
    """Choose the other household of a form that is open; only a callback may."""
    st.session_state[frame.field(name_of(code), "other")] = other


def show(at: Desk, home: Household) -> None:
    """Show the button that opens the form, or the form; `home` is the one that is kept."""
    name = name_of(home.code)
    if not opened.is_open(name):
        frame.opener(name, say("Gộp một hộ trùng vào hộ này"))
        return
    with st.container(border=True, key=f"form-{name}"):
        plain.heading(say("Gộp một hộ trùng vào hộ này"))
        _form(at, name, home)


def part(at: Desk, one: Merging) -> None:
    """Show the button or the form that takes a merging back."""
    name = f"part.{one.merge_id}"
    if not opened.is_open(name):
        frame.opener(name, say("Tách lại {code}", code=one.other_code), kind="tertiary")
        return
    with st.container(border=True, key=f"form-{name}"):
        plain.note(
            say("Hồ sơ, phần và lần vận động của hộ {code} về lại như trước.", code=one.other_code)
        )
        reason = frame.text_field(name, "reason", say("Lý do tách lại"))

        def write(key: str) -> Saved:
            return undo_merge(
                at.ledger, at.actor, merge_id=one.merge_id, reason=reason, now=at.now, key=key
            )

        if frame.wants_saving(name, "Tách lại"):
            frame.save(name, write, done=say("Đã tách lại hai hộ."))


def _form(at: Desk, name: str, kept: Household) -> None:
    homes = {
        one.household.code: one.household
        for one in list_households(at.ledger, at.actor)
        if one.household.code != kept.code
    }
    other = frame.choice_field(
        name,
        "other",
        say("Hộ trùng (mã của hộ này thành bí danh)"),
        list(homes),
        lambda code: f"{homes[code].holder} · {code} · {homes[code].address}",
    )
    found = None
    if other:
        with refusals_shown():
            found = preview_merge(at.ledger, at.actor, kept=kept.code, other=other)
            _preview(found)
    reason = frame.text_field(name, "reason", say("Vì sao là một hộ"))
    if frame.wants_saving(name, "Gộp"):
        frame.save(name, lambda key: _merge(at, found, reason, key), done=say("Đã gộp hai hộ."))


def _merge(at: Desk, found: MergePreview | None, reason: str, key: str) -> Saved:
    if found is None:
        raise UnknownRecord(kind="household", code="")
    return merge_households(
        at.ledger,
        at.actor,
        kept=found.kept,
        other=found.other,
        reason=reason,
        now=at.now,
        key=key,
    )


def _preview(found: MergePreview) -> None:
    """Show both as they stand, and what would move."""
    left, right = st.columns(2, gap="small")
    with left:
        plain.note(say("Giữ lại: {code}", code=found.kept.code))
        household_card.facts(found.kept)
    with right:
        plain.note(say("Gộp vào: {code}", code=found.other.code))
        household_card.facts(found.other)
    codes = ", ".join(one.code for one in found.cases) or "–"
    plain.note(say("Hồ sơ chuyển sang: {codes}", codes=codes))
    visits = ", ".join(f"{day(one.met_on)} ({one.project_code})" for one in found.visits) or "–"
    plain.note(say("Lần vận động chuyển sang: {visits}", visits=visits))
