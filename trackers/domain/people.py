"""Officers, their roles, who covers for whom, and the actor of a call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.domain.reach import NOWHERE, Reach


class Role(StrEnum):
    """What a person is in the ward."""

    VIEWER = "viewer"
    OFFICER = "officer"
    CHAIR = "chair"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The Vietnamese words of the role."""
        return _LABELS[self]


_LABELS = {
    Role.VIEWER: "Người xem",
    Role.OFFICER: "Cán bộ",
    Role.CHAIR: "Chủ trì",
    Role.ADMINISTRATOR: "Quản trị",
}


class Grant(StrEnum):
    """A right given to a person beside the role; no role implies it."""

    MONEY = "money"
    IDS = "ids"
    WARD = "ward"

    @property
    def label(self) -> str:
        """The Vietnamese words of the right."""
        return _GRANT_LABELS[self]


_GRANT_LABELS = {
    Grant.MONEY: "Xem số tiền",
    Grant.IDS: "Xem số định danh",
    Grant.WARD: "Ghi hồ sơ cả phường",
}


@dataclass(frozen=True)
class Officer:
    """A person (or a title account) who works in the ward; `cover_code` steps in when away.

    `grants` are codes of `Grant`, in the order of their codes.
    """

    code: str
    name: str
    title: str
    role: Role
    duty: str = ""
    cover_code: str | None = None
    active: bool = True
    grants: tuple[str, ...] = ()
    version: int = 1


@dataclass(frozen=True)
class Absence:
    """An officer is away from `from_on` to `to_on`, both included; known from `recorded_on`.

    One that ended early keeps the last day that was planned, and why; who did not go away at all
    has `to_on` before `from_on`.
    """

    officer_code: str
    from_on: date
    to_on: date
    cover_code: str
    recorded_on: date
    reason: str = ""
    absence_id: str = ""
    planned_to_on: date | None = None
    end_reason: str = ""
    version: int = 1

    @property
    def taken_back(self) -> bool:
        """Whether the officer did not go away after all."""
        return self.to_on < self.from_on

    def holds(self, on: date) -> bool:
        """Tell whether the cover stands in on that day: away, and already recorded."""
        return self.from_on <= on <= self.to_on and self.recorded_on <= on


@dataclass(frozen=True)
class Actor:
    """Who makes a call: an officer's code, name and role in one ward, and what is theirs there.

    `roles` are the own one and those of the people covered today, whose codes are `covers`; `reach`
    is where they may write; `grants` what they may see or do beside their roles. While `masked`,
    names are initials: the view for a projector.
    """

    code: str
    name: str
    role: Role
    ward: str
    reach: Reach = NOWHERE
    grants: frozenset[str] = frozenset()
    stands_in_as: frozenset[Role] = frozenset()
    covers: frozenset[str] = frozenset()
    masked: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """The own role, and those of the people covered today."""
        return self.stands_in_as | {self.role}

    @property
    def hands(self) -> frozenset[str]:
        """The codes for which they act: the own one, and those of the people covered today."""
        return self.covers | {self.code}


def acting_officer(
    officer_code: str, cover_code: str | None, absences: Iterable[Absence], on: date
) -> str:
    """Give the officer who acts for a case on that day.

    While its officer is away the case's own cover acts, else the one the absence names.
    """
    for absence in absences:
        if absence.officer_code == officer_code and absence.holds(on):
            return cover_code or absence.cover_code
    return officer_code
