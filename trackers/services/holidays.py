"""The ward's holidays: the list of each year, and who confirmed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from trackers.domain.errors import DuplicateRecord, NotInRange, UnknownRecord
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require, require_everywhere
from trackers.domain.wards import day_of
from trackers.domain.working_days import ConfirmedYear, Holiday, check_holiday
from trackers.store import Ledger, Saved, holidays

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Holidays:
    """The holidays by day, and the years that are confirmed."""

    listed: tuple[Holiday, ...]
    confirmed: Mapping[int, ConfirmedYear]

    def of_year(self, year: int) -> list[Holiday]:
        """Give the holidays of one year."""
        return [one for one in self.listed if one.on.year == year]


def list_holidays(ledger: Ledger, actor: Actor) -> Holidays:
    """Give the ward's holidays; raises NotAllowed."""
    require(actor, Action.SEE_WORKS, ledger.ward)
    with ledger.read() as reading:
        return Holidays(tuple(holidays.read_holidays(reading)), holidays.read_years(reading))


def add_holiday(
    ledger: Ledger, actor: Actor, *, on: date, name: str, now: datetime, key: str | None = None
) -> Saved:
    """Add a day to the list; the year has to be confirmed again.

    Raises NotAllowed, NotYours, TextMissing, NotInRange, DuplicateRecord.
    """
    _require(ledger, actor)
    holiday = Holiday(on, name.strip())
    check_holiday(holiday)
    _check_year(on.year)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        if holidays.find_holiday(writing, on):
            raise DuplicateRecord(kind="holiday", code=f"{on:%d/%m/%Y}")
        holidays.add_holiday(writing, holiday)
        holidays.unconfirm_year(writing, on.year)
        return writing.record(
            "holiday.added", ledger.ward, actor=actor.code, effective_on=day_of(now), key=key
        )


def remove_holiday(
    ledger: Ledger, actor: Actor, *, on: date, now: datetime, key: str | None = None
) -> Saved:
    """Take a day off the list; the year has to be confirmed again.

    Raises NotAllowed, NotYours, UnknownRecord.
    """
    _require(ledger, actor)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        if holidays.find_holiday(writing, on) is None:
            raise UnknownRecord(kind="holiday", code=f"{on:%d/%m/%Y}")
        holidays.remove_holiday(writing, on)
        holidays.unconfirm_year(writing, on.year)
        return writing.record(
            "holiday.removed", ledger.ward, actor=actor.code, effective_on=day_of(now), key=key
        )


def confirm_year(
    ledger: Ledger, actor: Actor, *, year: int, now: datetime, key: str | None = None
) -> Saved:
    """Confirm that the list of a year is complete; raises NotAllowed, NotYours, NotInRange."""
    _require(ledger, actor)
    _check_year(year)
    today = day_of(now)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        holidays.confirm_year(writing, ConfirmedYear(year, actor.code, today))
        return writing.record(
            "holidays.confirmed", ledger.ward, actor=actor.code, effective_on=today, key=key
        )


def _require(ledger: Ledger, actor: Actor) -> None:
    require(actor, Action.EDIT_REGISTERS, ledger.ward)
    require_everywhere(actor)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotInRange(value=year, least=FIRST_YEAR, most=LAST_YEAR)
