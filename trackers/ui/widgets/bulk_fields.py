"""What is to be written into many cases: the fields of each kind, answered at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from geodata.days import Towards
from trackers.domain.contacts import Contact, Outcome
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.shipped import TRACKS
from trackers.domain.tracks import StepMark, StepState, TrackCode
from trackers.services.bulk import Task
from trackers.services.bulk_tasks import EditCases, OpenObstacles, RecordVisits, SetStep
from trackers.services.cases import CaseRow
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.bulk_cases import NAME
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say

STEP = "step"
_KINDS = {
    STEP: "Bước",
    "officer": "Cán bộ",
    "visit": "Lần vận động",
    "obstacle": "Vướng mắc",
    "review": "Ngày rà soát",
}
_SAME = "same"


def kind_field() -> str:
    """Show what can be written."""
    return str(
        st.segmented_control(
            say("Ghi gì"),
            list(_KINDS),
            default=STEP,
            required=True,
            format_func=lambda code: say(_KINDS[code]),
            key=frame.field(NAME, "what"),
        )
    )


def track_field(rows: Sequence[CaseRow]) -> TrackCode:
    """Show the tracks: the steps differ; first that of most cases."""
    tracks = [row.state.case.track for row in rows]
    most = max(TrackCode, key=tracks.count)
    chosen: TrackCode = st.segmented_control(
        say("Loại hồ sơ"),
        list(TrackCode),
        default=most,
        required=True,
        format_func=lambda code: say(TRACKS[code].label),
        key=frame.field(NAME, f"track.{most}"),
    )
    return chosen


def task(at: Desk, kind: str, track: TrackCode | None) -> Task | None:
    """Show the fields of a kind; give what they say, None while something needed is missing."""
    if kind == STEP and track is not None:
        return _step(at, track)
    fields = {"officer": _officers, "visit": _visit, "obstacle": _obstacle, "review": _review}
    return fields[kind](at)


def _step(at: Desk, track: TrackCode) -> Task | None:
    steps = {one.code: say(one.label) for one in at.tracks[track].case_steps}
    left, right = st.columns([3, 2], gap="small")
    with left:
        step = _choice(f"step.{track}", say("Bước"), steps)
    with right:
        on = _day(at, "on", say("Ngày hoàn thành"), Towards.PAST)
    reason = frame.text_field(NAME, "reason", say("Lý do (nếu sửa ngày đã ghi)"))
    if not step or on is None:
        return None
    return SetStep(StepMark(step, StepState.DONE, on), reason)


def _officers(at: Desk) -> Task | None:
    active = {code: one.name for code, one in at.officers.items() if one.active}
    same = {_SAME: say("Giữ nguyên")}
    left, right = st.columns(2, gap="small")
    with left:
        officer = _choice("officer", say("Cán bộ phụ trách"), same | active, _SAME)
    with right:
        cover = _choice(
            "cover", say("Người thay khi vắng"), same | {"": say("Không có")} | active, _SAME
        )
    changes: dict[str, Any] = {}
    if officer not in {None, _SAME}:
        changes["officer_code"] = officer
    if cover not in {None, _SAME}:
        changes["cover_code"] = cover or None
    return EditCases(changes) if changes else None


def _visit(at: Desk) -> Task | None:
    outcome = frame.pills_field(
        NAME, "outcome", say("Kết quả"), list(Outcome), lambda one: say(one.label)
    )
    note = frame.note_field(NAME, "note", say("Nội dung"))
    left, right = st.columns([2, 3], gap="small")
    with left:
        on = _day(at, "met", say("Ngày đi"), Towards.PAST)
    with right:
        visitors = _visitors(at)
    plain.note(say("Mỗi hộ được ghi một lần, dù có nhiều hồ sơ."))
    if outcome is None or on is None:
        return None
    return RecordVisits(Contact("", "", "", on, tuple(visitors), outcome, note=note.strip()))


def _visitors(at: Desk) -> list[str]:
    active = {code: one.name for code, one in at.officers.items() if one.active}
    return st.multiselect(
        say("Người đi"),
        list(active),
        [at.actor.code] if at.actor.code in active else [],
        format_func=active.__getitem__,
        key=frame.field(NAME, "visitors"),
        placeholder=say("Chọn"),
    )


def _obstacle(at: Desk) -> Task | None:
    kind = frame.choice_field(
        NAME, "kind", say("Loại vướng mắc"), list(ObstacleKind), lambda one: say(one.label)
    )
    text = frame.note_field(NAME, "text", say("Cụ thể là gì"))
    left, right = st.columns(2, gap="small")
    with left:
        opened_on = _day(at, "opened", say("Từ ngày"), Towards.PAST)
    with right:
        due_on = _day(at, "due", say("Hạn giải quyết"), Towards.AHEAD)
    own = {"": say("Cán bộ phụ trách từng hồ sơ")}
    active = {code: one.name for code, one in at.officers.items() if one.active}
    officer = _choice("solver", say("Người giải quyết"), own | active, "")
    if kind is None or opened_on is None or not text.strip():
        return None
    return OpenObstacles(kind, text, opened_on, officer or "", due_on)


def _review(at: Desk) -> Task | None:
    on = _day(at, "reviewed", say("Ngày rà soát gần nhất"), Towards.PAST)
    return None if on is None else EditCases({"reviewed_on": on})


def _day(at: Desk, part: str, label: str, towards: Towards) -> date | None:
    """Show a field for a day; one that has passed starts with today."""
    first = at.today if towards is Towards.PAST else None
    return day_field(NAME, part, label, first, today=at.today, towards=towards)


def _choice(
    part: str, label: str, options: Mapping[str, str], first: str | None = None
) -> str | None:
    chosen: str | None = frame.choice_field(
        NAME, part, label, list(options), options.__getitem__, first
    )
    return chosen
