"""One project: its facts, its milestones in words, and its dated photos."""

from datetime import date
from html import escape

import streamlit as st

from trackers.domain.projects import Milestone, Progress, Project
from trackers.drawing.gantt import slip_words
from trackers.services.projects import ProjectFile
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report, waits
from trackers.words import say
from trackers.words.formats import day, number, percent

_MILLION = 1_000_000


def show(at: Desk, file: ProjectFile) -> None:
    """Show who pays, who builds, how far it is, and how much land is handed over."""
    project, last = file.project, file.progress[-1] if file.progress else None
    row = file.row
    facts = {
        say("Tình trạng"): _two(say(project.status.label), project.scale),
        say("Chủ đầu tư"): escape(project.investor or "–"),
        say("Nguồn vốn"): escape(project.funding or "–"),
        say("Tổng mức đầu tư"): escape(millions(project.total_investment_vnd)),
        say("Đơn vị thi công"): escape(project.builder or "–"),
        say("Khối lượng"): _volume(last),
        say("Giải ngân"): _paid(project, last),
        say("Mặt bằng đã bàn giao"): _land(at, file),
        say("Cán bộ phụ trách"): escape(at.officer_name(project.lead_officer_code)),
    }
    if not row.cases:
        facts.pop(say("Mặt bằng đã bàn giao"))
    report.cards(facts)
    waits.show(at, file)


def milestones_table(file: ProjectFile) -> None:
    """Show the milestones in words: days, confirmed or estimated, reasons for change."""
    if not file.milestones:
        return
    plain.heading(say("Các mốc và lý do thay đổi"))
    titles = ("STT", "Mốc", "Kế hoạch", "Dự kiến", "Thực tế", "So với kế hoạch", "Lý do, căn cứ")
    rows = [_milestone(file.on, place, one) for place, one in enumerate(file.milestones, start=1)]
    report.table([say(one) for one in titles], rows)


def gallery(at: Desk, file: ProjectFile) -> None:
    """Show the dated photos, the newest first."""
    plain.heading(say("Ảnh hiện trường"))
    if not file.photos:
        past = file.on < at.today
        first = say("Chưa có ảnh. Hãy thêm ảnh đầu tiên ở mục bên dưới.")
        plain.note(say("Đến hết ngày đó chưa có ảnh.") if past else first)
        return
    figures = "".join(
        f'<figure><img loading="lazy" alt="{escape(one.caption)}" '
        f'src="./w/{escape(at.ward.code)}/photos/{escape(one.photo_id)}">'
        f"<figcaption><b>{day(one.taken_on)}</b> {escape(one.caption)}</figcaption></figure>"
        for one in reversed(file.photos)
    )
    st.html(f'<div class="mb-photos">{figures}</div>')


def millions(amount_vnd: int | None) -> str:
    """Write an amount as budgets do, in millions of đồng."""
    if amount_vnd is None:
        return "–"
    return say("{amount} triệu đồng", amount=number(amount_vnd / _MILLION, digits=1))


def _two(words: str, small: str) -> str:
    more = f"<small>{escape(small)}</small>" if small else ""
    return escape(words) + more


def _volume(last: Progress | None) -> str:
    if last is None:
        return escape(say("chưa có số liệu"))
    words = f"{percent(last.volume_percent)}{report.bar(last.volume_percent)}"
    return f"{words}<small>{escape(say('đến {day}', day=day(last.on)))}</small>"


def _paid(project: Project, last: Progress | None) -> str:
    if last is None or last.disbursed_vnd is None:
        return escape(say("chưa có số liệu"))
    whole = project.total_investment_vnd
    share = 100 * last.disbursed_vnd / whole if whole else None
    words = escape(millions(last.disbursed_vnd))
    if share is None:
        return words
    note = say("{share} tổng mức, đến {day}", share=percent(share), day=day(last.on))
    return f"{words}{report.bar(share)}<small>{escape(note)}</small>"


def _land(at: Desk, file: ProjectFile) -> str:
    row = file.row
    address = report.map_address(at.ward.code, project=file.project.code, stage=("handed", "done"))
    words = say("{done}/{all} hồ sơ", done=row.handed_over, all=row.cases)
    area = say(
        "{done}/{all} m² ({share})",
        done=number(row.handed_m2, digits=1),
        all=number(row.area_m2, digits=1),
        share=percent(row.percent_m2),
    )
    if row.length_m:
        area += say(
            " · {done}/{all} m đường ({share})",
            done=number(row.cleared_m, digits=0),
            all=number(row.length_m, digits=0),
            share=percent(row.percent_length),
        )
    bar = report.bar(row.percent or 0)
    return f"{report.link(address, words)}{bar}<small>{escape(area)}</small>"


def _milestone(on: date, place: int, one: Milestone) -> list[str]:
    kind = say("đã xác nhận") if one.confirmed else say("ước tính")
    forecast = (
        f"{day(one.forecast_on)} <span class='quiet'>{escape(kind)}</span>"
        if one.forecast_on
        else "–"
    )
    late = one.is_late(on)
    slip = max((on - one.baseline_on).days, one.slip_days) if late else one.slip_days
    due = one.actual_on is None and slip == 0
    words = say("chưa đến hạn") if due else slip_words(slip)
    why = " · ".join(part for part in (one.reason, one.basis) if part)
    return [
        report.cell(str(place), "number"),
        report.cell(escape(one.name)),
        report.cell(day(one.baseline_on), "day"),
        report.cell(forecast, "day"),
        report.cell(day(one.actual_on), "day"),
        report.cell(escape(words), "late" if late else "day"),
        report.cell(escape(why) or "<span class='quiet'>–</span>"),
    ]
