"""Obstacles (vướng mắc) of a case: those that stand, closed ones, and a new one."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from geodata.days import Towards
from trackers.domain.cases import CaseState
from trackers.domain.errors import DateMissing, TextMissing
from trackers.domain.obstacles import (
    Obstacle,
    ObstacleKind,
    blocks_handover_by_default,
    is_overdue,
)
from trackers.domain.stages import OBSTACLE_LOOK
from trackers.services.obstacles import (
    Reopening,
    close_obstacle,
    open_obstacle,
    reopen_obstacle,
    reopenings,
)
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame, obstacle_edit
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say
from trackers.words.formats import day, days


def show(at: Desk, now: CaseState) -> None:
    """Show the obstacles of a case with what can be done about them."""
    if not now.obstacles:
        plain.note(say("Hồ sơ chưa có vướng mắc nào."))
    writes = at.writes(now.case) and now.case.in_scope
    again = reopenings(at.ledger, at.actor, now.case.code) if now.obstacles else []
    for one in sorted(now.obstacles, key=lambda one: (not one.is_open, one.opened_on)):
        _block(at, one, [past for past in again if past.obstacle_id == one.obstacle_id])
        if writes and one.is_open:
            _changing(at, one)
        elif writes:
            _reopening(at, one)
    if writes:
        _opening(at, now)


def _block(at: Desk, one: Obstacle, again: Sequence[Reopening]) -> None:
    kind = f"<b>{OBSTACLE_LOOK.sign if one.is_open else '✓'}</b>"
    plain.markup(
        f'<div class="mb-block {"mb-open" if one.is_open else "mb-closed"}">'
        f"<p>{kind} {{kind}}</p><p>{{text}}</p><p class='mb-note'>{{more}}</p></div>",
        kind=say(one.kind.label),
        text=one.text if one.is_open else f"{one.text} → {one.resolution}",
        more=_terms(at, one),
    )
    for past in again:
        plain.note(
            say(
                "Đã giải quyết {closed}: {resolution}. Mở lại {reopened}, {who}: {reason}",
                closed=day(past.closed_on),
                resolution=past.resolution,
                reopened=day(past.reopened_on),
                who=at.officer_name(past.actor_code),
                reason=past.reason,
            )
        )


def _terms(at: Desk, one: Obstacle) -> str:
    if one.closed_on:
        return say(
            "Từ {opened}, giải quyết xong {closed}",
            opened=day(one.opened_on),
            closed=day(one.closed_on),
        )
    parts = [
        say("Từ {day} ({age})", day=day(one.opened_on), age=days((at.today - one.opened_on).days)),
        say("{who} giải quyết", who=at.officer_name(one.officer_code)),
    ]
    if one.due_on:
        parts.append(say("hạn {day}", day=day(one.due_on)))
        if is_overdue(one, at.today):
            parts.append(say("quá hạn {days}", days=days((at.today - one.due_on).days)))
    if one.blocks_handover:
        parts.append(say("chưa được bàn giao"))
    return " · ".join(parts)


def _changing(at: Desk, now: Obstacle) -> None:
    close, edit = f"obstacle-close.{now.obstacle_id}", f"obstacle-edit.{now.obstacle_id}"
    if opened.is_open(close):
        with st.container(border=True, key=f"form-{close}"):
            _closing(at, now, close)
    elif opened.is_open(edit):
        with st.container(border=True, key=f"form-{edit}"):
            obstacle_edit.show(at, now, edit)
    else:
        with st.container(horizontal=True, gap="small"):
            frame.opener(close, say("Đã giải quyết…"), base=now)
            frame.opener(edit, say("Sửa"), base=now)


def _closing(at: Desk, now: Obstacle, name: str) -> None:
    base = opened.opened_base(name, now)
    closed_on = day_field(
        name, "on", say("Ngày giải quyết xong"), at.today, today=at.today, towards=Towards.PAST
    )
    resolution = frame.note_field(name, "words", say("Giải quyết thế nào"))

    def write(key: str) -> Saved:
        if closed_on is None:
            raise DateMissing(field=say("ngày giải quyết xong"))
        return close_obstacle(
            at.ledger,
            at.actor,
            obstacle_id=now.obstacle_id,
            case_code=now.case_code,
            closed_on=closed_on,
            resolution=resolution,
            base=base.version,
            now=at.now,
            key=key,
        )

    if frame.wants_saving(name, "Đóng vướng mắc"):
        frame.save(name, write, done=say("Đã đóng vướng mắc."))


def _reopening(at: Desk, now: Obstacle) -> None:
    name = f"obstacle-again.{now.obstacle_id}"
    if not opened.is_open(name):
        frame.opener(name, say("Mở lại…"), base=now)
        return
    base = opened.opened_base(name, now)
    with st.container(border=True, key=f"form-{name}"):
        reason = frame.note_field(name, "reason", say("Vì sao mở lại"))
        if frame.wants_saving(name, "Mở lại vướng mắc"):
            frame.save(
                name,
                lambda key: reopen_obstacle(
                    at.ledger,
                    at.actor,
                    obstacle_id=now.obstacle_id,
                    case_code=now.case_code,
                    reason=reason,
                    base=base.version,
                    now=at.now,
                    key=key,
                ),
                done=say("Đã mở lại vướng mắc."),
            )


def _opening(at: Desk, now: CaseState) -> None:
    name = f"obstacle-new.{now.case.code}"
    if not opened.is_open(name):
        frame.opener(name, say("Thêm vướng mắc"))
        return
    with st.container(border=True, key=f"form-{name}"):
        _new(at, now, name)


def _days(at: Desk, name: str) -> tuple[date | None, date | None]:
    """Show from when an obstacle stands and by when it is to be resolved."""
    left, right = st.columns(2, gap="small")
    with left:
        opened_on = day_field(
            name, "on", say("Từ ngày"), at.today, today=at.today, towards=Towards.PAST
        )
    with right:
        due_on = day_field(
            name, "due", say("Hạn giải quyết"), None, today=at.today, towards=Towards.AHEAD
        )
    return opened_on, due_on


def _new(at: Desk, now: CaseState, name: str) -> None:
    kind = frame.choice_field(
        name, "kind", say("Loại vướng mắc"), list(ObstacleKind), lambda one: say(one.label)
    )
    text = frame.note_field(name, "text", say("Cụ thể là gì"))
    opened_on, due_on = _days(at, name)
    officer = frame.choice_field(
        name, "who", say("Người giải quyết"), list(at.officers), at.officer_name, at.actor.code
    )
    usual = kind is None or blocks_handover_by_default(kind, now.case.track)
    blocks, why = obstacle_edit.blocking_fields(name, usual=usual, shown=usual, of=str(kind))

    def write(key: str) -> Saved:
        if kind is None:
            raise TextMissing(field=say("loại vướng mắc"))
        if opened_on is None:
            raise DateMissing(field=say("ngày bắt đầu"))
        return open_obstacle(
            at.ledger,
            at.actor,
            case_code=now.case.code,
            kind=kind,
            text=text,
            opened_on=opened_on,
            officer_code=officer or at.actor.code,
            due_on=due_on,
            blocks_handover=blocks,
            reason=why,
            now=at.now,
            key=key,
        )

    if frame.wants_saving(name, "Thêm vướng mắc"):
        frame.save(name, write, done=say("Đã ghi vướng mắc."))
