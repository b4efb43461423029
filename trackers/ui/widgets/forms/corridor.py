"""The form of a corridor: where the line comes from, how wide, and what saving it would do."""

from dataclasses import replace

import shapely
import streamlit as st

from geodata.corridor_widths import read_widths, write_widths
from geodata.numbers import AREA, LENGTH
from trackers.domain.corridors import Scenario
from trackers.domain.errors import TextMissing
from trackers.domain.projects import Project
from trackers.domain.tracks import TrackCode
from trackers.services.corridor_cases import Choices
from trackers.services.corridor_land import Proposal
from trackers.services.corridors import CorridorPreview, preview_corridor, save_corridor
from trackers.services.line_files import read_line_file
from trackers.services.outlines import preview_outline
from trackers.services.projects import project_sites
from trackers.store import Saved
from trackers.ui import opened, tracing
from trackers.ui.context import Desk
from trackers.ui.messages import KNOWN, show_error
from trackers.ui.widgets import corridor_list, imports, plain
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import number_field
from trackers.words import say

NOW, SCENARIO, DRAWN, TYPED, OUTLINE, FILE = "now", "scenario", "drawn", "typed", "area", "file"
_SOURCES = {
    NOW: "Tim đang có",
    SCENARIO: "Theo phương án",
    DRAWN: "Vẽ trên bản đồ",
    TYPED: "Gõ toạ độ tim",
    OUTLINE: "Gõ toạ độ ranh",
    FILE: "Từ tệp",
}
_USUAL_M = 2.5
_KINDS = ("geojson", "json", "gpkg", "zip")
_SEEN = "corridor.seen"


def name_of(code: str) -> str:
    """Give the name of the form of a work's corridor."""
    return f"corridor.{code}"


def show(at: Desk, now: Project, scenario: Scenario | None) -> None:
    """Show the form, and below it what saving would do; `scenario` is the one that is looked at."""
    name = name_of(now.code)
    base = opened.opened_base(name, now)
    proposal = _with_widths(name, now, scenario, _line(at, name, now, scenario))
    least = number_field(
        name,
        "least",
        say("Phần còn lại nhỏ hơn mức này là quá nhỏ (m²)"),
        now.least_remaining_m2,
        unit=AREA,
    )
    found = _look(at, now.code, proposal, least) if proposal else None
    tracing.show(
        found.land.site if found else None, proposal.centreline if proposal and found else None
    )
    if found:
        corridor_list.show(at, found)
    if at.writes_work(now.code):
        _save(at, base, scenario, proposal, least)


def _save(
    at: Desk,
    base: Project,
    scenario: Scenario | None,
    proposal: Proposal | None,
    least: float | None,
) -> None:
    """Show what new cases get, the reason and the buttons, and save."""
    name = name_of(base.code)
    choices = _choices(at, name, base)
    reason = frame.text_field(name, "reason", say("Lý do, căn cứ"))

    def write(key: str) -> Saved:
        if proposal is None:
            raise TextMissing(field="corners")
        return save_corridor(
            at.ledger,
            at.actor,
            base=base,
            proposal=proposal,
            choices=choices,
            reason=reason,
            now=at.now,
            least_remaining_m2=least,
            scenario=scenario.code if scenario else "",
            key=key,
        )

    if frame.wants_saving(name, "Ghi hành lang và hồ sơ"):
        frame.save(name, write, done=say("Đã ghi hành lang và các hồ sơ."))


def centreline_of(at: Desk, code: str) -> bytes | None:
    """Give the centreline that a work has (WKB, EPSG:4326), or None."""
    sites = {one.project_code: one for one in project_sites(at.ledger)}
    return sites[code].centreline if code in sites else None


def _line(at: Desk, name: str, now: Project, scenario: Scenario | None) -> Proposal | None:
    """Show where the line comes from; give it without its widths, None while there is none."""
    kept = centreline_of(at, now.code)
    ways = [
        one
        for one in _SOURCES
        if not ((one == NOW and kept is None) or (one == SCENARIO and scenario is None))
    ]
    first = SCENARIO if scenario else (DRAWN if tracing.drawn() or not kept else NOW)
    way = frame.pills_field(
        name, "way", say("Tim tuyến hoặc ranh"), ways, lambda one: say(_SOURCES[one]), first
    )
    frame.note_unread(name, "corners", unread=False)
    if way == SCENARIO and scenario:
        plain.note(scenario.name)
        return Proposal(scenario.centreline)
    if way == DRAWN:
        return _drawn(kept)
    if way in (TYPED, OUTLINE):
        return _typed(at, name, way)
    if way == FILE:
        return _filed(at, name)
    return Proposal(kept) if kept else None


def _drawn(kept: bytes | None) -> Proposal | None:
    line = tracing.drawn()
    with st.container(horizontal=True, gap="small"):
        st.button(say("Vẽ mới"), key="corridor.draw", on_click=tracing.begin)
        before = line or kept
        if before and shapely.get_num_geometries(shapely.from_wkb(before)) == 1:
            points = [(x, y) for x, y in shapely.get_coordinates(shapely.from_wkb(before))]
            st.button(
                say("Sửa trên bản đồ"),
                key="corridor.redraw",
                on_click=tracing.begin,
                args=(points,),
            )
    if tracing.wanted():
        plain.note(say("Đang vẽ: chạm từng điểm trên bản đồ, chạm hai lần hoặc Enter để xong."))
    elif line is None:
        plain.note(say("Chưa vẽ. Bấm “Vẽ mới” rồi chạm từng điểm của tim tuyến trên bản đồ."))
    return Proposal(line) if line else None


def _typed(at: Desk, name: str, way: str) -> Proposal | None:
    corners = frame.note_field(
        name,
        f"corners.{way}",
        say("Mỗi dòng một đỉnh: X (bắc) rồi Y (đông), như bảng kê toạ độ"),
        height=120,
    )
    if not corners.strip():
        plain.note(say("Ví dụ: 1 1115432,10 574210,35"))
        return None
    try:
        width = None if way == OUTLINE else _USUAL_M
        found = preview_outline(at.ledger, at.actor, corners=corners, width_m=width)
    except KNOWN as error:
        show_error(error)
        frame.note_unread(name, "corners", unread=True)
        return None
    return Proposal(found.centreline) if found.centreline else Proposal(site=found.site)


def _filed(at: Desk, name: str) -> Proposal | None:
    uploaded = imports.upload(
        say("Tệp GeoJSON, GPKG hoặc SHP nén ZIP"), _KINDS, frame.field(name, "file")
    )
    crs = imports.choose_system()
    if uploaded is None:
        return None
    try:
        return imports.remembered(
            uploaded,
            (name, crs),
            lambda path: read_line_file(at.ledger, at.actor, path, crs=crs),
        )
    except KNOWN as error:
        show_error(error)
        return None


def _with_widths(
    name: str, now: Project, scenario: Scenario | None, line: Proposal | None
) -> Proposal | None:
    """Show the widths and give the line with them; a footprint has none."""
    if line is not None and line.centreline is None:
        return line
    known = (scenario.widths if scenario else now.widths) or ((0.0, _USUAL_M, _USUAL_M),)
    left_side, right_side = st.columns(2, gap="small")
    with left_side:
        left = number_field(name, "left", say("Rộng bên trái (m)"), known[0][1], unit=LENGTH)
    with right_side:
        right = number_field(name, "right", say("Rộng bên phải (m)"), known[0][2], unit=LENGTH)
    later = _later(name, known[1:])
    if line is None or left is None or right is None or later is None:
        return None
    return replace(line, widths=((0.0, left, right), *later))


def _later(
    name: str, known: tuple[tuple[float, float, float], ...]
) -> tuple[tuple[float, float, float], ...] | None:
    """Show where the width changes; None where that cannot be read."""
    part = "later"
    frame.note_unread(name, part, unread=False)
    with st.expander(say("Bề rộng đổi theo lý trình"), expanded=bool(known)):
        text = frame.note_field(
            name,
            part,
            say("Mỗi dòng: từ lý trình, bên trái, bên phải (Km0+300 3,0 2,5)"),
            write_widths(known),
        )
    try:
        return read_widths(text)
    except KNOWN as error:
        show_error(error)
        frame.note_unread(name, part, unread=True)
        return None


def _look(at: Desk, code: str, proposal: Proposal, least: float | None) -> CorridorPreview | None:
    """Give what the proposal comes to, computed once for the same figures."""
    mark = (at.ward.code, at.ward.revision, at.actor.code, code, proposal, least)
    kept = st.session_state.get(_SEEN)
    if kept is None or kept[0] != mark:
        try:
            found = preview_corridor(
                at.ledger,
                at.actor,
                project_code=code,
                proposal=proposal,
                least_remaining_m2=least,
            )
        except KNOWN as error:
            show_error(error)
            return None
        kept = st.session_state[_SEEN] = (mark, found)
    return kept[1]


def _choices(at: Desk, name: str, now: Project) -> Choices:
    """Show what new cases get."""
    with st.expander(say("Hồ sơ mới mở")):
        tracks = list(TrackCode)
        track = frame.choice_field(
            name,
            "track",
            say("Loại hồ sơ"),
            tracks,
            lambda one: say(at.tracks[one].label),
            TrackCode.DONATION,
        )
        officer = frame.choice_field(
            name,
            "officer",
            say("Cán bộ phụ trách"),
            [one.code for one in at.officers.values() if one.active],
            at.officer_name,
            now.lead_officer_code,
        )
        area = frame.choice_field(
            name,
            "area",
            say("Khu vực, cho thửa chưa thuộc khu vực nào"),
            list(at.areas),
            at.area_name,
            next(iter(at.areas), None),
        )
        unknown = frame.tick_field(
            name, "unknown", say("Mở cả hồ sơ cho thửa chưa rõ chủ (đặt tên sau)"), value=True
        )
        close = frame.tick_field(
            name,
            "close",
            say("Đưa ra khỏi phạm vi hồ sơ không còn chạm và chưa ghi gì"),
            value=True,
        )
    return Choices(track or TrackCode.DONATION, officer or "", area or "", unknown, close)
