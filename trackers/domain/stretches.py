"""Stretches of a road: one side of a project's centreline between two chainages (lý trình)."""

from dataclasses import dataclass
from enum import StrEnum

# Neighbours whose ends lie closer than this touch, and what shares less than this with a stretch
# only touches it: drawn chainages carry centimetres.
TOUCH_M = 0.5


class Side(StrEnum):
    """The side of a centreline, seen in the direction in which chainage grows."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def label(self) -> str:
        """The Vietnamese words of the side."""
        return _LABELS[self]


_LABELS = {Side.LEFT: "bên trái", Side.RIGHT: "bên phải"}


@dataclass(frozen=True, order=True)
class Stretch:
    """One side of a road from a chainage to a later one, in metres from the road's start."""

    side: Side
    from_m: float
    to_m: float

    @property
    def length_m(self) -> float:
        """Its length in metres along the centreline."""
        return self.to_m - self.from_m

    def shared_m(self, from_m: float, to_m: float) -> float:
        """Give how many metres of it lie between two chainages; none is 0 or less."""
        return min(self.to_m, to_m) - max(self.from_m, from_m)
