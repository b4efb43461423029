"""Reviews, their agendas, and decisions."""

from datetime import date

from trackers.domain.reviews import AgendaItem, Decision, Review
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of, without

_R, _I, _D = tables.reviews, tables.agenda_items, tables.decisions


def read_reviews(reading: Reading) -> list[Review]:
    """Give the ward's reviews, the latest first."""
    return [record_of(Review, row) for row in reading.rows(_R, order=(_R.c.monday.desc(),))]


def find_review(reading: Reading, monday: date) -> Review | None:
    """Give the review of a week, or None."""
    row = reading.find(_R, monday=monday)
    return record_of(Review, row) if row else None


def add_review(writing: Writing, review: Review) -> None:
    """Add the review of a week."""
    writing.insert(_R, values_of(review))


def change_review(writing: Writing, review: Review, *, base: int) -> None:
    """Change a review that still has version `base`; raises RowChanged."""
    values = without(values_of(review), "monday", "version")
    writing.update(_R, {"monday": review.monday}, values, base=base)


def read_items(reading: Reading, monday: date) -> list[AgendaItem]:
    """Give the agenda of a review, in its order."""
    rows = reading.rows(_I, _I.c.monday == monday, order=(_I.c.position, _I.c.item_id))
    return [record_of(AgendaItem, row) for row in rows]


def find_item(reading: Reading, item_id: str) -> AgendaItem | None:
    """Give one item of an agenda, or None."""
    row = reading.find(_I, item_id=item_id)
    return record_of(AgendaItem, row) if row else None


def add_item(writing: Writing, item: AgendaItem) -> None:
    """Add an item to an agenda."""
    writing.insert(_I, values_of(item))


def change_item(writing: Writing, item: AgendaItem, *, base: int) -> None:
    """Change an item that still has version `base`; raises RowChanged."""
    values = without(values_of(item), "item_id", "version")
    writing.update(_I, {"item_id": item.item_id}, values, base=base)


def place_item(writing: Writing, item_id: str, position: int) -> None:
    """Give an item another place; who edits its words meanwhile is not in the way."""
    writing.update(_I, {"item_id": item_id}, {"position": position}, base=None)


def remove_item(writing: Writing, item_id: str) -> None:
    """Take an item off the agenda; the log keeps it."""
    writing.delete(_I, {"item_id": item_id})


def read_decisions(reading: Reading, monday: date | None = None) -> list[Decision]:
    """Give decisions in the order they were taken: of one review, or of all."""
    match = [] if monday is None else [_D.c.monday == monday]
    rows = reading.rows(_D, *match, order=(_D.c.monday, _D.c.number, _D.c.decision_id))
    return [record_of(Decision, row) for row in rows]


def find_decision(reading: Reading, decision_id: str) -> Decision | None:
    """Give one decision, or None."""
    row = reading.find(_D, decision_id=decision_id)
    return record_of(Decision, row) if row else None


def add_decision(writing: Writing, decision: Decision) -> None:
    """Add a decision."""
    writing.insert(_D, values_of(decision))


def change_decision(writing: Writing, decision: Decision, *, base: int) -> None:
    """Change a decision that still has version `base`; raises RowChanged."""
    values = without(values_of(decision), "decision_id", "version")
    writing.update(_D, {"decision_id": decision.decision_id}, values, base=base)
