"""Việc tuần này: everybody's tasks of the week, from the records as they stand."""

from datetime import datetime

from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.domain.tasks import PersonWeek, weeks_of
from trackers.domain.wards import day_of
from trackers.services.masking import states_for
from trackers.services.name_hiding import hiding_for
from trackers.services.review_masking import decisions_for
from trackers.store import Ledger, cases, people, reviews


def week_of(
    ledger: Ledger, actor: Actor, *, now: datetime, officer_code: str | None = None
) -> list[PersonWeek]:
    """Give the week of everybody who has something to do, or of one person in any case.

    In the order of the register, covers counted. Raises NotAllowed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        states = states_for(actor, cases.read_states(reading))
        decisions = decisions_for(hiding_for(reading, actor), reviews.read_decisions(reading))
        officers = people.read_officers(reading)
        absences = people.read_absences(reading)
    found = weeks_of(states, decisions, officers, absences, day_of(now))
    if officer_code is None:
        return [one for one in found if one.any]
    mine = [one for one in found if one.officer_code == officer_code]
    return mine or [PersonWeek(officer_code)]
