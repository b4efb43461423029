"""The register of officers: who works in the ward, who covers for whom, who is away."""

from functools import partial

import streamlit as st

from trackers.domain.errors import UnknownRecord
from trackers.domain.giving import check_absence, check_account
from trackers.domain.people import Absence, Officer
from trackers.domain.rights import Action
from trackers.domain.texts import fold
from trackers.services.people import list_absences
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import absence, frame, officer
from trackers.ui.widgets.registers import account
from trackers.ui.widgets.registers import frame as registers
from trackers.words import say
from trackers.words.formats import day

NAME = "officers"


def show(at: Desk) -> None:
    """Show the register."""
    register = registers.Register(
        NAME,
        officer.NEW,
        say("Thêm cán bộ"),
        say("Chưa có cán bộ nào."),
        may_add=at.may(Action.EDIT_REGISTERS),
    )
    registers.show(
        register,
        partial(_find, at),
        partial(_record, at),
        add=lambda: officer.add(at),
        beside=partial(_away_now, at),
    )


def _find(at: Desk, text: str) -> list[registers.Line]:
    return [
        registers.Line(
            one.code,
            one.name,
            one.title if one.active else say("{title} (đã nghỉ)", title=one.title),
            quiet=not one.active,
        )
        for one in sorted(at.officers.values(), key=lambda one: (not one.active, one.code))
        if fold(text) in fold(f"{one.name} {one.code} {one.title}")
    ]


def _record(at: Desk, code: str) -> None:
    with refusals_shown():
        found = at.officers.get(code)
        if found is None:
            raise UnknownRecord(kind="officer", code=code)
        _facts(at, found)
        _absences(at, code)
        _forms(at, found)
        if at.may(Action.MANAGE_ACCOUNTS) and at.lets(check_account, found):
            account.show(at, found)


def _facts(at: Desk, found: Officer) -> None:
    plain.heading(found.name)
    plain.facts(
        (
            (say("Mã"), found.code),
            (say("Chức danh"), found.title),
            (say("Vai trò"), say(found.role.label)),
            (say("Quyền thêm"), officer.grant_words(found)),
            (say("Phụ trách"), found.duty),
            (say("Thay khi vắng"), at.officer_name(found.cover_code)),
            (say("Tình trạng"), say("đang làm việc") if found.active else say("đã nghỉ")),
        )
    )


def _absences(at: Desk, code: str) -> None:
    for one in reversed([one for one in list_absences(at.ledger) if one.officer_code == code]):
        plain.note(_words(at, one))
        lasts = one.to_on >= at.today and not one.taken_back
        if lasts and _says_away(at, at.officers[code]):
            _ending(at, one)


def _says_away(at: Desk, found: Officer) -> bool:
    """Tell whether the actor may say that an officer is away, or back."""
    return at.may(Action.ASSIGN_OFFICERS) and at.lets(check_absence, found)


def _ending(at: Desk, one: Absence) -> None:
    form = absence.ending(one)
    if not opened.is_open(form):
        frame.opener(form, say("Trở lại sớm"), base=one)
        return
    with st.container(border=True, key=f"form-{form}"):
        absence.end(at, one)


def _words(at: Desk, one: Absence) -> str:
    values = {
        "start": day(one.from_on),
        "end": day(one.to_on),
        "planned": day(one.planned_to_on),
        "cover": at.officer_name(one.cover_code),
    }
    if one.taken_back:
        words = say("Định vắng từ {start} đến {planned}, không đi", **values)
    elif one.planned_to_on:
        words = say(
            "Vắng mặt từ {start} đến {end} (định đến {planned}), người thay: {cover}", **values
        )
    else:
        words = say("Vắng mặt từ {start} đến {end}, người thay: {cover}", **values)
    noted = say("ghi ngày {day}", day=day(one.recorded_on))
    ended = say("trở lại sớm: {why}", why=one.end_reason) if one.end_reason else ""
    return " · ".join(filter(None, [words, one.reason, ended, noted]))


def _forms(at: Desk, found: Officer) -> None:
    edit, away = officer.name_of(found.code), absence.name_of(found.code)
    if opened.is_open(edit):
        with st.container(border=True, key=f"form-{edit}"):
            officer.edit(at, found)
    elif opened.is_open(away):
        with st.container(border=True, key=f"form-{away}"):
            absence.record(at, found)
    else:
        with st.container(horizontal=True, gap="small"):
            if at.may(Action.EDIT_REGISTERS):
                frame.opener(edit, say("Sửa cán bộ"), base=found)
            if found.active and _says_away(at, found):
                frame.opener(away, say("Ghi vắng mặt"))


def _away_now(at: Desk) -> None:
    away = [one for one in list_absences(at.ledger) if one.from_on <= at.today <= one.to_on]
    plain.heading(say("Đang vắng mặt ({count})", count=len(away)))
    for one in away:
        plain.note(f"{at.officer_name(one.officer_code)}: {_words(at, one)}")
    if not away:
        plain.note(say("Hôm nay không ai vắng mặt."))
