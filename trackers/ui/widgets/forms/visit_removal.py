"""The form that takes a visit back, or moves it to the household it belongs to."""

import streamlit as st

from trackers.domain.contacts import Contact
from trackers.domain.errors import TextMissing
from trackers.services.contact_corrections import move_visit, withdraw_visit
from trackers.store import Saved
from trackers.ui import listing, opened, reading
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.words import say

_Home = tuple[str, str]


def name_of(visit: Contact) -> str:
    """Give the name of the form for a visit."""
    return f"visit-remove.{visit.contact_id}"


def form(at: Desk, now: Contact) -> None:
    """Show the form; `now` is the visit as it stands."""
    name = name_of(now)
    base = opened.opened_base(name, now)
    what = {"withdraw": "không có, xin rút", "move": "ghi nhầm hộ"}
    moves = (
        st.radio(
            say("Lần vận động này"),
            list(what),
            format_func=lambda one: say(what[one]),
            horizontal=True,
            key=frame.field(name, "what"),
        )
        == "move"
    )
    home = _right_household(at, name, now) if moves else None
    reason = frame.reason_field(name)
    plain.note(say("Nội dung cũ vẫn còn trong Quá trình xử lý."))
    if not frame.wants_saving(name, "Chuyển sang hộ đó" if moves else "Rút lần vận động"):
        return
    with refusals_shown():
        if moves and home is None:
            raise TextMissing(field=say("hộ đúng"))

        def work(key: str) -> Saved:
            return _take(at, base, home, reason, key)

        done = say("Đã chuyển lần vận động.") if moves else say("Đã rút lần vận động.")
        frame.save(name, work, done=done)


def _take(at: Desk, base: Contact, home: _Home | None, reason: str, key: str) -> Saved:
    """Move the visit to a household of a project, or withdraw it."""
    which, version = base.contact_id, base.version
    if home is None:
        return withdraw_visit(
            at.ledger,
            at.actor,
            contact_id=which,
            base=version,
            reason=reason,
            now=at.now,
            key=key,
        )
    return move_visit(
        at.ledger,
        at.actor,
        contact_id=which,
        base=version,
        household_code=home[0],
        project_code=home[1],
        reason=reason,
        now=at.now,
        key=key,
    )


def _right_household(at: Desk, name: str, now: Contact) -> _Home | None:
    """Let the household be named by any of its cases."""
    homes: dict[_Home, str] = {}
    for row in reading.case_rows(at):
        case = row.state.case
        for code in case.household_codes:
            if (code, case.project_code) != (now.household_code, now.project_code):
                homes.setdefault((code, case.project_code), listing.row_label(row))
    chosen: _Home | None = frame.choice_field(
        name, "home", say("Hộ đúng"), list(homes), homes.__getitem__
    )
    return chosen
