"""What an agenda says of works and officers, in tables of plain words."""

from collections.abc import Iterable
from datetime import date

from trackers.domain.findings import Changes, Findings, OfficerWeek, ProjectWeek, Slip
from trackers.domain.obstacles import Obstacle
from trackers.domain.progress import Row
from trackers.domain.projects import Milestone
from trackers.domain.reviews import Review
from trackers.domain.stages import Stage
from trackers.services.agenda_cells import (
    Cell,
    CellKind,
    ItemSheet,
    Line,
    Table,
    case_cell,
    counted,
    dated,
    figure,
    heads,
    kind_cell,
    late,
    table,
    text,
)
from trackers.services.agenda_names import Names
from trackers.words import say
from trackers.words.formats import day, days, number, percent


def project(found: Findings, review: Review, code: str, names: Names) -> ItemSheet:
    """Say how a work stands: counts then and now, what changed, which dates moved and why."""
    week = next((one for one in found.projects if one.project_code == code), None)
    if week is None:
        nothing = say("Công trình chưa có số liệu vào ngày giao ban.")
        return ItemSheet(names.project(code), (nothing,), project_code=code)
    tables = (
        _counts(week, review, found.on),
        _changes(week.changes),
        _slips(week.slips),
        _met(week.met),
        _obstacles(week.changes.opened, names, say("Vướng mắc mới")),
        _obstacles(week.changes.resolved, names, say("Vướng mắc đã gỡ")),
    )
    return ItemSheet(names.project(code), _told(week), tables, project_code=code)


def _told(week: ProjectWeek) -> tuple[str, ...]:
    """Say in two sentences how far a work's land is and what the week brought."""
    row = week.after
    if not row.cases:
        return (say("Công trình không còn hồ sơ nào phải bàn giao."),)
    handed = say(
        "Đã bàn giao {done}/{all} hồ sơ ({share}).",
        done=row.handed_over,
        all=row.cases,
        share=percent(row.percent),
    )
    if not week.moved:
        return (handed, say("Từ kỳ trước đến nay không có thay đổi."))
    more = row.handed_over - week.before.handed_over
    if more <= 0:
        return (handed, say("Từ kỳ trước chưa bàn giao thêm hồ sơ nào."))
    return (handed, say("Từ kỳ trước bàn giao thêm {n} hồ sơ.", n=more))


def _counts(week: ProjectWeek, review: Review, on: date) -> Table:
    """Give a work's counts at the last review and now, with the difference."""
    code, before, after = week.project_code, week.before, week.after
    rows = [
        _count(say("Số hồ sơ"), before.cases, after.cases, code, None),
        _count(say("Đã tiếp xúc"), before.consulted, after.consulted, code, Stage.IN_PROGRESS),
        _count(say("Đã đồng thuận"), before.agreed, after.agreed, code, Stage.AGREED),
        _count(say("Đã ký"), before.signed, after.signed, code, Stage.SIGNED),
        _count(say("Đã bàn giao"), before.handed_over, after.handed_over, code, Stage.HANDED_OVER),
    ]
    rows.append(
        Line(
            (
                text(say("Còn vướng mắc")),
                figure(number(before.blocked)),
                Cell(
                    number(after.blocked),
                    CellKind.NUMBER,
                    filters=(("project", (code,)), ("obstacle", ("any",))),
                ),
                figure(ahead(after.blocked - before.blocked)),
            )
        )
    )
    if after.length_m:
        rows.append(_metres(before, after))
    if week.volume_after is not None:
        rows.append(_volume(week.volume_before or 0.0, week.volume_after))
    then, now = (say("Đến {day}", day=day(one)) for one in (review.since_on, on))
    headings = (say("Nội dung"), then, now, say("Tăng, giảm"))
    return table(headings, rows)


def _count(words: str, before: int, after: int, code: str, start: Stage | None) -> Line:
    stages = tuple(one.value for one in Stage if start is not None and one.rank >= start.rank)
    filters: tuple[tuple[str, tuple[str, ...]], ...] = (("project", (code,)),)
    if stages:
        filters = (*filters, ("stage", stages))
    now = Cell(number(after), CellKind.NUMBER, filters=filters if after else ())
    return Line((text(words), figure(number(before)), now, figure(ahead(after - before))))


def _metres(before: Row, after: Row) -> Line:
    return Line(
        (
            text(say("Mét đường đã có mặt bằng (hai bên)")),
            figure(number(before.cleared_m, digits=0)),
            figure(
                say(
                    "{done}/{all}",
                    done=number(after.cleared_m, digits=0),
                    all=number(after.length_m, digits=0),
                )
            ),
            figure(ahead(round(after.cleared_m) - round(before.cleared_m))),
        )
    )


def _volume(before: float, after: float) -> Line:
    more = round(after - before, 1)
    return Line(
        (
            text(say("Khối lượng xây lắp (%)")),
            figure(number(before, digits=1)),
            figure(number(after, digits=1)),
            figure(f"+{number(more)}" if more > 0 else number(more).replace("-", "−")),
        )
    )


def ahead(difference: int) -> str:
    """Write a difference with its sign."""
    return f"{difference:+d}".replace("-", "−") if difference else "0"


def _changes(changes: Changes) -> Table:
    """Say what happened to which cases since the last review; only what did."""
    kinds = (
        (say("Đã đi vận động"), changes.visited),
        (say("Đồng thuận"), changes.agreed),
        (say("Đã ký"), changes.signed),
        (say("Bàn giao mặt bằng"), changes.handed_over),
        (say("Chuyển loại hồ sơ"), changes.moved),
        (say("Đưa ra khỏi phạm vi"), changes.out),
    )
    rows = [
        Line((text(words), figure(str(len(codes)), cases=codes), case_cell(*codes)))
        for words, codes in kinds
        if codes
    ]
    headings = heads("Từ kỳ trước đến nay", "Số", "Hồ sơ")
    return table(headings, rows)


def _slips(slips: Iterable[Slip]) -> Table:
    rows = [
        Line(
            (
                text(one.milestone.name),
                dated(day(one.before_on)),
                dated(day(one.after_on)),
                late(say("chậm thêm {days}", days=days(one.days)))
                if one.days > 0
                else text(say("sớm hơn {days}", days=days(-one.days))),
                text(one.reason),
            ),
            project_code=one.milestone.project_code,
        )
        for one in slips
    ]
    headings = heads("Mốc đổi ngày", "Dự kiến kỳ trước", "Dự kiến nay", "Thay đổi", "Lý do")
    return table(headings, rows, lesser=(1, 4))


def _met(milestones: Iterable[Milestone]) -> Table:
    rows = [
        Line(
            (text(one.name), dated(day(one.baseline_on)), dated(day(one.actual_on))),
            project_code=one.project_code,
        )
        for one in milestones
    ]
    return table(heads("Mốc đã đạt", "Kế hoạch", "Thực tế"), rows)


def _obstacles(listed: Iterable[Obstacle], names: Names, caption: str) -> Table:
    rows = [
        Line(
            (
                case_cell(one.case_code),
                kind_cell(say(one.kind.label), one.text),
                dated(day(one.due_on if one.is_open else one.closed_on)),
                text(names.acting(one.officer_code)),
            ),
            one.case_code,
        )
        for one in listed
    ]
    headings = heads("Hồ sơ", "Vướng mắc", "Hạn, ngày gỡ", "Người giải quyết")
    return counted(headings, rows, caption=caption)


def officers(found: Findings, names: Names) -> ItemSheet:
    """Say what each officer did since the last review, and for whom they stand in."""
    rows = [_officer(one, names) for one in found.officers]
    headings = heads(
        "Cán bộ",
        "Lần đi",
        "Hồ sơ đã đến",
        "Đồng thuận",
        "Ký",
        "Bàn giao",
        "Vướng mới",
        "Đã gỡ",
        "Thay cho",
    )
    empty = say("Từ kỳ trước đến nay chưa ghi việc của cán bộ nào.")
    return ItemSheet("", (), (counted(headings, rows, empty=empty),))


def _officer(one: OfficerWeek, names: Names) -> Line:
    changes = one.changes
    counts = (changes.visited, changes.agreed, changes.signed, changes.handed_over)
    stuck = (changes.opened, changes.resolved)
    return Line(
        (
            text(names.officer(one.officer_code)),
            figure(str(one.visits)),
            *(figure(str(len(codes)), cases=codes) for codes in counts),
            *(
                figure(str(len(listed)), cases=tuple(each.case_code for each in listed))
                for listed in stuck
            ),
            text(", ".join(names.officer(code) for code in one.covers)),
        )
    )
