"""Steps of a whole project or of a batch (đợt): what is recorded, and the form that adds to it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from geodata.days import Towards
from trackers.domain.project_steps import Batch, SharedMark
from trackers.domain.rights import Action
from trackers.domain.tracks import StepMark, StepState, Track
from trackers.services.bulk import Refusal
from trackers.services.cases import CaseRow, list_cases
from trackers.services.project_steps import (
    ProjectSteps,
    preview_project_step,
    project_steps_of,
    set_project_step,
)
from trackers.services.projects import ProjectFile
from trackers.store import Saved
from trackers.ui import opened, reading, state
from trackers.ui.context import Desk
from trackers.ui.widgets import clocks, plain
from trackers.ui.widgets.forms import frame, step_batch
from trackers.ui.widgets.forms.steps import STATE_WORDS, of_whom, words
from trackers.ui.widgets.forms.typed import day_field
from trackers.words import say
from trackers.words.errors import sentence
from trackers.words.formats import day

_NEW = Batch("", "", "", ())
_SHOWN_REFUSALS = 8
Choice = TypeVar("Choice")


def show(at: Desk, file: ProjectFile) -> None:
    """Show the steps recorded in common, and the form for one more; nothing to who may not.

    On a former day they stand alone.
    """
    if on := state.as_of():
        if at.may(Action.SEE_HOUSEHOLDS):
            _listed(at, reading.common_steps_then(at, file.project.code, on))
        return
    tracks = [one for one in at.tracks.values() if one.project_steps]
    if not tracks or not at.may(Action.SEE_HOUSEHOLDS):
        return
    held = project_steps_of(at.ledger, at.actor, file.project.code)
    done = [one for one in held.marks if one.mark.state is StepState.DONE]
    _listed(at, done)
    clocks.of_project(at, file.project.code)
    own = _own_cases(at, file)
    step_batch.show(at, held, own)
    if not own and not at.writes_work(file.project.code):
        return
    name = f"project-step.{file.project.code}"
    if not opened.is_open(name):
        frame.opener(name, say("Ghi bước cho cả công trình hoặc một đợt"))
        return
    with st.container(border=True, key=f"form-{name}"):
        _form(at, file, held, tracks, name)


def _own_cases(at: Desk, file: ProjectFile) -> dict[str, CaseRow]:
    """Give the work's cases that the actor may write into, by code."""
    found = list_cases(at.ledger, at.actor, at.now, project=file.project.code)
    return {one.state.case.code: one for one in found if at.writes(one.state.case)}


def _listed(at: Desk, done: Sequence[SharedMark]) -> None:
    """List steps done in common, each with its day."""
    plain.heading(say("Bước của cả công trình, của đợt"))
    plain.facts((_label(at, one), f"{day(one.mark.done_on)} {one.mark.note}") for one in done)


def _label(at: Desk, one: SharedMark) -> str:
    step = at.tracks[one.track].by_code.get(one.mark.step)
    return f"{say(step.label) if step else one.mark.step} ({of_whom(one)})"


def _form(at: Desk, file: ProjectFile, held: ProjectSteps, tracks: list[Track], name: str) -> None:
    # These answer at once: what is recorded already and the refusals depend on them.
    track = tracks[0]
    if len(tracks) > 1:
        track = _pick(name, "track", say("Loại hồ sơ"), tracks, lambda one: say(one.label))
    labels = {one.code: say(one.label) for one in track.project_steps}
    step = _pick(name, f"step.{track.code}", say("Bước"), list(labels), labels.__getitem__)
    batch = _batch(at, file, held, track, name)
    shared = SharedMark(file.project.code, track.code, StepMark(step, StepState.DONE), batch)
    fresh = _recorded(held, shared)
    base = opened.opened_base(f"{name}.{step}.{batch.code if batch else ''}", fresh)
    mine = replace(shared, mark=_fields(at, name, base))
    refusals = preview_project_step(at.ledger, at.actor, shared=mine, now=at.now)
    _show_refusals(refusals)
    reason = frame.reason_field(name) if base.state is not StepState.PENDING else ""

    def write(key: str) -> Saved:
        return set_project_step(
            at.ledger, at.actor, shared=mine, now=at.now, reason=reason, key=key
        )

    if frame.wants_saving(name):
        frame.save(name, write, done=say("Đã ghi bước “{step}”.", step=labels[step]))


def _pick(
    name: str, part: str, label: str, options: list[Choice], words_of: Callable[[Choice], str]
) -> Choice:
    return st.selectbox(
        label, options, format_func=words_of, key=frame.field(name, part), persist_state="session"
    )


def _batch(
    at: Desk, file: ProjectFile, held: ProjectSteps, track: Track, name: str
) -> Batch | None:
    """Let the whole project, a batch or a new one be chosen; None is the whole project.

    Only the work's own lead records for the whole of it; others for batches of their cases.
    """
    own = _own_cases(at, file)
    leads = at.writes_work(file.project.code)
    batches = [one for one in held.batches if leads or set(one.case_codes) <= set(own)]
    choices: list[Batch | None] = [*([None] if leads else []), *batches, _NEW]
    chosen: Batch | None = st.selectbox(
        say("Ghi cho"),
        choices,
        format_func=_batch_words,
        key=frame.field(name, "whom"),
        persist_state="session",
    )
    if chosen is None or chosen.code:
        return chosen
    words_of_it = frame.text_field(
        name, "batch", say("Tên đợt"), say("Đợt {n}", n=len(held.batches) + 1)
    )
    rows = {code: one for code, one in own.items() if one.state.case.track is track.code}
    codes = step_batch.case_field(name, f"cases.{track.code}", rows, list(rows))
    return Batch("", file.project.code, words_of_it, codes)


def _batch_words(batch: Batch | None) -> str:
    if batch is None:
        return say("Cả công trình")
    return batch.name if batch.code else say("Đợt mới…")


def _recorded(held: ProjectSteps, shared: SharedMark) -> StepMark:
    for one in held.marks:
        same = (one.track, one.mark.step) == (shared.track, shared.mark.step)
        if same and (one.batch.code if one.batch else "") == (
            shared.batch.code if shared.batch else ""
        ):
            return one.mark
    return StepMark(shared.mark.step, StepState.PENDING)


def _fields(at: Desk, name: str, base: StepMark) -> StepMark:
    done = StepState.DONE
    if base.state is not StepState.PENDING:
        plain.note(say("Đang ghi: {words}", words=words(base)))
        done = st.radio(
            say("Sửa thành"),
            [StepState.DONE, StepState.PENDING],
            format_func=lambda one: say(STATE_WORDS[one]),
            horizontal=True,
            key=frame.field(name, f"state.{base.step}"),
            persist_state="session",
        )
    on = None
    if done is StepState.DONE:
        part = f"on.{base.step}"
        on = day_field(
            name,
            part,
            say("Ngày hoàn thành"),
            base.done_on or at.today,
            today=at.today,
            towards=Towards.PAST,
        )
    note = frame.text_field(name, f"note.{base.step}", say("Ghi chú, số văn bản"), base.note)
    return StepMark(base.step, done, on, note.strip(), base.version)


def _show_refusals(refusals: list[Refusal]) -> None:
    if not refusals:
        return
    plain.heading(say("{n} hồ sơ chưa ghi được", n=len(refusals)))
    for one in refusals[:_SHOWN_REFUSALS]:
        plain.markup(
            '<p class="mb-warn"><b>{code}</b> {why}</p>',
            code=one.case_code,
            why=sentence(one.error),
        )
    plain.note(say("Hãy ghi cho một đợt gồm các hồ sơ còn lại, hoặc ghi đủ bước trước đã."))
