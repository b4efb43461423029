"""The record of looking: who saw what, when and what for; for administrators, and one's own."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote, urlencode

import streamlit as st

from geodata.days import Towards
from trackers.domain.looks import Look, LookKind
from trackers.domain.wards import day_of
from trackers.services.look_sheets import headings, kind_label, line_of
from trackers.services.looks import MOST, LookFilter, my_looks, ward_looks
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.widgets import asking, plain, report
from trackers.words import current_language, say
from trackers.words.formats import number


def show(at: Desk) -> None:
    """Show the last looks of the ward, with filters and the file; raises NotAllowed."""
    plain.heading(say("Nhật ký truy cập"))
    plain.note(say("Ai xem gì, khi nào, để làm gì. Xem nhật ký này cũng được ghi lại."))
    wanted = _filter(at)
    found = ward_looks(at.ledger, at.actor, wanted)
    table(at, found)
    if len(found) == MOST:
        plain.note(
            say("Chỉ hiện {n} mục mới nhất. Hãy lọc, hoặc tải tệp để xem hết.", n=number(MOST))
        )
    words = report.link(_address(at, wanted), say("Tải CSV"))
    st.html(f'<div class="mb-files">{words}</div>')


def show_mine(at: Desk) -> None:
    """Show what the person who asks has looked at."""
    table(at, my_looks(at.ledger, at.actor, last=50))


def table(at: Desk, found: Sequence[Look]) -> None:
    """Show looks as a table, or that there are none."""
    if not found:
        plain.note(say("Chưa có mục nào như vậy."))
        return
    names = {code: one.name for code, one in at.officers.items()}
    rows = [[report.cell(escape(word)) for word in line_of(one, names)] for one in found]
    report.table(headings()[1:], rows)


def _filter(at: Desk) -> LookFilter:
    with st.container(
        horizontal=True, vertical_alignment="bottom", gap="small", key="looks-filter"
    ):
        who = _choice(say("Ai"), "who", list(at.officers), at.officer_name)
        kind = _choice(say("Việc"), "kind", [one.value for one in LookKind], kind_label)
        subject = st.text_input(say("Mã hộ, hồ sơ, cán bộ"), key="looks.subject", width=180)
        # Real time, as the looks have it, not the ward's.
        today = day_of(datetime.now(UTC))
        first, last = (
            asking.day_line(f"looks.{name}", label, None, today=today, towards=Towards.PAST)
            for name, label in (("first", say("Từ ngày")), ("last", say("Đến ngày")))
        )
    return LookFilter(who or "", kind or "", (subject or "").strip(), first, last)


def _choice(label: str, name: str, options: list[str], words: Callable[[str], str]) -> str | None:
    return st.selectbox(
        label,
        options,
        index=None,
        format_func=words,
        key=f"looks.{name}",
        placeholder=say("Tất cả"),
        width=200,
    )


def _address(at: Desk, wanted: LookFilter) -> str:
    asked = {
        "as": state.raw("as"),
        "lang": current_language(),
        "by": wanted.actor,
        "what": wanted.kind,
        "subject": wanted.subject,
        "first": wanted.first_on.isoformat() if wanted.first_on else "",
        "last": wanted.last_on.isoformat() if wanted.last_on else "",
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"./w/{quote(at.ward.code)}/looks.csv?{query}"
