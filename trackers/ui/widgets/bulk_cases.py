"""Which cases the work on many is about: picked on the map, shown, or pasted; each a tick."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from trackers.domain.code_lists import read_codes
from trackers.domain.tracks import TrackCode
from trackers.services.cases import CaseRow
from trackers.ui import opened, state
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.words import say

NAME = "bulk"
_PICKED, _SHOWN, _PASTED = "picked", "shown", "pasted"
_LISTED = 12


def candidates(shown: Sequence[CaseRow], rows: Sequence[CaseRow]) -> list[CaseRow]:
    """Show where the cases come from; give them."""
    picked = [row for row in rows if row.state.case.code in state.picked()]
    words = {
        _SHOWN: say("{n} hồ sơ đang hiện", n=len(shown)),
        _PASTED: say("Dán danh sách mã"),
    }
    if picked:
        words = {_PICKED: say("{n} chọn trên bản đồ", n=len(picked)), **words}
    source = st.segmented_control(
        say("Hồ sơ nào"),
        list(words),
        default=next(iter(words)),
        required=True,
        format_func=lambda one: plain.label(words[one]),
        key=frame.field(NAME, f"source.{len(words)}"),
    )
    if source == _PASTED:
        return _pasted(rows)
    return picked if source == _PICKED else list(shown)


def _pasted(rows: Sequence[CaseRow]) -> list[CaseRow]:
    text = frame.note_field(NAME, "codes", say("Mã hồ sơ, cách nhau bằng dấu hoặc xuống dòng"))
    by_code = {row.state.case.code: row for row in rows}
    read = read_codes(text, by_code)
    if read.unknown:
        plain.markup(
            '<p class="mb-warn">{words} <b>{codes}</b></p>',
            words=say("Không có mã:"),
            codes=listed(read.unknown),
        )
    return [by_code[code] for code in read.found]


def ticked(rows: Sequence[CaseRow], track: TrackCode | None) -> list[str]:
    """Show the grid; give the codes that are ticked. Cases of another track start without tick."""
    if not rows:
        plain.note(say("Chưa có hồ sơ nào. Hãy dán mã, hoặc bớt điều kiện lọc."))
        return []
    # As it was when it opened: a grid that changes under the hand would lose its ticks.
    codes = [row.state.case.code for row in rows]
    key = frame.field(NAME, f"grid.{track}.{hash(tuple(codes))}")
    here = say("Chọn")
    table = opened.opened_base(key, _table(rows, track))
    edited = st.data_editor(
        table,
        key=key,
        hide_index=True,
        height=min(260, 36 * (len(rows) + 1)),
        disabled=[one for one in table.columns if one != here],
        column_config={here: st.column_config.CheckboxColumn(width=75)},
    )
    chosen = list(edited[edited[here]][say("Mã")])
    left = [code for code in chosen if code in _left_out()]
    if left:
        plain.note(say("Đã bỏ ra: {codes}", codes=listed(left)))
    return [code for code in chosen if code not in _left_out()]


def leave_out(codes: Sequence[str]) -> None:
    """Leave cases out, whatever their ticks, as long as the form is open."""
    _left_out().update(codes)


def listed(codes: Sequence[str]) -> str:
    """Write codes in a line, the first of many."""
    line = ", ".join(codes[:_LISTED])
    more = len(codes) - _LISTED
    return line if more <= 0 else say("{codes} và {n} mã khác", codes=line, n=more)


def _table(rows: Sequence[CaseRow], track: TrackCode | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            say("Chọn"): [track in {None, row.state.case.track} for row in rows],
            say("Mã"): [row.state.case.code for row in rows],
            say("Hộ"): [row.holder for row in rows],
            say("Tình trạng"): [
                f"{row.state.stage.look.sign} {say(row.state.stage.look.label)}" for row in rows
            ],
        }
    )


def _left_out() -> set[str]:
    # Who refuses one kind of work may take another.
    what = st.session_state.get(frame.field(NAME, "what"))
    key = frame.field(NAME, f"left-out.{what}")
    return st.session_state.setdefault(key, set())  # type: ignore[no-any-return] # our own
