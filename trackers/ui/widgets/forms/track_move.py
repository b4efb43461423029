"""Moving a case to the other track: what is carried over, what is left behind, and why."""

import streamlit as st

from trackers.domain.cases import Case, CaseState
from trackers.services.tracks import move_track, preview_move
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.words import say


def name_of(case: Case) -> str:
    """Give the name of the form."""
    return f"move.{case.code}"


def opener(now: CaseState) -> None:
    """Show the button that opens the form."""
    frame.opener(name_of(now.case), say("Chuyển loại hồ sơ"), base=now.case)


def form(at: Desk, now: CaseState) -> None:
    """Show what the move does, and ask for its reason."""
    name = name_of(now.case)
    base = opened.opened_base(name, now.case)
    with st.container(border=True, key=f"form-{name}"):
        move = preview_move(at.ledger, at.actor, case_code=base.code, now=at.now)
        target = at.tracks[move.track]
        plain.heading(say("Chuyển sang: {track}", track=say(target.label)))
        carried = [say(target.by_code[one.step].label) for one in move.marks]
        plain.facts(
            (
                (say("Bước được mang sang"), ", ".join(carried) or "–"),
                (say("Bước để lại"), ", ".join(say(one) for one in move.left) or "–"),
            )
        )
        plain.note(say("Bước để lại vẫn nằm trong quá trình xử lý; chuyển lại thì có lại."))
        reason = frame.note_field(name, "reason", say("Lý do"))

        def write(key: str) -> Saved:
            return move_track(
                at.ledger,
                at.actor,
                case_code=base.code,
                reason=reason,
                base=base.version,
                now=at.now,
                key=key,
            )

        if frame.wants_saving(name, "Chuyển loại hồ sơ"):
            frame.save(name, write, done=say("Đã chuyển loại hồ sơ."))
