"""Projects (công trình): milestones, dated progress, targets, photos."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.domain.benefits import Benefit, Stored
from trackers.domain.opinions import Opinion
from trackers.domain.reasons import require_reason
from trackers.domain.stretches import Side, Stretch


class ProjectStatus(StrEnum):
    """The OC4IDS 0.9.5 status of a project."""

    IDENTIFICATION = "identification"
    PREPARATION = "preparation"
    IMPLEMENTATION = "implementation"
    COMPLETION = "completion"
    MAINTENANCE = "maintenance"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The Vietnamese words of the status."""
        return _STATUS[self]

    @property
    def waited_for(self) -> bool:
        """Whether people still wait for what such a work brings."""
        return self in {
            ProjectStatus.IDENTIFICATION,
            ProjectStatus.PREPARATION,
            ProjectStatus.IMPLEMENTATION,
        }


class ProjectKind(StrEnum):
    """What is built; the map's sign depends on it."""

    ADMIN = "admin"
    HEALTH = "health"
    SCHOOL = "school"
    ROAD = "road"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Vietnamese words of the kind."""
        return _KIND[self]


_STATUS = {
    ProjectStatus.IDENTIFICATION: "Đề xuất",
    ProjectStatus.PREPARATION: "Chuẩn bị",
    ProjectStatus.IMPLEMENTATION: "Đang thi công",
    ProjectStatus.COMPLETION: "Hoàn thành",
    ProjectStatus.MAINTENANCE: "Đã đưa vào sử dụng",
    ProjectStatus.CANCELLED: "Đã huỷ",
}
_KIND = {
    ProjectKind.ADMIN: "Trụ sở",
    ProjectKind.HEALTH: "Y tế",
    ProjectKind.SCHOOL: "Trường học",
    ProjectKind.ROAD: "Đường",
    ProjectKind.OTHER: "Khác",
}


@dataclass(frozen=True)
class Project:
    """A public work. `benefits` are what it brings to people ("chờ công trình này"); see `brings`.

    `service` and `service_area` told the one benefit of before; nothing writes them any more.
    `widths` tell how wide its corridor is from a chainage on, to the left and to the right of the
    centreline (m). A parcel of which less than `least_remaining_m2` remains is said to be too small
    to be used further: as a rule the least area into which the province lets land be divided.
    """

    code: str
    name: str
    kind: ProjectKind
    status: ProjectStatus
    investor: str
    funding: str
    total_investment_vnd: int | None
    builder: str
    lead_officer_code: str
    scale: str = ""
    public_text: str = ""
    service: str = ""
    service_area: str = ""
    length_m: float | None = None
    widths: tuple[tuple[float, float, float], ...] = ()
    least_remaining_m2: float | None = None
    version: int = 1
    benefits: tuple[Stored, ...] = ()

    @property
    def brings(self) -> tuple[Benefit, ...]:
        """What it brings to people who wait for it."""
        if self.benefits or not self.service:
            return tuple(Benefit(*one) for one in self.benefits)
        return (Benefit(self.service, (self.service_area,) if self.service_area else ()),)


@dataclass(frozen=True)
class Milestone:
    """A dated goal: baseline, forecast (confirmed or estimated) and actual day.

    Its gate is the land it needs: `waits_for` are codes of cases, `gate` stretches of the work's
    road (side, from and to in metres of chainage); see `gates`.
    """

    code: str
    project_code: str
    name: str
    baseline_on: date
    forecast_on: date | None = None
    confirmed: bool = False
    actual_on: date | None = None
    reason: str = ""
    basis: str = ""
    waits_for: tuple[str, ...] = ()
    version: int = 1
    gate: tuple[tuple[str, float, float], ...] = ()

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The stretches of road that its gate names."""
        return tuple(Stretch(Side(side), from_m, to_m) for side, from_m, to_m in self.gate)

    @property
    def expected_on(self) -> date:
        """The best date known: actual, else forecast, else baseline."""
        return self.actual_on or self.forecast_on or self.baseline_on

    @property
    def slip_days(self) -> int:
        """Days behind the baseline (negative when ahead)."""
        return (self.expected_on - self.baseline_on).days

    def is_late(self, today: date) -> bool:
        """Tell whether it is not met and either overdue or forecast after its baseline."""
        return self.actual_on is None and max(self.expected_on, today) > self.baseline_on


@dataclass(frozen=True)
class Progress:
    """What was built and paid by a day: % of volume, đồng disbursed since the start."""

    project_code: str
    on: date
    volume_percent: float
    disbursed_vnd: int | None = None


@dataclass(frozen=True)
class Target:
    """How many cases of a project are to be handed over by a day."""

    project_code: str
    on: date
    handed_over: int


@dataclass(frozen=True)
class Photo:
    """A dated picture of the works, kept as the file named `file` in the ward's folder.

    `public`: somebody has looked at it and said that everybody may see it: no face, no house that
    tells of a household.
    """

    photo_id: str
    project_code: str
    taken_on: date
    caption: str
    file: str
    public: bool = False
    version: int = 1


@dataclass(frozen=True)
class Work:
    """A project with all that is dated of it, each in its usual order.

    `heard` are the voters' opinions about it, which carry no words for who may not read them.
    """

    project: Project
    milestones: tuple[Milestone, ...]
    progress: tuple[Progress, ...]
    photos: tuple[Photo, ...]
    targets: tuple[Target, ...]
    heard: tuple[Opinion, ...]


def check_milestone(before: Milestone, after: Milestone) -> None:
    """Refuse a change of dates without its reason; raises ReasonMissing."""
    moved = (before.forecast_on, before.actual_on, before.baseline_on) != (
        after.forecast_on,
        after.actual_on,
        after.baseline_on,
    )
    first = before.forecast_on is None and before.baseline_on == after.baseline_on
    require_reason(after.reason, when=moved and not first)
