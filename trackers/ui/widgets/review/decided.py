"""Decisions on the page of a review: what, who, by when, and what can be done about each."""

from collections.abc import Sequence

from trackers.domain.reviews import Decision
from trackers.services.agenda_due import decisions_table
from trackers.services.agenda_sheets import Names
from trackers.ui.context import Desk
from trackers.ui.widgets import sheets
from trackers.ui.widgets.forms import decision, decision_close
from trackers.words import say


def show(at: Desk, listed: Sequence[Decision], names: Names, *, holds: bool) -> None:
    """Show decisions as they stand now, and the forms of those that who asks may touch."""
    table(at, listed, names)
    for one in listed:
        decision.change_forms(at, one, holds=holds, closes=may_close(at, one, holds=holds))


def table(at: Desk, listed: Sequence[Decision], names: Names) -> None:
    """Show decisions as a table."""
    sheets.table(at, decisions_table(listed, names, caption=say("Kết luận")))


def may_close(at: Desk, one: Decision, *, holds: bool) -> bool:
    """Tell whether who asks may close a decision; the service asks again."""
    return holds or decision_close.may_close(at, one)
