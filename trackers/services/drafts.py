"""Keeping what is typed and not saved, so that a lost connection or a closed tab loses nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from trackers.domain.drafts import Draft
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.store import Ledger, drafts

# An officer has a handful of forms open; more is a page gone wrong.
MOST = 40


def my_drafts(ledger: Ledger, actor: Actor) -> list[Draft]:
    """Give the actor's own drafts, the newest first; raises NotAllowed."""
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.read() as reading:
        return drafts.read_drafts(reading, actor.code)


def keep_draft(
    ledger: Ledger,
    actor: Actor,
    *,
    form: str,
    case_code: str,
    content: Mapping[str, Any],
    now: datetime,
) -> None:
    """Keep what stands in a form; beyond `MOST` the oldest is forgotten. Raises NotAllowed."""
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.write(now) as writing:
        drafts.put_draft(writing, actor.code, Draft(form, case_code, dict(content), now))
        for old in drafts.read_drafts(writing, actor.code)[MOST:]:
            drafts.drop_draft(writing, actor.code, old.form)


def drop_draft(ledger: Ledger, actor: Actor, *, form: str, now: datetime) -> None:
    """Forget a draft: its form was saved or closed. Raises NotAllowed."""
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.write(now) as writing:
        drafts.drop_draft(writing, actor.code, form)
