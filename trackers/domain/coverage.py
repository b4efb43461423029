"""How long ago a household was met and when its promise falls due: the map's other two colourings.

Never by "resistance" (DOMAIN §8): only by age of the last contact and by promise due. One
definition of the classes; the map's script gets it in map.json and follows the same rules.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.domain.attention import STALE_DAYS
from trackers.domain.cases import CaseState
from trackers.domain.stages import Look
from trackers.domain.wards import sunday_of


class ContactAge(StrEnum):
    """When somebody of the household was last met, from the most urgent class to none at all."""

    NEVER = "never"
    OLDER = "older"
    MONTH = "month"
    FORTNIGHT = "fortnight"
    WEEK = "week"
    SETTLED = "settled"

    @property
    def look(self) -> Look:
        """Sign, colour and label."""
        return _AGES[self].look

    @property
    def above(self) -> int | None:
        """Days ago beyond which a meeting falls into this class; None where days don't count."""
        return _AGES[self].above


class PromiseTime(StrEnum):
    """When the promise that stands falls due, seen from a day."""

    OVERDUE = "overdue"
    THIS_WEEK = "thisweek"
    LATER = "later"
    NONE = "nopromise"

    @property
    def look(self) -> Look:
        """Sign, colour and label."""
        return _PROMISES[self]


@dataclass(frozen=True)
class _Age:
    look: Look
    above: int | None = None


# Sequential and safe for colour blindness: the darker, the longer ago.
_AGES = {
    ContactAge.NEVER: _Age(Look("0", "#CC79A7", "Chưa gặp lần nào")),
    ContactAge.OLDER: _Age(Look(">30", "#440154", "Quá 30 ngày"), STALE_DAYS),
    ContactAge.MONTH: _Age(Look("30", "#31688E", "15–30 ngày"), 14),
    ContactAge.FORTNIGHT: _Age(Look("14", "#35B779", "8–14 ngày"), 7),
    ContactAge.WEEK: _Age(Look("7", "#E3D91E", "Trong 7 ngày"), -1),
    ContactAge.SETTLED: _Age(Look("", "#D6D2C4", "Đã bàn giao")),
}
_PROMISES = {
    PromiseTime.OVERDUE: Look("<", "#882255", "Đã quá hẹn"),
    PromiseTime.THIS_WEEK: Look("=", "#DDAA33", "Hẹn trong tuần này"),
    PromiseTime.LATER: Look(">", "#88CCEE", "Hẹn sau tuần này"),
    PromiseTime.NONE: Look("", "#D6D2C4", "Không có hẹn"),
}


def contact_age(state: CaseState, today: date) -> ContactAge:
    """Give the class of the last meeting; a visit typed for a later day counts as this week's."""
    since = state.waiting_since
    if since is None:
        return ContactAge.SETTLED
    if state.last_met_on is None:
        return ContactAge.NEVER
    waited = (today - since).days
    bands = ((one, band.above) for one, band in _AGES.items() if band.above is not None)
    return next((one for one, above in bands if waited > above), ContactAge.WEEK)


def promise_time(state: CaseState, today: date) -> PromiseTime:
    """Give the class of the promise that stands; a week ends on Sunday."""
    visit = state.promise
    due = visit.promise_on if visit else None
    if due is None:
        return PromiseTime.NONE
    if due < today:
        return PromiseTime.OVERDUE
    return PromiseTime.THIS_WEEK if due <= sunday_of(today) else PromiseTime.LATER
