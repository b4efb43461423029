"""Conclusions (kết luận): taken in a review, standing until closed with a word."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from trackers.domain.errors import (
    AlreadyClosed,
    DateTooEarly,
    EditConflict,
    TextMissing,
    UnknownRecord,
)
from trackers.domain.merge import merge
from trackers.domain.people import Actor, acting_officer
from trackers.domain.reasons import require_reason
from trackers.domain.review_errors import StillOpen
from trackers.domain.reviews import Decision
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.name_hiding import hiding_for
from trackers.services.review_masking import decisions_for
from trackers.services.review_subjects import (
    check_length,
    my_open_review,
    my_review,
    project_meant,
    the_decision,
    the_officer,
    the_review,
    week_words,
)
from trackers.store import Ledger, Saved, Writing, people, reviews
from trackers.store.ledger import Reading

# What is merged with another's changes; another deadline is never half of somebody else's.
FREE_FIELDS = ("text", "officer_code", "project_code", "case_code")
FIRM_FIELDS = ("due_on",)


def take_decision(
    ledger: Ledger,
    actor: Actor,
    *,
    monday: date,
    text: str,
    officer_code: str,
    due_on: date,
    now: datetime,
    project_code: str = "",
    case_code: str = "",
    item_id: str = "",
    key: str | None = None,
) -> Saved:
    """Take a decision in a review: what, who, by when, about which work or case.

    A case brings its work. Raises NotAllowed, UnknownRecord, AlreadyClosed, TextMissing,
    TextTooLong, DateTooEarly (before the review's week).
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        my_open_review(writing, actor, monday)
        taken = reviews.read_decisions(writing, monday)
        wished = Decision(
            uuid4().hex,
            monday,
            max((one.number for one in taken), default=0) + 1,
            text,
            officer_code,
            due_on,
            project_code,
            case_code,
            item_id,
            actor.code,
        )
        made = _checked(writing, wished)
        reviews.add_decision(writing, made)
        return _record(writing, actor, "decision.taken", made, key)


def edit_decision(
    ledger: Ledger,
    actor: Actor,
    *,
    base: Decision,
    mine: Decision,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Save a form about a decision that stands, also after its review was closed.

    `base` is the decision as the form opened on it. Raises NotAllowed, UnknownRecord,
    AlreadyClosed, TextMissing, TextTooLong, DateTooEarly, EditConflict.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            theirs = _standing(writing, base.decision_id)
            my_review(writing, actor, theirs.monday)
            writer = last_writer(writing, base.decision_id)
            result = merge(base, theirs, mine, free=FREE_FIELDS, firm=FIRM_FIELDS, writer=writer)
            if not result.changes:
                return Saved(0, repeated=True)
            after = _checked(writing, replace(theirs, **result.changes))
            reviews.change_decision(writing, after, base=theirs.version)
            saved = _record(writing, actor, "decision.edited", after, key)
            return replace(saved, merged=result.merged)
    except EditConflict as conflict:
        keep_refused(ledger, actor, base.decision_id, conflict, now=now)
        raise


def close_decision(
    ledger: Ledger,
    actor: Actor,
    *,
    decision_id: str,
    word: str,
    base: int,
    now: datetime,
    closed_in: date | None = None,
    key: str | None = None,
) -> Saved:
    """Close a decision with what came of it; `closed_in` is the open review in which that was.

    Its officer and who stands in may, and who writes everywhere or holds the review. Raises
    NotAllowed, UnknownRecord, AlreadyClosed, TextMissing, TextTooLong, RowChanged.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        kept = _standing(writing, decision_id)
        if not (actor.reach.everywhere or kept.officer_code in actor.hands):
            my_review(writing, actor, kept.monday)
        said = check_length(word)
        if not said:
            raise TextMissing(field="closing_word")
        if closed_in is not None and not the_review(writing, closed_in).is_open:
            raise AlreadyClosed(kind="review", code=week_words(closed_in))
        after = replace(
            kept,
            closed_on=day_of(now),
            closing_word=said,
            closed_by=actor.code,
            closed_in=closed_in,
        )
        reviews.change_decision(writing, after, base=base)
        return _record(writing, actor, "decision.closed", after, key)


def reopen_decision(
    ledger: Ledger,
    actor: Actor,
    *,
    decision_id: str,
    reason: str,
    base: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Let a closed decision stand again, with the reason; the log keeps how it had been closed.

    Raises NotAllowed, UnknownRecord, StillOpen, ReasonMissing, TextTooLong, RowChanged.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        kept = the_decision(writing, decision_id)
        my_review(writing, actor, kept.monday)
        why = check_length(require_reason(reason))
        if kept.is_open:
            raise StillOpen(kind="decision", code=number_words(kept))
        after = replace(kept, closed_on=None, closing_word="", closed_by="", closed_in=None)
        reviews.change_decision(writing, after, base=base)
        return _record(writing, actor, "decision.reopened", after, key, why)


def standing_decisions(
    ledger: Ledger,
    actor: Actor,
    *,
    now: datetime,
    officer_code: str | None = None,
    case_code: str | None = None,
    project_code: str | None = None,
) -> list[Decision]:
    """Give the decisions that stand, the earliest due first.

    With `officer_code`, those for which that officer acts today: own ones while there, and those of
    the people covered. Raises NotAllowed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    today = day_of(now)
    with ledger.read() as reading:
        listed = [one for one in reviews.read_decisions(reading) if one.is_open]
        absences = people.read_absences(reading)
        hide = hiding_for(reading, actor)
    found = [
        one
        for one in listed
        if case_code in {None, one.case_code}
        and project_code in {None, one.project_code}
        and officer_code in {None, acting_officer(one.officer_code, None, absences, today)}
    ]
    found.sort(key=lambda one: (one.due_on, one.monday, one.number))
    return list(decisions_for(hide, found))


def number_words(decision: Decision) -> str:
    """Give what people call a decision by: its number and its review's week, 2 (15/2014)."""
    return f"{decision.number} ({week_words(decision.monday)})"


def _standing(reading: Reading, decision_id: str) -> Decision:
    found = the_decision(reading, decision_id)
    if not found.is_open:
        raise AlreadyClosed(kind="decision", code=number_words(found))
    return found


def _checked(reading: Reading, decision: Decision) -> Decision:
    text = check_length(decision.text)
    if not text:
        raise TextMissing(field="text")
    if decision.due_on < decision.monday:
        raise DateTooEarly(on=decision.due_on, earliest=decision.monday)
    the_officer(reading, decision.officer_code)
    items = {one.item_id for one in reviews.read_items(reading, decision.monday)}
    if decision.item_id and decision.item_id not in items:
        raise UnknownRecord(kind="item", code=decision.item_id)
    project = project_meant(reading, decision.project_code, decision.case_code)
    return replace(decision, text=text, project_code=project)


def _record(
    writing: Writing, actor: Actor, kind: str, decision: Decision, key: str | None, why: str = ""
) -> Saved:
    return writing.record(
        kind,
        decision.decision_id,
        actor=actor.code,
        effective_on=day_of(writing.now),
        details={"monday": decision.monday, "case": decision.case_code},
        private={"reason": why} if why else None,
        key=key,
    )
