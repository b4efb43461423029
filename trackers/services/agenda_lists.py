"""What an agenda lists of cases: promises, who was not met for long, what opens the road, nobody's.

Each gives tables of plain words for the findings of a review and the names of its day.
"""

from collections.abc import Iterable
from datetime import date

from trackers.domain.attention import STALE_DAYS, DuePromise
from trackers.domain.cases import CaseState
from trackers.domain.findings import Findings, Unattended
from trackers.domain.unlocking import Unlock
from trackers.services.agenda_cells import (
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
    text,
)
from trackers.services.agenda_names import Names
from trackers.words import say
from trackers.words.formats import day, days, number, weekday


def promises(found: Findings, names: Names) -> ItemSheet:
    """Say which households named a day of this week."""
    empty = say("Tuần này không có hẹn nào.")
    listed = promises_table(found.this_week, names, found.on, empty=empty)
    line = say("{n} hẹn từ nay đến Chủ nhật.", n=len(found.this_week))
    return ItemSheet("", (line,) if found.this_week else (), (listed,), colour="promise")


def promises_table(
    listed: Iterable[DuePromise], names: Names, today: date, *, caption: str = "", empty: str = ""
) -> Table:
    """Give promises as a table, each with its cases and who is in charge of them."""
    rows = []
    for one in listed:
        first = one.case_codes[0] if one.case_codes else ""
        due = one.contact.promise_on or today
        rows.append(
            Line(
                (
                    dated(weekday(due) if due >= today else day(due)),
                    case_cell(*one.case_codes),
                    text(names.holder(first)),
                    text(one.contact.promise),
                    due_cell(due, today),
                    text(names.in_charge(first)),
                ),
                first,
                one.contact.project_code,
            )
        )
    headings = heads("Hẹn ngày", "Hồ sơ", "Hộ", "Nội dung hẹn", "Tình trạng", "Cán bộ")
    return counted(headings, rows, caption=caption, empty=empty, lesser=(2, 3))


def stale(found: Findings, names: Names) -> ItemSheet:
    """Say which households nobody has met for long, the longest first."""
    listed = sorted(found.stale, key=lambda one: (one.waiting_since or found.on, one.case.code))
    rows = [_waiting(one, names, found.on) for one in listed]
    headings = heads("Hồ sơ", "Hộ", "Khu vực", "Gặp lần cuối", "Đã qua", "Cán bộ")
    line = say("{n} hồ sơ quá {days} ngày chưa tiếp xúc.", n=len(rows), days=STALE_DAYS)
    empty = say("Không có hồ sơ nào quá {days} ngày chưa tiếp xúc.", days=STALE_DAYS)
    lines = (line,) if rows else ()
    listing = counted(headings, rows, empty=empty, lesser=(1, 2))
    return ItemSheet("", lines, (listing,), colour="contact")


def _waiting(one: CaseState, names: Names, today: date) -> Line:
    code, since = one.case.code, one.waiting_since or today
    met = one.last_met_on
    return Line(
        (
            case_cell(code, stage=one.stage),
            text(names.holder(code)),
            text(names.area(code)),
            dated(day(met)) if met else text(say("chưa gặp lần nào")),
            figure(days((today - since).days)),
            text(names.in_charge(code)),
        ),
        code,
        one.case.project_code,
    )


def unlocks(found: Findings, names: Names, case_code: str = "") -> ItemSheet:
    """Say which cases open how many metres of road, the most first; of one case alone if named."""
    listed = [one for one in found.unlocks if not case_code or one.case_code == case_code]
    rows = [_unlock(one, names) for one in listed]
    headings = heads(
        "Hồ sơ",
        "Hộ",
        "Mở đoạn (m)",
        "Nay dài nhất (m)",
        "Cùng hồ sơ bên cạnh",
        "Vướng mắc",
        "Cán bộ",
    )
    lines: tuple[str, ...] = ()
    if listed:
        first = listed[0]
        lines = (
            say(
                "{code} mở đoạn liền mạch {after} m (nay {before} m).",
                code=first.case_code,
                after=number(first.alone_m, digits=0),
                before=number(first.before_m, digits=0),
            ),
        )
    codes = tuple(one.case_code for one in listed[:1])
    work = listed[0].state.case.project_code if listed else ""
    empty = say("Không có hồ sơ nào nối dài được đoạn đã có mặt bằng.")
    listing = counted(headings, rows, empty=empty, lesser=(1, 4, 5))
    note = say("Xếp theo số mét mở được cho con đường, không theo thái độ của hộ dân.")
    return ItemSheet("", lines, (listing,), codes, work, note=note if rows else "")


def _unlock(one: Unlock, names: Names) -> Line:
    code, case = one.case_code, one.state.case
    others = [other for other in one.together if other != code]
    together = say("{n} m", n=number(one.together_m, digits=0)) if one.together else ""
    if others:
        together += f" ({say('cùng {codes}', codes=', '.join(others))})"
    stuck = "; ".join(
        kind_cell(say(each.kind.label), each.text).words for each in one.state.open_obstacles
    )
    return Line(
        (
            case_cell(code, stage=one.state.stage),
            text(names.holder(code)),
            figure(number(one.alone_m, digits=0)),
            figure(number(one.before_m, digits=0)),
            text(together),
            text(stuck),
            text(names.in_charge(code)),
        ),
        code,
        case.project_code,
    )


def unattended(found: Findings, names: Names) -> ItemSheet:
    """Say which cases nobody follows: their officer is away without a cover, or has left."""
    rows = [_without(one, names) for one in found.unattended]
    headings = heads("Cán bộ", "Vắng đến", "Số hồ sơ", "Hồ sơ")
    count = sum(len(one.case_codes) for one in found.unattended)
    line = say("{n} hồ sơ chưa có người theo: hãy phân công.", n=count)
    empty = say("Hồ sơ nào cũng có người theo.")
    return ItemSheet("", (line,) if rows else (), (counted(headings, rows, empty=empty),))


def _without(one: Unattended, names: Names) -> Line:
    until = dated(day(one.until_on)) if one.until_on else text(say("đã nghỉ việc"))
    count = figure(str(len(one.case_codes)), cases=one.case_codes)
    first = one.case_codes[0] if one.case_codes else ""
    cells = (text(names.officer(one.officer_code)), until, count, case_cell(*one.case_codes))
    return Line(cells, first)
