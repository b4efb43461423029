"""Taking a case out of the scope of its work, and back into it."""

import streamlit as st

from geodata.days import Towards
from trackers.domain.cases import Case
from trackers.domain.errors import DateMissing
from trackers.services.scope import close_case, reopen_case
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say


def leaving(case: Case) -> str:
    """Give the name of the form by which a case leaves the scope."""
    return f"leave.{case.code}"


def leave(at: Desk, now: Case) -> None:
    """Show the form by which a case leaves the scope."""
    name = leaving(now)
    base = opened.opened_base(name, now)
    with st.container(border=True, key=f"form-{name}"):
        closed_on = day_field(
            name,
            "on",
            say("Ngày đưa ra khỏi phạm vi"),
            at.today,
            today=at.today,
            towards=Towards.PAST,
        )
        reason = frame.note_field(name, "reason", say("Lý do"))

        def write(key: str) -> Saved:
            if closed_on is None:
                raise DateMissing(field=say("ngày đưa ra khỏi phạm vi"))
            return close_case(
                at.ledger,
                at.actor,
                case_code=now.code,
                closed_on=closed_on,
                reason=reason,
                base=base.version,
                now=at.now,
                key=key,
            )

        if frame.wants_saving(name, "Đưa ra khỏi phạm vi"):
            frame.save(name, write, done=say("Đã đưa hồ sơ ra khỏi phạm vi."))


def reopen(at: Desk, now: Case) -> None:
    """Show the button, or the form, by which a case that left comes back."""
    name = f"reopen.{now.code}"
    if not opened.is_open(name):
        frame.opener(name, say("Đưa trở lại phạm vi"), base=now)
        return
    base = opened.opened_base(name, now)
    with st.container(border=True, key=f"form-{name}"):
        reason = frame.note_field(name, "reason", say("Lý do"))

        def write(key: str) -> Saved:
            return reopen_case(
                at.ledger,
                at.actor,
                case_code=now.code,
                reason=reason,
                base=base.version,
                now=at.now,
                key=key,
            )

        if frame.wants_saving(name, "Đưa trở lại phạm vi"):
            frame.save(name, write, done=say("Đã đưa hồ sơ trở lại phạm vi."))
