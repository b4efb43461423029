"""The form of a batch (đợt): its name, and which cases belong to it."""

from collections.abc import Collection
from dataclasses import replace

import streamlit as st

from trackers.domain.project_steps import Batch
from trackers.services.cases import CaseRow, list_cases
from trackers.services.project_steps import ProjectSteps
from trackers.services.step_batches import edit_batch, preview_batch, track_of
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.words import say
from trackers.words.errors import sentence


def show(at: Desk, held: ProjectSteps, own: Collection[str]) -> None:
    """Show the batches of a work, each with the button that opens its form, or the form.

    `own` are the cases of the work that the actor may write into.
    """
    for batch in held.batches:
        if not (at.writes_work(batch.project_code) or set(batch.case_codes) <= set(own)):
            continue
        name = f"step-batch.{batch.code}"
        if not opened.is_open(name):
            frame.opener(
                name,
                say("Sửa {name} ({n} hồ sơ)", name=batch.name, n=len(batch.case_codes)),
                kind="tertiary",
                base=batch,
            )
            continue
        with st.container(border=True, key=f"form-{name}"):
            _form(at, held, batch, name)


def _form(at: Desk, held: ProjectSteps, now: Batch, name: str) -> None:
    base = opened.opened_base(name, now)
    done = say("Đã sửa {name}.", name=now.name)

    def write(on: Batch, mine: Batch, key: str, reason: str) -> Saved:
        return edit_batch(
            at.ledger, at.actor, base=on, mine=mine, reason=reason, now=at.now, key=key
        )

    if frame.in_conflict(name):
        frame.settle(
            at,
            name,
            words,
            base=base,
            now=now,
            again=lambda mine, key, reason: write(now, mine, key, reason),
            done=done,
        )
        return
    mine = _fields(at, held, name, base)
    reason = frame.reason_field(name)
    for one in preview_batch(at.ledger, at.actor, base=base, mine=mine):
        plain.markup(
            '<p class="mb-warn"><b>{code}</b> {why}</p>',
            code=one.case_code,
            why=sentence(one.error),
        )
    if frame.wants_saving(name):
        frame.save(name, lambda key: write(base, mine, key, reason), done=done, mine=mine)


def _fields(at: Desk, held: ProjectSteps, name: str, base: Batch) -> Batch:
    called = frame.text_field(name, "name", say("Tên đợt"), base.name)
    rows = {
        one.state.case.code: one
        for one in list_cases(at.ledger, at.actor, at.now, project=base.project_code)
    }
    track = track_of(base, held.marks, [one.state for one in rows.values()])
    codes = [
        code
        for code, row in rows.items()
        if code in base.case_codes or row.state.case.track is track
    ]
    chosen = case_field(name, "cases", rows, codes, base.case_codes)
    return replace(base, name=called.strip(), case_codes=chosen)


def case_field(
    name: str, part: str, rows: dict[str, CaseRow], codes: list[str], first: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Show the field for the cases of a batch."""
    chosen = st.multiselect(
        say("Các hồ sơ của đợt"),
        codes,
        [code for code in first if code in codes],
        format_func=lambda code: f"{code} {rows[code].holder}",
        key=frame.field(name, part),
        placeholder=say("Chọn"),
        persist_state="session",
    )
    return tuple(chosen)


def words(batch: Batch) -> str:
    """Give a batch in one line, to be compared."""
    return f"{batch.name}: {', '.join(batch.case_codes)}"
