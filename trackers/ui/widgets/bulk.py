"""Many cases at once: those of the present filter, one step, all of them or none."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from trackers.domain.tracks import TRACKS, StepMark, StepState, TrackCode
from trackers.services.assignments import assign_many
from trackers.services.cases import CaseRow
from trackers.services.steps import Refusal, preview_step, set_step_for_many
from trackers.ui import state
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.words import say
from trackers.words.errors import sentence

_NAME = "bulk"
_STEP, _OFFICER = "step", "officer"
_KINDS = {_STEP: "Một bước", _OFFICER: "Cán bộ phụ trách"}
_SHOWN_REFUSALS = 8


def begin() -> None:
    """Open the grid anew, on the cases that are chosen now."""
    state.close_form(_NAME)
    state.open_form(_NAME)


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
    plain.heading(say("Ghi nhiều hồ sơ cùng lúc"))
    what = st.segmented_control(
        say("Ghi gì"),
        list(_KINDS),
        default=_STEP,
        required=True,
        format_func=lambda code: say(_KINDS[code]),
        key=frame.field(_NAME, "what"),
    )
    if what == _OFFICER:
        _officer(at, rows)
    else:
        _step(at, rows)


def _step(at: Desk, rows: Sequence[CaseRow]) -> None:
    track = st.segmented_control(
        say("Loại hồ sơ"),
        list(TrackCode),
        default=TrackCode.DONATION,
        required=True,
        format_func=lambda code: say(TRACKS[code].label),
        key=frame.field(_NAME, "track"),
    )
    codes = _chosen([row for row in rows if row.state.case.track is track], f"step.{track}")
    steps = {one.code: say(one.label) for one in TRACKS[track].case_steps}
    # These answer at once: the refusals below depend on them.
    step = _select(say("Bước"), f"step.{track}", steps)
    on = st.date_input(
        say("Ngày hoàn thành"),
        at.today,
        min_value=frame.EARLIEST,
        max_value=frame.LATEST,
        format="DD/MM/YYYY",
        key=frame.field(_NAME, "on"),
    )
    mark = StepMark(step or "", StepState.DONE, on)
    refusals = _refusals(at, codes, mark) if step and codes else []
    _show_refusals(refusals)
    _save(
        codes,
        lambda key: set_step_for_many(
            at.ledger, at.actor, case_codes=codes, mark=mark, now=at.now, key=key
        ),
        ready=bool(step and not refusals),
    )


def _officer(at: Desk, rows: Sequence[CaseRow]) -> None:
    codes = _chosen(rows, "officer")
    active = {code: one.name for code, one in at.officers.items() if one.active}
    officer = _select(say("Cán bộ phụ trách"), "officer", active)
    _save(
        codes,
        lambda key: assign_many(
            at.ledger,
            at.actor,
            case_codes=codes,
            officer_code=officer or "",
            now=at.now,
            key=key,
        ),
        ready=officer is not None,
    )


def _select(label: str, part: str, options: Mapping[str, str]) -> str | None:
    chosen: str | None = st.selectbox(
        label,
        list(options),
        index=None,
        format_func=options.__getitem__,
        key=frame.field(_NAME, part),
        placeholder=say("Chọn"),
    )
    return chosen


def _chosen(rows: Sequence[CaseRow], of: str) -> list[str]:
    """Show the grid; give the codes that are ticked."""
    of = f"{of}.{hash(state.filters())}"
    if not rows:
        plain.note(say("Không có hồ sơ loại này trong bộ lọc đang chọn."))
        return []
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
        column_config={here: st.column_config.CheckboxColumn(width=75)},
    )
    return list(edited[edited[here]][code])


def _refusals(at: Desk, codes: list[str], mark: StepMark) -> list[Refusal]:
    return preview_step(at.ledger, at.actor, case_codes=codes, mark=mark, now=at.now)


def _show_refusals(refusals: Sequence[Refusal]) -> None:
    if not refusals:
        return
    plain.heading(say("{n} hồ sơ chưa ghi được", n=len(refusals)))
    for one in refusals[:_SHOWN_REFUSALS]:
        plain.markup(
            '<p class="mb-warn"><b>{code}</b> {why}</p>',
            code=one.case_code,
            why=sentence(one.error),
        )
    plain.note(say("Hãy bỏ chọn các hồ sơ đó: tất cả cùng được ghi, hoặc không hồ sơ nào."))


def _save(codes: list[str], work: frame.Save, *, ready: bool) -> None:
    with st.container(horizontal=True):
        clicked = st.button(
            plain.label(say("Ghi {n} hồ sơ", n=len(codes))),
            key="save.bulk",
            type="primary",
            disabled=not (ready and codes),
        )
        st.button(say("Huỷ"), key="cancel.bulk", on_click=state.close_form, args=(_NAME,))
    if clicked:
        frame.save(_NAME, work, done=say("Đã ghi {n} hồ sơ.", n=len(codes)))
