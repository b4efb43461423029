"""Voters' opinions, petitions and complaints: taken down, answered, reopened, taken back."""

from dataclasses import replace
from datetime import date, datetime

from geodata.places import lies_near
from trackers.domain.errors import (
    AlreadyClosed,
    DateTooEarly,
    EditConflict,
    PlaceOutside,
    StillOpen,
    TextTooLong,
    UnknownRecord,
)
from trackers.domain.looks import LookKind
from trackers.domain.merge import merge
from trackers.domain.opinions import Opinion, check_answer, check_opinion
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require, require_officer
from trackers.domain.wards import Ward, day_of
from trackers.services.as_of import told_opinions
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.contacts import EARLIEST, LONGEST_NOTE
from trackers.services.looks import note_look
from trackers.services.masking import opinion_for
from trackers.services.subjects import the_project, the_state
from trackers.services.timeline import timeline_of
from trackers.store import Ledger, Saved, Writing, events, opinions, parcels, people, wards
from trackers.store.ledger import Reading

FREE_FIELDS = (
    *("kind", "area_code", "project_code", "case_code", "text", "raised_on", "from_whom"),
    *("officer_code", "due_on"),
)
# A point is one thing: half of one and half of another is nowhere.
FIRM_FIELDS = ("lat", "lng")
_CODE = "YK-"
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
        found = _the(reading, code)
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
        made = _placed(writing, replace(opinion, code=_free_code(writing), version=1))
        _check(writing, made)
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
            theirs = _mine(writing, actor, base.code)
            writer = last_writer(writing, base.code)
            result = merge(base, theirs, mine, free=FREE_FIELDS, firm=FIRM_FIELDS, writer=writer)
            if not result.changes:
                return Saved(0, repeated=True)
            after = replace(theirs, **result.changes)
            _check(writing, after)
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
        before = _mine(writing, actor, code)
        if not before.is_open:
            raise AlreadyClosed(kind="opinion", code=code)
        who = answered_by or actor.code
        after = replace(before, answer=answer.strip(), answered_on=answered_on, answered_by=who)
        check_answer(after, today=day_of(now))
        _check_length(answer)
        _check_officer(writing, who)
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

    Raises NotAllowed, NotYours, UnknownRecord, StillOpen, ReasonMissing, RowChanged.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    why = require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        before = _mine(writing, actor, code)
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
        gone = _mine(writing, actor, code)
        opinions.remove_opinion(writing, code)
        return _record(writing, actor, "opinion.withdrawn", gone, day_of(now), key, why)


def _the(reading: Reading, code: str) -> Opinion:
    found = opinions.find_opinion(reading, code)
    if found is None:
        raise UnknownRecord(kind="opinion", code=code)
    return found


def _mine(reading: Reading, actor: Actor, code: str) -> Opinion:
    found = _the(reading, code)
    require_officer(actor, found.officer_code)
    return found


def _placed(reading: Reading, one: Opinion) -> Opinion:
    """Let an opinion about a case take area, work and point from it, where none was given."""
    if not one.case_code:
        return one
    case = the_state(reading, one.case_code).case
    one = replace(
        one,
        area_code=one.area_code or case.area_code,
        project_code=one.project_code or case.project_code,
    )
    parcel = parcels.read_parcel(reading, case.parcel_id)
    if one.place is not None or parcel is None:
        return one
    lng, lat = parcel.centre
    return replace(one, lat=lat, lng=lng)


def _check(writing: Writing, one: Opinion) -> None:
    """Refuse an opinion that cannot be, or that names what is not there."""
    check_opinion(one, today=day_of(writing.now))
    if one.raised_on < EARLIEST:
        raise DateTooEarly(on=one.raised_on, earliest=EARLIEST)
    for words in (one.text, one.from_whom):
        _check_length(words)
    if one.area_code and one.area_code not in {each.code for each in wards.read_areas(writing)}:
        raise UnknownRecord(kind="area", code=one.area_code)
    if one.project_code:
        the_project(writing, one.project_code)
    if one.case_code:
        the_state(writing, one.case_code)
    if one.officer_code:
        _check_officer(writing, one.officer_code)
    _check_place(wards.read_ward(writing), one)


def _check_length(words: str) -> None:
    if len(words) > LONGEST_NOTE:
        raise TextTooLong(length=len(words), most=LONGEST_NOTE)


def _check_officer(reading: Reading, code: str) -> None:
    if code not in {one.code for one in people.read_officers(reading)}:
        raise UnknownRecord(kind="officer", code=code)


def _check_place(ward: Ward, one: Opinion) -> None:
    if one.place is None:
        return
    lng, lat = one.place
    if not lies_near(lng, lat, ward.bounds):
        raise PlaceOutside(lat=lat, lng=lng)


def _free_code(reading: Reading) -> str:
    """Give the next code; that of an opinion that was taken back is not given again."""
    known = {one.code for one in opinions.read_opinions(reading)}
    used = known | events.subjects_of(reading, "opinion.added")
    numbers = [int(one.removeprefix(_CODE)) for one in used if one.removeprefix(_CODE).isdecimal()]
    return f"{_CODE}{max(numbers, default=0) + 1}"


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
