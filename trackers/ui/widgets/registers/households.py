"""The register of households: looking one up, its cases, duplicates, merging and parting."""

from functools import partial
from html import escape
from urllib.parse import quote

import streamlit as st

from trackers.domain.rights import Action
from trackers.services.erasure import erase_household
from trackers.services.households import HouseholdLine, household_line, list_households
from trackers.services.looks import looks_at_household
from trackers.services.merges import Likely, likely_duplicates, mergings_into
from trackers.services.person import CORRECTED, ask_correction
from trackers.ui import opened, state
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown, remember
from trackers.ui.widgets import household_card, looks, plain, report
from trackers.ui.widgets.forms import household, merging
from trackers.ui.widgets.registers import frame as registers
from trackers.words import current_language, say
from trackers.words.formats import day
from trackers.words.log import column_words

NAME = "households"


def show(at: Desk) -> None:
    """Show the register."""
    register = registers.Register(
        NAME,
        household.NEW,
        say("Thêm hộ"),
        say("Chưa có hộ nào. Hãy thêm hộ, hoặc nhập danh sách ở trang Nhập dữ liệu."),
        may_add=at.may(Action.RECORD_CASES),
    )
    registers.show(
        register,
        lambda text: [_line(one) for one in list_households(at.ledger, at.actor, text)],
        partial(_record, at),
        add=lambda: household.add(at, partial(registers.open_record, NAME)),
        beside=partial(_duplicates, at),
    )


def _line(line: HouseholdLine) -> registers.Line:
    codes = ", ".join(one.code for one in line.cases)
    home = line.household
    return registers.Line(home.code, home.holder, f"{home.code} · {codes}" if codes else home.code)


def _record(at: Desk, code: str) -> None:
    with refusals_shown():
        line = household_line(at.ledger, at.actor, code)
        home = line.household
        plain.heading(f"{home.code} · {home.holder}")
        if line.aliases:
            plain.note(say("Đã gộp: {codes}", codes=", ".join(line.aliases)))
        _cases(at, line)
        writes = at.writes(*line.cases) if line.cases else at.may(Action.RECORD_CASES)
        if at.may(Action.SEE_LOOKS):
            _for_its_people(at, home.code)
        household_card.show(at, home, writes=writes)
        if writes and not at.actor.masked:
            _correction(at, home.code)
        if writes:
            merging.show(at, home)
            _mergings(at, home.code)


def _for_its_people(at: Desk, code: str) -> None:
    """Offer what the household's people may ask for: their data, and who looked at them."""
    asked = f"?as={quote(state.raw('as'))}&lang={current_language()}"
    address = f"./w/{quote(at.ward.code)}/households/{quote(code)}.xlsx{asked}"
    st.html(
        f'<div class="mb-files">{report.link(address, say("Bản sao dữ liệu của hộ (XLSX)"))}</div>'
    )
    with st.expander(say("Ai đã xem hộ này")):
        looks.table(at, looks_at_household(at.ledger, at.actor, code, last=50))
    with st.expander(say("Xoá dữ liệu theo yêu cầu của hộ")):
        plain.note(say("Hồ sơ và số liệu còn lại dưới mã hộ; tên, số, lời ghi bị xoá hẳn."))
        reason = st.text_input(say("Theo đơn nào, căn cứ nào"), key=f"erase.reason.{code}")
        sure = st.checkbox(say("Tôi hiểu: xoá rồi không lấy lại được"), key=f"erase.sure.{code}")
        if st.button(say("Xoá dữ liệu của hộ"), key=f"erase.{code}", disabled=not sure):
            erase_household(at.ledger, at.actor, code, reason=reason or "", now=at.now)
            remember(say("Đã xoá dữ liệu của hộ."))
            st.rerun()


def _correction(at: Desk, code: str) -> None:
    """Keep that the household's people asked for something to be put right."""
    with st.expander(say("Hộ yêu cầu sửa thông tin")):
        plain.note(say("Ghi hộ yêu cầu sửa mục nào, rồi sửa ở “Sửa thông tin hộ”."))
        fields = st.multiselect(
            say("Mục cần sửa"),
            CORRECTED,
            format_func=lambda name: column_words("households", name),
            key=f"correct.{code}",
            label_visibility="collapsed",
            placeholder=say("Mục cần sửa"),
        )
        if st.button(say("Ghi yêu cầu"), key=f"correct.save.{code}", disabled=not fields):
            ask_correction(at.ledger, at.actor, code, fields=fields)
            remember(say("Đã ghi yêu cầu của hộ."))
            st.rerun()


def _cases(at: Desk, line: HouseholdLine) -> None:
    if not line.cases:
        plain.note(say("Hộ chưa có hồ sơ nào."))
        return
    rows = [
        [
            report.cell(report.link(report.map_address(at.ward.code, case=one.code), one.code)),
            report.cell(escape(at.projects[one.project_code].name)),
            report.cell(escape(at.area_name(one.area_code))),
            report.cell(report.area(one.affected_m2), "number"),
            report.cell(escape(one.share_of(line.household.code) or "–")),
        ]
        for one in line.cases
    ]
    titles = ("Hồ sơ", "Công trình", "Khu vực", "Diện tích (m²)", "Phần")
    report.table([say(one) for one in titles], rows)


def _mergings(at: Desk, code: str) -> None:
    for one in mergings_into(at.ledger, at.actor, code):
        words = say(
            "Gộp hộ {code} ngày {day}, do {who}",
            code=one.other_code,
            day=day(one.merged_on),
            who=at.officer_name(one.officer_code),
        )
        plain.note(words)
        merging.part(at, one)


def _duplicates(at: Desk) -> None:
    found = likely_duplicates(at.ledger, at.actor)
    if not found:
        plain.note(say("Chọn một hộ ở bên trái để xem, sửa, gộp."))
        return
    plain.heading(say("Có thể trùng ({count})", count=len(found)))
    for one in found:
        _likely(one)


def _likely(one: Likely) -> None:
    words = say(
        "{name}: {first} và {second}, {why}",
        name=one.first.holder,
        first=one.first.code,
        second=one.second.code,
        why=say(one.why.label),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        plain.note(words)
        st.button(
            say("So sánh và gộp"),
            key=f"likely.{one.first.code}.{one.second.code}",
            on_click=_compare,
            args=(one.first.code, one.second.code),
        )


def _compare(first: str, second: str) -> None:
    registers.open_record(NAME, first)
    opened.open_form(merging.name_of(first))
    merging.choose(first, second)
