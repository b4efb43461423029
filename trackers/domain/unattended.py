"""Cases that nobody follows: who is in charge is away or has left, and nobody steps in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from trackers.domain.cases import CaseState
from trackers.domain.findings import Unattended
from trackers.domain.people import Absence, Officer, acting_officer
from trackers.domain.stages import Stage


def unattended(
    states: Iterable[CaseState],
    officers: Iterable[Officer],
    absences: Sequence[Absence],
    on: date,
) -> tuple[Unattended, ...]:
    """Give by officer the cases in scope, not completed, that nobody acts for on a day.

    Whoever acts must work in the ward and be there: an officer whose cover is away too leaves the
    cases to nobody.
    """
    here = {one.code for one in officers if one.active}
    away = {one.officer_code: one.to_on for one in absences if one.holds(on)}
    there = here - away.keys()
    lost: dict[str, list[str]] = defaultdict(list)
    for state in states:
        case = state.case
        waits = case.in_scope and state.stage is not Stage.COMPLETED
        if waits and acting_officer(case.officer_code, case.cover_code, absences, on) not in there:
            lost[case.officer_code].append(case.code)
    return tuple(
        Unattended(officer, tuple(sorted(codes)), away.get(officer) if officer in here else None)
        for officer, codes in sorted(lost.items())
    )
