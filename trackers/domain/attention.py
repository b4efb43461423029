"""What needs attention today: promises, households not met, and what one case would open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trackers.domain.cases import CaseState
from trackers.domain.contacts import Contact
from trackers.domain.strip import strips_of
from trackers.domain.unlocking import Unlock, best_unlock
from trackers.domain.wards import sunday_of

STALE_DAYS = 30


@dataclass(frozen=True)
class DuePromise:
    """A promise that stands, with the cases it is about; `days` to it, negative when overdue."""

    contact: Contact
    case_codes: tuple[str, ...]
    days: int


@dataclass(frozen=True)
class Attention:
    """The first screen: overdue promises, this week's, cases not met for long, the best unlock."""

    overdue: tuple[DuePromise, ...]
    this_week: tuple[DuePromise, ...]
    stale: tuple[CaseState, ...]
    unlock: Unlock | None


def attention(states: Iterable[CaseState], today: date) -> Attention:
    """Give what needs attention among cases in scope."""
    listed = [state for state in states if state.case.in_scope]
    promises = due_promises(listed, today)
    sunday = sunday_of(today)
    return Attention(
        tuple(one for one in promises if one.days < 0),
        tuple(one for one in promises if one.days >= 0 and _due(one) <= sunday),
        tuple(state for state in listed if is_stale(state, today, STALE_DAYS)),
        best_unlock(strips_of(listed)),
    )


def due_promises(states: Iterable[CaseState], today: date) -> list[DuePromise]:
    """Give the promises that stand, the earliest first; one a household and project."""
    found: dict[str, list[str]] = {}
    visits: dict[str, Contact] = {}
    for state in states:
        visit = state.promise
        if visit is not None:
            visits[visit.contact_id] = visit
            found.setdefault(visit.contact_id, []).append(state.case.code)
    due = [
        DuePromise(visit, tuple(found[key]), (_day(visit) - today).days)
        for key, visit in visits.items()
    ]
    return sorted(due, key=lambda one: (one.days, one.case_codes))


def is_stale(state: CaseState, today: date, days: int) -> bool:
    """Tell whether the household has waited for a visit for more than `days` days."""
    since = state.waiting_since
    return since is not None and (today - since).days > days


def _due(promise: DuePromise) -> date:
    return _day(promise.contact)


def _day(visit: Contact) -> date:
    if visit.promise_on is None:  # only visits with a promise come here
        raise ValueError(visit.contact_id)
    return visit.promise_on
