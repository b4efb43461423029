"""Voters' opinions, petitions and complaints: taken down, answered, reopened, taken back."""

from dataclasses import replace
from datetime import date, datetime

from trackers.domain.errors import (
    AlreadyClosed,
    EditConflict,
)
from trackers.domain.looks import LookKind
from trackers.domain.merge import merge
from trackers.domain.opinions import Opinion, check_answer
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.review_errors import StillOpen
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.as_of import told_opinions
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.looks import note_look
from trackers.services.masking import opinion_for
from trackers.services.opinion_subjects import check_row, free_code, my_opinion, placed, the_opinion
from trackers.services.review_subjects import check_length, the_officer
from trackers.services.timeline import timeline_of
from trackers.store import Ledger, Saved, Writing, events, opinions

FREE_FIELDS = (
    *("kind", "area_code", "project_code", "case_code", "text", "raised_on", "from_whom"),
    *("officer_code", "due_on"),
)
# A point is one thing: half of one and half of another is nowhere.
FIRM_FIELDS = ("lat", "lng")
# The kinds of events that write opinions.
WRITES_OPINIONS = (
    *("opinion.added", "opinion.edited", "opinion.answered", "opinion.replied"),
    *("opinion.reopened", "opinion.withdrawn", "household.erased"),
)


def list_opinions(ledger: Ledger, actor: Actor, *, case_code: str | None = None) -> list[Opinion]:
    """Give the opinions, the first raised first: all, or those about a case; not whose they are.

    Raises NotAllowed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        found = opinions.read_opinions(reading, case_code=case_code)
    return [opinion_for(actor, one) for one in found]


def opinions_then(ledger: Ledger, actor: Actor, *, on: date, revision: int) -> list[Opinion]:
    """Give them as they stood at the end of a day, as far as was known at a revision of the log.

    Raises NotAllowed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        found = told_opinions(reading, timeline_of(ledger, reading, revision), on, revision)
    return [opinion_for(actor, one) for one in found]


def get_opinion(ledger: Ledger, actor: Actor, code: str) -> Opinion:
    """Give one opinion and whose it is, which is kept as a look.

    Raises NotAllowed, UnknownRecord.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        found = the_opinion(reading, code)
    note_look(ledger, actor, LookKind.OPINION_VIEWED, code)
    return opinion_for(actor, found, revealed=True)


def add_opinion(
    ledger: Ledger, actor: Actor, *, opinion: Opinion, now: datetime, key: str | None = None
) -> Saved:
    """Take an opinion down; it gets the next code (YK-1, YK-2…). Whoever works here may.

    Raises NotAllowed, UnknownRecord (area, work, case, officer), TextMissing, TextTooLong,
    DateInFuture, DateTooEarly, PlaceOutside.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        made = placed(writing, replace(opinion, code=free_code(writing), version=1))
        check_row(writing, made)
        _check_officer(writing, made.officer_code)
        opinions.add_opinion(writing, made)
        return _record(writing, actor, "opinion.added", made, made.raised_on, key)


def opinion_written(ledger: Ledger, actor: Actor, revision: int) -> str:
    """Give the code of the opinion that an entry of the log took down; raises NotAllowed."""
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        return events.subject_of(reading, revision)


def edit_opinion(
    ledger: Ledger,
    actor: Actor,
    *,
    base: Opinion,
    mine: Opinion,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Save a form about an opinion, all but its answer; `base` as it was when the form opened.

    Only its officer, who covers them, and the heads may; while nobody has it, everybody. Raises
    NotYours, EditConflict, and what `add_opinion` raises.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            theirs = my_opinion(writing, actor, base.code)
            writer = last_writer(writing, base.code)
            result = merge(base, theirs, mine, free=FREE_FIELDS, firm=FIRM_FIELDS, writer=writer)
            if not result.changes:
                return Saved(0, repeated=True)
            after = replace(theirs, **result.changes)
            check_row(writing, after)
            _check_officer(writing, str(result.changes.get("officer_code", "")))
            opinions.change_opinion(writing, after, base=theirs.version)
            also = theirs.case_code
            saved = _record(writing, actor, "opinion.edited", after, day_of(now), key, also=also)
            return replace(saved, merged=result.merged)
    except EditConflict as conflict:
        keep_refused(ledger, actor, base.code, conflict, now=now)
        raise


def answer_opinion(
    ledger: Ledger,
    actor: Actor,
    *,
    code: str,
    answer: str,
    answered_on: date | None,
    base: int,
    now: datetime,
    answered_by: str = "",
    key: str | None = None,
) -> Saved:
    """Write down what was answered, when and by whom ("": by the actor); that closes it.

    Without a day it is a word given meanwhile, and the matter stays open. Raises NotAllowed,
    NotYours, UnknownRecord, AlreadyClosed, TextMissing, TextTooLong, DateInFuture, DateTooEarly,
    RowChanged.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        before = my_opinion(writing, actor, code)
        if not before.is_open:
            raise AlreadyClosed(kind="opinion", code=code)
        who = answered_by or actor.code
        after = replace(before, answer=answer.strip(), answered_on=answered_on, answered_by=who)
        check_answer(after, today=day_of(now))
        check_length(answer)
        the_officer(writing, who)
        opinions.change_opinion(writing, after, base=base)
        kind = "opinion.answered" if answered_on else "opinion.replied"
        return _record(writing, actor, kind, after, answered_on or day_of(now), key)


def reopen_opinion(
    ledger: Ledger,
    actor: Actor,
    *,
    code: str,
    reason: str,
    base: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Open an answered opinion again, with the reason; the log keeps the answer.

    Raises NotAllowed, NotYours, UnknownRecord, ReasonMissing, RowChanged.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    why = require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        before = my_opinion(writing, actor, code)
        if before.is_open:
            raise StillOpen(kind="opinion", code=code)
        after = replace(before, answer="", answered_on=None, answered_by="")
        opinions.change_opinion(writing, after, base=base)
        return _record(writing, actor, "opinion.reopened", after, day_of(now), key, why)


def withdraw_opinion(
    ledger: Ledger,
    actor: Actor,
    *,
    code: str,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Take back an opinion that should not be there; the log keeps it and the reason.

    Raises NotAllowed, NotYours, UnknownRecord, ReasonMissing.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    why = require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        gone = my_opinion(writing, actor, code)
        opinions.remove_opinion(writing, code)
        return _record(writing, actor, "opinion.withdrawn", gone, day_of(now), key, why)


def _check_officer(writing: Writing, code: str) -> None:
    """Refuse to give an opinion to somebody who does not work here; raises UnknownRecord."""
    if code:
        the_officer(writing, code)


def _record(
    writing: Writing,
    actor: Actor,
    kind: str,
    one: Opinion,
    on: date,
    key: str | None,
    reason: str = "",
    also: str = "",
) -> Saved:
    return writing.record(
        kind,
        one.code,
        actor=actor.code,
        effective_on=on,
        private={"reason": reason} if reason else None,
        touched=tuple(sorted({one.case_code, also} - {""})),
        key=key,
    )
