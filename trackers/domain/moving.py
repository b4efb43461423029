"""Moving a case from one track to the other: which marks it keeps, and which it leaves behind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from trackers.domain.errors import DomainError
from trackers.domain.obstacles import Obstacle, check_obstacles
from trackers.domain.steps import CaseSteps
from trackers.domain.tracks import Definition, StepMark, StepState, TrackCode
from trackers.domain.voluntary import Checklist

_NOTHING = Checklist()


@dataclass(frozen=True)
class Move:
    """The marks a case has after the move, and the labels of the done steps it leaves behind.

    What is left behind stays in the log and comes back when the case moves back.
    """

    track: TrackCode
    marks: tuple[StepMark, ...]
    left: tuple[str, ...]


def moved(
    definition: Definition,
    steps: CaseSteps,
    *,
    former: Iterable[StepMark] = (),
    met_on: date | None = None,
    checklist: Checklist = _NOTHING,
    obstacles: Iterable[Obstacle] = (),
    today: date,
) -> Move:
    """Give what moving to the other track of `definition` does to the steps of a case.

    `former` are the marks the case had when it last followed that track; steps of one meaning
    are carried over, and a household that was met (`met_on`) has been contacted. A mark whose
    prerequisites do not hold there is not carried; neither is a signature without its
    `checklist`, nor what one of the `obstacles`, as they stand after the move, forbids. Versions
    are those of the old rows.
    """
    target = definition.tracks[steps.track.code.other]
    wished = _wished(definition, steps, former, met_on)
    kept: dict[str, StepMark] = {}
    for step in target.in_order:
        mark = wished.get(step.code)
        so_far = CaseSteps(target, kept, steps.shared, steps.forms)
        if mark is not None and _fits(so_far, mark, checklist, obstacles, today):
            kept[step.code] = mark
    carried = {definition.counterpart(target.code, code) for code in kept}
    left = tuple(step.label for step in steps.done if step.code not in carried)
    return Move(target.code, tuple(kept.values()), left)


def _wished(
    definition: Definition, steps: CaseSteps, former: Iterable[StepMark], met_on: date | None
) -> Mapping[str, StepMark]:
    marks: dict[str, StepMark] = {}
    if met_on is not None:
        marks["contacted"] = StepMark("contacted", StepState.DONE, met_on)
    for step in steps.done:
        same = definition.counterpart(steps.track.code, step.code)
        if same is not None:
            marks[same] = replace(steps.marks[step.code], step=same)
    return marks | {mark.step: mark for mark in former}


def _fits(
    steps: CaseSteps,
    mark: StepMark,
    checklist: Checklist,
    obstacles: Iterable[Obstacle],
    today: date,
) -> bool:
    if mark.state is StepState.PENDING:
        return False
    try:
        steps.check(mark, today=today)
        if mark.state is StepState.DONE:
            check_obstacles(mark.step, steps.track.code, obstacles)
        if steps.track.code is TrackCode.DONATION and mark.step == "signed" and mark.done_on:
            checklist.check_signing(mark.done_on)
    except DomainError:
        return False
    return True
