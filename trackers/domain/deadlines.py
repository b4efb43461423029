"""Time limits of the law as dated records, read from `deadlines.toml` beside this file.

A limit is never a constant: the record counts that was in force on the day its first step was done
(DOMAIN §2.2), and each carries its legal basis.
"""

import re
import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from trackers.domain.texts import Bilingual
from trackers.domain.tracks import Scope, TrackCode
from trackers.domain.working_days import WorkCalendar

_MONTHS = 12
# Land of these kinds in the cadastre is agricultural (nhóm đất nông nghiệp).
_AGRICULTURAL = re.compile(
    "LUA|LUC|LUK|LUN|CHN|HNK|BHK|NHK|CLN|LNC|LNQ|LNK|RSX|RPH|RDD|LNP|NTS|LMU|NKH|CNT"
)


class LimitKind(StrEnum):
    """What a time limit asks: to wait, to leave standing, to be done or to be used in time."""

    MIN_WAIT = "min_wait"
    WINDOW = "window"
    MAX_DURATION = "max_duration"
    VALIDITY = "validity"

    @property
    def is_wait(self) -> bool:
        """Whether the next step may come only after it, not at the latest on its last day."""
        return self in {LimitKind.MIN_WAIT, LimitKind.WINDOW}


class Unit(StrEnum):
    """What a time limit is counted in, as the law says it."""

    DAYS = "ngày"
    WORKING_DAYS = "ngày làm việc"
    MONTHS = "tháng"


class LandType(StrEnum):
    """The land a time limit is for."""

    AGRICULTURAL = "agricultural"
    OTHER = "other"
    ANY = "any"

    @property
    def label(self) -> str:
        """The Vietnamese words."""
        return _LANDS[self]


_LANDS = {
    LandType.AGRICULTURAL: "đất nông nghiệp",
    LandType.OTHER: "đất khác",
    LandType.ANY: "mọi loại đất",
}


@dataclass(frozen=True)
class Deadline:
    """One time limit while one law was in force, from `valid_from` to the end of `valid_to`.

    It runs from the day `from_step` is done; `to_step` ends it. `assumed` says that the figure or
    the day it is counted from was not checked against the law itself.
    """

    code: str
    label: str
    track: TrackCode
    applies_to: tuple[Scope, ...]
    kind: LimitKind
    days: int
    unit: Unit
    from_step: str
    to_step: str
    land_type: LandType
    legal_basis: str
    authority: str
    valid_from: date
    valid_to: date | None = None
    assumed: bool = False

    def in_force(self, on: date) -> bool:
        """Tell whether the law of that day had it."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def is_for(self, land: LandType) -> bool:
        """Tell whether it is for that land; land of any kind is asked about by LandType.ANY."""
        return LandType.ANY in {land, self.land_type} or land is self.land_type

    def last_day(self, start: date, calendar: WorkCalendar) -> date:
        """Give the last day of a limit that begins to run on `start`, without pauses."""
        if self.unit is Unit.WORKING_DAYS:
            return calendar.after(start, self.days)
        if self.unit is Unit.MONTHS:
            return _months_after(start, self.days)
        return start + timedelta(days=self.days)


def land_type_of(code: str) -> LandType:
    """Give the land group of a cadastral land type, such as CLN or ODT+CLN.

    Land that is agricultural only in part counts as other land, for which the law waits longer; so
    does land whose type nobody wrote down.
    """
    parts = [one.strip().upper() for one in code.replace(",", "+").split("+") if one.strip()]
    farmed = bool(parts) and all(map(_AGRICULTURAL.fullmatch, parts))
    return LandType.AGRICULTURAL if farmed else LandType.OTHER


def read_deadlines(text: str) -> tuple[Deadline, ...]:
    """Give the records of a file of deadlines; raises KeyError, ValueError where one is wrong."""
    return tuple(_one(entry) for entry in tomllib.loads(text)["deadline"])


def deadlines_in_force(
    track: TrackCode,
    from_step: str,
    on: date,
    *,
    land: LandType = LandType.ANY,
    scope: Scope = Scope.CASE,
) -> list[Deadline]:
    """Give the time limits that a step done on that day opens for such land."""
    return [
        one
        for one in _BY_STEP.get((track, from_step), ())
        if one.in_force(on) and one.is_for(land) and scope in one.applies_to
    ]


def _one(entry: dict[str, Any]) -> Deadline:
    names = entry["name"]
    rest = {key: value for key, value in entry.items() if key != "name"}
    return Deadline(
        **rest
        | {
            "label": Bilingual(names["vi"], names["en"]),
            "track": TrackCode(entry["track"]),
            "applies_to": tuple(Scope(one) for one in entry["applies_to"]),
            "kind": LimitKind(entry["kind"]),
            "unit": Unit(entry["unit"]),
            "land_type": LandType(entry["land_type"]),
        }
    )


def _months_after(start: date, months: int) -> date:
    """Give the same day of a later month, or that month's last day."""
    years, month = divmod(start.month - 1 + months, _MONTHS)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _by_step(records: tuple[Deadline, ...]) -> dict[tuple[TrackCode, str], tuple[Deadline, ...]]:
    found: dict[tuple[TrackCode, str], tuple[Deadline, ...]] = {}
    for one in records:
        place = one.track, one.from_step
        found[place] = (*found.get(place, ()), one)
    return found


DEADLINES = read_deadlines((Path(__file__).parent / "deadlines.toml").read_text(encoding="utf-8"))
# The tracks for which the law has time limits at all.
LIMITED = frozenset(one.track for one in DEADLINES)
_BY_STEP = _by_step(DEADLINES)
