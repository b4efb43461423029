"""The weekly report as anybody may read it: no names, no obstacles, no parcels.

Its figures are those of public pages (decision 0026): by the end of the Sunday before the review,
as that was known then, so the report of a week is the same whenever it is taken.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from trackers.domain.as_of import Sight
from trackers.domain.looks import LookKind
from trackers.domain.papers import Paper
from trackers.domain.people import Actor
from trackers.domain.projects import Milestone
from trackers.domain.public_rows import Shown
from trackers.domain.public_tables import TOO_FEW, PublicRow, cell_label
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of, sunday_of
from trackers.services.areas import list_areas
from trackers.services.as_of import former_files
from trackers.services.looks import note_look
from trackers.services.paper_tables import milestones_table
from trackers.services.paper_templates import template_in_force
from trackers.services.paper_values import (
    day_values,
    paper_code,
    reported_values,
    ward_values,
    week_values,
    week_words,
)
from trackers.services.papers import PICTURE_MM, Draw
from trackers.services.pictures import works_picture
from trackers.services.projects import ProjectFile, list_projects
from trackers.services.public_figures import WorkFigures, public_figures
from trackers.services.review_subjects import the_review
from trackers.services.tables import reached
from trackers.services.wards import get_ward
from trackers.services.word_files.filling import PlacedPicture, fill
from trackers.services.word_files.tables import PaperRow, PaperTable, RowKind, group
from trackers.services.workbooks import write_book
from trackers.store import Ledger
from trackers.words import say, use_language
from trackers.words.formats import chainage, day


def public_weekly_file(
    ledger: Ledger, actor: Actor, monday: date, *, now: datetime, draw: Draw
) -> bytes:
    """Give the weekly report for everybody as a document of Word.

    Raises NotAllowed, UnknownRecord, and what a template of the ward's own may be refused for.
    """
    opened_on = _begin(ledger, actor, monday)
    template = template_in_force(ledger, Paper.WEEKLY_PUBLIC)
    with use_language("vi"):
        read = _read(monday, now)
        values = {
            **ward_values(get_ward(ledger)),
            **day_values(opened_on),
            **week_values("tuan", "nam_tuan", monday),
            "tuan_tu": day(monday),
            "tuan_den": day(sunday_of(monday)),
            **reported_values(monday),
            "so_lieu_den": read,
            **_values(ledger, actor, monday, now),
        }
        if "ban_do" in template.named:
            picture = works_picture(ledger, actor, read=read)
            values["ban_do"] = PlacedPicture(draw(picture), PICTURE_MM)
        return fill(template, values)


def public_weekly_book(ledger: Ledger, actor: Actor, monday: date, *, now: datetime) -> bytes:
    """Give the tables of that report as a workbook; raises NotAllowed, UnknownRecord."""
    _begin(ledger, actor, monday)
    with use_language("vi"):
        handed, late = _tables(ledger, actor, monday, now)
        reported = week_words(monday - timedelta(days=7)).upper()
        title = say("TIẾN ĐỘ GIẢI PHÓNG MẶT BẰNG {week}", week=reported)
        notice = say(get_ward(ledger).notice)
        note = " · ".join(filter(None, (_read(monday, now), notice)))
        return write_book((handed, late), title=title, note=note)


def _begin(ledger: Ledger, actor: Actor, monday: date) -> date:
    """Ask for the right, keep that the report was taken out; give the day of the review."""
    require(actor, Action.EXPORT_TABLES, ledger.ward)
    with ledger.read() as reading:
        opened_on = day_of(the_review(reading, monday).opened_at)
    note_look(ledger, actor, LookKind.PAPER_EXPORTED, paper_code(Paper.WEEKLY_PUBLIC, monday))
    return opened_on


def _read(monday: date, now: datetime) -> str:
    return reached(now, monday - timedelta(days=1))


def _values(ledger: Ledger, actor: Actor, monday: date, now: datetime) -> dict[str, Any]:
    handed, milestones = _tables(ledger, actor, monday, now)
    figures = public_figures(ledger, now=now, on=monday)
    return {
        "tom_tat": [{"chu": one} for one in _summary(figures, monday)],
        "bang_ban_giao": handed,
        "co_moc": not milestones.is_empty,
        "bang_moc": milestones,
        "cong_trinh": list(_spoken(ledger)),
    }


def _spoken(ledger: Ledger) -> Iterable[dict[str, str]]:
    """Give the works of which the ward has something to say to everybody."""
    for one in list_projects(ledger):
        if one.public_text.strip():
            yield {"ten": one.name, "tinh_trang": say(one.status.label), "loi": one.public_text}


def _tables(
    ledger: Ledger, actor: Actor, monday: date, now: datetime
) -> tuple[PaperTable, PaperTable]:
    sunday = monday - timedelta(days=1)
    files = former_files(ledger, actor, sunday, now=now, sight=Sight.KNOWN)
    areas = {one.code: one.name for one in list_areas(ledger, actor)}
    figures = public_figures(ledger, now=now, on=monday)
    works = [one.project for one in files]
    told = [one for file in files for one in file.milestones if _is_told(one, monday)]
    return (
        handed_table(files, figures, areas),
        milestones_table(works, told, sunday, reasons=False),
    )


def _is_told(one: Milestone, monday: date) -> bool:
    """Tell whether a milestone is ahead, or was met in the week reported on."""
    return one.actual_on is None or one.actual_on >= monday - timedelta(days=7)


def handed_table(
    files: Iterable[ProjectFile], figures: Mapping[str, WorkFigures], areas: Mapping[str, str]
) -> PaperTable:
    """Give how many households stand where, by work and khu vực, as far as that is published."""
    headings = (
        say("STT"),
        say("Công trình, khu vực"),
        say("Số hộ"),
        say("Đã bàn giao, ít nhất"),
        say("Tình hình"),
        say("Đoạn đường đã có mặt bằng"),
    )
    rows: list[PaperRow] = []
    totals = []
    known = [
        (file.project, figures[file.project.code]) for file in files if file.project.code in figures
    ]
    for place, (work, found) in enumerate(known, start=1):
        totals.append((found.households, found.handed_over))
        rows.append(group(place, work.name, found.households, found.handed_over, "", ""))
        rows += [
            PaperRow((number, areas.get(one.area_code, one.area_code), *_cells(one)))
            for number, one in enumerate(found.rows, start=1)
        ]
    if rows:
        households, handed = (sum(column) for column in zip(*totals, strict=True))
        total = ("", say("TỔNG CỘNG"), households, handed, "", "")
        rows.append(PaperRow(total, RowKind.TOTAL))
    return PaperTable(say("Bàn giao mặt bằng"), headings, tuple(rows))


def _cells(row: PublicRow) -> tuple[int | str | None, ...]:
    if row.shown is None:
        return None, None, say(TOO_FEW), ""
    runs = ", ".join(
        f"{chainage(run.from_m)}–{chainage(run.to_m)}" for run in row.runs if run.cleared
    )
    return row.shown.households, row.shown.handed_over, _told(row.shown), runs


def _told(shown: Shown) -> str:
    pairs = zip(shown.split, shown.numbers, strict=True)
    return "; ".join(f"{say(cell_label(cell))}: {number}" for cell, number in pairs)


def _summary(figures: Mapping[str, WorkFigures], monday: date) -> list[str]:
    households = sum(one.households for one in figures.values())
    if not households:
        return [say("Chưa có số liệu công bố.")]
    lines = [
        say(
            "Đến hết ngày {day}, ít nhất {done}/{all} hộ đã bàn giao mặt bằng.",
            day=day(monday - timedelta(days=1)),
            done=sum(one.handed_over for one in figures.values()),
            all=households,
        )
    ]
    if any(one.withheld for one in figures.values()):
        lines.append(say("Khu vực có quá ít hộ không được công bố và không tính vào tổng."))
    return lines
