"""The households to visit today: whom, where, what to say; recorded on the spot."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import streamlit as st

from trackers.domain.errands import Order
from trackers.services.cases import case_card
from trackers.services.masking import DOTS
from trackers.services.visiting import MOST_HOUSEHOLDS, Stop, visiting_list
from trackers.services.visiting_words import (
    address_words,
    last_words,
    parcel_words,
    promise_words,
    topics,
)
from trackers.ui import opened, state
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets import asking, attachments, plain, report, revealing
from trackers.ui.widgets.forms import frame, visit
from trackers.words import current_language, say

_OFFICER, _AREA, _COUNT, _ORDER = (
    f"visiting.{name}" for name in ("officer", "area", "count", "order")
)
_ACTOR = "visiting.actor"
_USUAL_COUNT = 12


@dataclass(frozen=True)
class Choices:
    """Whose list, of which khu vực ("" is all), how long, in which order."""

    officer: str
    area: str
    count: int
    order: Order


def choices(at: Desk) -> Choices:
    """Let officer, khu vực, number of households and order be chosen."""
    names = {code: one.name for code, one in at.officers.items() if one.active}
    areas = {"": say("Tất cả khu vực"), **{code: one.name for code, one in at.areas.items()}}
    _choose_person(at, names)
    with st.container(key="visiting-choices", horizontal=True, vertical_alignment="bottom"):
        officer = st.selectbox(
            say("Cán bộ"),
            list(names),
            format_func=names.__getitem__,
            key=_OFFICER,
            width=210,
            on_change=_keep_person,
        )
        area = st.selectbox(
            say("Khu vực"), list(areas), format_func=areas.__getitem__, key=_AREA, width=170
        )
        count = asking.count_line(
            _COUNT, say("Số hộ"), _USUAL_COUNT, least=1, most=MOST_HOUSEHOLDS, width=120
        )
        order = st.selectbox(say("Sắp xếp"), list(Order), format_func=_order, key=_ORDER, width=160)
    return Choices(officer or at.actor.code, area or "", count or _USUAL_COUNT, order or Order.WALK)


def _choose_person(at: Desk, names: Mapping[str, str]) -> None:
    """Choose whose work is shown: who the address names, else who asks."""
    last = st.session_state.get(_ACTOR)
    if last != at.actor.code:
        st.session_state[_ACTOR] = st.session_state[_OFFICER] = at.actor.code
        if last is not None:
            state.put("person", None)
    if (asked := state.raw("person")) in names:
        st.session_state[_OFFICER] = asked


def _keep_person() -> None:
    chosen, own = st.session_state[_OFFICER], st.session_state[_ACTOR]
    state.put("person", None if chosen == own else chosen)


def _order(one: Order) -> str:
    return say(one.label)


def show(at: Desk, chosen: Choices) -> None:
    """Show the list, with a link to the sheet for printing."""
    stops = visiting_list(
        at.ledger,
        at.actor,
        at.now,
        officer_code=chosen.officer,
        area_code=chosen.area,
        count=chosen.count,
        order=chosen.order,
    )
    report.anchor("danh-sach")
    with st.container(
        key="visiting-head",
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
    ):
        plain.heading(say("Danh sách đi hôm nay ({n} hộ)", n=len(stops)))
        if stops and not at.actor.masked:
            st.html(f'<p class="mb-sheet">{_sheet_link(at, chosen)}</p>')
    if not stops:
        plain.note(say("Không còn hộ nào phải đến. Hãy chọn khu vực khác hoặc cán bộ khác."))
    for number, stop in enumerate(stops, 1):
        _stop(at, number, stop)


def _sheet_link(at: Desk, chosen: Choices) -> str:
    asked = {
        "as": at.actor.code,
        "lang": current_language(),
        "officer": chosen.officer,
        "area": chosen.area,
        "count": str(chosen.count),
        "order": chosen.order.value,
    }
    query = "&".join(f"{name}={value}" for name, value in asked.items() if value)
    words = escape(say("In danh sách"))
    return f'<a href="./w/{at.ward.code}/visiting?{escape(query)}" target="_blank">{words}</a>'


def _stop(at: Desk, number: int, stop: Stop) -> None:
    errand = stop.errand
    code, home = _form_of(stop)
    form = visit.name_of_new(code, home)
    with st.container(border=True, key=f"stop-{errand.key}"):
        seen = revealing.details(at, stop.household.code)
        st.html(_words(at, number, stop, (seen or stop.household).phone))
        revealing.offer(at, stop.household, seen, place=errand.key)
        if not at.writes(*(one.case for one in errand.states)):
            return
        if opened.is_open(form):
            with st.container(border=True, key=f"form-{form}"), refusals_shown():
                card = case_card(at.ledger, at.actor, code, at.now)
                visit.record(at, card, home=home)
            return
        with st.container(horizontal=True, gap="small", key=f"acts-{errand.key}"):
            frame.opener(form, say("Ghi lần vận động"))
            attachments.openers(errand.case_codes, place=errand.key)
        for one in errand.case_codes:
            attachments.page(at, one, place=errand.key)


def _form_of(stop: Stop) -> tuple[str, str]:
    """Give case and household of the visit's form: of the one that is open, else of a new one.

    A form that was open when its household was merged goes on under the one that lives on.
    """
    for home in (stop.errand.household_code, *stop.aliases):
        for code in stop.errand.case_codes:
            if opened.is_open(visit.name_of_new(code, home)):
                return code, home
    return stop.errand.case_codes[0], stop.errand.household_code


def _words(at: Desk, number: int, stop: Stop, phone: str) -> str:
    """Give a household's rows as HTML, each value escaped."""
    errand, home = stop.errand, stop.household
    links = " ".join(
        report.link(report.map_address(at.ward.code, case=code), code) for code in errand.case_codes
    )
    came = f'<span class="mb-came">✓ {escape(say("đã đến hôm nay"))}</span>'
    where = (parcel_words(stop), address_words(stop, at.area_name(stop.area_code)))
    promise = promise_words(errand.promise, errand.visits, at.today)
    said = "".join(f"<li>{escape(one)}</li>" for one in topics(errand))
    last = say("Lần gần nhất: {words}", words=last_words(errand, at.today))
    return (
        f'<div class="mb-stop"><p class="name"><b class="no">{number}</b> '
        f"<b>{escape(home.holder)}</b> {links} {came if stop.visited_today else ''}</p>"
        f"<p>{escape(' · '.join(filter(None, where)))} {_phone(phone)}</p>"
        f'<p class="mb-promise">{escape(promise)}</p>'
        f'<p class="mb-note">{escape(last)}</p><ul>{said}</ul></div>'
    )


def _phone(number: str) -> str:
    if DOTS in number:
        return escape(number)
    digits = re.sub(r"[^0-9+]", "", number)
    return f'<a class="call" href="tel:{digits}">{escape(number)}</a>' if digits else ""
