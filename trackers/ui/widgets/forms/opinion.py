"""The form of an opinion: what was said, by whom, about what, who answers it and by when."""

from dataclasses import replace
from datetime import date

import streamlit as st

from geodata.days import Towards
from trackers.domain.errors import DateMissing
from trackers.domain.opinions import Opinion, OpinionKind
from trackers.services.cases import get_parcel
from trackers.services.opinions import add_opinion, edit_opinion, opinion_written
from trackers.store import Saved
from trackers.ui import opened, placing, state
from trackers.ui.context import Desk, desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import day_field, place_field
from trackers.words import say
from trackers.words.formats import day

# Stands for the day that was not typed.
_NO_DAY = date.min


def blank(case_code: str) -> Opinion:
    """Give an opinion that says nothing yet, raised today."""
    return Opinion("", "", None, "", desk().today, case_code=case_code)


def add(at: Desk) -> None:
    """Show the form for a new opinion."""
    name = placing.form_of(placing.NEW)
    made = _fields(at, name, opened.opened_base(name, blank("")))

    def write(key: str) -> Saved:
        saved = add_opinion(at.ledger, at.actor, opinion=_dated(made), now=at.now, key=key)
        state.put("opinion", opinion_written(at.ledger, at.actor, saved.revision))
        return saved

    if frame.wants_saving(name, "Ghi ý kiến"):
        frame.save(name, write, done=say("Đã ghi ý kiến."))


def edit(at: Desk, now: Opinion) -> None:
    """Show the form that edits an opinion; `now` is the opinion as it stands."""
    name = placing.form_of(now.code)
    frame.edit_record(
        at,
        name,
        now,
        fields=lambda base: _fields(at, name, base),
        words=lambda one: _words(at, one),
        write=lambda on, mine, key: edit_opinion(
            at.ledger, at.actor, base=on, mine=_dated(mine), now=at.now, key=key
        ),
        done=say("Đã ghi ý kiến."),
    )


def _fields(at: Desk, name: str, shown: Opinion) -> Opinion:
    kind = frame.pills_field(
        name, "kind", say("Loại"), list(OpinionKind), lambda one: say(one.label), shown.kind
    )
    text = frame.note_field(name, "text", say("Nội dung ý kiến"), shown.text)
    left, right = st.columns(2, gap="small")
    with left:
        raised = day_field(
            name, "on", say("Ngày nhận"), shown.raised_on, today=at.today, towards=Towards.PAST
        )
    with right:
        whom = frame.text_field(name, "whom", say("Của ai (không bắt buộc)"), shown.from_whom)
    about = _charged(at, name, _point(at, name, _about(at, name, shown)))
    return replace(
        about,
        kind=kind or shown.kind,
        text=text.strip(),
        raised_on=raised or _NO_DAY,
        from_whom=whom.strip(),
    )


def _about(at: Desk, name: str, shown: Opinion) -> Opinion:
    """Show area, work and case."""
    left, right = st.columns(2, gap="small")
    with left:
        area = frame.choice_field(
            *(name, "area", say("Khu vực"), ["", *at.areas]),
            lambda code: at.area_name(code) if code else "–",
            shown.area_code,
        )
    with right:
        work = frame.choice_field(
            *(name, "work", say("Công trình"), ["", *at.projects]),
            lambda code: at.projects[code].name if code else "–",
            shown.project_code or "",
        )
    case = frame.text_field(name, "case", say("Mã hồ sơ (nếu có)"), shown.case_code)
    return replace(shown, area_code=area or "", project_code=work or None, case_code=case.strip())


def _point(at: Desk, name: str, shown: Opinion) -> Opinion:
    """Show the place on the map: typed, clicked, or that of the parcel that is selected."""
    ward = at.ward
    label = say("Vị trí (vĩ độ; kinh độ, hoặc X Y VN-2000)")
    found = place_field(
        name, placing.PART, label, shown.place, bounds=ward.bounds, crs=ward.metric_crs
    )
    lng, lat = found or (None, None)
    with st.container(horizontal=True, gap="small"):
        if placing.wanted():
            st.button(say("Thôi chọn"), key=f"{name}.unplace", on_click=placing.stop)
        else:
            st.button(say("Chọn trên bản đồ"), key=f"{name}.put", on_click=placing.begin)
        if parcel := state.selection().parcel:
            words = say("Lấy vị trí thửa đang chọn")
            st.button(words, key=f"{name}.parcel", on_click=_take_parcel, args=(name, parcel))
    if placing.wanted():
        plain.note(say("Chạm vào bản đồ để chọn vị trí."))
    return replace(shown, lng=lng, lat=lat)


def _take_parcel(name: str, parcel_id: int) -> None:
    at = desk()
    parcel = get_parcel(at.ledger, at.actor, parcel_id)
    if parcel is not None:
        placing.put(name, *parcel.centre)


def _charged(at: Desk, name: str, shown: Opinion) -> Opinion:
    """Show who answers, and by when."""
    left, right = st.columns(2, gap="small")
    with left:
        known = [code for code, one in at.officers.items() if one.active]
        who = frame.choice_field(
            *(name, "who", say("Giao cho ai trả lời"), ["", *known]),
            lambda code: at.officer_name(code) if code else say("chưa giao"),
            shown.officer_code,
        )
    with right:
        due = day_field(
            name, "due", say("Hạn trả lời"), shown.due_on, today=at.today, towards=Towards.AHEAD
        )
    return replace(shown, officer_code=who or "", due_on=due)


def _dated(one: Opinion) -> Opinion:
    """Refuse an opinion without the day it was raised on; raises DateMissing."""
    if one.raised_on == _NO_DAY:
        raise DateMissing(field=say("ngày nhận ý kiến"))
    return one


def _words(at: Desk, one: Opinion) -> str:
    parts = [
        *(say(one.kind.label), day(one.raised_on), one.text, one.from_whom),
        *(one.area_code and at.area_name(one.area_code), one.project_code, one.case_code),
        *(at.officer_name(one.officer_code), day(one.due_on)),
    ]
    return " · ".join(part for part in parts if part)
