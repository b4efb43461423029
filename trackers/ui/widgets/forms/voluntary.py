"""The checklist of a gift: what shows that it is voluntary, item by item."""

from datetime import date

import streamlit as st

from geodata.days import Towards
from trackers.domain.cases import CaseState
from trackers.domain.tracks import StepState
from trackers.domain.voluntary import Checklist, Item, ItemMark
from trackers.services.voluntary import set_items
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.steps import STATE_WORDS
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say
from trackers.words.formats import day


def show(at: Desk, now: CaseState) -> None:
    """Show the items; a line is a button that opens its form."""
    checklist = now.checklist
    if checklist is None:
        return
    plain.heading(say("Tự nguyện: {n}/{all}", n=checklist.settled, all=len(Item)))
    if not checklist.complete:
        plain.note(say("Chưa đủ các mục trước và khi ký thì chưa ghi được bước đã ký."))
    with st.container(key="voluntary", gap=None):
        for item in Item:
            _line(at, now, checklist, item)


def words(mark: ItemMark) -> str:
    """Give a mark in words: state, day, who, paper, reason."""
    on = day(mark.done_on) if mark.done_on else ""
    parts = (say(STATE_WORDS[mark.state]), on, mark.who, mark.paper, mark.reason)
    return " · ".join(part for part in parts if part)


def _line(at: Desk, now: CaseState, checklist: Checklist, item: Item) -> None:
    mark = checklist.mark(item)
    name = f"voluntary.{now.case.code}.{item.value}"
    more = "" if mark.state is StepState.PENDING else words(mark).partition(" · ")[2]
    if mark.state is StepState.NOT_APPLICABLE:
        more = words(mark)
    label = say(item.label)
    st.button(
        plain.label(f"{label} · {more}" if more else label),
        # The sign comes from the style sheet, by this key.
        key=f"step-{mark.state.value}-{now.case.code}-free-{item.value}",
        type="tertiary",
        width="stretch",
        disabled=not (at.writes(now.case) and now.case.in_scope),
        on_click=opened.close_form if opened.is_open(name) else opened.open_form,
        args=(name,),
    )
    if opened.is_open(name) and at.writes(now.case):
        with st.container(key=f"form-{name}", border=True):
            _form(at, now, mark, name)


def _form(at: Desk, now: CaseState, fresh: ItemMark, name: str) -> None:
    base = opened.opened_base(name, fresh)
    done = say("Đã ghi mục “{item}”.", item=say(fresh.item.label))

    def write(mine: ItemMark, key: str, reason: str) -> Saved:
        return set_items(
            at.ledger,
            at.actor,
            case_code=now.case.code,
            marks=[mine],
            now=at.now,
            reason=reason,
            key=key,
        )

    def again(mine: ItemMark, key: str, reason: str) -> Saved:
        parts = (mine.state, mine.done_on, mine.who, mine.paper, mine.reason)
        return write(ItemMark(mine.item, *parts, fresh.version), key, reason)

    if frame.in_conflict(name):
        frame.settle(at, name, words, base=base, now=fresh, again=again, done=done)
        return
    mine = _fields(at, now, name, base)
    # Changing what is recorded is a correction, and a correction has its reason.
    reason = ""
    if base.state is not StepState.PENDING:
        reason = frame.text_field(name, "correction", say("Lý do sửa"))
    if frame.wants_saving(name):
        frame.save(name, lambda key: write(mine, key, reason), done=done, mine=mine)


def _fields(at: Desk, now: CaseState, name: str, base: ItemMark) -> ItemMark:
    states = list(StepState)
    shown = StepState.DONE if base.state is StepState.PENDING else base.state
    chosen = st.radio(
        say(base.item.label),
        states,
        index=states.index(shown),
        format_func=lambda one: say(STATE_WORDS[one]),
        horizontal=True,
        key=frame.field(name, "state"),
        persist_state="session",
    )
    on, who, why = None, "", ""
    if chosen is StepState.DONE:
        on = day_field(
            name,
            "on",
            say("Ngày"),
            base.done_on or _usual_day(at, now),
            today=at.today,
            towards=Towards.PAST,
        )
        who = frame.text_field(name, "who", say("Người thực hiện"), base.who or at.actor.name)
    if chosen is StepState.NOT_APPLICABLE:
        why = frame.text_field(name, "why", say("Vì sao không áp dụng"), base.reason)
    paper = ""
    if chosen is not StepState.PENDING:
        paper = frame.text_field(name, "paper", say("Giấy tờ (số, ngày)"), base.paper)
    return ItemMark(
        base.item,
        chosen or base.state,
        on,
        who.strip(),
        paper.strip(),
        why.strip(),
        base.version,
    )


def _usual_day(at: Desk, now: CaseState) -> date:
    return now.done_on("signed") or at.today
