"""What waits for one officer: decisions, promises, households not met for long, obstacles."""

from collections.abc import Iterable, Mapping
from html import escape

import streamlit as st

from trackers.domain.attention import STALE_DAYS, DuePromise
from trackers.domain.cases import CaseState
from trackers.domain.obstacles import Obstacle
from trackers.services.cases import CaseRow
from trackers.services.clocks import my_clocks
from trackers.services.visiting import my_work
from trackers.services.visiting_words import promise_words
from trackers.ui import reading
from trackers.ui.context import Desk
from trackers.ui.widgets import asking, clocks, my_decisions, opinions, plain, report
from trackers.words import say
from trackers.words.formats import day, days

_DAYS = "my_work.days"
_LONGEST_WAIT = 3650
# More than a screen of lines nobody reads; the rest unfolds.
_SHOWN = 8
# Time limits that end within so many days are listed before they are late.
_SOON = 7


def show(at: Desk, officer: str) -> None:
    """Show an officer's work; each line opens its case on the map."""
    parts = st.container(gap=None)
    asked = asking.count_line(
        _DAYS, say("Số ngày chưa tiếp xúc"), STALE_DAYS, least=1, most=_LONGEST_WAIT
    )
    with parts:
        _parts(at, officer, asked or STALE_DAYS)


def _parts(at: Desk, officer: str, stale_days: int) -> None:
    rows = {row.state.case.code: row for row in reading.case_rows(at)}
    found = my_work(at.ledger, at.actor, at.now, officer_code=officer, stale_days=stale_days)
    _covers(at, officer, found.cases, rows)
    my_decisions.show(at, officer, rows)
    opinions.of_officer(at, officer)
    _part(say("Thời hạn theo luật"), _limits(at, officer, rows))
    _part(say("Hẹn quá hạn"), [_promise(at, one, rows) for one in found.overdue])
    _part(say("Hẹn trong tuần"), [_promise(at, one, rows) for one in found.this_week])
    _part(say("Vướng mắc có hạn"), [_obstacle(at, one, rows) for one in found.obstacles])
    _part(
        say("Quá {days} ngày chưa tiếp xúc", days=stale_days),
        [_stale(at, one, rows) for one in found.stale],
    )


def _covers(at: Desk, officer: str, count: int, rows: Mapping[str, CaseRow]) -> None:
    """Say how many cases these are, and for whom the officer stands in."""
    away = sorted(
        {
            row.state.case.officer_code
            for row in rows.values()
            if row.acting_code == officer != row.state.case.officer_code
        }
    )
    words = say("{n} hồ sơ", n=count)
    if away:
        names = ", ".join(at.officer_name(code) for code in away)
        words += say(" · thay cho {names} đang vắng", names=names)
    plain.note(words)


def _part(title: str, lines: list[str]) -> None:
    plain.heading(f"{title} ({len(lines)})")
    if not lines:
        plain.note(say("Không có."))
        return
    rest = lines[_SHOWN:]
    more = escape(say("và {more} hồ sơ khác", more=len(rest)))
    folded = f"<details><summary>{more}</summary>{''.join(rest)}</details>" if rest else ""
    st.html(f'<div class="mb-lines">{"".join(lines[:_SHOWN])}{folded}</div>')


def _limits(at: Desk, officer: str, rows: Mapping[str, CaseRow]) -> list[str]:
    """Give a line for each time limit of the law that is late or ends soon."""
    found = my_clocks(at.ledger, at.actor, at.now, officer_code=officer, within=_SOON)
    return [
        _line(
            at,
            (one.case_code,),
            rows,
            f"{clocks.line(one.clock)} · {one.clock.deadline.legal_basis}",
            late=one.clock.days_left < 0,
        )
        for one in found
    ]


def _promise(at: Desk, one: DuePromise, rows: Mapping[str, CaseRow]) -> str:
    visits = [
        visit
        for code in one.case_codes
        if code in rows
        for visit in rows[code].state.contacts
        if visit.household_code == one.contact.household_code
    ]
    words = promise_words(one.contact, visits, at.today)
    return _line(at, one.case_codes, rows, words, late=one.days < 0)


def _stale(at: Desk, one: CaseState, rows: Mapping[str, CaseRow]) -> str:
    since = one.waiting_since or at.today
    age = days((at.today - since).days)
    words = (
        say("gặp lần cuối {day}, {age}", day=day(since), age=age)
        if one.last_met_on
        else say("chưa gặp lần nào, {age}", age=age)
    )
    return _line(at, (one.case.code,), rows, words)


def _obstacle(at: Desk, one: Obstacle, rows: Mapping[str, CaseRow]) -> str:
    due = one.due_on or at.today
    late = due < at.today
    words = [say("hạn {day}", day=day(due)), say(one.kind.label), one.text]
    if late:
        words.insert(1, say("quá {days}", days=days((at.today - due).days)))
    return _line(at, (one.case_code,), rows, " · ".join(words), late=late)


def _line(
    at: Desk,
    codes: Iterable[str],
    rows: Mapping[str, CaseRow],
    words: str,
    *,
    late: bool = False,
) -> str:
    """Give one line: the cases as links to the map, the household, and the words."""
    listed = list(codes)
    links = " ".join(
        report.link(report.map_address(at.ward.code, case=code), code) for code in listed
    )
    holder = rows[listed[0]].holder if listed and listed[0] in rows else ""
    looks = ' class="late"' if late else ""
    return f"<p>{links} <b>{escape(holder)}</b><span{looks}>{escape(words)}</span></p>"
