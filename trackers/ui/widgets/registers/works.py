"""The register of works (công trình): their facts, dated progress, targets, new milestones."""

from functools import partial
from html import escape

import streamlit as st

from trackers.domain.errors import UnknownRecord
from trackers.domain.projects import Project
from trackers.domain.rights import Action
from trackers.domain.texts import fold
from trackers.services.projects import ProjectFile, project_files
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets import plain, project_card, report, waits
from trackers.ui.widgets.forms import frame, work, work_facts
from trackers.ui.widgets.registers import frame as registers
from trackers.words import say
from trackers.words.formats import day, number, percent

NAME = "works"


def show(at: Desk) -> None:
    """Show the register."""
    register = registers.Register(
        NAME,
        work.NEW,
        say("Thêm công trình"),
        say("Chưa có công trình nào. Hãy thêm công trình đầu tiên."),
        may_add=at.writes_everywhere(Action.EDIT_PROJECTS),
    )
    registers.show(
        register,
        partial(_find, at),
        partial(_record, at),
        add=lambda: work.add(at, partial(registers.open_record, NAME)),
        beside=lambda: plain.note(say("Chọn một công trình ở bên trái.")),
    )


def _find(at: Desk, text: str) -> list[registers.Line]:
    return [
        registers.Line(one.code, one.name, f"{one.code} · {say(one.status.label)}")
        for one in at.projects.values()
        if fold(text) in fold(f"{one.name} {one.code}")
    ]


def _record(at: Desk, code: str) -> None:
    with refusals_shown():
        files = {one.project.code: one for one in project_files(at.ledger, at.actor, at.now)}
        if code not in files:
            raise UnknownRecord(kind="project", code=code)
        file = files[code]
        writes = at.writes_work(code)
        name = work.name_of(code)
        if writes and opened.is_open(name):
            with st.container(border=True, key=f"form-{name}"):
                work.edit(at, file.project)
            return
        _facts(at, file.project)
        if writes:
            with st.container(horizontal=True, gap="small"):
                frame.opener(name, say("Sửa công trình"), base=file.project)
                _corridor(at, code)
        _dated(file)
        if writes:
            work_facts.show(at, code)


def _corridor(at: Desk, code: str) -> None:
    """Lead to the map, where a work is drawn among its parcels."""
    address = report.map_address(at.ward.code, corridor=code)
    st.html(f"<p class='mb-note'>{report.link(address, say('Phạm vi và hành lang'))}</p>")


def _facts(at: Desk, one: Project) -> None:
    plain.heading(one.name)
    plain.facts(
        (
            (say("Mã"), one.code),
            (say("Loại"), say(one.kind.label)),
            (say("Tình trạng"), say(one.status.label)),
            (say("Chủ đầu tư"), one.investor),
            (say("Nguồn vốn"), one.funding),
            (say("Tổng mức đầu tư"), project_card.millions(one.total_investment_vnd)),
            (say("Đơn vị thi công"), one.builder),
            (say("Cán bộ phụ trách"), at.officer_name(one.lead_officer_code)),
            (say("Quy mô"), one.scale),
            (say("Chiều dài"), f"{number(one.length_m)} m" if one.length_m else ""),
            (say("Phục vụ"), "; ".join(waits.words(at, each) for each in one.brings)),
            (say("Lời công khai"), one.public_text),
        )
    )
    address = report.page_address(at.ward.code, "tien-do", project=one.code)
    st.html(f"<p class='mb-note'>{report.link(address, say('Xem tiến độ và mốc'))}</p>")


def _dated(file: ProjectFile) -> None:
    """Show the progress, the targets and the milestones that are known."""
    progress = [
        [
            report.cell(day(one.on), "day"),
            report.cell(percent(one.volume_percent), "number"),
            report.cell(escape(project_card.millions(one.disbursed_vnd)), "number"),
        ]
        for one in reversed(file.progress)
    ]
    if progress:
        report.table([say("Ngày"), say("Khối lượng"), say("Giải ngân")], progress[:6])
    targets = [
        [report.cell(day(one.on), "day"), report.cell(str(one.handed_over), "number")]
        for one in file.targets
    ]
    if targets:
        report.table([say("Chỉ tiêu đến ngày"), say("Hồ sơ bàn giao")], targets)
    if file.milestones:
        names = ", ".join(f"{one.name} ({day(one.baseline_on)})" for one in file.milestones)
        plain.note(say("Mốc: {names}", names=names))
