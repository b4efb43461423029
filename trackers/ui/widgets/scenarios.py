"""What if: widths and moved lines side by side, and the scenarios of a work that are kept."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from geodata.numbers import LENGTH
from trackers.domain.corridors import Fate, Scenario, Totals
from trackers.domain.projects import Project
from trackers.services.corridor_land import Proposal
from trackers.services.scenarios import (
    USUAL_WIDTHS_M,
    Comparison,
    compare,
    drop_scenario,
    keep_scenario,
    list_scenarios,
    moved,
    rename_scenario,
)
from trackers.ui import opened, state, tracing
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_remembered, remember
from trackers.ui.widgets import corridor_list, plain, report
from trackers.ui.widgets.forms import corridor as form
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import number_field
from trackers.words import say
from trackers.words.formats import chainage, day, number

_LEFT, _RIGHT = "left", "right"
_WAYS = {_LEFT: "sang trái", _RIGHT: "sang phải"}
# The rows of the table that come before those of what becomes of cases.
_FIRST = 3
Get = Callable[[Totals], float]


def compare_widths(at: Desk, project: Project, scenario: Scenario | None) -> None:
    """Show the usual widths on the present line, moved sideways if wanted, beside the plan."""
    line = scenario.centreline if scenario else form.centreline_of(at, project.code)
    line = tracing.drawn() or line
    if line is None:
        plain.note(say("Công trình chưa có tim tuyến. Hãy vẽ ở phần Hành lang trước."))
        return
    line, move = _moved(at, f"compare.{project.code}", line)
    named = [
        (f"{number(one, digits=1)} m", Proposal(line, ((0.0, one / 2, one / 2),)))
        for one in USUAL_WIDTHS_M
    ]
    found = compare(at.ledger, at.actor, project_code=project.code, named=named)
    names = [one.name for one in found.each]
    chosen = st.pills(
        say("Xem trên bản đồ"), names, default=names[1], key="compare.shown", required=True
    )
    shown = next(one for one in found.each if one.name == (chosen or names[1]))
    tracing.show(shown.site, shown.proposal.centreline)
    _side_by_side(found)
    if at.writes_work(project.code):
        title = ", ".join(filter(None, (move, say("nền {width}", width=shown.name))))
        _keep(at, project, shown.proposal, title[:1].upper() + title[1:])


def _moved(at: Desk, name: str, line: bytes) -> tuple[bytes, str]:
    """Show how far the line is moved, and where; give it moved, and that in words."""
    left, right = st.columns(2, gap="small")
    with left:
        by_m = number_field(name, "by", say("Dời tim (m)"), 0.0, unit=LENGTH) or 0.0
    with right:
        way = frame.pills_field(
            name, "way", say("Về phía"), list(_WAYS), lambda one: say(_WAYS[one]), _LEFT
        )
    between = _between(name)
    found = moved(
        at.ledger,
        at.actor,
        centreline=line,
        by_m=-by_m if way == _RIGHT else by_m,
        between=between,
    )
    if not by_m:
        return found, ""
    words = say("dời tim {by} m {way}", by=number(by_m, digits=1), way=say(_WAYS[way or _LEFT]))
    if between:
        words += f" {chainage(between[0])}–{chainage(between[1])}"
    return found, words


def _between(name: str) -> tuple[float, float] | None:
    """Show the stretch of chainage that is moved alone; None moves the whole line."""
    left, right = st.columns(2, gap="small")
    with left:
        start = number_field(name, "from", say("Từ lý trình (m)"), unit=LENGTH)
    with right:
        end = number_field(name, "to", say("Đến lý trình (m)"), unit=LENGTH)
    return None if start is None or end is None else (start, end)


def kept(at: Desk, project: Project, scenario: Scenario | None) -> None:
    """Show the scenarios of a work against the plan; one can be opened, renamed, dropped."""
    found = list_scenarios(at.ledger, at.actor, project_code=project.code)
    if not found:
        plain.note(say("Chưa có phương án nào. Hãy giữ một phương án ở phần So sánh."))
        return
    named = [(one.name, Proposal(one.centreline, one.widths)) for one in found]
    told = compare(at.ledger, at.actor, project_code=project.code, named=named)
    _side_by_side(told)
    for one, beside in zip(found, told.each, strict=True):
        with st.expander(plain.label(one.name), expanded=scenario == one):
            adopted = say("đã chọn ngày {day}", day=day(one.adopted_on)) if one.adopted_on else ""
            made = say(
                "{who} lập ngày {day}", who=at.officer_name(one.made_by), day=day(one.made_at)
            )
            plain.note(" · ".join(filter(None, (one.note, made, adopted))))
            _acts(at, one)
        if scenario == one:
            tracing.show(beside.site, one.centreline)


def _acts(at: Desk, one: Scenario) -> None:
    address = report.map_address(at.ward.code, corridor=one.project_code, scenario=one.code)
    link = report.link(address, say("Mở và chia sẻ"))
    st.html(f"<p class='mb-note'>{link}</p>")
    if not at.writes_work(one.project_code):
        return
    name = f"scenario.{one.code}"
    with st.container(horizontal=True, gap="small"):
        frame.opener(name, say("Đổi tên"), base=one.version)
        st.button(
            say("Xoá"), key=f"drop.{one.code}", on_click=refusals_remembered, args=(_drop, at, one)
        )
    if opened.is_open(name):
        base = opened.opened_base(name, one.version)
        title = frame.text_field(name, "name", say("Tên phương án"), one.name)
        note = frame.note_field(name, "note", say("Ghi chú"), one.note)
        if frame.wants_saving(name):
            frame.save(
                name,
                lambda key: rename_scenario(
                    at.ledger,
                    at.actor,
                    code=one.code,
                    base=base,
                    name=title,
                    note=note,
                    now=at.now,
                    key=key,
                ),
                done=say("Đã đổi tên phương án."),
            )


def _drop(at: Desk, one: Scenario) -> None:
    drop_scenario(at.ledger, at.actor, code=one.code, now=at.now)
    if state.raw("scenario") == one.code:
        state.put("scenario", None)
    remember(say("Đã xoá phương án; nhật ký còn giữ."))


def _keep(at: Desk, project: Project, proposal: Proposal, title: str) -> None:
    name = f"keep.{project.code}"
    frame.opener(name, say("Giữ phương án này"))
    if not opened.is_open(name):
        return
    words = frame.text_field(name, "name", say("Tên phương án"), title)
    note = frame.note_field(name, "note", say("Ghi chú"))
    if frame.wants_saving(name, "Giữ phương án"):
        frame.save(
            name,
            lambda key: keep_scenario(
                at.ledger,
                at.actor,
                project_code=project.code,
                name=words,
                note=note,
                proposal=replace(proposal, site=None),
                now=at.now,
                key=key,
            ),
            done=say("Đã giữ phương án."),
        )


def _side_by_side(found: Comparison) -> None:
    """Show the plan in force and each proposal, with its difference from the plan."""
    report.style()
    lines: list[tuple[str, Get, int]] = [
        (say("Hộ"), lambda one: one.households, 0),
        (say("Thửa"), lambda one: one.parcels, 0),
        (say("Diện tích (m²)"), lambda one: one.affected_m2, 1),
        (say("Hồ sơ có nhà, vật kiến trúc"), lambda one: one.houses, 0),
        *(
            (say(kind.label), lambda one, kind=kind: one.components.get(kind, 0), 0)
            for kind in found.kinds
        ),
    ]
    rows = [
        [
            report.cell(escape(name)),
            report.cell(number(get(found.now), digits=digits), "number"),
            *(_cell(get(one.totals), get(found.now), digits) for one in found.each),
        ]
        for name, get, digits in lines
    ]
    fates = [
        [
            report.cell(escape(say(fate.label))),
            report.cell("–", "number"),
            *(report.cell(str(one.fates[fate]), "number") for one in found.each),
        ]
        for fate in (Fate.NEW, Fate.FALLS_OUT, Fate.STAYS, Fate.RETURNS)
        if any(one.fates[fate] for one in found.each)
    ]
    rows[_FIRST:_FIRST] = fates
    heads = [say("So sánh"), say("Đang có"), *(one.name for one in found.each)]
    report.table(heads, rows)
    plain.note(say("Nhà và thành phần đếm theo hồ sơ đã có; thửa chưa có hồ sơ thì chưa biết."))


def _cell(value: float, now: float, digits: int) -> str:
    words = escape(number(value, digits=digits))
    if round(value - now, digits):
        words += f"<br><small>{escape(corridor_list.signed(value - now, digits))}</small>"
    return report.cell(words, "number")
