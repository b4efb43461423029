"""The form of a visit (lần vận động): new, or corrected with a reason."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import streamlit as st

from geodata.days import Towards
from trackers.domain.contacts import Contact, Outcome, quick_days
from trackers.domain.errors import DateMissing, TextMissing
from trackers.domain.wards import monday_of
from trackers.services.cases import CaseCard
from trackers.services.contact_corrections import correct_visit
from trackers.services.contacts import record_visit
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.people import officers_field
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say
from trackers.words.formats import day, weekday


def name_of_new(code: str, home: str | None = None) -> str:
    """Give the name of the form for a new visit of a case, or of one of its households."""
    return f"visit.{code}.{home}" if home else f"visit.{code}"


def name_of(visit: Contact) -> str:
    """Give the name of the form that corrects a visit."""
    return f"visit-edit.{visit.contact_id}"


def record(at: Desk, card: CaseCard, *, home: str | None = None) -> None:
    """Show the form for a new visit to the case's household; `home` says which, if it is known."""
    case = card.state.case
    name = name_of_new(case.code, home)
    holders = " · ".join(one.holder for one in card.households)
    plain.note(f"{case.code} {holders} · {at.actor.name}, {day(at.today)}")
    home = home or _household(name, card)
    empty = Contact("", home, case.project_code, at.today, (at.actor.code,), Outcome.AGREED)
    typed = _fields(at, name, empty, first=None)
    if frame.wants_saving(name):
        frame.save(
            name,
            lambda key: record_visit(
                at.ledger, at.actor, visit=_made(empty, typed), now=at.now, key=key
            ),
            done=say("Đã ghi lần vận động."),
        )


def correct(at: Desk, now: Contact) -> None:
    """Show the form that corrects a visit; `now` is the visit as it stands."""
    name = name_of(now)
    base = opened.opened_base(name, now)
    done = say("Đã sửa lần vận động.")
    if frame.in_conflict(name):
        frame.settle(
            at,
            name,
            words,
            base=base,
            now=now,
            again=lambda *on_top: _again(at, now, *on_top),
            done=done,
        )
        return
    typed = _fields(at, name, base, first=base.outcome)
    reason = frame.reason_field(name)
    if frame.wants_saving(name, "Ghi bản sửa"):
        with refusals_shown():
            mine = _made(base, typed)
            frame.save(name, lambda key: _correct(at, mine, reason, key), done=done, mine=mine)


def words(visit: Contact) -> str:
    """Give a visit in one line, to be compared."""
    parts = [day(visit.met_on), say(visit.outcome.label), visit.note, visit.promise]
    if visit.promise_on:
        parts.append(say("hẹn {day}", day=day(visit.promise_on)))
    return " · ".join(part for part in parts if part)


def _again(at: Desk, now: Contact, mine: Contact, key: str, reason: str) -> Saved:
    return _correct(at, replace(mine, version=now.version), reason, key)


def _correct(at: Desk, mine: Contact, reason: str, key: str) -> Saved:
    return correct_visit(at.ledger, at.actor, visit=mine, reason=reason, now=at.now, key=key)


def _made(shown: Contact, typed: Mapping[str, Any]) -> Contact:
    """Give the visit as typed; raises DateMissing, TextMissing."""
    if typed["met_on"] is None:
        raise DateMissing(field=say("ngày đi"))
    if typed["outcome"] is None:
        raise TextMissing(field=say("kết quả"))
    return replace(shown, **typed)


def _household(name: str, card: CaseCard) -> str:
    homes = {one.code: one.holder for one in card.households}
    first = next(iter(homes))
    if len(homes) == 1:
        return first
    chosen: str | None = frame.choice_field(
        name, "home", say("Hộ"), list(homes), lambda code: homes[code], first
    )
    return chosen or first


def _fields(at: Desk, name: str, shown: Contact, *, first: Outcome | None) -> dict[str, Any]:
    """Show the fields; give what is typed by the names of a contact.

    A new visit (`first` is None) needs an outcome and a tap on save: what is rarely changed lies
    folded under “Thêm”.
    """
    typed: dict[str, Any] = {}
    with st.container(key=f"outcomes-{name}"):
        typed["outcome"] = frame.pills_field(
            name, "outcome", say("Kết quả"), list(Outcome), lambda one: say(one.label), first
        )
    quick = _quick_promise(at, name) if first is None else None
    typed["note"] = frame.note_field(name, "note", say("Nội dung"), shown.note)
    with st.expander(say("Thêm: ngày đi, người đi, người gặp…"), expanded=first is not None):
        typed |= _more(at, name, shown, new=first is None)
    typed["promise_on"] = typed["promise_on"] or quick
    return typed


def _quick_promise(at: Desk, name: str) -> date | None:
    chosen: date | None = frame.pills_field(
        name, "quick", say("Hộ hẹn ngày"), quick_days(at.today), lambda on: _near(on, at.today)
    )
    return chosen


def _near(on: date, today: date) -> str:
    if (on - today).days == 1:
        return say("mai {day}", day=f"{on:%d/%m}")
    if monday_of(on) == monday_of(today) + timedelta(days=7):
        return say("tuần sau {day}", day=f"{on:%d/%m}")
    return weekday(on)


def _more(at: Desk, name: str, shown: Contact, *, new: bool) -> dict[str, Any]:
    """Show the fields that have a good answer already, or are left empty as often as not."""
    typed: dict[str, Any] = {}
    left, right = st.columns(2, gap="small")
    with left:
        typed["met_on"] = day_field(
            name, "on", say("Ngày đi"), shown.met_on, today=at.today, towards=Towards.PAST
        )
        typed["met"] = frame.text_field(name, "met", say("Người gặp"), shown.met)
    with right:
        promised = say("Ngày hẹn khác") if new else say("Ngày hẹn")
        typed["promise_on"] = day_field(
            name, "promised", promised, shown.promise_on, today=at.today, towards=Towards.AHEAD
        )
        typed["next_on"] = day_field(
            name, "next", say("Ngày đến lại"), shown.next_on, today=at.today, towards=Towards.AHEAD
        )
    typed["promise"] = frame.text_field(name, "promise", say("Hộ hẹn điều gì"), shown.promise)
    typed["visitors"] = tuple(
        officers_field(at, name, "visitors", say("Cán bộ đi"), shown.visitors)
    )
    typed["others"] = frame.text_field(
        name, "others", say("Người khác cùng đi (Mặt trận, đoàn thể…)"), shown.others
    )
    return typed
