"""What a week brought and what waits, from what was known at two reviews."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from trackers.domain.attention import STALE_DAYS, due_promises, is_stale
from trackers.domain.cases import CaseState
from trackers.domain.contacts import Contact
from trackers.domain.findings import (
    Changes,
    Findings,
    OfficerWeek,
    Overdue,
    ProjectWeek,
    Slip,
)
from trackers.domain.obstacles import Obstacle, is_overdue
from trackers.domain.people import Absence, Officer, Role
from trackers.domain.progress import row_of
from trackers.domain.projects import Milestone, Work
from trackers.domain.reviews import Decision
from trackers.domain.stages import Stage
from trackers.domain.strip import strips_of
from trackers.domain.unattended import unattended
from trackers.domain.unlocking import ranking
from trackers.domain.wards import monday_of, sunday_of

# How many of the cases that open most metres a review looks at, and how many metres a set of
# neighbours should open.
MOST_UNLOCKS, WORTH_M = 5, 100.0


@dataclass(frozen=True)
class Snapshot:
    """What was known of a ward at the end of a day; `works` in the order of their register."""

    on: date
    states: tuple[CaseState, ...] = ()
    works: tuple[Work, ...] = ()
    officers: tuple[Officer, ...] = ()
    absences: tuple[Absence, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class _Fresh:
    """What is new since the last review: visits and obstacles, and how each case stood then."""

    then: Mapping[str, CaseState]
    visits: frozenset[str]
    seen: Mapping[str, Obstacle]

    def met(self, state: CaseState) -> list[Contact]:
        return [one for one in state.contacts if one.contact_id in self.visits]


def findings_of(before: Snapshot, after: Snapshot) -> Findings:
    """Give what a review lists: what changed from `before` to `after`, and what waits then."""
    fresh = _fresh(before, after)
    listed = [one for one in after.states if one.case.in_scope]
    promises = due_promises(listed, after.on)
    unlocks = ranking(strips_of(listed), WORTH_M)
    return Findings(
        after.on,
        tuple(_project(work, before, after, fresh) for work in after.works),
        _officers(after, fresh),
        _overdue(after, listed),
        tuple(one for one in promises if 0 <= one.days <= (sunday_of(after.on) - after.on).days),
        tuple(one for one in listed if is_stale(one, after.on, STALE_DAYS)),
        tuple(one for one in unlocks if one.alone_m)[:MOST_UNLOCKS],
        unattended(listed, after.officers, after.absences, after.on),
        tuple(sorted(_standing(after), key=_due)),
        tuple(sorted(_done(before, after), key=_due)),
    )


def _fresh(before: Snapshot, after: Snapshot) -> _Fresh:
    known = {one.contact_id for state in before.states for one in state.contacts}
    made = {one.contact_id for state in after.states for one in state.contacts}
    seen = {one.obstacle_id: one for state in before.states for one in state.obstacles}
    then = {one.case.code: one for one in before.states}
    return _Fresh(then, frozenset(made - known), seen)


def _changes(states: Iterable[CaseState], fresh: _Fresh) -> Changes:
    """Give what happened to some cases, by code."""
    pairs = [(one, fresh.then.get(one.case.code)) for one in states]
    hurdles = [one for state, _ in pairs for one in state.obstacles]
    return Changes(
        _codes(state for state, _ in pairs if fresh.met(state)),
        _codes(now for now, then in pairs if _reached(now, then, Stage.AGREED)),
        _codes(now for now, then in pairs if _reached(now, then, Stage.SIGNED)),
        _codes(now for now, then in pairs if _reached(now, then, Stage.HANDED_OVER)),
        _codes(now for now, then in pairs if then and then.case.track is not now.case.track),
        _codes(now for now, then in pairs if not now.case.in_scope and _counted(then)),
        tuple(one for one in hurdles if one.obstacle_id not in fresh.seen),
        tuple(one for one in hurdles if not one.is_open and _stood(fresh, one)),
    )


def _reached(now: CaseState, then: CaseState | None, stage: Stage) -> bool:
    """Tell whether a case has come to a stage that it had not come to at the last review."""
    came = now.case.in_scope and now.stage.rank >= stage.rank
    return came and not (then is not None and _counted(then) and then.stage.rank >= stage.rank)


def _counted(then: CaseState | None) -> bool:
    return then is not None and then.case.in_scope


def _stood(fresh: _Fresh, hurdle: Obstacle) -> bool:
    then = fresh.seen.get(hurdle.obstacle_id)
    return then is None or then.is_open


def _codes(states: Iterable[CaseState]) -> tuple[str, ...]:
    return tuple(sorted(one.case.code for one in states))


def _project(work: Work, before: Snapshot, after: Snapshot, fresh: _Fresh) -> ProjectWeek:
    code = work.project.code
    own = [one for one in after.states if one.case.project_code == code]
    owned = [one for one in before.states if one.case.project_code == code]
    former = next((one for one in before.works if one.project.code == code), None)
    return ProjectWeek(
        code,
        row_of(owned, monday_of(before.on)),
        row_of(own, monday_of(after.on)),
        _changes(own, fresh),
        _slips(former, work),
        _met(former, work),
        _volume(former),
        _volume(work),
    )


def _slips(former: Work | None, work: Work) -> tuple[Slip, ...]:
    """Give the goals that are expected on another day than they were; a goal just set has none."""
    expected = {one.code: one.expected_on for one in former.milestones} if former else {}
    return tuple(
        Slip(one, expected[one.code], one.expected_on, one.reason)
        for one in work.milestones
        if expected.get(one.code, one.expected_on) != one.expected_on
    )


def _met(former: Work | None, work: Work) -> tuple[Milestone, ...]:
    done = {one.code for one in former.milestones if one.actual_on} if former else set()
    return tuple(one for one in work.milestones if one.actual_on and one.code not in done)


def _volume(work: Work | None) -> float | None:
    return work.progress[-1].volume_percent if work and work.progress else None


def _officers(after: Snapshot, fresh: _Fresh) -> tuple[OfficerWeek, ...]:
    """Give the week of everybody who has cases, went on a visit, resolves something or covers."""
    found = []
    hurdles = _changes(after.states, fresh)
    for officer in after.officers:
        if officer.active and officer.role is not Role.VIEWER:
            held = [one for one in after.states if one.case.officer_code == officer.code]
            week = _officer(officer.code, after, fresh, _changes(held, fresh), hurdles)
            if week.visits or week.changes.any or week.covers or _waits(held):
                found.append(week)
    return tuple(found)


def _officer(
    code: str, after: Snapshot, fresh: _Fresh, steps: Changes, hurdles: Changes
) -> OfficerWeek:
    """Give one officer's week: own visits, `steps` of own cases, own ones of the `hurdles`."""
    went: set[str] = set()
    gone_to = []
    for state in after.states:
        mine = {one.contact_id for one in fresh.met(state) if code in one.visitors}
        went |= mine
        gone_to += [state.case.code] if mine else []
    away = (one for one in after.absences if one.cover_code == code and one.holds(after.on))
    changes = replace(
        steps,
        visited=tuple(sorted(gone_to)),
        opened=tuple(one for one in hurdles.opened if one.officer_code == code),
        resolved=tuple(one for one in hurdles.resolved if one.officer_code == code),
    )
    covers = tuple(sorted({one.officer_code for one in away}))
    return OfficerWeek(code, len(went), changes, covers)


def _waits(held: Iterable[CaseState]) -> bool:
    return any(one.case.in_scope and one.stage is not Stage.COMPLETED for one in held)


def _overdue(after: Snapshot, listed: Sequence[CaseState]) -> Overdue:
    hurdles = [one for state in listed for one in state.obstacles if is_overdue(one, after.on)]
    late = [
        one
        for work in after.works
        for one in work.milestones
        if one.actual_on is None and one.baseline_on < after.on
    ]
    return Overdue(
        tuple(one for one in due_promises(listed, after.on) if one.days < 0),
        tuple(sorted(hurdles, key=lambda one: (one.due_on or after.on, one.case_code))),
        tuple(sorted(late, key=lambda one: (one.baseline_on, one.code))),
        tuple(sorted((one for one in _standing(after) if one.due_on < after.on), key=_due)),
    )


def _standing(after: Snapshot) -> list[Decision]:
    return [one for one in after.decisions if one.is_open]


def _done(before: Snapshot, after: Snapshot) -> list[Decision]:
    """Give the decisions that were closed since: whatever of them was not closed then."""
    closed = {one.decision_id for one in before.decisions if not one.is_open}
    listed = (one for one in after.decisions if not one.is_open)
    return [one for one in listed if one.decision_id not in closed]


def _due(decision: Decision) -> tuple[date, date, int]:
    return decision.due_on, decision.monday, decision.number
