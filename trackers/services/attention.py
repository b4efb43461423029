"""The first screen's list: what needs attention today, for the ward or for one officer."""

from datetime import datetime

from trackers.domain.attention import Attention, attention
from trackers.domain.people import Actor, acting_officer
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.masking import states_for
from trackers.store import Ledger, cases, people


def todays_attention(
    ledger: Ledger, actor: Actor, now: datetime, *, officer_code: str | None = None
) -> Attention:
    """Give what needs attention; with `officer_code`, among the cases that officer acts for today.

    Raises NotAllowed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    today = day_of(now)
    with ledger.read() as reading:
        states = states_for(actor, cases.read_states(reading))
        absences = people.read_absences(reading)
    if officer_code is not None:
        states = [
            one
            for one in states
            if acting_officer(one.case.officer_code, one.case.cover_code, absences, today)
            == officer_code
        ]
    return attention(states, today)
