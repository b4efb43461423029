"""Where an officer may write: areas, works, and cases in somebody's charge."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Placed(Protocol):
    """What a reach can hold: a case, as far as its place and its people go."""

    @property
    def project_code(self) -> str:
        """The work's code."""

    @property
    def area_code(self) -> str:
        """The area's code."""

    @property
    def officer_code(self) -> str:
        """The code of the officer in charge."""

    @property
    def cover_code(self) -> str | None:
        """The code of the case's own cover."""


@dataclass(frozen=True)
class Reach:
    """Where somebody may write.

    `officers` are those whose cases are theirs: their own code, and those whom they cover. A case's
    own cover acts while its officer is among `away`.
    """

    everywhere: bool = False
    areas: frozenset[str] = frozenset()
    projects: frozenset[str] = frozenset()
    officers: frozenset[str] = frozenset()
    away: frozenset[str] = frozenset()

    def holds(self, case: Placed) -> bool:
        """Tell whether a case lies within."""
        return (
            self.everywhere
            or case.area_code in self.areas
            or case.project_code in self.projects
            or case.officer_code in self.officers
            or (case.cover_code in self.officers and case.officer_code in self.away)
        )

    def holds_any(self, cases: Iterable[Placed]) -> bool:
        """Tell whether one of some cases lies within."""
        return self.everywhere or any(self.holds(one) for one in cases)

    def holds_project(self, code: str) -> bool:
        """Tell whether a work is theirs as a whole."""
        return self.everywhere or code in self.projects

    def holds_area(self, code: str) -> bool:
        """Tell whether an area is theirs."""
        return self.everywhere or code in self.areas


NOWHERE = Reach()
EVERYWHERE = Reach(everywhere=True)
