"""The forms of an agenda's topics: a new one, and the words of an item."""

from dataclasses import replace
from datetime import date

import streamlit as st

from trackers.domain.reviews import AgendaItem, ItemKind
from trackers.services.agenda import add_topic, edit_item
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.subject import subject_fields
from trackers.words import say

_NEW = "topic.new"


def new_form(at: Desk, monday: date) -> None:
    """Show the button of a new topic, or its form."""
    if not opened.is_open(_NEW):
        frame.opener(_NEW, say("Thêm nội dung"))
        return
    with st.container(border=True, key=f"form-{_NEW}"):
        mine = _fields(at, _NEW, AgendaItem("", monday, 0, ItemKind.TOPIC))

        def write(key: str) -> Saved:
            return add_topic(
                at.ledger,
                at.actor,
                monday=monday,
                title=mine.title,
                text=mine.text,
                project_code=mine.project_code,
                case_code=mine.case_code,
                now=at.now,
                key=key,
            )

        if frame.wants_saving(_NEW, "Thêm vào chương trình"):
            frame.save(_NEW, write, done=say("Đã thêm vào chương trình."))


def edit_form(at: Desk, now: AgendaItem) -> None:
    """Show the form of an item's words, where it is open."""
    name = edit_name(now)
    if not opened.is_open(name):
        return
    with st.container(border=True, key=f"form-{name}"):
        frame.edit_record(
            at,
            name,
            now,
            fields=lambda base: _fields(at, name, base),
            words=lambda one: " · ".join(part for part in (one.title, one.text) if part),
            write=lambda base, mine, key: edit_item(
                at.ledger, at.actor, base=base, mine=mine, now=at.now, key=key
            ),
            done=say("Đã sửa nội dung họp."),
        )


def edit_name(item: AgendaItem) -> str:
    """Give the name of the form of an item's words."""
    return f"item.edit.{item.item_id}"


def _fields(at: Desk, name: str, shown: AgendaItem) -> AgendaItem:
    title = frame.text_field(name, "title", say("Tiêu đề"), shown.title)
    text = frame.note_field(name, "text", say("Nội dung"), shown.text)
    if shown.kind is not ItemKind.TOPIC:
        return replace(shown, title=title, text=text)
    project, case = subject_fields(at, name, shown.project_code, shown.case_code)
    return replace(shown, title=title, text=text, project_code=project, case_code=case)
