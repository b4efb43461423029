"""What the browser knows of each case: the codes and dates by which it colours and filters."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.domain.cases import CaseState
from trackers.domain.people import Absence, acting_officer
from trackers.domain.stages import PublicClass, Stage
from trackers.domain.stretches import Side, Stretch

# A public page shows three classes; each borrows the look of the first stage it covers.
PUBLIC_STAGE = {
    PublicClass.IN_PROGRESS: Stage.IN_PROGRESS,
    PublicClass.SIGNED: Stage.SIGNED,
    PublicClass.HANDED_OVER: Stage.HANDED_OVER,
}


class Projection(StrEnum):
    """Whose view of the record a status is part of."""

    OFFICERS = "officers"
    PUBLIC = "public"


@dataclass(frozen=True)
class Status:
    """One case as the map sees it: codes, numbers and dates only, never words.

    `waiting_since` is the day of the last meeting (or of opening) while the land is not handed
    over; `never_met` tells the two apart; `promise_on` the day of a promise that stands. `gone`
    marks a case out of scope; `stretches` where it lies along a road.
    """

    case_code: str
    parcel_id: int
    project_code: str
    area_code: str
    track: str
    stage: Stage
    officer_code: str = ""
    obstacles: tuple[str, ...] = ()
    waiting_since: date | None = None
    promise_on: date | None = None
    never_met: bool = False
    gone: bool = False
    stretches: tuple[Stretch, ...] = ()


def officers_status(state: CaseState, absences: tuple[Absence, ...], today: date) -> Status:
    """Give the officers' projection of a case."""
    case, promise = state.case, state.promise
    return Status(
        case.code,
        case.parcel_id,
        case.project_code,
        case.area_code,
        case.track.value,
        state.stage,
        acting_officer(case.officer_code, case.cover_code, absences, today),
        tuple(sorted({one.kind.value for one in state.open_obstacles})),
        state.waiting_since,
        promise.promise_on if promise else None,
        never_met=state.waiting_since is not None and state.last_met_on is None,
        gone=not case.in_scope,
        stretches=case.stretches,
    )


def public_status(state: CaseState) -> Status:
    """Give the public projection: everything before signature or approval is one class."""
    case = state.case
    return Status(
        case.code,
        case.parcel_id,
        case.project_code,
        case.area_code,
        case.track.value,
        PUBLIC_STAGE[state.public_class],
        gone=not case.in_scope,
        stretches=case.stretches,
    )


def payload(status: Status) -> dict[str, object]:
    """Give the short keys in which a status travels; empty values stay at home.

    c case, p parcel id, j project, a area, t track, s stage, o officer, b obstacle kinds,
    w waiting since, n never met, m promise day, x out of scope, u stretches of road: side (0 left,
    1 right), from, to in metres.
    """
    full: dict[str, object] = {
        "c": status.case_code,
        "p": status.parcel_id,
        "j": status.project_code,
        "a": status.area_code,
        "t": status.track,
        "s": status.stage.value,
        "o": status.officer_code,
        "b": list(status.obstacles),
        "w": status.waiting_since.isoformat() if status.waiting_since else None,
        "n": 1 if status.never_met else 0,
        "m": status.promise_on.isoformat() if status.promise_on else None,
        "x": 1 if status.gone else 0,
        "u": [
            [list(Side).index(one.side), round(one.from_m, 1), round(one.to_m, 1)]
            for one in status.stretches
        ],
    }
    return {key: value for key, value in full.items() if value or key == "p"}
