"""The steps of a case as lines, and under the one that is open its form."""

import streamlit as st

from geodata.days import Towards
from trackers.domain.cases import CaseState
from trackers.domain.project_steps import SharedMark
from trackers.domain.tracks import StepDef, StepMark, StepState
from trackers.services.steps import set_step
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say
from trackers.words.formats import day

STATE_WORDS = {
    StepState.PENDING: "Chưa làm",
    StepState.DONE: "Đã xong",
    StepState.NOT_APPLICABLE: "Không áp dụng",
}


def show(at: Desk, now: CaseState) -> None:
    """Show the steps of a case; a line is a button that opens its form."""
    plain.note(say("Loại hồ sơ: {track}", track=say(now.track.label)))
    with st.container(key="steps", gap=None):
        for step in now.track.steps:
            _line(at, now, step)


def words(mark: StepMark) -> str:
    """Give a mark in words: state, day, note."""
    on = day(mark.done_on) if mark.done_on else ""
    return " · ".join(part for part in (say(STATE_WORDS[mark.state]), on, mark.note) if part)


def mark_of(now: CaseState, step: str) -> StepMark:
    """Give the mark of a step, a pending one when there is none."""
    return now.marks.get(step, StepMark(step, StepState.PENDING))


def _line(at: Desk, now: CaseState, step: StepDef) -> None:
    mark = mark_of(now, step.code)
    name = f"step.{now.case.code}.{step.code}"
    stands = now.steps.states[step.code]
    on = say(STATE_WORDS[stands]) if stands is StepState.NOT_APPLICABLE else ""
    on = day(mark.done_on) if mark.done_on else on or _in_common(now, step)
    st.button(
        plain.label(f"{say(step.label)} · {on}" if on else say(step.label)),
        # The sign comes from the style sheet, by this key.
        key=f"step-{stands.value}-{now.case.code}-{step.code}",
        type="tertiary",
        width="stretch",
        disabled=not (at.writes(now.case) and now.case.in_scope and _typed(now, step)),
        on_click=opened.close_form if opened.is_open(name) else opened.open_form,
        args=(name,),
    )
    if opened.is_open(name) and at.writes(now.case):
        with st.container(key=f"form-{name}", border=True):
            _form(at, now, step, name)


def _typed(now: CaseState, step: StepDef) -> bool:
    """Tell whether anything can be recorded: what the components rule out nobody types."""
    return step.of_case and (now.steps.applies(step) or step.code in now.marks)


def _in_common(now: CaseState, step: StepDef) -> str:
    """Say what was recorded once for the case's project or batch, or that it will be."""
    shared = now.shared.get(step.code)
    if shared is None:
        return "" if step.of_case else say("bước của cả công trình")
    return f"{of_whom(shared)} {day(shared.mark.done_on)}"


def of_whom(shared: SharedMark) -> str:
    """Say for whom a step was recorded in common."""
    return shared.batch.name if shared.batch else say("của công trình")


def _form(at: Desk, now: CaseState, step: StepDef, name: str) -> None:
    fresh = mark_of(now, step.code)
    base = opened.opened_base(name, fresh)
    done = say("Đã ghi bước “{step}”.", step=say(step.label))

    def write(mine: StepMark, key: str, reason: str) -> Saved:
        return set_step(
            at.ledger,
            at.actor,
            case_code=now.case.code,
            mark=mine,
            now=at.now,
            reason=reason,
            key=key,
        )

    def again(mine: StepMark, key: str, reason: str) -> Saved:
        on_top = StepMark(mine.step, mine.state, mine.done_on, mine.note, fresh.version)
        return write(on_top, key, reason)

    if frame.in_conflict(name):
        frame.settle(at, name, words, base=base, now=fresh, again=again, done=done)
        return
    mine = _fields(at, name, step, base)
    # Changing what is recorded is a correction, and a correction has its reason.
    reason = frame.reason_field(name) if base.state is not StepState.PENDING else ""
    if frame.wants_saving(name):
        frame.save(name, lambda key: write(mine, key, reason), done=done, mine=mine)


def _fields(at: Desk, name: str, step: StepDef, base: StepMark) -> StepMark:
    states = [one for one in StepState if step.optional or one is not StepState.NOT_APPLICABLE]
    shown = StepState.DONE if base.state is StepState.PENDING else base.state
    chosen = st.radio(
        say(step.label),
        states,
        index=states.index(shown),
        format_func=lambda one: say(STATE_WORDS[one]),
        horizontal=True,
        key=frame.field(name, "state"),
        persist_state="session",
    )
    on = None
    if chosen is StepState.DONE:
        on = day_field(
            name,
            "on",
            say("Ngày hoàn thành"),
            base.done_on or at.today,
            today=at.today,
            towards=Towards.PAST,
        )
    note = frame.text_field(name, "note", say("Ghi chú, số văn bản"), base.note)
    return StepMark(step.code, chosen or base.state, on, note.strip(), base.version)
