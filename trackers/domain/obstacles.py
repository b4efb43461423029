"""Obstacles (vướng mắc): kinds, and which steps an open one forbids in each track."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.domain.errors import BlockedByObstacle
from trackers.domain.tracks import TrackCode


class ObstacleKind(StrEnum):
    """What stands in the way (DOMAIN §2.2)."""

    NOT_AGREED = "not_agreed"
    CONDITIONAL = "conditional"
    PRICE = "price"
    BOUNDARY = "boundary"
    GRAVE = "grave"
    ABSENT = "absent"
    INHERITANCE = "inheritance"
    MORTGAGE = "mortgage"
    UNSIGNED = "unsigned"
    INFORMAL_SALE = "informal_sale"
    REMNANT = "remnant"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Vietnamese words of the kind."""
        return _LABELS[self]


_LABELS = {
    ObstacleKind.NOT_AGREED: "Chưa đồng thuận",
    ObstacleKind.CONDITIONAL: "Đồng ý có điều kiện",
    ObstacleKind.PRICE: "Không đồng ý đơn giá bồi thường",
    ObstacleKind.BOUNDARY: "Tranh chấp ranh",
    ObstacleKind.GRAVE: "Mồ mả",
    ObstacleKind.ABSENT: "Vắng chủ/không liên lạc được",
    ObstacleKind.INHERITANCE: "Thừa kế chưa xong",
    ObstacleKind.MORTGAGE: "Thế chấp/kê biên",
    ObstacleKind.UNSIGNED: "Không ký biên bản",
    ObstacleKind.INFORMAL_SALE: "Mua bán giấy tay",
    ObstacleKind.REMNANT: "Phần đất còn lại quá nhỏ",
    ObstacleKind.OTHER: "Khác",
}

# In recovery the money goes to a deposit account, so mortgage and dispute do not hold the land;
# a gift has no deposit account and needs the original certificate, so both forbid the signature.
_FREE_IN_RECOVERY = {ObstacleKind.MORTGAGE, ObstacleKind.BOUNDARY}
_SIGNING_IN_DONATION = {ObstacleKind.MORTGAGE, ObstacleKind.BOUNDARY}


@dataclass(frozen=True)
class Obstacle:
    """One obstacle of a case: what, since when, who resolves it and by when.

    `blocks_handover` is as `blocks_handover_by_default` says unless changed with a reason.
    """

    obstacle_id: str
    case_code: str
    kind: ObstacleKind
    text: str
    opened_on: date
    officer_code: str
    due_on: date | None
    blocks_handover: bool
    closed_on: date | None = None
    resolution: str = ""
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it still stands."""
        return self.closed_on is None


def blocks_handover_by_default(kind: ObstacleKind, track: TrackCode) -> bool:
    """Tell whether an obstacle of this kind holds the handover in this track."""
    return not (track is TrackCode.RECOVERY and kind in _FREE_IN_RECOVERY)


def is_overdue(obstacle: Obstacle, today: date) -> bool:
    """Tell whether an obstacle stands beyond its deadline."""
    return obstacle.is_open and obstacle.due_on is not None and obstacle.due_on < today


def check_obstacles(step: str, track: TrackCode, obstacles: Iterable[Obstacle]) -> None:
    """Refuse a step that an open obstacle forbids; raises BlockedByObstacle."""
    for obstacle in obstacles:
        if obstacle.is_open and _forbids(obstacle, step, track):
            raise BlockedByObstacle(step=step, kind=obstacle.kind.label, text=obstacle.text)


def _forbids(obstacle: Obstacle, step: str, track: TrackCode) -> bool:
    if step == "handover":
        return obstacle.blocks_handover
    return (
        step == "signed" and track is TrackCode.DONATION and obstacle.kind in _SIGNING_IN_DONATION
    )
