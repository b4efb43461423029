"""What a workflow is made of: steps, the graph they form, and what is recorded of them.

The steps themselves are data (`tracks.toml`, or a file of the ward): see `track_files.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from graphlib import TopologicalSorter

from trackers.domain.components import Form
from trackers.domain.errors import UnknownStep
from trackers.domain.stages import PublicClass, Stage


class TrackCode(StrEnum):
    """Donation and recovery are two workflows, never one (DOMAIN §2)."""

    DONATION = "donation"
    RECOVERY = "recovery"

    @property
    def other(self) -> "TrackCode":
        """The track a case can move to."""
        return TrackCode.RECOVERY if self is TrackCode.DONATION else TrackCode.DONATION


class Scope(StrEnum):
    """Whether a step is taken case by case, or once for a project or a batch of its cases."""

    CASE = "case"
    PROJECT = "project"


class StepState(StrEnum):
    """A step is pending until it is done or declared not applicable."""

    PENDING = "pending"
    DONE = "done"
    NOT_APPLICABLE = "na"


@dataclass(frozen=True)
class StepDef:
    """One step of a track.

    `needs` are steps of the same track that come first; `optional` steps may be declared not
    applicable; `only_with` makes a step apply only beside a component of one of these forms;
    `opens` and `closes` name time limits; `evidence` the paper that proves it.
    """

    code: str
    label: str
    stage: Stage
    public: PublicClass
    needs: tuple[str, ...] = ()
    optional: bool = False
    scopes: tuple[Scope, ...] = (Scope.CASE,)
    only_with: tuple[Form, ...] = ()
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    evidence: str = ""

    @property
    def of_case(self) -> bool:
        """Whether a single case can take it."""
        return Scope.CASE in self.scopes

    @property
    def of_project(self) -> bool:
        """Whether it can be recorded once for a project or a batch."""
        return Scope.PROJECT in self.scopes


@dataclass(frozen=True)
class StepMark:
    """What is recorded of one step of one case; `version` counts its changes from 1."""

    step: str
    state: StepState
    done_on: date | None = None
    note: str = ""
    version: int = 0


Marks = Mapping[str, StepMark]


@dataclass(frozen=True)
class Track:
    """A named graph of steps; `version` stays with the cases made under it."""

    code: TrackCode
    label: str
    version: int
    steps: tuple[StepDef, ...]

    @cached_property
    def by_code(self) -> Mapping[str, StepDef]:
        """Every step by its code, the project's too."""
        return {step.code: step for step in self.steps}

    def step(self, code: str) -> StepDef:
        """Give the step of a case with that code; raises UnknownStep."""
        step = self.by_code.get(code)
        if step is None or not step.of_case:
            raise UnknownStep(step=code, track=self.code)
        return step

    def project_step(self, code: str) -> StepDef:
        """Give the step of a project or batch with that code; raises UnknownStep."""
        step = self.by_code.get(code)
        if step is None or not step.of_project:
            raise UnknownStep(step=code, track=self.code)
        return step

    @cached_property
    def case_steps(self) -> tuple[StepDef, ...]:
        """The steps that a case takes, in the usual order."""
        return tuple(step for step in self.steps if step.of_case)

    @cached_property
    def project_steps(self) -> tuple[StepDef, ...]:
        """The steps that can be recorded for a project or a batch, in the usual order."""
        return tuple(step for step in self.steps if step.of_project)

    @cached_property
    def in_order(self) -> tuple[StepDef, ...]:
        """Every step after the ones it needs."""
        graph = {step.code: step.needs for step in self.steps}
        return tuple(self.by_code[code] for code in TopologicalSorter(graph).static_order())


@dataclass(frozen=True)
class Definition:
    """Both workflows as one versioned file; `same` pairs steps of one meaning (donation, recovery).

    `text` is the file, kept as long as a case follows this version.
    """

    version: int
    label: str
    tracks: Mapping[TrackCode, Track]
    same: tuple[tuple[str, str], ...] = ()
    text: str = ""

    def counterpart(self, track: TrackCode, step: str) -> str | None:
        """Give the step of the other track that means the same, or None."""
        place = 0 if track is TrackCode.DONATION else 1
        found = (pair[1 - place] for pair in self.same if pair[place] == step)
        return next(found, None)
