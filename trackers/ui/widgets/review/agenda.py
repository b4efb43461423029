"""The agenda: the list of its items, and the one that is chosen with all it says."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from trackers.domain.reviews import AgendaItem, ItemKind
from trackers.services.agenda import move_item, remove_topic, skip_item
from trackers.services.agenda_sheets import Names, sheet_of, title_of
from trackers.services.decisions import standing_decisions
from trackers.services.reviews import ReviewFile
from trackers.store import Saved
from trackers.ui import messages, reviewing
from trackers.ui.context import Desk
from trackers.ui.widgets import indicators, plain, sheets
from trackers.ui.widgets.forms import decision, frame, topic
from trackers.ui.widgets.review import decided
from trackers.words import say

_CHOICE = "review.item"


def show(at: Desk, file: ReviewFile, names: Names, *, holds: bool) -> None:
    """Show the list beside the chosen item; on a phone one after the other."""
    writes = holds and file.review.is_open
    listed, said = st.columns([1, 3], gap="medium")
    with listed:
        chosen = _choose(file, names)
        if writes:
            topic.new_form(at, file.review.monday)
    with said:
        if chosen is None:
            plain.note(say("Chương trình chưa có nội dung nào. Hãy thêm nội dung."))
            return
        _item(at, file, chosen, names, holds=holds, writes=writes)


def _choose(file: ReviewFile, names: Names) -> AgendaItem | None:
    """Let an item be chosen; the choice is the address's `item`."""
    by_id = {one.item_id: one for one in file.items}
    if not by_id:
        return None
    asked = reviewing.item()
    current = asked if asked in by_id else next(iter(by_id))
    st.session_state[_CHOICE] = current
    counts: dict[str, int] = {}
    for one in file.decisions:
        counts[one.item_id] = counts.get(one.item_id, 0) + 1
    st.radio(
        say("Chương trình họp"),
        list(by_id),
        format_func=lambda key: plain.label(_line(by_id[key], names, counts.get(key, 0))),
        key=_CHOICE,
        on_change=lambda: reviewing.show_item(st.session_state[_CHOICE]),
    )
    return by_id[current]


def _line(item: AgendaItem, names: Names, decisions: int) -> str:
    words = f"{item.position}. {title_of(item, names)}"
    if decisions:
        words += " · " + say("{n} kết luận", n=decisions)
    return say("{words} (bỏ qua)", words=words) if item.skipped else words


def _item(
    at: Desk, file: ReviewFile, item: AgendaItem, names: Names, *, holds: bool, writes: bool
) -> None:
    sheet = sheet_of(file, item, names)
    plain.heading(f"{item.position}. {sheet.title}")
    if writes:
        _buttons(at, file.items, item)
        topic.edit_form(at, item)
    if item.kind is ItemKind.INDICATORS and names.indicators:
        # The first table once more, with its curves.
        indicators.table(at, names.indicators)
        sheet = replace(sheet, tables=sheet.tables[1:])
    sheets.show(at, sheet)
    if item.kind is ItemKind.CARRIED:
        _carried(at, file, holds=holds)
    taken = [one for one in file.decisions if one.item_id == item.item_id]
    if taken:
        decided.show(at, taken, names, holds=holds)
    if writes:
        decision.new_form(at, item)


def _carried(at: Desk, file: ReviewFile, *, holds: bool) -> None:
    """Show what can be done about the decisions of former reviews that stand now."""
    standing = standing_decisions(at.ledger, at.actor, now=at.now)
    for one in standing:
        if one.monday != file.review.monday:
            closes = decided.may_close(at, one, holds=holds)
            decision.change_forms(at, one, holds=holds, closes=closes)


def _buttons(at: Desk, items: Sequence[AgendaItem], item: AgendaItem) -> None:
    """Show what can be done with an item: its place, its words, whether it is presented."""
    place = [one.item_id for one in items].index(item.item_id)
    with st.container(horizontal=True, gap="small", key="item-buttons"):
        _button(at, item, "↑", say("Đưa lên"), _move(at, item, place), off=place == 0)
        _button(
            at,
            item,
            "↓",
            say("Đưa xuống"),
            _move(at, item, place + 2),
            off=place == len(items) - 1,
        )
        words = say("Trình chiếu lại") if item.skipped else say("Bỏ qua")
        _button(
            at,
            item,
            words,
            "",
            lambda: skip_item(
                at.ledger, at.actor, item_id=item.item_id, skipped=not item.skipped, now=at.now
            ),
        )
        frame.opener(topic.edit_name(item), say("Sửa lời…"), base=item)
        if item.kind is ItemKind.TOPIC:
            _button(
                at,
                item,
                say("Bỏ khỏi chương trình"),
                "",
                lambda: remove_topic(at.ledger, at.actor, item_id=item.item_id, now=at.now),
            )


def _move(at: Desk, item: AgendaItem, position: int) -> Callable[[], Saved]:
    return lambda: move_item(
        at.ledger, at.actor, item_id=item.item_id, position=position, now=at.now
    )


def _button(
    at: Desk,
    item: AgendaItem,
    words: str,
    hint: str,
    work: Callable[[], Saved],
    *,
    off: bool = False,
) -> None:
    key = f"item.{words}.{at.ward.code}.{item.item_id}"
    if st.button(plain.label(words), key=key, help=hint or None, disabled=off):
        with messages.refusals_shown():
            work()
            st.rerun()
