"""Indicators: set by those who head the ward; their values noted by whoever is responsible."""

from dataclasses import replace
from datetime import date, datetime

from trackers.domain.errors import (
    AlreadyClosed,
    DateInFuture,
    DateTooEarly,
    DuplicateRecord,
    EditConflict,
    UnknownRecord,
)
from trackers.domain.indicators import (
    Indicator,
    IndicatorFile,
    check_indicator,
    file_of,
)
from trackers.domain.merge import merge
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.review_errors import StillOpen
from trackers.domain.rights import Action, require, require_officer
from trackers.domain.texts import fold
from trackers.domain.wards import day_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.contacts import EARLIEST
from trackers.services.review_subjects import check_length, the_officer
from trackers.services.timeline import timeline_of
from trackers.store import Ledger, Saved, Writing, indicators
from trackers.store.ledger import Reading

FREE_FIELDS = ("name", "unit", "note", "officer_code", "direction")
# What decides whether the target is met is never merged.
FIRM_FIELDS = ("target", "starts_on", "ends_on")


def list_indicators(
    ledger: Ledger, actor: Actor, *, now: datetime, closed: bool = False
) -> list[IndicatorFile]:
    """Give the ward's indicators by code, with `closed` those too that are followed no more.

    Raises NotAllowed.
    """
    require(actor, Action.SEE_WORKS, ledger.ward)
    with ledger.read() as reading:
        listed = indicators.read_indicators(reading)
        values, tasks = indicators.read_values(reading), indicators.read_tasks(reading)
    on = day_of(now)
    return [file_of(one, values, tasks, on) for one in listed if closed or one.is_open]


def indicators_then(
    ledger: Ledger, actor: Actor, *, on: date, revision: int
) -> list[IndicatorFile]:
    """Give them as they stood at the end of a day, as far as was known at a revision of the log.

    Raises NotAllowed.
    """
    require(actor, Action.SEE_WORKS, ledger.ward)
    with ledger.read() as reading:
        found = timeline_of(ledger, reading, revision).indicators(on, revision)
    return [one for one in found if one.indicator.closed_on is None or one.indicator.closed_on > on]


def get_indicator(ledger: Ledger, actor: Actor, code: str, *, now: datetime) -> IndicatorFile:
    """Give one indicator; raises NotAllowed, UnknownRecord."""
    require(actor, Action.SEE_WORKS, ledger.ward)
    with ledger.read() as reading:
        found = the_indicator(reading, code)
        values = indicators.read_values(reading, code)
        tasks = indicators.read_tasks(reading, code)
    return file_of(found, values, tasks, day_of(now))


def add_indicator(
    ledger: Ledger, actor: Actor, *, indicator: Indicator, now: datetime, key: str | None = None
) -> Saved:
    """Add an indicator; it gets the next code (CT-1, CT-2…).

    Raises NotAllowed, TextMissing, TextTooLong, NotInRange, DateTooEarly, UnknownRecord (the
    officer), DuplicateRecord (the name).
    """
    require(actor, Action.EDIT_REGISTERS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        code = _free_code(writing)
        made = replace(indicator, code=code, value=None, on=None, closed_on=None, version=1)
        _check(writing, made)
        the_officer(writing, made.officer_code)
        indicators.add_indicator(writing, made)
        return _record(writing, actor, "indicator.added", code, key)


def edit_indicator(
    ledger: Ledger,
    actor: Actor,
    *,
    base: Indicator,
    mine: Indicator,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Save a form about an indicator: `base` as it was when the form opened, `mine` as it is now.

    Its kind stays. Raises AlreadyClosed, EditConflict, and what `add_indicator` raises.
    """
    require(actor, Action.EDIT_REGISTERS, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            theirs = open_indicator(writing, base.code)
            writer = last_writer(writing, base.code)
            result = merge(base, theirs, mine, free=FREE_FIELDS, firm=FIRM_FIELDS, writer=writer)
            if not result.changes:
                return Saved(0, repeated=True)
            after = replace(theirs, **result.changes)
            _check(writing, after)
            if "officer_code" in result.changes:
                the_officer(writing, after.officer_code)
            indicators.change_indicator(writing, after, base=theirs.version)
            saved = _record(writing, actor, "indicator.edited", base.code, key)
            return replace(saved, merged=result.merged)
    except EditConflict as conflict:
        keep_refused(ledger, actor, base.code, conflict, now=now)
        raise


def close_indicator(
    ledger: Ledger,
    actor: Actor,
    *,
    code: str,
    closed_on: date,
    reason: str,
    base: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Follow an indicator no more, with the reason; its values stay.

    Raises NotAllowed, UnknownRecord, AlreadyClosed, DateInFuture, DateTooEarly, ReasonMissing,
    RowChanged.
    """
    require(actor, Action.EDIT_REGISTERS, ledger.ward)
    why = require_reason(reason)
    check_day(closed_on, today=day_of(now))
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        after = replace(open_indicator(writing, code), closed_on=closed_on)
        indicators.change_indicator(writing, after, base=base)
        return _record(writing, actor, "indicator.closed", code, key, closed_on, why)


def reopen_indicator(
    ledger: Ledger,
    actor: Actor,
    *,
    code: str,
    reason: str,
    base: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Follow a closed indicator again, with the reason.

    Raises NotAllowed, UnknownRecord, ReasonMissing, RowChanged.
    """
    require(actor, Action.EDIT_REGISTERS, ledger.ward)
    why = require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        before = the_indicator(writing, code)
        if before.is_open:
            raise StillOpen(kind="indicator", code=code)
        indicators.change_indicator(writing, replace(before, closed_on=None), base=base)
        return _record(writing, actor, "indicator.reopened", code, key, reason=why)


def the_indicator(reading: Reading, code: str) -> Indicator:
    """Give an indicator; raises UnknownRecord."""
    found = indicators.find_indicator(reading, code)
    if found is None:
        raise UnknownRecord(kind="indicator", code=code)
    return found


def open_indicator(reading: Reading, code: str) -> Indicator:
    """Give one that is followed; raises UnknownRecord, AlreadyClosed."""
    found = the_indicator(reading, code)
    if not found.is_open:
        raise AlreadyClosed(kind="indicator", code=code)
    return found


def my_indicator(reading: Reading, actor: Actor, code: str) -> Indicator:
    """Give one that is followed and in the actor's hands; raises NotYours too."""
    found = open_indicator(reading, code)
    require_officer(actor, found.officer_code)
    return found


def check_day(on: date, *, today: date) -> None:
    """Refuse a day to come, or one before any ward wrote such things down.

    Raises DateInFuture, DateTooEarly.
    """
    if on > today:
        raise DateInFuture(on=on, today=today)
    if on < EARLIEST:
        raise DateTooEarly(on=on, earliest=EARLIEST)


def _check(reading: Reading, one: Indicator) -> None:
    check_indicator(one)
    for words in (one.name, one.unit, one.note):
        check_length(words)
    others = (each for each in indicators.read_indicators(reading) if each.code != one.code)
    if fold(one.name) in {fold(each.name) for each in others if each.is_open}:
        raise DuplicateRecord(kind="indicator", code=one.name)


def _free_code(reading: Reading) -> str:
    """Give the first free of CT-1, CT-2…: indicators are never removed."""
    used = {one.code for one in indicators.read_indicators(reading)}
    return next(code for n in range(1, len(used) + 2) if (code := f"CT-{n}") not in used)


def _record(
    writing: Writing,
    actor: Actor,
    kind: str,
    code: str,
    key: str | None,
    on: date | None = None,
    reason: str = "",
) -> Saved:
    return writing.record(
        kind,
        code,
        actor=actor.code,
        effective_on=on or day_of(writing.now),
        private={"reason": reason} if reason else None,
        key=key,
    )
