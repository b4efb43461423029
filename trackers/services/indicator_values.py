"""The values of indicators, one a day: noted, corrected, taken back by whoever is responsible."""

from dataclasses import replace
from datetime import date, datetime

from trackers.domain.errors import EditConflict, UnknownRecord
from trackers.domain.indicators import (
    Indicator,
    IndicatorKind,
    IndicatorValue,
    check_value,
    series_of,
)
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.target_errors import DayTaken
from trackers.domain.wards import day_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.indicators import check_day, my_indicator
from trackers.services.review_subjects import check_length
from trackers.store import Ledger, Saved, Writing, indicators
from trackers.words.formats import day


def record_value(
    ledger: Ledger,
    actor: Actor,
    *,
    code: str,
    on: date,
    value: float,
    now: datetime,
    note: str = "",
    key: str | None = None,
) -> Saved:
    """Note what an indicator stood at on a day; a day of last year is what is compared with.

    Only its officer, who covers them, and the heads may. Raises NotAllowed, NotYours,
    UnknownRecord (a resolution has no values, but tasks), AlreadyClosed, DateInFuture,
    DateTooEarly, NotInRange, TextTooLong, DayTaken (that day has one: it is corrected).
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        of = _counted(writing, actor, code)
        _check(of, on, value, note, today=day_of(now))
        standing = {one.on: one for one in _series(writing, of)}
        if on in standing:
            raise DayTaken(on=on, value=standing[on].value)
        made = IndicatorValue(code, on, value, note.strip(), actor.code)
        indicators.add_value(writing, made)
        return _record(writing, actor, "indicator.noted", made, key)


def correct_value(
    ledger: Ledger,
    actor: Actor,
    *,
    base: IndicatorValue,
    value: float,
    note: str,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Put another figure in the place of the one of a day, with the reason.

    `base` is the value as the form showed it. Raises as `record_value` does, ReasonMissing, and
    EditConflict where somebody else corrected it meanwhile.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    why = require_reason(reason)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            of = _counted(writing, actor, base.code)
            _check(of, base.on, value, note, today=day_of(now))
            theirs = _standing(writing, of, base.on)
            if (theirs.value, theirs.version) != (base.value, base.version):
                raise _conflict(writing, theirs, value)
            mine = replace(base, value=value, note=note.strip(), officer_code=actor.code)
            if base.on in _rows(writing, of):
                indicators.change_value(writing, mine, base=base.version)
            else:  # the one value of before: its row takes its place
                indicators.add_value(writing, replace(mine, version=1))
            return _record(writing, actor, "indicator.corrected", mine, key, why)
    except EditConflict as conflict:
        keep_refused(ledger, actor, base.code, conflict, now=now)
        raise


def withdraw_value(
    ledger: Ledger,
    actor: Actor,
    *,
    base: IndicatorValue,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Take back the value of a day that should not be there; the log keeps it and the reason.

    Raises NotAllowed, NotYours, UnknownRecord, AlreadyClosed, ReasonMissing.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    why = require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        of = _counted(writing, actor, base.code)
        gone = _standing(writing, of, base.on)
        if base.on in _rows(writing, of):
            indicators.remove_value(writing, of.code, base.on)
        if of.on == base.on:
            without = replace(of, value=None, on=None)
            indicators.change_indicator(writing, without, base=of.version)
        return _record(writing, actor, "indicator.withdrawn", gone, key, why)


def _counted(writing: Writing, actor: Actor, code: str) -> Indicator:
    """Give an indicator in the actor's hands that counts by values."""
    found = my_indicator(writing, actor, code)
    if found.kind is IndicatorKind.RESOLUTION:
        raise UnknownRecord(kind="indicator_value", code=code)
    return found


def _series(writing: Writing, of: Indicator) -> tuple[IndicatorValue, ...]:
    return series_of(of, indicators.read_values(writing, of.code), date.max)


def _rows(writing: Writing, of: Indicator) -> set[date]:
    """Give the days whose values have rows: one of before has none."""
    return {one.on for one in indicators.read_values(writing, of.code)}


def _standing(writing: Writing, of: Indicator, on: date) -> IndicatorValue:
    """Give the value of a day; raises UnknownRecord."""
    for one in _series(writing, of):
        if one.on == on:
            return one
    raise UnknownRecord(kind="indicator_value", code=day(on))


def _check(of: Indicator, on: date, value: float, note: str, *, today: date) -> None:
    check_day(on, today=today)
    check_value(value, of.kind)
    check_length(note)


def _conflict(writing: Writing, theirs: IndicatorValue, mine: float) -> EditConflict:
    by, at = last_writer(writing, theirs.code)
    return EditConflict(
        record=theirs.code, field="value", theirs=theirs.value, mine=mine, by=by, at=at
    )


def _record(
    writing: Writing,
    actor: Actor,
    kind: str,
    value: IndicatorValue,
    key: str | None,
    reason: str = "",
) -> Saved:
    return writing.record(
        kind,
        value.code,
        actor=actor.code,
        effective_on=value.on,
        private={"reason": reason} if reason else None,
        key=key,
    )
