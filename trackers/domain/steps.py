"""What follows from the steps that are recorded: the stage, the public class, what may come next.

A case's own marks decide what it shows. What was recorded once for its project or batch settles
prerequisites, but never colours the case by itself (DOMAIN §2.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from trackers.domain.components import Form
from trackers.domain.errors import (
    DateInFuture,
    DateMissing,
    MissingPrerequisite,
    StepByComponents,
    StepHasDependents,
    StepNotOptional,
)
from trackers.domain.stages import PublicClass, Stage
from trackers.domain.tracks import Marks, StepDef, StepMark, StepState, Track

_CLASSES = list(PublicClass)


@dataclass(frozen=True)
class CaseSteps:
    """The steps of one case: its own `marks`, the `shared` ones of its project and batches.

    `forms` are the forms of its components: steps with `only_with` apply by them.
    """

    track: Track
    marks: Marks
    shared: Marks = field(default_factory=dict)
    forms: frozenset[Form] = frozenset()

    def applies(self, step: StepDef) -> bool:
        """Tell whether the case's components call for a step; an undecided form may yet do so."""
        if not step.only_with:
            return True
        return Form.UNDECIDED in self.forms or not self.forms.isdisjoint(step.only_with)

    @cached_property
    def states(self) -> Mapping[str, StepState]:
        """The state of every step: recorded, by the project or batch, or by the components.

        A shared mark counts only where the steps before it are settled in this case too.
        """
        found: dict[str, StepState] = {}
        for step in self.track.in_order:
            settled = all(found[code] is not StepState.PENDING for code in step.needs)
            found[step.code] = self._state(step, settled=settled)
        return found

    def _state(self, step: StepDef, *, settled: bool) -> StepState:
        own = self.marks.get(step.code)
        if own and step.of_case:
            if own.state is StepState.DONE:
                return StepState.DONE
            if own.state is StepState.NOT_APPLICABLE and step.optional:
                return StepState.NOT_APPLICABLE
        if step.code in self.shared and settled:
            return StepState.DONE
        return StepState.PENDING if self.applies(step) else StepState.NOT_APPLICABLE

    @property
    def stage(self) -> Stage:
        """The furthest that a done step proves; completed only if no applicable step is open."""
        reached = [step.stage for step in self.done]
        stage = max(reached, key=lambda one: one.rank, default=Stage.NOT_CONTACTED)
        if stage is Stage.COMPLETED and self._any_open:
            return Stage.HANDED_OVER
        return stage

    @property
    def public_class(self) -> PublicClass:
        """What the steps themselves allow to be said in public, not the stage (DOMAIN §2.1)."""
        reached = [step.public for step in self.done]
        return max(reached, key=_CLASSES.index, default=PublicClass.IN_PROGRESS)

    def check(self, mark: StepMark, *, today: date) -> None:
        """Refuse a mark of this case that the graph, its components or the calendar forbid.

        Raises UnknownStep, DateMissing, DateInFuture, StepNotOptional, StepByComponents,
        MissingPrerequisite, StepHasDependents.
        """
        step = self.track.step(mark.step)
        if mark.state is StepState.DONE:
            check_day(mark, today)
            if not self.applies(step):
                raise StepByComponents(step=step.label)
            self.check_needs(step)
            return
        if mark.state is StepState.NOT_APPLICABLE:
            if step.only_with:
                raise StepByComponents(step=step.label)
            if not step.optional:
                raise StepNotOptional(step=step.label)
        after = replace(self, marks={**self.marks, mark.step: mark})
        self.check_dependents(step, after)

    def check_needs(self, step: StepDef) -> None:
        """Refuse a step while one that it needs is open; raises MissingPrerequisite."""
        missing = [
            self.track.by_code[code].label
            for code in step.needs
            if self.states[code] is StepState.PENDING
        ]
        if missing:
            raise MissingPrerequisite(step=step.label, missing=missing)

    def check_dependents(self, step: StepDef, after: "CaseSteps") -> None:
        """Refuse to take `step` back when a done step would lose what it needs.

        `after` is the case as it would be. Raises StepHasDependents.
        """
        lost = [one.label for one in after.unsupported if one not in self.unsupported]
        if lost:
            raise StepHasDependents(step=step.label, dependents=lost)

    def check_shared(self, shared: Marks) -> None:
        """Refuse other steps recorded in common when one that is done would lose what it needs.

        Raises MissingPrerequisite, StepHasDependents.
        """
        after = replace(self, shared=shared)
        gone = [one for one in self.track.in_order if one.code in self.shared.keys() - shared]
        for step in self.track.in_order:
            if step.code in shared and self.states[step.code] is not StepState.DONE:
                after.check_needs(step)
        for step in gone:
            self.check_dependents(step, after)
        lost = [
            one.label
            for one in self.track.in_order
            if one not in gone
            and self.states[one.code] is StepState.DONE
            and after.states[one.code] is not StepState.DONE
        ]
        if gone and lost:
            raise StepHasDependents(step=gone[0].label, dependents=lost)

    @property
    def unsupported(self) -> list[StepDef]:
        """The steps done in this case although one that they need is open."""
        return [
            step
            for step in self.done
            if any(self.states[code] is StepState.PENDING for code in step.needs)
        ]

    @property
    def done(self) -> list[StepDef]:
        """The case's own steps that are done."""
        return [
            step
            for step in self.track.case_steps
            if (mark := self.marks.get(step.code)) and mark.state is StepState.DONE
        ]

    @property
    def _any_open(self) -> bool:
        return any(self.states[step.code] is StepState.PENDING for step in self.track.case_steps)


def check_day(mark: StepMark, today: date) -> None:
    """Refuse a done step without a day, or dated after today; raises DateMissing, DateInFuture."""
    if mark.done_on is None:
        raise DateMissing(field="done_on")
    if mark.done_on > today:
        raise DateInFuture(on=mark.done_on, today=today)
