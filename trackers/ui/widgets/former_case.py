"""A case as it was at the end of a former day: plainly marked, and nothing to fill in."""

from datetime import date

import streamlit as st

from trackers.domain.as_of import Sight
from trackers.domain.cases import CaseState
from trackers.domain.contacts import latest
from trackers.domain.stages import OBSTACLE_LOOK
from trackers.domain.tracks import StepState
from trackers.domain.voluntary import Item
from trackers.services import as_of
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown
from trackers.ui.widgets import former_day, plain
from trackers.ui.widgets.forms import steps
from trackers.words import say
from trackers.words.formats import day, number


def show(at: Desk, code: str) -> None:
    """Ask for a day, and show the case as it was at its end; nothing while none is chosen."""
    on, sight = former_day.pick(at, f"case.{code}", label=say("Xem hồ sơ tại ngày"))
    if on is None:
        return
    with refusals_shown():
        card(at, code, on, sight)


def card(at: Desk, code: str, on: date, sight: Sight) -> None:
    """Show the case at the end of a day; raises NotAllowed, UnknownRecord."""
    then = as_of.former_case(at.ledger, at.actor, code, on, now=at.now, sight=sight)
    with st.container(key="former", border=True):
        if then is None:
            plain.note(say("Ngày {day} chưa có hồ sơ này.", day=day(on)))
        else:
            _card(at, then, say("Tình trạng cũ, cuối ngày {day}", day=day(on)))


def _card(at: Desk, then: CaseState, title: str) -> None:
    case, met = then.case, then.last_met_on
    chips = plain.chip(then.stage.look)
    chips += plain.chip(OBSTACLE_LOOK) if then.open_obstacles else ""
    plain.markup(
        f'<div class="mb-head"><p class="mb-former">{{title}}</p><p>{chips}</p></div>',
        title=title,
    )
    visit, promise = latest(then.contacts), then.promise
    plain.facts(
        (
            (say("Cán bộ"), at.officer_name(case.officer_code)),
            (say("Diện tích (m²)"), number(case.affected_m2)),
            (say("Gặp gần nhất"), day(met) if met else say("chưa gặp lần nào")),
            (say("Kết quả"), say(visit.outcome.label) if visit else ""),
            (say("Lời hẹn"), promise.promise if promise else ""),
            (say("Ngày hẹn"), day(promise.promise_on) if promise else ""),
            (say("Phần tự nguyện"), _settled(then)),
            (say("Ra khỏi phạm vi"), day(case.closed_on) if case.closed_on else ""),
        )
    )
    for one in then.open_obstacles:
        plain.markup(
            '<p class="mb-warn">! {kind}: {text}</p>', kind=say(one.kind.label), text=one.text
        )
    done = (
        f"{say(step.label)}: {steps.words(mark)}"
        for step in then.track.case_steps
        if (mark := then.marks.get(step.code)) and mark.state is not StepState.PENDING
    )
    common = (
        f"{say(then.track.by_code[code].label)}: {steps.of_whom(one)} {day(one.mark.done_on)}"
        for code, one in then.shared.items()
        if code in then.track.by_code
    )
    plain.lines((*common, *done))


def _settled(then: CaseState) -> str:
    """Give how many items of the checklist of a gift were settled."""
    found = then.checklist
    return say("{done}/{all} mục đã đủ", done=found.settled, all=len(Item)) if found else ""
