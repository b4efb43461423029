"""Việc tuần này: one row a person; each number opens the list of what it counts."""

from html import escape

from trackers.domain.tasks import PersonWeek
from trackers.domain.wards import sunday_of
from trackers.ui import reading
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report
from trackers.words import say
from trackers.words.formats import day, number

_TITLES = ("Cán bộ", "Thay cho", "Kết luận", "Hẹn tuần này", "Vướng mắc đến hạn", "Quá hạn")


def show(at: Desk) -> None:
    """Show the table for who may see households; nothing where nobody has anything to do."""
    weeks = reading.weeks(at)
    report.anchor("viec-tuan-nay")
    plain.heading(say("Việc tuần này, đến {day}", day=day(sunday_of(at.today))))
    if not weeks:
        plain.note(say("Tuần này chưa ai có việc đến hạn."))
        return
    report.table([say(one) for one in _TITLES], [_row(at, one) for one in weeks])


def _row(at: Desk, week: PersonWeek) -> list[str]:
    counts = (len(week.decisions), len(week.promises), len(week.obstacles), week.late(at.today))
    covers = ", ".join(at.officer_name(code) for code in week.covers)
    return [
        report.cell(report.link(_address(at, week), at.officer_name(week.officer_code))),
        report.cell(escape(covers) or "–"),
        *(_count(at, week, value) for value in counts[:-1]),
        _count(at, week, counts[-1], hint=_late_words(at, week)),
    ]


def _count(at: Desk, week: PersonWeek, value: int, hint: str = "") -> str:
    if not value:
        return report.cell("0", "number")
    return report.cell(report.link(_address(at, week), number(value), hint=hint), "number")


def _late_words(at: Desk, week: PersonWeek) -> str:
    parts = {
        say("kết luận"): len(week.late_decisions(at.today)),
        say("hẹn"): len(week.late_promises),
        say("vướng mắc"): len(week.late_obstacles),
    }
    return ", ".join(f"{count} {what}" for what, count in parts.items() if count)


def _address(at: Desk, week: PersonWeek) -> str:
    return report.page_address(at.ward.code, "viec-cua-toi", person=week.officer_code)
