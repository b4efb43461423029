"""Many cases at once: which, what, who would refuse and why; all of them, or none."""

from collections.abc import Sequence

import streamlit as st

from trackers.services.bulk import Preview, Task, preview_many, write_many
from trackers.services.cases import CaseRow
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import bulk_cases, bulk_fields, plain, undo
from trackers.ui.widgets.forms import frame
from trackers.words import say
from trackers.words.errors import sentence

_NAME = bulk_cases.NAME


def begin() -> None:
    """Open the grid anew, on the cases that are chosen now."""
    opened.close_form(_NAME)
    opened.open_form(_NAME)


def is_open() -> bool:
    """Tell whether the grid is open."""
    return opened.is_open(_NAME)


def opener() -> None:
    """Show the button that opens the grid."""
    st.button(
        say("Ghi nhiều hồ sơ"),
        key="open.bulk",
        type="tertiary",
        on_click=opened.open_form,
        args=(_NAME,),
    )


def show(at: Desk, shown: Sequence[CaseRow], rows: Sequence[CaseRow]) -> None:
    """Show the work on many cases: `shown` pass the filters, `rows` are all in scope."""
    plain.heading(say("Ghi nhiều hồ sơ cùng lúc"))
    kind = bulk_fields.kind_field()
    chosen = bulk_cases.candidates(shown, rows)
    track = bulk_fields.track_field(chosen) if kind == bulk_fields.STEP else None
    codes = bulk_cases.ticked(chosen, track)
    task = bulk_fields.task(at, kind, track)
    seen = None
    if task and codes:
        seen = preview_many(at.ledger, at.actor, task, case_codes=codes, now=at.now)
        _say(seen)
    _save(at, codes, task, seen)
    undo.own(at)


def _say(seen: Preview) -> None:
    """Say what would be written, and which cases refuse, by their sentences."""
    if seen.same:
        plain.note(say("{n} hồ sơ đã có sẵn, giữ nguyên.", n=len(seen.same)))
    if not seen.refusals:
        return
    plain.heading(say("{n} hồ sơ chưa ghi được", n=len(seen.refusals)))
    by_sentence: dict[str, list[str]] = {}
    for one in seen.refusals:
        by_sentence.setdefault(sentence(one.error), []).append(one.case_code)
    for why, codes in by_sentence.items():
        plain.markup(
            '<p class="mb-warn"><b>{codes}</b>: {why}</p>', codes=bulk_cases.listed(codes), why=why
        )
    plain.note(say("Tất cả cùng được ghi, hoặc không hồ sơ nào."))
    st.button(
        plain.label(say("Bỏ {n} hồ sơ này ra", n=len(seen.refusals))),
        key="leave-out.bulk",
        on_click=bulk_cases.leave_out,
        args=([one.case_code for one in seen.refusals],),
    )


def _save(at: Desk, codes: Sequence[str], task: Task | None, seen: Preview | None) -> None:
    count = len(seen.ready) if seen else len(codes)
    unread = frame.has_unread(_NAME)
    with st.container(horizontal=True, key="buttons.bulk"):
        clicked = st.button(
            plain.label(say("Ghi {n} hồ sơ", n=count)),
            key="save.bulk",
            type="primary",
            disabled=unread or not (seen and seen.ready and not seen.refusals),
        )
        st.button(say("Huỷ"), key="cancel.bulk", on_click=opened.close_form, args=(_NAME,))
    if clicked and task:
        frame.save(
            _NAME,
            lambda key: write_many(
                at.ledger, at.actor, task, case_codes=codes, now=at.now, key=key
            ),
            done=say("Đã ghi {n} hồ sơ. Hoàn tác cả đợt: mở lại Ghi nhiều hồ sơ.", n=count),
        )
