"""Undoing a batch: offered for one's own last ones, and where a case's history shows one."""

from datetime import date

import streamlit as st

from trackers.domain.contacts import Outcome
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.shipped import TRACKS
from trackers.services.batches import Batch, get_batch, last_batches, may_undo, undo_batch
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.bulk_cases import listed
from trackers.ui.widgets.forms import frame
from trackers.words import say
from trackers.words.formats import day, moment


def own(at: Desk) -> None:
    """Show the actor's last batches that stand, each with its undoing."""
    batches = last_batches(at.ledger, at.actor)
    if batches:
        plain.heading(say("Các đợt bạn vừa ghi"))
    for one in batches:
        plain.markup(
            '<p class="mb-note"><b>{what}</b> · {when}</p>',
            what=words(at, one),
            when=moment(one.recorded_at),
        )
        _form(at, one)


def offered(at: Desk, batch_id: str) -> None:
    """Show the undoing of a batch beside one of its cases, where the actor may undo it."""
    batch = get_batch(at.ledger, at.actor, batch_id)
    if not batch.undone and at.may(batch.needs) and may_undo(at.actor, batch):
        _form(at, batch)


def words(at: Desk, batch: Batch) -> str:
    """Say what a batch wrote, and into how many cases."""
    return say("{what}, {n} hồ sơ", what=_what(at, batch), n=len(batch.case_codes))


def _form(at: Desk, batch: Batch) -> None:
    name = f"undo.{batch.batch_id}"
    if not opened.is_open(name):
        frame.opener(name, say("Hoàn tác cả đợt ({n} hồ sơ)", n=len(batch.case_codes)))
        return
    with st.container(border=True, key=f"form-{name}"):
        plain.note(say("Trả lại như trước đợt ghi: {codes}", codes=listed(batch.case_codes)))
        reason = frame.text_field(name, "reason", say("Lý do hoàn tác"))
        if frame.wants_saving(name, "Hoàn tác cả đợt"):
            frame.save(
                name,
                lambda key: undo_batch(
                    at.ledger,
                    at.actor,
                    batch_id=batch.batch_id,
                    reason=reason,
                    now=at.now,
                    key=key,
                ),
                done=say("Đã hoàn tác {n} hồ sơ.", n=len(batch.case_codes)),
            )


def _what(at: Desk, batch: Batch) -> str:
    says = batch.says
    if batch.event == "step.set":
        return say("Bước “{step}”", step=_step_label(str(says["step"])))
    if batch.event == "visit.recorded":
        return say(
            "Vận động ngày {day}: {outcome}",
            day=day(date.fromisoformat(says["met_on"])),
            outcome=say(Outcome(says["outcome"]).label),
        )
    if batch.event == "obstacle.opened":
        return say("Vướng mắc “{kind}”", kind=say(ObstacleKind(says["kind"]).label))
    if "reviewed_on" in says:
        return say("Rà soát ngày {day}", day=day(date.fromisoformat(says["reviewed_on"])))
    names = [at.officer_name(says[one]) for one in ("officer_code", "cover_code") if one in says]
    return say("Cán bộ: {names}", names=", ".join(names))


def _step_label(code: str) -> str:
    labels = {one.code: one.label for track in TRACKS.values() for one in track.case_steps}
    return say(labels.get(code, code))
