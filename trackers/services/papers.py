"""Papers of a review: its minutes and the weekly report, for Word and for Excel.

Papers are Vietnamese whatever language the screen speaks: their templates are. Pictures are drawn
by whoever calls (`Draw`), for nothing here draws.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from trackers.domain.cases import CaseState
from trackers.domain.looks import LookKind
from trackers.domain.obstacles import Obstacle
from trackers.domain.papers import Paper
from trackers.domain.people import Actor
from trackers.domain.pictures import Picture
from trackers.domain.rights import Action, require
from trackers.domain.wards import Ward, day_of, sunday_of
from trackers.services.agenda_due import decisions_table
from trackers.services.agenda_names import Names, names_for
from trackers.services.frozen import cases_at
from trackers.services.looks import note_look
from trackers.services.masking import obstacle_for
from trackers.services.minutes import closed_table, decided_table, minutes_values
from trackers.services.paper_tables import (
    blocked_table,
    handed_over,
    handed_table,
    milestones_table,
    mondays_before,
    of_agenda,
    overview_table,
    told_milestones,
)
from trackers.services.paper_templates import template_in_force
from trackers.services.paper_values import (
    day_values,
    paper_code,
    reported_values,
    seal_words,
    ward_values,
    week_values,
    week_words,
)
from trackers.services.pictures import cases_picture
from trackers.services.reviews import ReviewFile, get_review
from trackers.services.tables import reached
from trackers.services.wards import get_ward
from trackers.services.word_files.filling import PlacedPicture, fill
from trackers.services.word_files.tables import PaperTable
from trackers.services.workbooks import write_book
from trackers.store import Ledger, people
from trackers.words import say, use_language
from trackers.words.formats import day, number, percent

Draw = Callable[[Picture], bytes]
# The width of a lying page between its margins, and how many works get a picture of their own.
PICTURE_MM = 247.0
_MOST_PICTURES = 8


@dataclass(frozen=True)
class _Week:
    """All that papers of a review are made from, as the actor may see it."""

    ward: Ward
    file: ReviewFile
    names: Names
    states: tuple[CaseState, ...]
    obstacles: tuple[Obstacle, ...]

    @property
    def monday(self) -> date:
        return self.file.review.monday

    @property
    def read(self) -> str:
        return reached(self.file.review.opened_at)


def minutes_file(ledger: Ledger, actor: Actor, monday: date, *, now: datetime, draw: Draw) -> bytes:
    """Give the minutes of a review as a document of Word.

    Raises NotAllowed, UnknownRecord, and what a template of the ward's own may be refused for.
    """
    week = _begin(ledger, actor, monday, now, Paper.MINUTES)
    template = template_in_force(ledger, Paper.MINUTES)
    with use_language("vi"), ledger.read() as reading:
        officers = {one.code: one for one in people.read_officers(reading)}
    with use_language("vi"):
        values = _head(ledger, week) | minutes_values(week.file, week.names, officers)
        if "ban_do" in template.named:
            values["ban_do"] = _picture(ledger, actor, week, draw)
        return fill(template, values)


def weekly_file(ledger: Ledger, actor: Actor, monday: date, *, now: datetime, draw: Draw) -> bytes:
    """Give the weekly report of a review as a document of Word, for the office.

    Raises NotAllowed, UnknownRecord, and what a template of the ward's own may be refused for.
    """
    week = _begin(ledger, actor, monday, now, Paper.WEEKLY)
    template = template_in_force(ledger, Paper.WEEKLY)
    with use_language("vi"):
        values = _head(ledger, week) | reported_values(week.monday) | _weekly_values(week)
        if "ban_do" in template.named:
            values["ban_do"] = _picture(ledger, actor, week, draw)
        if "ban_do_cong_trinh" in template.named:
            values["ban_do_cong_trinh"] = [
                {"ten": name, "ban_do": _picture(ledger, actor, week, draw, code)}
                for code, name in _unfinished(week)
            ]
        return fill(template, values)


def minutes_book(ledger: Ledger, actor: Actor, monday: date, *, now: datetime) -> bytes:
    """Give the tables of a review's minutes as a workbook; raises NotAllowed, UnknownRecord."""
    week = _begin(ledger, actor, monday, now, Paper.MINUTES)
    with use_language("vi"):
        values = minutes_values(week.file, week.names, {})
        decided = decided_table(week.file, week.names)
        closed = closed_table(week.file.closed_here, week.names)
        tables = [one["bang"] for item in values["noi_dung"] for one in item["bang"]]
        title = say("HỌP GIAO BAN {week}", week=week_words(week.monday).upper())
        return write_book((decided, closed, *tables), title=title, note=_note(week))


def weekly_book(ledger: Ledger, actor: Actor, monday: date, *, now: datetime) -> bytes:
    """Give the tables of the weekly report as a workbook; raises NotAllowed, UnknownRecord."""
    week = _begin(ledger, actor, monday, now, Paper.WEEKLY)
    with use_language("vi"):
        tables = _weekly_tables(week).values()
        reported = week_words(monday - timedelta(days=7)).upper()
        title = say("TIẾN ĐỘ GIẢI PHÓNG MẶT BẰNG {week}", week=reported)
        return write_book(tuple(tables), title=title, note=_note(week))


def _begin(ledger: Ledger, actor: Actor, monday: date, now: datetime, paper: Paper) -> _Week:
    """Ask for the rights, read what papers are made from, and keep that they were taken out."""
    require(actor, Action.EXPORT_TABLES, ledger.ward)
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with use_language("vi"):
        file = get_review(ledger, actor, monday, now=now)
        names = names_for(ledger, actor, on=file.findings.on)
        with ledger.read() as reading:
            states, obstacles = cases_at(ledger, reading, file.review)
    note_look(ledger, actor, LookKind.PAPER_EXPORTED, paper_code(paper, monday))
    shown = tuple(obstacle_for(actor, one) for one in obstacles)
    return _Week(get_ward(ledger), file, names, states, shown)


def _head(ledger: Ledger, week: _Week) -> dict[str, Any]:
    """Give the values that every paper begins with."""
    review, on = week.file.review, day_of(week.file.review.opened_at)
    return {
        **ward_values(week.ward),
        **day_values(on),
        **week_values("tuan", "nam_tuan", review.monday),
        "tuan_tu": day(review.monday),
        "tuan_den": day(sunday_of(review.monday)),
        "so_lieu_den": week.read,
        "niem_phong": seal_words(ledger, review.revision),
    }


def _note(week: _Week) -> str:
    return " · ".join(filter(None, (week.read, say(week.ward.notice))))


def _weekly_tables(week: _Week) -> Mapping[str, PaperTable]:
    names, file = week.names, week.file
    works = list(names.projects.values())
    standing = [one for one in (*file.findings.carried, *file.minuted) if one.is_open]
    told = told_milestones(file.findings)
    return {
        "bang_ban_giao": handed_table(works, names.areas, week.states, week.monday),
        "bang_vuong_mac": blocked_table(works, week.obstacles, standing, names),
        "bang_moc": milestones_table(works, told, names.on, reasons=True),
        "bang_ket_luan": of_agenda(decisions_table(file.minuted, names), say("Kết luận")),
        "bang_tong_hop": overview_table(works, week.states, week.monday),
    }


def _weekly_values(week: _Week) -> dict[str, Any]:
    tables = _weekly_tables(week)
    return {
        **tables,
        "tom_tat": [{"chu": one} for one in _summary(week)],
        "co_vuong_mac": not tables["bang_vuong_mac"].is_empty,
        "co_moc": not tables["bang_moc"].is_empty,
        "co_ket_luan": not tables["bang_ket_luan"].is_empty,
    }


def _summary(week: _Week) -> list[str]:
    """Say in sentences what the week brought."""
    listed = [one for one in week.states if one.case.in_scope]
    before, reported = mondays_before(week.monday)[-2:]
    done = sum(one.handed_over for one in listed)
    lines = [
        say(
            "{this} bàn giao {n} hồ sơ; {last} bàn giao {m} hồ sơ.",
            this=week_words(reported),
            n=handed_over(listed, reported),
            last=week_words(before).lower(),
            m=handed_over(listed, before),
        ),
        say(
            "Lũy kế đã bàn giao {done}/{all} hồ sơ, đạt {share}; còn {stuck} hồ sơ vướng mắc.",
            done=number(done),
            all=number(len(listed)),
            share=percent(100 * done / len(listed) if listed else None),
            stuck=number(sum(bool(one.open_obstacles) for one in listed)),
        ),
    ]
    if since := handed_over(listed, week.monday):
        lines.append(
            say(
                "Từ {day} đến lúc chốt số liệu bàn giao thêm {n} hồ sơ, đã tính vào lũy kế.",
                day=day(week.monday),
                n=since,
            )
        )
    return lines


def _unfinished(week: _Week) -> list[tuple[str, str]]:
    """Give the works that still wait for land, code and name: those with the most cases first."""
    waiting = {
        code: sum(
            one.case.in_scope and not one.handed_over and one.case.project_code == code
            for one in week.states
        )
        for code in week.names.projects
    }
    order = sorted((code for code in waiting if waiting[code]), key=lambda code: -waiting[code])
    return [(code, week.names.project(code)) for code in order[:_MOST_PICTURES]]


def _picture(
    ledger: Ledger, actor: Actor, week: _Week, draw: Draw, project_code: str = ""
) -> PlacedPicture:
    found = cases_picture(ledger, actor, week.states, read=week.read, project_code=project_code)
    return PlacedPicture(draw(found), PICTURE_MM)
