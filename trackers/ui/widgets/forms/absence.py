"""The forms of an absence: from when to when an officer is away, who stands in, an early end."""

import streamlit as st

from geodata.days import Towards
from trackers.domain.errors import DateMissing, TextMissing
from trackers.domain.people import Absence, Officer
from trackers.services.people import end_absence, record_absence
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say


def name_of(code: str) -> str:
    """Give the name of the form for an officer's absence."""
    return f"absence.{code}"


def record(at: Desk, away: Officer) -> None:
    """Show the form."""
    name = name_of(away.code)
    left, right = st.columns(2, gap="small")
    with left:
        start = day_field(
            name, "from", say("Vắng mặt từ"), at.today, today=at.today, towards=Towards.EITHER
        )
    with right:
        end = day_field(
            name, "to", say("Đến hết ngày"), None, today=at.today, towards=Towards.AHEAD
        )
    others = [code for code, one in at.officers.items() if one.active and code != away.code]
    cover = frame.choice_field(
        name, "cover", say("Người thay"), others, at.officer_name, away.cover_code
    )
    reason = frame.text_field(name, "reason", say("Lý do vắng mặt"))
    plain.note(say("Người thay nhận việc từ ngày ghi, không tính lùi."))

    def write(key: str) -> Saved:
        if start is None or end is None:
            raise DateMissing(field=say("ngày vắng mặt"))
        if not cover:
            raise TextMissing(field=say("người thay"))
        return record_absence(
            at.ledger,
            at.actor,
            officer_code=away.code,
            cover_code=cover,
            from_on=start,
            to_on=end,
            reason=reason.strip(),
            now=at.now,
            key=key,
        )

    if frame.wants_saving(name, "Ghi vắng mặt"):
        frame.save(name, write, done=say("Đã ghi vắng mặt."))


def ending(one: Absence) -> str:
    """Give the name of the form that ends an absence early."""
    return f"absence-end.{one.absence_id}"


def end(at: Desk, now: Absence) -> None:
    """Show the form that ends an absence early; `now` is the absence as it stands."""
    name = ending(now)
    base = opened.opened_base(name, now)
    first = at.today if base.from_on <= at.today <= base.to_on else None
    back = day_field(
        name, "back", say("Ngày trở lại làm việc"), first, today=at.today, towards=Towards.EITHER
    )
    reason = frame.text_field(name, "reason", say("Lý do trở lại sớm (hoặc không đi nữa)"))

    def write(key: str) -> Saved:
        if back is None:
            raise DateMissing(field=say("ngày trở lại"))
        return end_absence(
            at.ledger, at.actor, base=base, back_on=back, reason=reason, now=at.now, key=key
        )

    if frame.wants_saving(name, "Ghi trở lại sớm"):
        frame.save(name, write, done=say("Đã ghi trở lại sớm."))
