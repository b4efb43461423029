"""What many cases can be given at once: a step, officers, a review day, a visit, an obstacle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import uuid4

from trackers.domain.cases import CaseState
from trackers.domain.contacts import Contact
from trackers.domain.giving import check_in_charge
from trackers.domain.obstacles import Obstacle, ObstacleKind, blocks_handover_by_default
from trackers.domain.people import Actor
from trackers.domain.rights import Action
from trackers.domain.tracks import StepMark, StepState
from trackers.domain.wards import day_of
from trackers.services.bulk import Act
from trackers.services.cases import check_changes
from trackers.services.contacts import check_visit, settle_contacted
from trackers.services.obstacles import check_opening
from trackers.services.steps import check_rules, needs_reason, same_mark
from trackers.store import Writing, cases
from trackers.store.ledger import Reading


@dataclass(frozen=True)
class SetStep:
    """Set one step; where another day or state stands, that is a correction with its reason."""

    mark: StepMark
    reason: str = ""
    event: str = "step.set"
    needs: Action = Action.RECORD_CASES

    def says(self) -> dict[str, object]:
        """Give the step, its state and its day."""
        on = self.mark.done_on
        day = {"done_on": on.isoformat()} if on else {}
        return {"step": self.mark.step, "state": self.mark.state.value, **day}

    def is_done(self, state: CaseState) -> bool:
        """Tell whether the step stands so."""
        return same_mark(_mark(state, self.mark.step), self.mark)

    def check(self, reading: Reading, actor: Actor, state: CaseState, today: date) -> None:
        """Refuse what `set_step` refuses."""
        del reading, actor
        before = _mark(state, self.mark.step)
        check_rules(state, replace(self.mark, version=before.version), today)
        needs_reason(before, self.reason)

    def write(self, writing: Writing, states: Sequence[CaseState]) -> Iterator[Act]:
        """Put the step into each case."""
        for state in states:
            code, base = state.case.code, _mark(state, self.mark.step).version
            cases.put_mark(writing, code, replace(self.mark, version=base), base=base)
            says = {"step": self.mark.step, "state": self.mark.state.value}
            yield Act(code, self.mark.done_on or day_of(writing.now), (code,), says)


@dataclass(frozen=True)
class EditCases:
    """Change officer, cover or review day (`officer_code`, `cover_code`, `reviewed_on`)."""

    changes: dict[str, Any]
    reason: str = ""
    event: str = "case.edited"
    needs: Action = Action.ASSIGN_OFFICERS

    def says(self) -> dict[str, object]:
        """Give the new values."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.changes.items()
        }

    def is_done(self, state: CaseState) -> bool:
        """Tell whether the case has these values."""
        return all(getattr(state.case, name) == value for name, value in self.changes.items())

    def check(self, reading: Reading, actor: Actor, state: CaseState, today: date) -> None:
        """Refuse what `edit_case` refuses."""
        check_changes(reading, self.changes, today=today)
        check_in_charge(actor, state.case, replace(state.case, **self.changes))

    def write(self, writing: Writing, states: Sequence[CaseState]) -> Iterator[Act]:
        """Change each case."""
        for state in states:
            case = state.case
            changed = {
                name: value for name, value in self.changes.items() if getattr(case, name) != value
            }
            cases.change_case(writing, case.code, changed, base=case.version)
            yield Act(case.code, day_of(writing.now), (case.code,))


@dataclass(frozen=True)
class RecordVisits:
    """Record the same visit to every household of the cases, once for each of its projects."""

    visit: Contact
    reason: str = field(default="", init=False)
    event: str = "visit.recorded"
    needs: Action = Action.RECORD_CASES

    def says(self) -> dict[str, object]:
        """Give the day and the outcome."""
        return {"met_on": self.visit.met_on.isoformat(), "outcome": self.visit.outcome.value}

    def is_done(self, state: CaseState) -> bool:
        """Say no: a visit is always another one."""
        del state
        return False

    def check(self, reading: Reading, actor: Actor, state: CaseState, today: date) -> None:
        """Refuse what `record_visit` refuses."""
        del reading, actor, state
        check_visit(self.visit, today)

    def write(self, writing: Writing, states: Sequence[CaseState]) -> Iterator[Act]:
        """Add a visit to each household."""
        homes = dict.fromkeys(
            (home, one.case.project_code) for one in states for home in one.case.household_codes
        )
        for home, project in homes:
            visit = replace(
                self.visit,
                contact_id=uuid4().hex,
                household_code=home,
                project_code=project,
                recorded_at=writing.now,
            )
            codes = cases.codes_of_household(writing, home, project)
            cases.add_contact(writing, visit)
            settle_contacted(writing, codes)
            yield Act(home, visit.met_on, tuple(codes), {"cases": codes})


@dataclass(frozen=True)
class OpenObstacles:
    """Open an obstacle of one kind; without an officer, each case's own resolves it.

    A case in which one of that kind stands has it already.
    """

    kind: ObstacleKind
    text: str
    opened_on: date
    officer_code: str = ""
    due_on: date | None = None
    reason: str = field(default="", init=False)
    event: str = "obstacle.opened"
    needs: Action = Action.RECORD_CASES

    def says(self) -> dict[str, object]:
        """Give the kind and the day."""
        return {"kind": self.kind.value, "opened_on": self.opened_on.isoformat()}

    def is_done(self, state: CaseState) -> bool:
        """Tell whether an obstacle of that kind stands."""
        return any(one.kind is self.kind for one in state.open_obstacles)

    def check(self, reading: Reading, actor: Actor, state: CaseState, today: date) -> None:
        """Refuse what `open_obstacle` refuses."""
        del actor
        check_opening(reading, self._of(state), today=today)

    def write(self, writing: Writing, states: Sequence[CaseState]) -> Iterator[Act]:
        """Add the obstacle to each case."""
        for state in states:
            code = state.case.code
            cases.add_obstacle(writing, self._of(state))
            yield Act(code, self.opened_on, (code,), {"kind": self.kind.value})

    def _of(self, state: CaseState) -> Obstacle:
        return Obstacle(
            uuid4().hex,
            state.case.code,
            self.kind,
            self.text.strip(),
            self.opened_on,
            self.officer_code or state.case.officer_code,
            self.due_on,
            blocks_handover_by_default(self.kind, state.case.track),
        )


def _mark(state: CaseState, step: str) -> StepMark:
    return state.marks.get(step, StepMark(step, StepState.PENDING))
