"""The form of a visit (lần vận động): new, or corrected with a reason."""

from dataclasses import replace

import streamlit as st

from trackers.domain.contacts import Contact, Outcome
from trackers.domain.people import Officer
from trackers.services.cases import CaseCard
from trackers.services.contacts import correct_visit, record_visit
from trackers.store import Saved
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.words import say


def name_of_new(code: str) -> str:
    """Give the name of the form for a new visit of a case."""
    return f"visit.{code}"


def name_of(visit: Contact) -> str:
    """Give the name of the form that corrects a visit."""
    return f"visit-edit.{visit.contact_id}"


def record(at: Desk, card: CaseCard) -> None:
    """Show the form for a new visit to the case's household."""
    case = card.state.case
    name = name_of_new(case.code)
    home = _household(name, card)
    empty = Contact("", home, case.project_code, at.today, (at.actor.code,), Outcome.AGREED)
    mine = _fields(at, name, empty, fresh=True)
    if frame.wants_saving(name, "Ghi lần vận động") and mine:
        frame.save(
            name,
            lambda key: record_visit(at.ledger, at.actor, visit=mine, now=at.now, key=key),
            done=say("Đã ghi lần vận động."),
        )


def correct(at: Desk, now: Contact) -> None:
    """Show the form that corrects a visit; `now` is the visit as it stands."""
    name = name_of(now)
    base = state.opened_base(name, now)
    if not isinstance(base, Contact):  # what this form alone keeps
        return
    if base.version != now.version and not frame.in_conflict(name):
        st.warning(say("Người khác vừa sửa lần vận động này. Nội dung bạn nhập còn nguyên."))
    mine = _fields(at, name, base)
    reason = frame.reason_field(name)
    if frame.wants_saving(name, "Ghi bản sửa") and mine:
        frame.save(name, lambda key: _correct(at, mine, reason, key), done=say("Đã sửa."))


def _correct(at: Desk, mine: Contact, reason: str, key: str) -> Saved:
    return correct_visit(at.ledger, at.actor, visit=mine, reason=reason, now=at.now, key=key)


def _household(name: str, card: CaseCard) -> str:
    homes = {one.code: one.holder for one in card.households}
    first = next(iter(homes))
    if len(homes) == 1:
        return first
    chosen: str | None = frame.choice_field(
        name, "home", say("Hộ"), list(homes), lambda code: homes[code], first
    )
    return chosen or first


def _fields(at: Desk, name: str, shown: Contact, *, fresh: bool = False) -> Contact | None:
    left, right = st.columns(2, gap="small")
    with left:
        met_on = frame.day_field(name, "on", say("Ngày đi"), shown.met_on)
    with right:
        kinds = list(Outcome)
        first = None if fresh else shown.outcome
        outcome = frame.choice_field(
            name, "outcome", say("Kết quả"), kinds, lambda one: say(one.label), first
        )
    note = frame.note_field(name, "note", say("Nội dung"), shown.note)
    promise = frame.text_field(name, "promise", say("Hộ hẹn"), shown.promise)
    left, right = st.columns(2, gap="small")
    with left:
        promise_on = frame.day_field(name, "promise-on", say("Ngày hẹn"), shown.promise_on)
        met = frame.text_field(name, "met", say("Người gặp"), shown.met)
    with right:
        next_on = frame.day_field(name, "next-on", say("Ngày đến lại"), shown.next_on)
        visitors = _visitors(at, name, shown.visitors)
    if not state.is_open(name):
        return None
    return replace(
        shown,
        met_on=met_on or at.today,
        outcome=outcome or Outcome.NOBODY,
        note=note,
        met=met,
        promise=promise,
        promise_on=promise_on,
        next_on=next_on,
        visitors=tuple(visitors),
    )


def _visitors(at: Desk, name: str, chosen: tuple[str, ...]) -> list[str]:
    known: dict[str, Officer] = {
        code: one for code, one in at.officers.items() if one.active or code in chosen
    }
    return st.multiselect(
        say("Người đi"),
        list(known),
        [code for code in chosen if code in known],
        format_func=lambda code: known[code].name,
        key=frame.field(name, "visitors"),
        placeholder=say("Chọn"),
        on_change="ignore",
        persist_state="page",
    )
