"""What a review lists by itself: what changed since the last one, and what waits (plain values).

Names and words of people are not in it but where a record carries them; who shows them asks the
services for names. Days and codes stay as they were at the review's revision.
"""

from dataclasses import dataclass
from datetime import date

from trackers.domain.attention import DuePromise
from trackers.domain.cases import CaseState
from trackers.domain.obstacles import Obstacle
from trackers.domain.progress import Row
from trackers.domain.projects import Milestone
from trackers.domain.reviews import Decision
from trackers.domain.unlocking import Unlock


@dataclass(frozen=True)
class Changes:
    """What happened since the last review, by codes of cases (obstacles: the records themselves).

    `visited` are the cases of households that were gone to (also in vain), `moved` those that
    changed their track, `out` those that left the scope.
    """

    visited: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    handed_over: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    opened: tuple[Obstacle, ...] = ()
    resolved: tuple[Obstacle, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything happened at all."""
        return self != Changes()


@dataclass(frozen=True)
class Slip:
    """A milestone whose expected day is another than at the last review; reason as recorded."""

    milestone: Milestone
    before_on: date
    after_on: date
    reason: str

    @property
    def days(self) -> int:
        """By how many days it slipped, negative when it came forward."""
        return (self.after_on - self.before_on).days


@dataclass(frozen=True)
class ProjectWeek:
    """A work since the last review: counts then and now, what changed, and which dates moved.

    `met` are the goals reached since; the volumes are % of what is to be built, None before any was
    noted.
    """

    project_code: str
    before: Row
    after: Row
    changes: Changes
    slips: tuple[Slip, ...] = ()
    met: tuple[Milestone, ...] = ()
    volume_before: float | None = None
    volume_after: float | None = None

    @property
    def moved(self) -> bool:
        """Whether anything of it is another than at the last review."""
        built = self.volume_before != self.volume_after
        return self.changes.any or bool(self.slips or self.met) or built


@dataclass(frozen=True)
class OfficerWeek:
    """What one officer did since the last review: visits they went on, and steps of their cases.

    `visits` counts visits, `changes.visited` their cases. `covers` are the officers they stand in
    for on the review's day.
    """

    officer_code: str
    visits: int
    changes: Changes
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Overdue:
    """What should have happened by the review's day; the longest overdue first in each list."""

    promises: tuple[DuePromise, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Unattended:
    """Cases that nobody follows: their officer is away (or has left) and no cover steps in.

    `until_on` is the last day of the absence, None when the officer has left the ward's service.
    """

    officer_code: str
    case_codes: tuple[str, ...]
    until_on: date | None = None


@dataclass(frozen=True)
class Findings:
    """All of it, as of the review's Monday and revision.

    `projects` and `officers` keep the order of their registers; `carried` are the decisions of
    former reviews that stood when this one was opened, the earliest due first, `done` those that
    were closed since the last review.
    """

    on: date
    projects: tuple[ProjectWeek, ...] = ()
    officers: tuple[OfficerWeek, ...] = ()
    overdue: Overdue = Overdue()
    this_week: tuple[DuePromise, ...] = ()
    stale: tuple[CaseState, ...] = ()
    unlocks: tuple[Unlock, ...] = ()
    unattended: tuple[Unattended, ...] = ()
    carried: tuple[Decision, ...] = ()
    done: tuple[Decision, ...] = ()
