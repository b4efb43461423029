"""The ward (phường/xã), its areas, and its clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "ICT")


@dataclass(frozen=True)
class Ward:
    """The workspace. `bounds` is west, south, east, north in degrees (EPSG:4326).

    `metric_crs` is the cadastral system in which areas and lengths are computed. `clock_starts_at`
    and `clock_set_at` (UTC) shift the present of a demo: it showed the first when the second was.
    `layer` names the parcel layer in force ("" when none); `revision` is the last event's.
    `contact` says to everybody where questions are answered.
    """

    code: str
    name: str
    metric_crs: str
    bounds: tuple[float, float, float, float]
    demo: bool = False
    notice: str = ""
    clock_starts_at: datetime | None = None
    clock_set_at: datetime | None = None
    layer: str = ""
    revision: int = 0
    contact: str = ""


@dataclass(frozen=True)
class Area:
    """A named part of the ward (khu vực, tổ).

    `responsible` (đảng ủy viên phụ trách) and `head` (trưởng khu vực) are an officer's code, or a
    name where that person is no officer of the ward. `team` are the officers who go from house to
    house there, `outsiders` the others who go along.
    """

    code: str
    name: str
    note: str = ""
    responsible: str = ""
    head: str = ""
    team: tuple[str, ...] = ()
    outsiders: str = ""
    version: int = 1

    @property
    def people(self) -> frozenset[str]:
        """The codes of the officers whose area it is (and names of those who are none)."""
        return frozenset({self.responsible, self.head, *self.team} - {""})


def now_of(ward: Ward, real: datetime) -> datetime:
    """Give the ward's present (UTC) at a real instant: a demo's clock runs from its own start."""
    if ward.clock_starts_at is None or ward.clock_set_at is None:
        return real.astimezone(UTC)
    return ward.clock_starts_at + (real - ward.clock_set_at)


def day_of(instant: datetime) -> date:
    """Give the calendar day of an instant in Viet Nam."""
    return instant.astimezone(VIETNAM).date()


def monday_of(on: date) -> date:
    """Give the Monday of the week of a day: a review's week starts there."""
    return on - timedelta(days=on.weekday())


def sunday_of(on: date) -> date:
    """Give the Sunday with which the week of a day ends."""
    return monday_of(on) + timedelta(days=6)
