"""Việc tuần này: what each person has to do this week, covers counted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from trackers.domain.attention import DuePromise, due_promises
from trackers.domain.cases import CaseState
from trackers.domain.obstacles import Obstacle, is_overdue
from trackers.domain.people import Absence, Officer, Role, acting_officer
from trackers.domain.reviews import Decision
from trackers.domain.wards import sunday_of


@dataclass(frozen=True)
class PersonWeek:
    """What one person has to do by Sunday, for themselves and for those they stand in for.

    `decisions` are all that stand, the earliest due first; `promises` and `obstacles` those due
    from today to Sunday, the `late_` ones those of earlier days. `covers` are the people who are
    away and whose work is among it.
    """

    officer_code: str
    covers: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    promises: tuple[DuePromise, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    late_promises: tuple[DuePromise, ...] = ()
    late_obstacles: tuple[Obstacle, ...] = ()

    def late_decisions(self, today: date) -> tuple[Decision, ...]:
        """Give those of the decisions whose day has passed."""
        return tuple(one for one in self.decisions if one.due_on < today)

    def late(self, today: date) -> int:
        """Count what should have been done before today."""
        others = len(self.late_promises) + len(self.late_obstacles)
        return others + len(self.late_decisions(today))

    @property
    def any(self) -> bool:
        """Whether there is anything to do, or anybody to stand in for."""
        return self != PersonWeek(self.officer_code)


def weeks_of(
    states: Iterable[CaseState],
    decisions: Iterable[Decision],
    officers: Iterable[Officer],
    absences: Sequence[Absence],
    today: date,
) -> list[PersonWeek]:
    """Give everybody's week in the order of the register, also of who has nothing to do.

    Who is away has handed all of it over for the time, where somebody stands in.
    """
    listed = [one for one in states if one.case.in_scope]
    held: dict[str, list[CaseState]] = defaultdict(list)
    for state in listed:
        case = state.case
        held[acting_officer(case.officer_code, case.cover_code, absences, today)].append(state)
    hurdles = [one for state in listed for one in state.open_obstacles if one.due_on]
    standing = sorted(
        (one for one in decisions if one.is_open),
        key=lambda one: (one.due_on, one.monday, one.number),
    )
    away = [one for one in absences if one.holds(today)]
    return [
        _week(
            one.code,
            held[one.code],
            [h for h in hurdles if _acts(one.code, h.officer_code, absences, today)],
            [d for d in standing if _acts(one.code, d.officer_code, absences, today)],
            away,
            today,
        )
        for one in officers
        if one.active and one.role is not Role.VIEWER
    ]


def _acts(code: str, officer: str, absences: Sequence[Absence], today: date) -> bool:
    return acting_officer(officer, None, absences, today) == code


def _week(
    code: str,
    states: Sequence[CaseState],
    hurdles: Sequence[Obstacle],
    decisions: Sequence[Decision],
    away: Sequence[Absence],
    today: date,
) -> PersonWeek:
    sunday = sunday_of(today)
    promises = due_promises(states, today)
    due = sorted(hurdles, key=lambda one: (one.due_on or today, one.case_code))
    told = (
        *(one.case.officer_code for one in states),
        *(one.officer_code for one in hurdles),
        *(one.officer_code for one in decisions),
    )
    stood_in = {one.officer_code for one in away if one.cover_code == code}
    return PersonWeek(
        code,
        tuple(sorted(stood_in | {one for one in told if one != code})),
        tuple(decisions),
        tuple(one for one in promises if 0 <= one.days <= (sunday - today).days),
        tuple(one for one in due if today <= (one.due_on or today) <= sunday),
        tuple(one for one in promises if one.days < 0),
        tuple(one for one in due if is_overdue(one, today)),
    )
