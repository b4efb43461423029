"""The case (hồ sơ): one parcel in one project, with its components, steps and people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from trackers.domain.components import Form
from trackers.domain.contacts import Contact, last_met_on, open_promise
from trackers.domain.obstacles import Obstacle
from trackers.domain.project_steps import SharedMark
from trackers.domain.shipped import SHIPPED
from trackers.domain.stages import PublicClass, Stage
from trackers.domain.steps import CaseSteps
from trackers.domain.stretches import Side, Stretch
from trackers.domain.tracks import Definition, StepMark, StepState, Track, TrackCode
from trackers.domain.voluntary import Checklist, Item, ItemMark

PROMISE_KEEPERS = ("agreed", "signed", "handover")


@dataclass(frozen=True)
class Case:
    """One parcel in one project. Lengths in metres along the road, areas in m².

    `side` ("left", "right", or "" off a road) and the chainages tell the first stretch of road that
    its land covers, `more_stretches` the others (side, from, to): see `stretches` and decision
    0020. A closed case has left the scope.
    `shares` says how much each of `household_codes` holds, in their order ("1/2", "" unknown).
    `track_version` is the version of the workflows that the case follows.
    """

    code: str
    project_code: str
    parcel_id: int
    household_codes: tuple[str, ...]
    track: TrackCode
    area_code: str
    officer_code: str
    cover_code: str | None
    affected_m2: float
    opened_on: date
    frontage_m: float | None = None
    side: str = ""
    chainage_from_m: float | None = None
    chainage_to_m: float | None = None
    closed_on: date | None = None
    close_reason: str = ""
    reviewed_on: date | None = None
    shares: tuple[str, ...] = ()
    track_version: int = 1
    version: int = 1
    more_stretches: tuple[tuple[str, float, float], ...] = ()

    @property
    def in_scope(self) -> bool:
        """Whether it counts in totals."""
        return self.closed_on is None

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Give the stretches of the project's road that its land covers; none off a road."""
        start, end = self.chainage_from_m, self.chainage_to_m
        if not self.side or start is None or end is None:
            return ()
        more = (Stretch(Side(side), from_m, to_m) for side, from_m, to_m in self.more_stretches)
        return (Stretch(Side(self.side), start, end), *more)

    def share_of(self, household: str) -> str:
        """Give how much of the parcel a household holds, "" when nobody knows."""
        places = dict(zip(self.household_codes, self.shares, strict=False))
        return places.get(household, "")


def stretch_fields(stretches: Sequence[Stretch]) -> dict[str, Any]:
    """Give the fields of a case that tell the stretches of road its land covers."""
    first, *more = stretches or (None,)
    return {
        "side": first.side.value if first else "",
        "chainage_from_m": first.from_m if first else None,
        "chainage_to_m": first.to_m if first else None,
        "more_stretches": tuple(
            (one.side.value, one.from_m, one.to_m) for one in more if one is not None
        ),
    }


@dataclass(frozen=True)
class CaseState:
    """A case with all that its stage and its age are derived from.

    `forms` are those of its components; `definition` the version of the workflows it follows;
    `voluntary` what is recorded of its checklist; `shared` what was done for it in common.
    """

    case: Case
    marks: Mapping[str, StepMark]
    obstacles: tuple[Obstacle, ...] = ()
    contacts: tuple[Contact, ...] = ()
    forms: frozenset[Form] = frozenset()
    definition: Definition = field(default=SHIPPED, repr=False)
    voluntary: Mapping[Item, ItemMark] = field(default_factory=dict)
    shared: Mapping[str, SharedMark] = field(default_factory=dict)

    @property
    def track(self) -> Track:
        """The step graph the case follows."""
        return self.definition.tracks[self.case.track]

    @cached_property
    def steps(self) -> CaseSteps:
        """The steps with all that decides about them."""
        shared = {code: one.mark for code, one in self.shared.items()}
        return CaseSteps(self.track, self.marks, shared, self.forms)

    @property
    def checklist(self) -> Checklist | None:
        """That the gift is voluntary; None where the State recovers the land."""
        return Checklist(self.voluntary) if self.case.track is TrackCode.DONATION else None

    @cached_property
    def stage(self) -> Stage:
        """The stage, derived from the steps."""
        return self.steps.stage

    @property
    def public_class(self) -> PublicClass:
        """What a public page may say."""
        return self.steps.public_class

    @property
    def open_obstacles(self) -> tuple[Obstacle, ...]:
        """The obstacles that still stand."""
        return tuple(one for one in self.obstacles if one.is_open)

    @property
    def handed_over(self) -> bool:
        """Whether the land is cleared: done means handed over, never paid (DOMAIN §2.2)."""
        return self.stage.rank >= Stage.HANDED_OVER.rank

    @property
    def last_met_on(self) -> date | None:
        """The day somebody of the household was last met."""
        return last_met_on(self.contacts)

    @property
    def waiting_since(self) -> date | None:
        """From which day the household waits for a visit; None once the land is handed over."""
        if self.handed_over or not self.case.in_scope:
            return None
        return self.last_met_on or self.case.opened_on

    @property
    def promise(self) -> Contact | None:
        """The visit whose promise still stands."""
        if self.handed_over or not self.case.in_scope:
            return None
        days = (self.done_on(step) for step in PROMISE_KEEPERS)
        return open_promise(self.contacts, (day for day in days if day))

    def done_on(self, step: str) -> date | None:
        """Give the day a step was done, or None."""
        mark = self.marks.get(step)
        return mark.done_on if mark and mark.state is StepState.DONE else None
