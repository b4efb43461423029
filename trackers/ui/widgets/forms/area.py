"""The form of a khu vực: its name, who is responsible, who heads it, who goes along."""

from dataclasses import replace

import streamlit as st

from trackers.domain.wards import Area
from trackers.services.areas import add_area, edit_area
from trackers.ui.context import Desk
from trackers.ui.widgets import area_card
from trackers.ui.widgets.forms import frame
from trackers.words import say

NEW = "area-new"


def name_of(code: str) -> str:
    """Give the name of the form that edits an area."""
    return f"area.{code}"


def edit(at: Desk, now: Area) -> None:
    """Show the form that edits an area; `now` is the area as it stands."""
    name = name_of(now.code)
    frame.edit_record(
        at,
        name,
        now,
        fields=lambda base: _fields(at, name, base),
        words=lambda one: _words(at, one),
        write=lambda on, mine, key: edit_area(
            at.ledger, at.actor, base=on, mine=mine, now=at.now, key=key
        ),
        done=say("Đã ghi khu vực."),
    )


def add(at: Desk) -> None:
    """Show the form for a new area."""
    made = _fields(at, NEW, Area("", ""))
    if frame.wants_saving(NEW, "Thêm khu vực"):
        frame.save(
            NEW,
            lambda key: add_area(at.ledger, at.actor, area=made, now=at.now, key=key),
            done=say("Đã thêm khu vực."),
        )


def _fields(at: Desk, name: str, shown: Area) -> Area:
    title = frame.text_field(name, "name", say("Tên khu vực"), shown.name)
    left, right = st.columns(2, gap="small")
    with left:
        responsible = _person(
            at, name, "responsible", say("Đảng ủy viên phụ trách"), shown.responsible
        )
    with right:
        head = _person(at, name, "head", say("Trưởng khu vực"), shown.head)
    active = [code for code, one in at.officers.items() if one.active or code in shown.team]
    team = st.multiselect(
        say("Tổ vận động: cán bộ"),
        active,
        [code for code in shown.team if code in active],
        format_func=at.officer_name,
        key=frame.field(name, "team"),
        placeholder=say("Chọn"),
        persist_state="session",
    )
    outsiders = frame.text_field(
        name, "others", say("Tổ vận động: người ngoài danh sách cán bộ"), shown.outsiders
    )
    note = frame.note_field(name, "note", say("Đặc điểm (đường, rạch, số hộ)"), shown.note)
    return replace(
        shown,
        name=title.strip(),
        responsible=responsible,
        head=head,
        team=tuple(team),
        outsiders=outsiders.strip(),
        note=note.strip(),
    )


def _person(at: Desk, name: str, part: str, label: str, shown: str) -> str:
    """Show a field for an officer, or the name of somebody who is none."""
    known = ["", *(code for code, one in at.officers.items() if one.active)]
    options = [*known, *([shown] if shown not in known else [])]
    chosen = st.selectbox(
        label,
        options,
        index=options.index(shown),
        format_func=lambda one: at.officer_name(one) if one else "–",
        key=frame.field(name, part),
        accept_new_options=True,
        help=say("Chọn cán bộ, hoặc gõ tên người không phải cán bộ của phường."),
        persist_state="session",
    )
    return (chosen or "").strip()


def _words(at: Desk, one: Area) -> str:
    parts = [one.name, *(value for _, value in area_card.area_people(at, one)), one.note]
    return " · ".join(part for part in parts if part)
