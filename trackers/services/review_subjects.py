"""What a call about a review is about: found, and, where it is written, by who holds the review."""

from datetime import date

from trackers.domain.errors import AlreadyClosed, TextTooLong, UnknownRecord
from trackers.domain.people import Actor, Officer, Role
from trackers.domain.reviews import AgendaItem, Decision, Review
from trackers.domain.rights import Action, require, require_holding
from trackers.services.contacts import LONGEST_NOTE
from trackers.services.subjects import the_project, the_state
from trackers.store import people, reviews
from trackers.store.ledger import Reading

LONGEST_TITLE = 300


def the_review(reading: Reading, monday: date) -> Review:
    """Give the review of a week; raises UnknownRecord."""
    found = reviews.find_review(reading, monday)
    if found is None:
        raise UnknownRecord(kind="review", code=week_words(monday))
    return found


def my_review(reading: Reading, actor: Actor, monday: date) -> Review:
    """Give a review that the actor holds: a head, its secretary, or the last one's.

    Raises UnknownRecord, NotAllowed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, reading.ward)
    found = the_review(reading, monday)
    require_holding(actor, {found.secretary_code, last_secretary(reading)} - {""})
    return found


def my_open_review(reading: Reading, actor: Actor, monday: date) -> Review:
    """Give such a review while it is open; raises UnknownRecord, NotAllowed, AlreadyClosed."""
    found = my_review(reading, actor, monday)
    if not found.is_open:
        raise AlreadyClosed(kind="review", code=week_words(monday))
    return found


def my_item(reading: Reading, actor: Actor, item_id: str) -> AgendaItem:
    """Give an item of an open review's agenda that the actor may write.

    Raises UnknownRecord, NotAllowed, AlreadyClosed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, reading.ward)
    found = reviews.find_item(reading, item_id)
    if found is None:
        raise UnknownRecord(kind="item", code=item_id)
    my_open_review(reading, actor, found.monday)
    return found


def the_decision(reading: Reading, decision_id: str) -> Decision:
    """Give a decision; raises UnknownRecord."""
    found = reviews.find_decision(reading, decision_id)
    if found is None:
        raise UnknownRecord(kind="decision", code=decision_id)
    return found


def last_secretary(reading: Reading) -> str:
    """Give the secretary of the last review, "" when there is none."""
    held = reviews.read_reviews(reading)
    return held[0].secretary_code if held else ""


def the_officer(reading: Reading, code: str) -> Officer:
    """Give somebody who works in the ward and does not only look; raises UnknownRecord."""
    found = people.find_officer(reading, code)
    if found is None or not found.active or found.role is Role.VIEWER:
        raise UnknownRecord(kind="officer", code=code)
    return found


def project_meant(reading: Reading, project_code: str, case_code: str) -> str:
    """Give the work that something is about: a case's own, where one is named.

    Raises UnknownRecord.
    """
    if case_code:
        return the_state(reading, case_code).case.project_code
    return the_project(reading, project_code).code if project_code else ""


def check_length(text: str, most: int = LONGEST_NOTE) -> str:
    """Give a text without blanks around it; raises TextTooLong."""
    given = text.strip()
    if len(given) > most:
        raise TextTooLong(length=len(given), most=most)
    return given


def week_words(monday: date) -> str:
    """Give the week of a review as its number and year: 15/2014."""
    calendar = monday.isocalendar()
    return f"{calendar.week}/{calendar.year}"
