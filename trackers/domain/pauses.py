"""Pauses: days that do not count for a time limit, each with its reason (DOMAIN §2.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trackers.domain.deadlines import DEADLINES
from trackers.domain.errors import DateInFuture, DateTooEarly, NotInRange, UnknownRecord
from trackers.domain.reasons import require_reason

CODES = tuple(dict.fromkeys(one.code for one in DEADLINES))
_LONGEST_DAYS = 5 * 366


@dataclass(frozen=True)
class Pause:
    """Days from `from_on` to `to_on`, both included, that do not count; no `to_on`: until ended.

    It holds for one case, or with `case_code` "" for a whole project; for one time limit, or with
    `deadline` "" for all of them.
    """

    pause_id: str
    project_code: str
    case_code: str
    deadline: str
    from_on: date
    to_on: date | None
    reason: str
    officer_code: str
    version: int = 1

    def holds_for(self, case_code: str, deadline: str) -> bool:
        """Tell whether it stops that time limit of a case ("": of the project's own steps)."""
        return self.case_code in {"", case_code} and self.deadline in {"", deadline}

    def holds_on(self, day: date) -> bool:
        """Tell whether that day does not count."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


def check_pause(pause: Pause, *, today: date) -> None:
    """Refuse a pause without a reason, of an unknown limit, or whose days are in disorder.

    Raises ReasonMissing, UnknownRecord, DateInFuture, DateTooEarly, NotInRange.
    """
    require_reason(pause.reason)
    if pause.deadline and pause.deadline not in CODES:
        raise UnknownRecord(kind="deadline", code=pause.deadline)
    if pause.from_on > today:
        raise DateInFuture(on=pause.from_on, today=today)
    if pause.to_on is not None and pause.to_on < pause.from_on:
        raise DateTooEarly(on=pause.to_on, earliest=pause.from_on)
    days = (pause.to_on - pause.from_on).days + 1 if pause.to_on else 0
    if days > _LONGEST_DAYS:
        raise NotInRange(value=days, least=1, most=_LONGEST_DAYS)


def stopped_on(pauses: Iterable[Pause], day: date, until: date) -> bool:
    """Tell whether a day does not count; a pause without an end is known to hold up to `until`."""
    return any(one.holds_on(day) and (one.to_on or until) >= day for one in pauses)
