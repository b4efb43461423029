"""Who is in charge of a case, when it was last confirmed, its area."""

from dataclasses import replace

import streamlit as st

from geodata.days import Towards
from geodata.numbers import AREA, LENGTH
from trackers.domain.cases import Case, CaseState
from trackers.domain.errors import TextMissing
from trackers.services.cases import edit_case
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.messages import show_error
from trackers.ui.widgets.forms import frame, scope, track_move
from trackers.ui.widgets.forms.typed import day_field, number_field
from trackers.words import say
from trackers.words.formats import day, number


def is_open(code: str) -> bool:
    """Tell whether the form about a case is open."""
    return opened.is_open(f"assign.{code}")


def show(at: Desk, held: CaseState) -> None:
    """Show the buttons, or the form that is open."""
    now = held.case
    edit = f"assign.{now.code}"
    if opened.is_open(edit):
        with st.container(border=True, key=f"form-{edit}"):
            _edit(at, now, edit)
    elif opened.is_open(scope.leaving(now)):
        scope.leave(at, now)
    elif opened.is_open(track_move.name_of(now)):
        track_move.form(at, held)
    else:
        with st.container(horizontal=True, gap="small"):
            frame.opener(edit, say("Đổi cán bộ, sửa hồ sơ"), base=now)
            track_move.opener(held)
            frame.opener(scope.leaving(now), say("Đưa ra khỏi phạm vi"), base=now)


def _edit(at: Desk, now: Case, name: str) -> None:
    base = opened.opened_base(name, now)
    done = say("Đã ghi.")

    def write(mine: Case, key: str, reason: str, *, on: Case = base) -> Saved:
        return edit_case(
            at.ledger, at.actor, base=on, mine=mine, now=at.now, reason=reason, key=key
        )

    def words(one: Case) -> str:
        return _words(at, one)

    if frame.in_conflict(name):
        frame.settle(
            at,
            name,
            words,
            base=base,
            now=now,
            again=lambda mine, key, reason: write(mine, key, reason, on=now),
            done=done,
        )
        return
    typed = _fields(at, name, base)
    reason = frame.reason_field(name)
    if frame.wants_saving(name):
        try:
            mine = replace(base, **_complete(typed))  # type: ignore[arg-type] # fields by name
        except TextMissing as error:
            show_error(error)
        else:
            frame.save(name, lambda key: write(mine, key, reason), done=done, mine=mine)


def _fields(at: Desk, name: str, base: Case) -> dict[str, object]:
    active = [code for code, one in at.officers.items() if one.active]
    officers = list(dict.fromkeys([*active, base.officer_code, *filter(None, [base.cover_code])]))
    left, right = st.columns(2, gap="small")
    with left:
        officer = frame.choice_field(
            name, "officer", say("Cán bộ phụ trách"), officers, at.officer_name, base.officer_code
        )
        area = number_field(
            name, "area", say("Diện tích ảnh hưởng (m²)"), base.affected_m2, unit=AREA
        )
    with right:
        cover = frame.choice_field(
            name,
            "cover",
            say("Người thay khi vắng"),
            ["", *officers],
            at.officer_name,
            base.cover_code or "",
        )
        frontage = number_field(name, "front", say("Mặt tiền (m)"), base.frontage_m, unit=LENGTH)
    reviewed = day_field(
        name,
        "reviewed",
        say("Ngày rà soát gần nhất"),
        base.reviewed_on,
        today=at.today,
        towards=Towards.PAST,
    )
    return {
        "officer_code": officer,
        "cover_code": cover or None,
        "reviewed_on": reviewed,
        "affected_m2": area,
        "frontage_m": frontage,
    }


def _complete(typed: dict[str, object]) -> dict[str, object]:
    """Give what a case must have; raises TextMissing."""
    if typed["affected_m2"] is None:
        raise TextMissing(field=say("diện tích"))
    if typed["officer_code"] is None:
        raise TextMissing(field=say("cán bộ phụ trách"))
    return typed


def _words(at: Desk, one: Case) -> str:
    parts = [
        at.officer_name(one.officer_code),
        say("thay: {name}", name=at.officer_name(one.cover_code)),
        f"{number(one.affected_m2)} m²",
        "" if one.frontage_m is None else f"{number(one.frontage_m)} m",
        say("rà soát {day}", day=day(one.reviewed_on)) if one.reviewed_on else "",
    ]
    return " · ".join(part for part in parts if part)
