"""The register of areas (khu vực): their people, what is counted there, and their form."""

from functools import partial

import streamlit as st

from trackers.domain.errors import UnknownRecord
from trackers.domain.rights import Action
from trackers.domain.texts import fold
from trackers.services.areas import area_lines, list_areas
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets import area_card, plain
from trackers.ui.widgets.forms import area, frame
from trackers.ui.widgets.registers import frame as registers
from trackers.words import say
from trackers.words.formats import percent

NAME = "areas"


def show(at: Desk) -> None:
    """Show the register."""
    register = registers.Register(
        NAME,
        area.NEW,
        say("Thêm khu vực"),
        say("Chưa có khu vực nào. Hãy thêm khu vực đầu tiên."),
        may_add=at.may(Action.EDIT_REGISTERS),
    )
    registers.show(
        register,
        partial(_find, at),
        partial(_record, at),
        add=lambda: area.add(at),
        beside=lambda: plain.note(say("Chọn một khu vực ở bên trái.")),
    )


def _find(at: Desk, text: str) -> list[registers.Line]:
    return [
        registers.Line(one.code, one.name, area_card.person(at, one.responsible))
        for one in list_areas(at.ledger, at.actor)
        if fold(text) in fold(f"{one.name} {one.code}")
    ]


def _record(at: Desk, code: str) -> None:
    with refusals_shown():
        found = {one.code: one for one in list_areas(at.ledger, at.actor)}.get(code)
        if found is None:
            raise UnknownRecord(kind="area", code=code)
        name = area.name_of(code)
        if opened.is_open(name):
            with st.container(border=True, key=f"form-{name}"):
                area.edit(at, found)
            return
        area_card.show(at, found)
        if at.may(Action.SEE_HOUSEHOLDS):
            _counts(at, code)
        if at.may(Action.EDIT_REGISTERS):
            frame.opener(name, say("Sửa khu vực"), base=found)


def _counts(at: Desk, code: str) -> None:
    line = next(one for one in area_lines(at.ledger, at.actor, at.now) if one.area.code == code)
    row = line.row
    handed = f"{row.handed_over} ({percent(row.percent)})"
    plain.facts(
        (
            (say("Hộ có hồ sơ"), str(line.households)),
            (say("Hồ sơ"), str(row.cases)),
            (say("Đã bàn giao"), handed if row.cases else ""),
            (say("Còn vướng mắc"), str(row.blocked)),
        )
    )
