"""The ward's holidays by the year: the list, a new day, taking one off, confirming the year."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from geodata.days import Towards
from trackers.domain.errors import DateMissing
from trackers.domain.working_days import Holiday
from trackers.services.holidays import (
    FIRST_YEAR,
    LAST_YEAR,
    Holidays,
    add_holiday,
    confirm_year,
    list_holidays,
    remove_holiday,
)
from trackers.store import Saved
from trackers.ui import messages, opened
from trackers.ui.context import Desk
from trackers.ui.widgets import asking, plain
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say
from trackers.words.formats import day

_NEW = "holiday.new"


def show(at: Desk) -> None:
    """Show the holidays of a year and what can be done about them; raises NotAllowed."""
    plain.heading(say("Ngày nghỉ lễ"))
    asked = asking.count_line(
        "holidays.year", say("Năm"), at.today.year, least=FIRST_YEAR, most=LAST_YEAR
    )
    year = asked or at.today.year
    held = list_holidays(at.ledger, at.actor)
    listed = held.of_year(year)
    plain.lines(_spans(listed))
    _confirmation(at, held, year)
    if listed:
        _removing(at, listed)
    if not opened.is_open(_NEW):
        frame.opener(_NEW, say("Thêm ngày nghỉ"))
        return
    with st.container(border=True, key=f"form-{_NEW}"):
        _form(at)


def _confirmation(at: Desk, held: Holidays, year: int) -> None:
    sure = held.confirmed.get(year)
    if sure:
        plain.note(
            say(
                "Năm {year}: {who} đã xác nhận đủ, {day}.",
                year=year,
                who=at.officer_name(sure.confirmed_by),
                day=day(sure.confirmed_on),
            )
        )
        return
    plain.note(say("Danh sách năm {year} chưa được xác nhận.", year=year))
    if st.button(say("Xác nhận đã đủ"), key="holidays.confirm"):
        with messages.refusals_shown():
            confirm_year(at.ledger, at.actor, year=year, now=at.now)
            messages.remember(say("Đã xác nhận ngày nghỉ lễ năm {year}.", year=year))
            st.rerun()


def _spans(listed: Sequence[Holiday]) -> list[str]:
    """Give a line for each run of days under one name."""
    runs: list[list[Holiday]] = []
    for one in listed:
        last = runs[-1][-1] if runs else None
        if last and last.name == one.name and (one.on - last.on).days == 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [_span(run) for run in runs]


def _span(run: Sequence[Holiday]) -> str:
    first, last = run[0], run[-1]
    when = day(first.on) if first is last else f"{day(first.on)} – {day(last.on)}"
    return f"{when} · {first.name}"


def _removing(at: Desk, listed: Sequence[Holiday]) -> None:
    names = {one.on: f"{day(one.on)} · {one.name}" for one in listed}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            say("Ngày cần bỏ"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=say("Chọn"),
            key="holiday.chosen",
            width=360,
        )
        off = st.button(say("Bỏ khỏi danh sách"), key="holiday.off", disabled=chosen is None)
        if off and chosen is not None:
            _remove(at, chosen)


def _remove(at: Desk, on: date) -> None:
    with messages.refusals_shown():
        remove_holiday(at.ledger, at.actor, on=on, now=at.now)
        messages.remember(say("Đã bỏ ngày nghỉ {day}.", day=day(on)))
        st.rerun()


def _form(at: Desk) -> None:
    on = day_field(_NEW, "on", say("Ngày"), None, today=at.today, towards=Towards.EITHER)
    name = frame.text_field(_NEW, "name", say("Tên ngày nghỉ"))

    def write(key: str) -> Saved:
        if on is None:
            raise DateMissing(field=say("ngày nghỉ"))
        return add_holiday(at.ledger, at.actor, on=on, name=name, now=at.now, key=key)

    if frame.wants_saving(_NEW, "Thêm ngày nghỉ"):
        frame.save(_NEW, write, done=say("Đã thêm ngày nghỉ lễ."))
