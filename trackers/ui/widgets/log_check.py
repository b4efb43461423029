"""The log's head, to be printed on minutes, and the check that log and current rows agree."""

import streamlit as st

from trackers.services.proving import log_head, prove_log, short
from trackers.store.proof import Proof
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets import asking, plain
from trackers.words import say
from trackers.words.formats import moment, number
from trackers.words.log_findings import finding_words

_RUN, _DONE, _SEAL, _REVISION, _ASKED = (
    f"log.{name}" for name in ("run", "done", "seal", "revision", "asked")
)
_MOST_REVISIONS = 10**12


def show(at: Desk) -> None:
    """Show where the log ends, and a check that can be stopped."""
    plain.heading(say("Nhật ký"))
    _head(at)
    _form()
    with refusals_shown():
        _run(at)
    done = st.session_state.get(_DONE, {}).get(at.ward.code)
    if done:
        _result(*done)


def _head(at: Desk) -> None:
    head = log_head(at.ledger, at.actor)
    plain.facts(
        (
            (say("Mục cuối"), number(head.revision)),
            (say("Ghi lúc"), moment(head.recorded_at)),
            (say("Số mục"), number(head.events)),
            (say("Mã niêm phong"), short(head.head_hash)),
        )
    )
    plain.note(
        say(
            "Ghi số mục cuối và mã niêm phong vào biên bản họp: về sau ai cắt bớt hoặc viết lại "
            "nhật ký thì kiểm tra sẽ thấy. Mã đầy đủ:"
        )
    )
    st.code(head.head_hash, language=None, wrap_lines=True)


def _form() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(say("Mã niêm phong in trong biên bản (không bắt buộc)"), key=_SEAL, width=380)
        st.session_state[_ASKED] = asking.count_line(
            _REVISION, say("Số mục cuối in cùng mã"), None, least=1, most=_MOST_REVISIONS
        )
        st.button(say("Kiểm tra nhật ký"), key="log.check", type="primary", on_click=_start)


def _start() -> None:
    st.session_state[_RUN] = True
    st.session_state.pop(_DONE, None)


def _stop() -> None:
    st.session_state[_RUN] = False


def _run(at: Desk) -> None:
    """Check the log while the bar goes on; a click on anything ends the run, and the check."""
    if not st.session_state.get(_RUN):
        return
    st.session_state[_RUN] = False
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, text=say("Đang kiểm tra nhật ký…"))
        st.button(say("Dừng"), key="log.stop", on_click=_stop)
    found = prove_log(
        at.ledger,
        at.actor,
        head=st.session_state.get(_SEAL) or "",
        revision=st.session_state.get(_ASKED),
        progress=lambda share: bar.progress(share, text=say("Đang kiểm tra nhật ký…")),
    )
    place.empty()
    st.session_state[_DONE] = {at.ward.code: (found, moment(at.now))}


def _result(found: Proof, when: str) -> None:
    if found.holds:
        words = say(
            "Nhật ký khớp: {events} mục nối liền nhau, {rows} dòng số liệu đúng như nhật ký. "
            "Kiểm tra lúc {when}.",
            events=number(found.events),
            rows=number(found.rows),
            when=when,
        )
        st.success(plain.label(words))
        if found.erased:
            plain.note(say("Giá trị cá nhân đã xoá theo luật: {n}.", n=number(found.erased)))
        return
    st.error(
        plain.label(
            say(
                "Nhật ký không khớp: {n} lỗi. Đừng ghi thêm; hãy báo người quản trị máy và giữ "
                "bản sao lưu gần nhất.",
                n=number(found.faults),
            )
        )
    )
    plain.lines(finding_words(one) for one in found.findings)
    if more := found.faults - len(found.findings):
        plain.note(say("… và {n} lỗi khác.", n=number(more)))
