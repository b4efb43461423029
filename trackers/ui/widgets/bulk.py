"""Many cases at once: those of the present filter, one step, all of them or none."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from trackers.domain.tracks import TRACKS, StepMark, StepState, TrackCode
from trackers.services.cases import CaseRow
from trackers.services.steps import preview_step, set_step_for_many
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.words import say
from trackers.words.errors import sentence

_NAME = "bulk"
_SHOWN_REFUSALS = 8


def is_open() -> bool:
    """Tell whether the grid is open."""
    return state.is_open(_NAME)


def opener() -> None:
    """Show the button that opens the grid."""
    st.button(
        say("Ghi nhiều hồ sơ"),
        key="open.bulk",
        type="tertiary",
        on_click=state.open_form,
        args=(_NAME,),
    )


def show(at: Desk, rows: Sequence[CaseRow]) -> None:
    """Show the grid of the cases that pass the filters, and what to write into them."""
    plain.heading(say("Ghi một bước cho nhiều hồ sơ"))
    track = st.segmented_control(
        say("Loại hồ sơ"),
        list(TrackCode),
        default=TrackCode.DONATION,
        required=True,
        format_func=lambda code: say(TRACKS[code].label),
        key=frame.field(_NAME, "track"),
    )
    listed = [row for row in rows if row.state.case.track is track]
    if not track or not listed:
        plain.note(say("Không có hồ sơ loại này trong bộ lọc đang chọn."))
        st.button(say("Huỷ"), key="cancel.bulk", on_click=state.close_form, args=(_NAME,))
        return
    codes = _chosen(listed, f"{track}.{hash(state.filters())}")
    steps = {one.code: say(one.label) for one in TRACKS[track].case_steps}
    # These answer at once: the refusals below depend on them.
    step = st.selectbox(
        say("Bước"),
        list(steps),
        index=None,
        format_func=steps.__getitem__,
        key=frame.field(_NAME, f"step.{track}"),
        placeholder=say("Chọn"),
    )
    on = st.date_input(
        say("Ngày hoàn thành"),
        at.today,
        min_value=frame.EARLIEST,
        max_value=frame.LATEST,
        format="DD/MM/YYYY",
        key=frame.field(_NAME, "on"),
    )
    _write(at, codes, step, StepMark(step or "", StepState.DONE, on))


def _chosen(rows: Sequence[CaseRow], of: str) -> list[str]:
    """Show the grid; give the codes that are ticked."""
    here, code, holder, stage = (say(one) for one in ("Chọn", "Mã", "Hộ", "Tình trạng"))
    table = pd.DataFrame(
        {
            here: [True for _ in rows],
            code: [row.state.case.code for row in rows],
            holder: [row.holder for row in rows],
            stage: [
                f"{row.state.stage.look.sign} {say(row.state.stage.look.label)}" for row in rows
            ],
        }
    )
    # As it was when it opened: a grid that changes under the hand would lose its ticks.
    key = frame.field(_NAME, f"grid.{of}")
    edited = st.data_editor(
        state.opened_base(key, table),
        key=key,
        hide_index=True,
        height=260,
        disabled=[code, holder, stage],
        column_config={here: st.column_config.CheckboxColumn(width=50)},
    )
    return list(edited[edited[here]][code])


def _write(at: Desk, codes: list[str], step: str | None, mark: StepMark) -> None:
    refusals = (
        preview_step(at.ledger, at.actor, case_codes=codes, mark=mark, now=at.now)
        if step and codes
        else []
    )
    if refusals:
        plain.heading(say("{n} hồ sơ chưa ghi được", n=len(refusals)))
        for one in refusals[:_SHOWN_REFUSALS]:
            plain.markup(
                '<p class="mb-warn"><b>{code}</b> {why}</p>',
                code=one.case_code,
                why=sentence(one.error),
            )
        plain.note(say("Hãy bỏ chọn các hồ sơ đó: tất cả cùng được ghi, hoặc không hồ sơ nào."))
    ready = bool(step and codes and not refusals)
    with st.container(horizontal=True):
        clicked = st.button(
            plain.label(say("Ghi {n} hồ sơ", n=len(codes))),
            key="save.bulk",
            type="primary",
            disabled=not ready,
        )
        st.button(say("Huỷ"), key="cancel.bulk", on_click=state.close_form, args=(_NAME,))
    if clicked:
        frame.save(
            _NAME,
            lambda key: set_step_for_many(
                at.ledger, at.actor, case_codes=codes, mark=mark, now=at.now, key=key
            ),
            done=say("Đã ghi {n} hồ sơ.", n=len(codes)),
        )
