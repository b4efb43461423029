"""What an agenda says of decisions, and of what should have happened by the day of the review."""

from collections.abc import Iterable
from datetime import date

from trackers.domain.findings import Findings
from trackers.domain.obstacles import Obstacle
from trackers.domain.projects import Milestone
from trackers.domain.reviews import Decision
from trackers.services.agenda_cells import (
    Cell,
    ItemSheet,
    Line,
    Table,
    case_cell,
    counted,
    dated,
    due_cell,
    figure,
    heads,
    kind_cell,
    late,
    table,
    text,
)
from trackers.services.agenda_lists import promises_table
from trackers.services.agenda_names import Names
from trackers.words import say
from trackers.words.formats import day, days


def about(names: Names, *, case_code: str, project_code: str) -> Cell:
    """Name what a decision is about: its case, else its work."""
    if case_code:
        return case_cell(case_code)
    return Cell(names.project(project_code) if project_code else "–", project=project_code)


def decisions_table(decisions: Iterable[Decision], names: Names, *, caption: str = "") -> Table:
    """Give decisions as a table: number, what, who with cover, by when, about what."""
    rows = [
        Line(
            (
                figure(str(one.number)),
                text(one.text),
                text(names.acting(one.officer_code)),
                dated(day(one.due_on)),
                about(names, case_code=one.case_code, project_code=one.project_code),
            ),
            one.case_code,
            one.project_code,
        )
        for one in decisions
    ]
    headings = heads("Số", "Kết luận", "Người thực hiện", "Hạn", "Hồ sơ, công trình")
    return table(headings, rows, caption=caption)


def carried(found: Findings, closed: Iterable[Decision], names: Names) -> ItemSheet:
    """Say what former reviews decided and how each of it stands; `closed` are those closed here."""
    done = {one.decision_id: one for one in closed}
    listed = [*(done.get(one.decision_id, one) for one in found.carried), *found.done]
    rows = [
        Line(
            (
                text(one.text),
                text(names.acting(one.officer_code)),
                dated(day(one.due_on)),
                about(names, case_code=one.case_code, project_code=one.project_code),
                _standing(one, found.on),
            ),
            one.case_code,
            one.project_code,
        )
        for one in listed
    ]
    headings = heads(
        "Kết luận kỳ trước", "Người thực hiện", "Hạn", "Hồ sơ, công trình", "Tình trạng"
    )
    overdue = sum(one.is_open and one.due_on < found.on for one in listed)
    standing = sum(one.is_open for one in listed)
    lines = (
        (say("Còn {n} kết luận chưa xong, {late} đã quá hạn.", n=standing, late=overdue),)
        if listed
        else ()
    )
    empty = say("Không còn kết luận nào của các kỳ trước.")
    return ItemSheet("", lines, (counted(headings, rows, empty=empty, lesser=(2, 3)),))


def _standing(one: Decision, today: date) -> Cell:
    if one.closed_on is None:
        return due_cell(one.due_on, today)
    words = say("xong {day}", day=day(one.closed_on))
    return text(f"{words}: {one.closing_word}" if one.closing_word else words)


def overdue(found: Findings, names: Names) -> ItemSheet:
    """Say what should have happened by the day of the review."""
    late_ones = found.overdue
    tables = (
        promises_table(late_ones.promises, names, found.on, caption=say("Hẹn quá hạn")),
        _obstacles(late_ones.obstacles, names, found.on, say("Vướng mắc quá hạn xử lý")),
        _milestones(late_ones.milestones, names, found.on),
        _late_decisions(late_ones.decisions, names, found.on),
    )
    counts = (
        (say("{n} hẹn", n=len(late_ones.promises)), late_ones.promises),
        (say("{n} vướng mắc", n=len(late_ones.obstacles)), late_ones.obstacles),
        (say("{n} mốc tiến độ", n=len(late_ones.milestones)), late_ones.milestones),
        (say("{n} kết luận", n=len(late_ones.decisions)), late_ones.decisions),
    )
    told = ", ".join(words for words, listed in counts if listed)
    line = say("Quá hạn: {what}.", what=told) if told else say("Không có việc nào quá hạn.")
    return ItemSheet("", (line,), tables, colour="promise")


def _obstacles(listed: Iterable[Obstacle], names: Names, today: date, caption: str) -> Table:
    rows = [
        Line(
            (
                case_cell(one.case_code),
                text(names.holder(one.case_code)),
                kind_cell(say(one.kind.label), one.text),
                dated(day(one.due_on)),
                due_cell(one.due_on or today, today),
                text(names.acting(one.officer_code)),
            ),
            one.case_code,
        )
        for one in listed
    ]
    headings = heads("Hồ sơ", "Hộ", "Vướng mắc", "Hạn", "Tình trạng", "Người giải quyết")
    return counted(headings, rows, caption=caption, lesser=(1, 3))


def _milestones(listed: Iterable[Milestone], names: Names, today: date) -> Table:
    rows = [
        Line(
            (
                Cell(names.project(one.project_code), project=one.project_code),
                text(one.name),
                dated(day(one.baseline_on)),
                dated(day(one.forecast_on)),
                late(
                    say(
                        "chậm {days}",
                        days=days((max(one.expected_on, today) - one.baseline_on).days),
                    )
                ),
                text(one.reason),
            ),
            project_code=one.project_code,
        )
        for one in listed
    ]
    headings = heads("Công trình", "Mốc tiến độ", "Kế hoạch", "Dự kiến", "Tình trạng", "Lý do")
    return counted(headings, rows, caption=say("Mốc tiến độ quá hạn"), lesser=(2, 3, 5))


def _late_decisions(listed: Iterable[Decision], names: Names, today: date) -> Table:
    rows = [
        Line(
            (
                text(one.text),
                text(names.acting(one.officer_code)),
                dated(day(one.due_on)),
                due_cell(one.due_on, today),
                about(names, case_code=one.case_code, project_code=one.project_code),
            ),
            one.case_code,
            one.project_code,
        )
        for one in listed
    ]
    headings = heads("Kết luận", "Người thực hiện", "Hạn", "Tình trạng", "Hồ sơ, công trình")
    return counted(headings, rows, caption=say("Kết luận quá hạn"), lesser=(2, 4))
