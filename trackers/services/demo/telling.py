"""The words in which the demo's content is written: visits, obstacles, and a case's whole story."""

from dataclasses import dataclass
from datetime import date

from trackers.domain.components import Component
from trackers.domain.contacts import Outcome
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.stages import Stage
from trackers.domain.tracks import TrackCode
from trackers.services.demo.calendar import day

# What most households promise.
SIGN = "ký biên bản hiến đất"


@dataclass(frozen=True)
class Visit:
    """One visit: the first of `by` is who recorded it the same day."""

    on: date
    by: tuple[str, ...]
    outcome: Outcome
    note: str
    met: str = ""
    promise: str = ""
    promise_on: date | None = None
    next_on: date | None = None


@dataclass(frozen=True)
class Hurdle:
    """One obstacle, with its end where it was overcome."""

    case_code: str
    kind: ObstacleKind
    text: str
    opened_on: date
    officer_code: str
    due_on: date
    closed_on: date | None = None
    resolution: str = ""


@dataclass(frozen=True)
class Step:
    """One step as it was recorded; without `done_on` it was declared not applicable."""

    code: str
    recorded_on: date
    done_on: date | None
    note: str = ""


@dataclass(frozen=True)
class Place:
    """What the fabric says of a case: metres along the road, m², and its parcel."""

    code: str
    project_code: str
    parcel_id: int
    land_type: str
    area_code: str
    affected_m2: float
    frontage_m: float | None = None
    side: str = ""
    chainage_from_m: float | None = None
    chainage_to_m: float | None = None


@dataclass(frozen=True)
class CaseStory:
    """All that happened in a case until the demo begins; the visits stand with `leader` only."""

    place: Place
    stage: Stage
    track: TrackCode
    leader: str
    opened_on: date
    visits: tuple[Visit, ...]
    steps: tuple[Step, ...]
    components: tuple[Component, ...]
    closed_on: date | None = None
    close_reason: str = ""


def visit(
    on: str,
    by: str,
    outcome: Outcome,
    note: str,
    *,
    met: str = "",
    promise: str = "",
    due: str = "",
) -> Visit:
    """Write a visit in one line: `by` are codes with spaces, `due` is the promise's day."""
    promise_on = day(due) if due else None
    return Visit(day(on), tuple(by.split()), outcome, note, met, promise, promise_on)


def hurdle(case_code: str, kind: ObstacleKind, text: str, *, when: str, by: str) -> Hurdle:
    """Write an obstacle that stands: `when` is "opened due", `by` who resolves it."""
    opened, due = when.split()
    return Hurdle(case_code, kind, text, day(opened), by, day(due))


def overcome(
    case_code: str, kind: ObstacleKind, text: str, *, when: str, by: str, how: str
) -> Hurdle:
    """Write an obstacle that was overcome: `when` is "opened due closed", `how` its end."""
    opened, due, closed = when.split()
    return Hurdle(case_code, kind, text, day(opened), by, day(due), day(closed), how)
