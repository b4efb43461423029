"""Which review, and which item of it, the page shows: `review` and `item` of the address."""

from datetime import date

from trackers.services.reviews import list_reviews
from trackers.ui import state
from trackers.ui.context import Desk


def monday() -> date | None:
    """Give the Monday of the review that is asked for, or None."""
    try:
        return date.fromisoformat(state.raw("review"))
    except ValueError:
        return None


def show_review(on: date) -> None:
    """Show the review of a week from its beginning."""
    state.put("review", on.isoformat())
    state.put("item", None)


def item() -> str:
    """Give the item that is asked for ("" for none)."""
    return state.raw("item")


def show_item(item_id: str) -> None:
    """Show an item of the agenda."""
    state.put("item", item_id)


def open_monday(at: Desk) -> date | None:
    """Give the Monday of the review that is going on, None between two; raises NotAllowed."""
    held = list_reviews(at.ledger, at.actor)
    return next((one.monday for one in held if one.is_open), None)
