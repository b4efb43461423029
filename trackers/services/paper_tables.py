"""The tables of the weekly report, and those of an agenda as papers have them.

Weeks are named by their Mondays; the report is about the week before its review's.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from babel.numbers import NumberFormatError, parse_decimal

from trackers.domain.cases import CaseState
from trackers.domain.findings import Findings
from trackers.domain.obstacles import Obstacle
from trackers.domain.progress import Row, row_of, total_of
from trackers.domain.projects import Milestone, Project
from trackers.domain.reviews import Decision
from trackers.services import agenda_cells
from trackers.services.agenda_cells import CellKind
from trackers.services.agenda_names import Names
from trackers.services.tables import Cell, overview_cells
from trackers.services.tables import headings as overview_headings
from trackers.services.word_files.tables import PaperRow, PaperTable, RowKind, group
from trackers.words import current_language, say
from trackers.words.formats import day

_WEEKS = 4
_WEEK = timedelta(days=7)
# Columns of the overview that count weeks: the report has a table of its own for them.
_WEEKLY_COLUMNS = 3


def of_agenda(table: agenda_cells.Table, name: str) -> PaperTable:
    """Give a table of an agenda as papers have it; figures become numbers where they are plain."""
    rows = tuple(PaperRow(tuple(_typed(one) for one in line.cells)) for line in table.rows)
    return PaperTable(name, table.headings, rows, table.caption)


def _typed(cell: agenda_cells.Cell) -> Cell:
    if cell.kind is not CellKind.NUMBER:
        return cell.words
    try:
        value = parse_decimal(cell.words.replace("−", "-"), locale=current_language())
    except NumberFormatError:
        return cell.words
    # A sign that is written out, such as that of a difference, is part of what is said.
    if cell.words.startswith("+"):
        return cell.words
    return int(value) if value == value.to_integral_value() else float(value)


def mondays_before(monday: date) -> list[date]:
    """Give the Mondays of the four weeks before a review's, the earliest first."""
    return [monday - _WEEK * count for count in range(_WEEKS, 0, -1)]


def week_name(monday: date) -> str:
    """Name a week as a column does: "Tuần 14"."""
    return say("Tuần {week}", week=f"{monday.isocalendar().week:02d}")


def handed_over(states: Iterable[CaseState], monday: date) -> int:
    """Count the cases in scope that were handed over in a week."""
    days = (one.done_on("handover") for one in states if one.case.in_scope)
    return sum(on is not None and monday <= on < monday + _WEEK for on in days)


def handed_table(
    works: Sequence[Project], areas: Mapping[str, str], states: Sequence[CaseState], monday: date
) -> PaperTable:
    """Give what was handed over week by week: works in Roman figures, their areas below."""
    weeks = mondays_before(monday)
    headings = (
        say("STT"),
        say("Công trình, khu vực"),
        say("Số hồ sơ"),
        *(week_name(one) for one in weeks),
        say("So với tuần trước"),
        say("Lũy kế bàn giao"),
        say("Tỷ lệ (%)"),
        say("Còn vướng mắc"),
    )
    rows: list[PaperRow] = []
    for place, (work, own) in enumerate(_works_with_cases(works, states), start=1):
        rows.append(group(place, work.name, *_counts(own, weeks)))
        for number, (code, part) in enumerate(_by_area(own, areas), start=1):
            rows.append(PaperRow((number, areas.get(code, code), *_counts(part, weeks))))
    if rows:
        listed = [one for one in states if one.case.project_code in {work.code for work in works}]
        total = ("", say("TỔNG CỘNG"), *_counts(listed, weeks))
        rows.append(PaperRow(total, RowKind.TOTAL))
    return PaperTable(say("Bàn giao theo tuần"), headings, tuple(rows))


def _works_with_cases(
    works: Iterable[Project], states: Iterable[CaseState]
) -> list[tuple[Project, list[CaseState]]]:
    listed = [one for one in states if one.case.in_scope]
    pairs = ((work, [s for s in listed if s.case.project_code == work.code]) for work in works)
    return [(work, own) for work, own in pairs if own]


def _by_area(
    states: Sequence[CaseState], areas: Mapping[str, str]
) -> list[tuple[str, list[CaseState]]]:
    """Give cases by area in the areas' usual order, those of none known last."""
    codes = {one.case.area_code for one in states}
    order = [*(code for code in areas if code in codes), *sorted(codes - set(areas))]
    return [(code, [one for one in states if one.case.area_code == code]) for code in order]


def _counts(states: Sequence[CaseState], weeks: Sequence[date]) -> tuple[Cell, ...]:
    handed = [handed_over(states, one) for one in weeks]
    row = row_of(states, weeks[-1])
    return (
        row.cases,
        *handed,
        handed[-1] - handed[-2],
        row.handed_over,
        None if row.percent is None else round(row.percent, 1),
        row.blocked,
    )


def blocked_table(
    works: Sequence[Project],
    obstacles: Sequence[Obstacle],
    standing: Sequence[Decision],
    names: Names,
) -> PaperTable:
    """Give the obstacles that are open, by work: what, who is in charge, by when, what to do."""
    headings = (
        say("STT"),
        say("Hồ sơ, hộ"),
        say("Thửa"),
        say("Ghi chú/vướng mắc"),
        say("Người phụ trách"),
        say("Hạn xử lý"),
        say("Đề xuất biện pháp xử lý"),
    )
    rows: list[PaperRow] = []
    place = 0
    for work in works:
        own = [one for one in obstacles if _project_of(one, names) == work.code]
        if not own:
            continue
        place += 1
        rows.append(group(place, work.name))
        for number, one in enumerate(own, start=1):
            code = one.case_code
            told = [each for each in standing if each.case_code == code]
            rows.append(
                PaperRow(
                    (
                        number,
                        "\n".join(filter(None, (code, names.holder(code)))),
                        names.parcel(code),
                        ": ".join(filter(None, (say(one.kind.label), one.text))),
                        names.acting(one.officer_code),
                        one.due_on,
                        "\n".join(_told(each, names) for each in told),
                    )
                )
            )
    return PaperTable(say("Vướng mắc"), headings, tuple(rows))


def _project_of(one: Obstacle, names: Names) -> str:
    row = names.cases.get(one.case_code)
    return row.state.case.project_code if row else ""


def _told(one: Decision, names: Names) -> str:
    """Give what a review decided about a case: that is what is proposed to be done."""
    who = names.acting(one.officer_code)
    return say("{what} ({who}, hạn {day})", what=one.text, who=who, day=day(one.due_on))


def milestones_table(
    works: Iterable[Project], listed: Sequence[Milestone], today: date, *, reasons: bool
) -> PaperTable:
    """Give milestones by work with their days and how late they are; `reasons` are for the office.

    The day on which one was met has a column where one of them was.
    """
    met = any(one.actual_on for one in listed)
    headings = (
        say("STT"),
        say("Mốc tiến độ"),
        say("Kế hoạch"),
        say("Dự kiến"),
        *([say("Thực tế")] if met else []),
        say("Chậm (ngày)"),
        *([say("Lý do")] if reasons else []),
    )
    rows: list[PaperRow] = []
    named = [(work, [one for one in listed if one.project_code == work.code]) for work in works]
    for place, (work, own) in enumerate(((w, o) for w, o in named if o), start=1):
        rows.append(group(place, work.name))
        for number, one in enumerate(sorted(own, key=lambda one: one.baseline_on), start=1):
            days = (one.baseline_on, one.forecast_on, *([one.actual_on] if met else []))
            why = [one.reason] if reasons else []
            rows.append(PaperRow((number, one.name, *days, _late_days(one, today), *why)))
    return PaperTable(say("Mốc tiến độ"), headings, tuple(rows))


def _late_days(one: Milestone, today: date) -> int:
    reached = one.actual_on or max(one.expected_on, today)
    return max((reached - one.baseline_on).days, 0)


def told_milestones(found: Findings) -> list[Milestone]:
    """Give the milestones that a review speaks of: overdue, or with another day than before."""
    slipped = (slip.milestone for week in found.projects for slip in week.slips)
    return list({one.code: one for one in (*found.overdue.milestones, *slipped)}.values())


def overview_table(
    works: Sequence[Project], states: Sequence[CaseState], monday: date
) -> PaperTable:
    """Give the roll-up, one row a work, without the columns of weeks."""
    lines = [(work, row_of(own, monday)) for work, own in _works_with_cases(works, states)]
    rows = [
        PaperRow((number, work.name, *_cut(row)))
        for number, (work, row) in enumerate(lines, start=1)
    ]
    if rows:
        total = total_of([row for _, row in lines])
        rows.append(PaperRow(("", say("TỔNG CỘNG"), *_cut(total)), RowKind.TOTAL))
    headings = overview_headings()[:-_WEEKLY_COLUMNS]
    return PaperTable(say("Tổng hợp"), headings, tuple(rows), wide=True)


def _cut(row: Row) -> tuple[Cell, ...]:
    return overview_cells(row)[:-_WEEKLY_COLUMNS]
