"""Visits to households (lần vận động), their promises, and the age of the last meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Outcome(StrEnum):
    """How a visit ended."""

    AGREED = "agreed"
    POSTPONED = "postponed"
    CONDITIONAL = "conditional"
    NOT_AGREED = "not_agreed"
    RELATIVE = "relative"
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        """The Vietnamese words of the outcome."""
        return _LABELS[self]

    @property
    def met_someone(self) -> bool:
        """Whether somebody of the household was met."""
        return self is not Outcome.NOBODY


_LABELS = {
    Outcome.AGREED: "Gặp, đồng ý",
    Outcome.POSTPONED: "Gặp, hẹn lại",
    Outcome.CONDITIONAL: "Gặp, có điều kiện",
    Outcome.NOT_AGREED: "Gặp, chưa đồng thuận",
    Outcome.RELATIVE: "Gặp người nhà",
    Outcome.NOBODY: "Không gặp",
}


_SUNDAY = 6


@dataclass(frozen=True)
class Contact:
    """A visit to a household in a project; it counts for all of the household's cases there.

    `visitors` are officers' codes, `others` whoever else went (words); `met_on` is the day of the
    visit, `recorded_at` (UTC) when it was typed; `promise_on` the day the household named for
    `promise`; `next_on` the day the officers mean to return.
    """

    contact_id: str
    household_code: str
    project_code: str
    met_on: date
    visitors: tuple[str, ...]
    outcome: Outcome
    met: str = ""
    note: str = ""
    promise: str = ""
    promise_on: date | None = None
    next_on: date | None = None
    recorded_at: datetime | None = None
    version: int = 1
    others: str = ""


def latest(contacts: Iterable[Contact]) -> Contact | None:
    """Give the last visit by day, then by instant of recording."""
    return max(contacts, key=_when, default=None)


def last_met_on(contacts: Iterable[Contact]) -> date | None:
    """Give the day somebody of the household was last met, or None."""
    return max((one.met_on for one in contacts if one.outcome.met_someone), default=None)


def first_met_on(contacts: Iterable[Contact]) -> date | None:
    """Give the day somebody of the household was first met, or None."""
    return min((one.met_on for one in contacts if one.outcome.met_someone), default=None)


def quick_days(today: date) -> tuple[date, ...]:
    """Give the days a household usually names: the rest of this week, next Monday, the one after.

    Tomorrow always comes first, and Sunday only as tomorrow.
    """
    monday = today + timedelta(days=7 - today.weekday())
    tomorrow = today + timedelta(days=1)
    week = (tomorrow + timedelta(days=more) for more in range((monday - tomorrow).days))
    near = [on for on in week if on.weekday() < _SUNDAY or on == tomorrow]
    return (*near, *(on for on in (monday, monday + timedelta(days=7)) if on not in near))


def open_promise(contacts: Iterable[Contact], kept_on: Iterable[date]) -> Contact | None:
    """Give the visit whose promise still stands.

    The promise of the last meeting stands until a step is dated on or after the day of that visit
    (`kept_on` are the days of steps that keep a promise: agreement, signature, handover). A visit
    that met nobody and was promised nothing leaves it standing.
    """
    last = latest(one for one in contacts if one.outcome.met_someone or one.promise_on)
    if last is None or last.promise_on is None:
        return None
    return None if any(day >= last.met_on for day in kept_on) else last


def _when(contact: Contact) -> tuple[date, str]:
    return contact.met_on, contact.recorded_at.isoformat() if contact.recorded_at else ""
