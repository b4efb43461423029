"""The Monday review: opening it, who was there, closing it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from trackers.domain.errors import UnknownRecord
from trackers.domain.findings import Findings
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.review_errors import NotThisWeek, ReviewHeld, StillOpen
from trackers.domain.reviews import AgendaItem, Decision, Review
from trackers.domain.rights import Action, holds_reviews, require, require_holding
from trackers.domain.wards import day_of, monday_of
from trackers.services.frozen import decisions_at, findings_at, read_ahead
from trackers.services.name_hiding import hiding_for
from trackers.services.opening import beginning, first_items
from trackers.services.review_masking import (
    decisions_for,
    findings_for,
    items_for,
    review_for,
)
from trackers.services.review_subjects import (
    check_length,
    last_secretary,
    my_open_review,
    my_review,
    the_review,
    week_words,
)
from trackers.store import Ledger, Saved, Writing, events, people, reviews
from trackers.store.ledger import Reading


@dataclass(frozen=True)
class ReviewFile:
    """A review with its agenda, what it lists by itself, and what was decided.

    `findings` are as of its opening, for ever. `decisions` were taken in it, as they stand on
    `read_on`; `minuted` are the same as they stood when it was closed: what its minutes say.
    `closed_here` are those, of this review or of former ones, that were closed in it.
    """

    review: Review
    items: tuple[AgendaItem, ...]
    decisions: tuple[Decision, ...]
    findings: Findings
    closed_here: tuple[Decision, ...]
    read_on: date
    minuted: tuple[Decision, ...]


def list_reviews(ledger: Ledger, actor: Actor) -> list[Review]:
    """Give the ward's reviews, the latest first; raises NotAllowed."""
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        found = reviews.read_reviews(reading)
        hide = hiding_for(reading, actor)
    return [review_for(hide, one) for one in found]


def get_review(ledger: Ledger, actor: Actor, monday: date, *, now: datetime) -> ReviewFile:
    """Give the review of a week; while masked, with initials for the names of households.

    Raises NotAllowed, UnknownRecord.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        review = the_review(reading, monday)
        items = reviews.read_items(reading, monday)
        every = reviews.read_decisions(reading)
        findings = findings_at(ledger, reading, review)
        hide = hiding_for(reading, actor)
        then = every if review.is_open else _at_closing(ledger, reading, review)
    return ReviewFile(
        review_for(hide, review),
        items_for(hide, items),
        decisions_for(hide, [one for one in every if one.monday == monday]),
        findings_for(actor, hide, findings),
        decisions_for(hide, [one for one in then if one.closed_in == monday]),
        day_of(now),
        decisions_for(hide, [one for one in then if one.monday == monday]),
    )


def may_hold(ledger: Ledger, actor: Actor, monday: date | None = None) -> bool:
    """Tell whether the actor holds a review, or with `monday` None may open this week's.

    Raises NotAllowed (another ward's), UnknownRecord.
    """
    require(actor, Action.SEE_WORKS, ledger.ward)
    with ledger.read() as reading:
        own = "" if monday is None else the_review(reading, monday).secretary_code
        return holds_reviews(actor, {own, last_secretary(reading)} - {""})


def open_review(
    ledger: Ledger,
    actor: Actor,
    *,
    monday: date,
    now: datetime,
    chair_code: str = "",
    secretary_code: str = "",
    key: str | None = None,
) -> Saved:
    """Open the review of this week: freeze what is known now, and make its agenda.

    Without codes, chair and secretary are those of the last review where they are there, else the
    first chair who is, and nobody. Raises NotAllowed, NotThisWeek, ReviewHeld, UnknownRecord.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    read_ahead(ledger, day_of(now))
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        require_holding(actor, {last_secretary(writing)} - {""})
        _check_week(writing, monday, now)
        review = beginning(ledger, writing, actor, monday, chair_code, secretary_code)
        findings = findings_at(ledger, writing, review)
        reviews.add_review(writing, review)
        for item in first_items(writing, review, findings):
            reviews.add_item(writing, item)
        return _record(writing, actor, "review.opened", monday, key)


def set_attendance(
    ledger: Ledger,
    actor: Actor,
    *,
    monday: date,
    present: Sequence[str],
    absent: Sequence[str],
    chair_code: str,
    secretary_code: str,
    base: int,
    now: datetime,
    guests: str = "",
    note: str = "",
    key: str | None = None,
) -> Saved:
    """Record who chairs, who writes, who is there and who is not, and a remark.

    `base` is the review's version as the form showed it. Raises NotAllowed, UnknownRecord,
    AlreadyClosed, TextTooLong, RowChanged.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        review = my_open_review(writing, actor, monday)
        here = tuple(dict.fromkeys(present))
        away = tuple(one for one in dict.fromkeys(absent) if one not in here)
        _check_people(writing, chair_code, secretary_code, *here, *away)
        after = replace(
            review,
            present=here,
            absent=away,
            chair_code=chair_code,
            secretary_code=secretary_code,
            guests=check_length(guests),
            note=check_length(note),
        )
        reviews.change_review(writing, after, base=base)
        return _record(writing, actor, "review.attended", monday, key)


def close_review(
    ledger: Ledger, actor: Actor, *, monday: date, now: datetime, key: str | None = None
) -> Saved:
    """Close a review: its agenda and who was there stay as they are; decisions go on.

    Raises NotAllowed, UnknownRecord, AlreadyClosed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        review = my_open_review(writing, actor, monday)
        after = replace(review, closed_on=day_of(now), closed_by=actor.code)
        reviews.change_review(writing, after, base=review.version)
        return _record(writing, actor, "review.closed", monday, key)


def reopen_review(
    ledger: Ledger,
    actor: Actor,
    *,
    monday: date,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Open a closed review again to correct what it says, with the reason.

    Raises NotAllowed, UnknownRecord, ReasonMissing, TextTooLong, StillOpen.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        review = my_review(writing, actor, monday)
        why = check_length(require_reason(reason))
        if review.is_open:
            raise StillOpen(kind="review", code=week_words(monday))
        after = replace(review, closed_on=None, closed_by="")
        reviews.change_review(writing, after, base=review.version)
        return _record(writing, actor, "review.reopened", monday, key, why)


def _at_closing(ledger: Ledger, reading: Reading, review: Review) -> Sequence[Decision]:
    """Give the decisions taken or closed in a review as they stood when it was closed."""
    closed = events.last_of_kind(reading, "review.closed", review.monday.isoformat())
    return () if closed is None else decisions_at(ledger, reading, review.monday, closed)


def _check_week(writing: Writing, monday: date, now: datetime) -> None:
    this = monday_of(day_of(now))
    if monday != this:
        raise NotThisWeek(monday=monday, this=this)
    if reviews.find_review(writing, monday) is not None:
        raise ReviewHeld(kind="review", code=week_words(monday))


def _check_people(writing: Writing, chair: str, *others: str) -> None:
    known = {one.code for one in people.read_officers(writing)} | {""}
    if not chair:
        raise UnknownRecord(kind="officer", code=chair)
    for code in (chair, *others):
        if code not in known:
            raise UnknownRecord(kind="officer", code=code)


def _record(
    writing: Writing, actor: Actor, kind: str, monday: date, key: str | None, why: str = ""
) -> Saved:
    return writing.record(
        kind,
        monday.isoformat(),
        actor=actor.code,
        effective_on=day_of(writing.now),
        private={"reason": why} if why else None,
        key=key,
    )
