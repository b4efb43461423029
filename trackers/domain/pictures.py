"""The values of a map picture: what is drawn of a ward or a work on paper, as somebody may see it.

Shapes are WKB in EPSG:4326; words are those that stand on the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from trackers.domain.stages import Stage

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class RoadShape:
    """A road that is there already, with its width in metres."""

    shape: bytes
    width_m: float


@dataclass(frozen=True)
class NamedShape:
    """A shape that bears a name, such as an area."""

    name: str
    shape: bytes


@dataclass(frozen=True)
class WorkShape:
    """A work on the picture: its footprint and centreline, either may be missing."""

    name: str
    status: str
    site: bytes | None = None
    centreline: bytes | None = None


@dataclass(frozen=True)
class PlotShape:
    """A parcel: `stage` is None where no case lies on it, `blocked` where an obstacle is open."""

    shape: bytes
    stage: Stage | None = None
    blocked: bool = False


@dataclass(frozen=True)
class KeyLine:
    """A line of the legend for a class of cases: its look's stage, its name, how many there are."""

    stage: Stage
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A map on paper: `box` is west, south, east, north in degrees (EPSG:4326).

    `read` says until when its figures count, `notes` what must be said of data and shapes.
    `blocked` counts cases with an open obstacle; None where that is not for the reader.
    """

    title: str
    read: str
    notes: Sequence[str]
    box: Bounds
    outline: bytes | None = None
    water: Sequence[bytes] = ()
    roads: Sequence[RoadShape] = ()
    areas: Sequence[NamedShape] = ()
    works: Sequence[WorkShape] = ()
    plots: Sequence[PlotShape] = field(default=(), repr=False)
    key: Sequence[KeyLine] = ()
    blocked: int | None = None
