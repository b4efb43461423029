"""Time limits of the law in words: what is left or late, until when, and by which law."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from trackers.domain.cases import CaseState
from trackers.domain.clocks import Clock, ClockState
from trackers.domain.deadlines import Deadline, LandType, LimitKind
from trackers.domain.pauses import Pause
from trackers.services.cases import CaseCard
from trackers.services.clocks import case_clocks, project_clocks
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import pause
from trackers.words import say
from trackers.words.formats import day, days


def of_case(at: Desk, card: CaseCard) -> None:
    """Show the clocks of a case and its pauses; nothing where the law sets no time limit."""
    held = card.state
    found = case_clocks(at.ledger, at.actor, state=held, parcel=card.parcel, now=at.now)
    shown = [one for one in found.clocks if _tells(one)]
    if not (shown or found.pauses):
        return
    plain.heading(say("Thời hạn theo luật"))
    _lines((line(one), basis(one)) for one in shown)
    _pauses(found.pauses)
    if _writes(at, held):
        own = [one for one in found.pauses if one.case_code]
        pause.of_case(at, held.case.code, own, _open_limits(found.clocks))


def of_project(at: Desk, project_code: str) -> None:
    """Show the clocks of a work's common steps, and the pauses of the whole work."""
    found = project_clocks(at.ledger, at.actor, project_code, at.now)
    shown = [(batch, one) for batch, one in found.clocks if _tells(one)]
    if shown or found.pauses:
        plain.heading(say("Thời hạn theo luật"))
    _lines(
        (f"{batch.name}: {line(one)}" if batch else line(one), basis(one)) for batch, one in shown
    )
    _pauses(found.pauses)
    if at.writes_work(project_code) and (found.clocks or found.pauses):
        limits = _open_limits(one for _, one in found.clocks)
        pause.of_project(at, project_code, list(found.pauses), limits)


def line(clock: Clock) -> str:
    """Say a clock in a line: which limit, how it stands."""
    land = clock.deadline.land_type
    name = say(clock.deadline.label)
    if land is not LandType.ANY:
        name = f"{name} ({say(land.label)})"
    return f"{name}: {standing(clock)}"


def standing(clock: Clock) -> str:
    """Say how a clock stands: "còn 03 ngày, đến 12/04/2014", "quá hạn 05 ngày"."""
    due, left = day(clock.due_on), _count(clock, abs(clock.days_left))
    if clock.state is ClockState.OVERDUE:
        return say("quá hạn {days}, hạn {due}", days=left, due=due)
    if clock.state is ClockState.PAUSED:
        return say("đang tạm dừng, khi tiếp tục còn {days}", days=left)
    if clock.state is ClockState.FREE:
        return say("đã đủ thời gian, hết ngày {due}", due=due)
    return _met(clock) if clock.state is ClockState.MET else _running(clock, due, left)


def basis(clock: Clock) -> str:
    """Say by which law a clock runs, from when, what was assumed and what is not confirmed."""
    limit = clock.deadline
    started, unit = day(clock.started_on), say(limit.unit.value)
    parts = [
        limit.legal_basis,
        say("{n} {unit} từ {day}", n=limit.days, unit=unit, day=started),
    ]
    if limit.assumed:
        parts.append(say("giả định, chưa đối chiếu văn bản gốc"))
    if clock.unconfirmed:
        years = ", ".join(map(str, clock.unconfirmed))
        parts.append(say("ngày nghỉ lễ năm {years} chưa được xác nhận", years=years))
    return " · ".join(parts)


def _running(clock: Clock, due: str, left: str) -> str:
    if clock.days_left == 0:
        return say("hôm nay là ngày cuối")
    if clock.state is ClockState.WAITING:
        return say("chờ hết ngày {due}, còn {days}", due=due, days=left)
    return say("còn {days}, hạn {due}", days=left, due=due)


def _met(clock: Clock) -> str:
    ended = day(clock.ended_on)
    if clock.early and clock.deadline.kind is LimitKind.WINDOW:
        return say("xong {ended}, chưa đủ thời gian ({due})", ended=ended, due=day(clock.due_on))
    if clock.early:
        return say(
            "xong {ended}, trước khi chờ đủ ({due}): chỉ khi người có đất đồng ý",
            ended=ended,
            due=day(clock.due_on),
        )
    return say("xong {ended}, trễ {days}", ended=ended, days=_count(clock, abs(clock.days_left)))


def _tells(clock: Clock) -> bool:
    """Tell whether a clock says anything: one that was met as the law asks does not."""
    return clock.state is not ClockState.MET or clock.early or clock.late


def _count(clock: Clock, n: int) -> str:
    return say("{n:02d} ngày làm việc", n=n) if clock.in_working_days else days(n)


def _lines(rows: Iterable[tuple[str, str]]) -> None:
    items = "".join(
        f'<li>{escape(words)}<br><span class="mb-note">{escape(law)}</span></li>'
        for words, law in rows
    )
    if items:
        st.html(f'<ul class="mb-lines">{items}</ul>')


def _pauses(listed: Iterable[Pause]) -> None:
    for one in listed:
        plain.note(pause.words(one))


def _open_limits(clocks: Iterable[Clock]) -> list[Deadline]:
    return list({one.deadline.code: one.deadline for one in clocks if one.state.is_open}.values())


def _writes(at: Desk, held: CaseState) -> bool:
    return at.writes(held.case) and held.case.in_scope and not held.handed_over
