"""The case (hồ sơ): one parcel in one project, with its components, steps and people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.domain.contacts import Contact, last_met_on, open_promise
from trackers.domain.obstacles import Obstacle
from trackers.domain.stages import PublicClass, Stage
from trackers.domain.tracks import (
    TRACKS,
    StepMark,
    StepState,
    Track,
    TrackCode,
    public_class_of,
    stage_of,
)

PROMISE_KEEPERS = ("agreed", "signed", "handover")


class ComponentKind(StrEnum):
    """What is given or compensated (DOMAIN §2)."""

    LAND = "land"
    HOUSE = "house"
    STRUCTURE = "structure"
    FENCE = "fence"
    TREES = "trees"
    GRAVE = "grave"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Vietnamese words of the kind."""
        return _KINDS[self]


class Form(StrEnum):
    """How a component is given (hình thức)."""

    DONATED = "donated"
    COMPENSATED = "compensated"
    SUPPORTED = "supported"
    SWAPPED = "swapped"
    UNDECIDED = "undecided"

    @property
    def label(self) -> str:
        """The Vietnamese words of the form."""
        return _FORMS[self]


_KINDS = {
    ComponentKind.LAND: "Đất",
    ComponentKind.HOUSE: "Nhà",
    ComponentKind.STRUCTURE: "Vật kiến trúc",
    ComponentKind.FENCE: "Hàng rào",
    ComponentKind.TREES: "Cây trồng",
    ComponentKind.GRAVE: "Mồ mả",
    ComponentKind.OTHER: "Khác",
}
_FORMS = {
    Form.DONATED: "Hiến",
    Form.COMPENSATED: "Bồi thường",
    Form.SUPPORTED: "Hỗ trợ",
    Form.SWAPPED: "Hoán đổi",
    Form.UNDECIDED: "Chưa xác định",
}


@dataclass(frozen=True)
class Component:
    """A part of a case: quantity in `unit` ("m²", "m", "cây"), amount in đồng when known."""

    kind: ComponentKind
    form: Form
    quantity: float
    unit: str
    amount_vnd: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Case:
    """One parcel in one project. Lengths in metres along the road, areas in m².

    `side` is "left", "right" or "" (not along a road). A closed case has left the scope.
    `shares` says how much each of `household_codes` holds, in their order ("1/2", "" unknown).
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
    version: int = 1

    @property
    def in_scope(self) -> bool:
        """Whether it counts in totals."""
        return self.closed_on is None

    def share_of(self, household: str) -> str:
        """Give how much of the parcel a household holds, "" when nobody knows."""
        places = dict(zip(self.household_codes, self.shares, strict=False))
        return places.get(household, "")


@dataclass(frozen=True)
class CaseState:
    """A case with all that its stage and its age are derived from."""

    case: Case
    marks: Mapping[str, StepMark]
    obstacles: tuple[Obstacle, ...] = ()
    contacts: tuple[Contact, ...] = ()

    @property
    def track(self) -> Track:
        """The step graph the case follows."""
        return TRACKS[self.case.track]

    @property
    def stage(self) -> Stage:
        """The stage, derived from the steps."""
        return stage_of(self.track, self.marks)

    @property
    def public_class(self) -> PublicClass:
        """What a public page may say."""
        return public_class_of(self.track, self.marks)

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
