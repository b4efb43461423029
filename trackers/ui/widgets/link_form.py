"""The form of a new link: what it shows, for how long, and who may open it."""

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

import streamlit as st

from geodata.days import Towards
from trackers.domain.links import FILTERS, LONGEST_LABEL, LinkKind, LinkScope
from trackers.domain.wards import VIETNAM, day_of
from trackers.services.links import make_link, new_pin
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets import asking, link_made, plain, view_reader
from trackers.words import say
from trackers.words.formats import day, span

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
LIVES = {
    LinkKind.MEETING: (2 * _HOUR, 8 * _HOUR, 24 * _HOUR, 3 * _DAY, 7 * _DAY),
    LinkKind.PUBLIC: (7 * _DAY, 30 * _DAY, 90 * _DAY, 180 * _DAY, 366 * _DAY),
}
_SHOWS = {
    LinkKind.MEETING: (
        "Cho người dự họp: bản đồ thửa theo lớp công khai, không có tên, điện thoại, số tiền. "
        "Nên mở trước mặt cán bộ; liên kết sống ngắn."
    ),
    LinkKind.PUBLIC: (
        "Cho mọi người: số hồ sơ và chiều dài theo khu vực, đoạn đường, mỗi ô ít nhất 5 hộ; "
        "không có thửa nào."
    ),
}
# The scope's own day: live, or the day that is shown.
_LIVE = "live"


def show(at: Desk, kind: LinkKind) -> None:
    """Show the form; what it makes is shown in its place."""
    plain.note(say(_SHOWS[kind]))
    if words := link_made.unreachable(at):
        st.warning(plain.label(words))
    label = st.text_input(
        say("Tên liên kết (chỉ cán bộ thấy)"), key=_key(kind, "label"), max_chars=LONGEST_LABEL
    )
    scope = _scope(at, kind)
    lasts = st.pills(
        say("Hết hạn sau"),
        LIVES[kind],
        default=kind.lasts,
        format_func=span,
        required=True,
        key=_key(kind, "lasts"),
    )
    starts_at = _start(kind)
    pin = _pin() if kind is LinkKind.MEETING else ""
    if st.button(say("Tạo liên kết"), type="primary", key=_key(kind, "make")):
        with refusals_shown():
            made = make_link(
                at.ledger,
                at.actor,
                kind=kind,
                label=label or "",
                scope=scope,
                starts_at=starts_at,
                lasts=lasts,
                pin=pin,
                now=datetime.now(UTC),
            )
            link_made.keep(at, made, pin)
            st.rerun()
    view_reader.show(_key(kind, "view"))


def _scope(at: Desk, kind: LinkKind) -> LinkScope:
    """Ask what part of the ward is shown, beginning with what is on screen."""
    on_screen = [one for one in state.codes_of("project") if one in at.projects]
    works = st.multiselect(
        say("Công trình (trống: tất cả)"),
        list(at.projects),
        default=on_screen,
        format_func=lambda code: at.projects[code].name,
        key=_key(kind, "works"),
        placeholder=say("Tất cả công trình"),
    )
    filters = {name: ",".join(codes) for name in FILTERS if (codes := state.codes_of(name))}
    if filters and not st.checkbox(
        say("Giữ bộ lọc khu vực, loại hồ sơ đang chọn"), value=True, key=_key(kind, "filters")
    ):
        filters = {}
    view = view_reader.known(_key(kind, "view"))
    if view and not st.checkbox(
        say("Mở đúng vị trí bản đồ đang xem"), value=True, key=_key(kind, "place")
    ):
        view = ""
    return LinkScope(tuple(works), urlencode(filters, safe=","), view, _as_of(kind))


def _as_of(kind: LinkKind) -> date | None:
    """Ask for the day that is shown where the page shows a former one; None: the present."""
    shown = state.as_of()
    if shown is None:
        return None
    words = {_LIVE: say("Trực tiếp"), "day": say("Hết ngày {day}", day=day(shown))}
    chosen = st.pills(
        say("Số liệu"),
        list(words),
        default="day",
        format_func=words.__getitem__,
        required=True,
        key=_key(kind, "as-of"),
    )
    return None if chosen == _LIVE else shown


def _start(kind: LinkKind) -> datetime | None:
    """Ask from when the link opens, by the clock on the wall; None: at once."""
    if not st.checkbox(say("Chưa mở ngay, hẹn giờ mở"), key=_key(kind, "later")):
        return None
    today = day_of(datetime.now(UTC))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        on = asking.day_line(
            _key(kind, "on"), say("Ngày mở"), today, today=today, towards=Towards.AHEAD
        )
        at = st.time_input(say("Giờ mở"), time(7, 30), key=_key(kind, "at"), width=130)
    plain.note(say("Theo giờ thật, kể cả khi đang dùng dữ liệu mẫu."))
    return datetime.combine(on or today, at, VIETNAM)


def _pin() -> str:
    """Ask for a PIN; one that nobody guesses stands there already."""
    if not st.checkbox(say("Hỏi mã PIN khi mở"), key=_key(LinkKind.MEETING, "with-pin")):
        return ""
    key = _key(LinkKind.MEETING, "pin")
    st.session_state.setdefault(key, new_pin())
    return st.text_input(say("Mã PIN (4 đến 8 chữ số)"), key=key, max_chars=8, width=200) or ""


def _key(kind: LinkKind, part: str) -> str:
    return f"link.{kind}.{part}"
