"""The parcels along the road Xẻo Mây – Thới An Đông and the strips the road asks of them.

The road's figures are told by chainage: who has which front, how deep a strip. A parcel's front
lies `2.5 m - strip width` from the centreline, so that the 5.0 m road takes just the strip; on the
bridge approach (Km1+760-1+900) the embankment is wider.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from shapely.geometry import Polygon

from geodata.demo.lines import Alignment, Floats, points_at, strip
from geodata.demo.network import CREEK_EDGE_M, CREEK_FROM_M, CREEK_TO_M, PLANNED_HALF_M

APPROACH_FROM_M, APPROACH_TO_M = 1760.0, 1898.0
# Land beside the road without a case stands this far from the centreline.
FREE_FRONT_M = 2.6
# Crossings, where nothing is parcelled on either side (from, to).
CROSSINGS_M = [(259.5, 264.5), (517, 521), (979, 983), (1500, 1504), (1757.5, 1762)]


@dataclass(frozen=True)
class Stretch:
    """A piece of one side of the road, between two chainages in metres.

    `code` is the case's, or "" where the land has none; `width_m` is the strip's.
    """

    code: str
    side: str
    area_code: str
    from_m: float
    to_m: float
    width_m: float
    depth_m: float

    @property
    def front_m(self) -> float:
        """Distance of the parcel's front from the centreline."""
        if not self.code:
            return FREE_FRONT_M
        return PLANNED_HALF_M - min(self.width_m, 1.35)

    @property
    def affected_m2(self) -> float:
        """Front times width, as the officers reckon it."""
        return round((self.to_m - self.from_m) * self.width_m, 1)


@dataclass(frozen=True)
class _Run:
    """An uninterrupted side of the road to be filled with `cases` cases."""

    side: str
    area_code: str
    from_m: float
    to_m: float
    cases: int
    recovery: bool = False


# Counts follow the demo's groups: 56 + XM-149, 39, 28, 13 donations and 12 recoveries.
_RUNS = [
    _Run("left", "KV1", 9, 259.5, 14), _Run("left", "KV1", 264.5, 391, 7),
    _Run("left", "KV1", 391, 409, 1), _Run("left", "KV1", 409, 517, 7),
    _Run("right", "KV1", 9, 259.5, 14), _Run("right", "KV1", 264.5, 388, 8),
    _Run("right", "KV1", 412, 517, 6),
    _Run("left", "KV2", 521, 794, 14), _Run("right", "KV2", 521, 979, 25),
    _Run("right", "KVRS", 983, 1086, 5), _Run("right", "KVRS", 1326, 1500, 8),
    _Run("left", "KVVN", 1504, 1757.5, 6), _Run("right", "KVVN", 1504, 1757.5, 7),
    _Run("left", "KVVN", 1762, APPROACH_TO_M, 6, recovery=True),
    _Run("right", "KVVN", 1762, APPROACH_TO_M, 6, recovery=True),
]  # fmt: skip
# The model stretch, Km1+086-1+326, one side only: every metre belongs to a case.
_MODEL_FRONTS_M = [
    *(15.0, 17.0, 14.0, 16.5, 13.5, 18.0, 14.5, 15.5), 18.0, *(16.0, 17.5, 15.0, 16.5, 17.0, 16.0),
]  # fmt: skip
# Fronts and widths that the demo's stories tell: code -> (front, strip width), metres.
_TOLD = {
    "XM-031": (13.0, 1.2),
    "XM-072": (14.0, 0.9),
    "XM-047": (11.0, 1.2),
    "XM-109": (18.0, 0.9),
    "XM-115": (16.0, 0.9),
}
# XM-149 declines: it stands on the left at this chainage, opposite public land.
_DECLINING_FROM_M = 391.0
PUBLIC_LAND_M = (388.0, 412.0)


def make_stretches(rng: np.random.Generator) -> list[Stretch]:
    """Lay out both sides of the road: cases XM-001 to XM-149 and the land between them."""
    slots = [slot for run in _RUNS for slot in _slots(run, rng)] + _model_stretch(rng)
    named = [_told(each) for each in _named(slots)]
    return sorted([*named, *_between(named, rng)], key=lambda each: (each.side, each.from_m))


def _slots(run: _Run, rng: np.random.Generator) -> list[Stretch]:
    """Spread a run's cases over its length, each in a slot at least 14.2 m long."""
    length = run.to_m - run.from_m
    shares = rng.dirichlet(np.full(run.cases, 9.0))
    shares = 14.2 / length + shares * (1 - run.cases * 14.2 / length)
    starts = run.from_m + np.concatenate([[0.0], np.cumsum(shares)[:-1]]) * length
    return [
        _case(run, start, share * length, rng) for start, share in zip(starts, shares, strict=True)
    ]


def _case(run: _Run, start: float, slot_m: float, rng: np.random.Generator) -> Stretch:
    """Put one case at the start of its slot; it fills the slot or leaves room to walk past."""
    front = float(np.clip(rng.lognormal(np.log(12.6), 0.24), 5, 23))
    left = slot_m - front
    if left < 4.5:  # noqa: PLR2004  # no parcel is narrower: take all, or leave a passage of 2.2 m
        front = slot_m if rng.random() < 0.6 or slot_m > 18 else slot_m - 2.2  # noqa: PLR2004
    front = min(front, 24.5)
    width = _recovered_width(front, rng) if run.recovery else _donated_width(front, rng)
    return Stretch(
        code="?R" if run.recovery else "?",
        side=run.side,
        area_code=run.area_code,
        from_m=start,
        to_m=start + front,
        width_m=round(float(width), 2),
        depth_m=float(rng.uniform(24, 46)),
    )


def _donated_width(front_m: float, rng: np.random.Generator) -> float:
    """Draw a strip's width, mostly a little over a metre, so that it has 5 m² at least."""
    return float(np.clip(rng.lognormal(np.log(1.15), 0.30), max(0.55, 5.4 / front_m), 2.4))


def _recovered_width(front_m: float, rng: np.random.Generator) -> float:
    """Draw the depth of a piece under the embankment, so that it has 45-280 m²."""
    return float(np.clip(rng.lognormal(np.log(105), 0.55), 45, 280)) / front_m


def _model_stretch(rng: np.random.Generator) -> list[Stretch]:
    """Lay the model stretch's 15 cases end to end: 124 m, 18 m, 98 m."""
    ends = 1086 + np.concatenate([[0.0], np.cumsum(_MODEL_FRONTS_M)])
    return [
        Stretch(
            code="?",
            side="right",
            area_code="KVRS",
            from_m=float(a),
            to_m=float(b),
            width_m=round(_donated_width(float(b - a), rng), 2),
            depth_m=float(rng.uniform(34, 58)),
        )
        for a, b in pairwise(ends)
    ]


def _named(slots: list[Stretch]) -> list[Stretch]:
    """Give the cases codes by chainage; recoveries follow donations, who declines is last."""
    declining = min(
        (each for each in slots if each.side == "left"),
        key=lambda each: abs(each.from_m - _DECLINING_FROM_M),
    )
    rest = [each for each in slots if each is not declining]
    rest.sort(key=lambda each: (each.code == "?R", each.from_m, each.side))
    numbered = [replace(each, code=f"XM-{i:03d}") for i, each in enumerate(rest, start=1)]
    return [*numbered, replace(declining, code="XM-149", width_m=0.8)]


def _told(case: Stretch) -> Stretch:
    """Give a case the front and width its story tells."""
    if case.code not in _TOLD:
        return case
    front, width = _TOLD[case.code]
    return replace(case, to_m=case.from_m + front, width_m=width)


def _between(cases: list[Stretch], rng: np.random.Generator) -> list[Stretch]:
    """Fill the places of no case, if 4 m wide, with parcels that stand clear of the road."""
    blocked = [*CROSSINGS_M, (0.0, 9.0), (APPROACH_TO_M, 1900.0)]
    free: list[Stretch] = []
    for side in ("left", "right"):
        taken = [(each.from_m, each.to_m) for each in cases if each.side == side] + blocked
        taken += [(CREEK_FROM_M - 8, CREEK_TO_M)] if side == "left" else []
        at = 0.0
        for start, end in sorted(taken):
            if start - at >= 4:  # noqa: PLR2004  # the narrowest house front
                free += _free(side, at, start, rng)
            at = max(at, end)
    return free


def _free(side: str, from_m: float, to_m: float, rng: np.random.Generator) -> list[Stretch]:
    """Divide a place of no case in parcels of about 14 m front."""
    ends = np.linspace(from_m, to_m, max(1, round((to_m - from_m) / 14)) + 1)
    area = next(code for code, end in _AREA_ENDS if from_m < end)
    return [
        Stretch("", side, area, float(a), float(b), 0.0, float(rng.uniform(24, 46)))
        for a, b in pairwise(ends)
    ]


_AREA_ENDS = [("KV1", 520.0), ("KV2", 980.0), ("KVRS", 1500.0), ("KVVN", 1901.0)]


def parcel_shape(road: Alignment, stretch: Stretch) -> Polygon:
    """Draw a stretch's parcel, from its front to its depth, in the road's plane (metres)."""
    sign = 1 if stretch.side == "left" else -1
    near, far = sign * stretch.front_m, sign * (PLANNED_HALF_M + stretch.depth_m)
    return strip(road, stretch.from_m, stretch.to_m, near, far)


def strip_shape(road: Alignment, stretch: Stretch) -> Polygon:
    """Draw the strip asked of a case's parcel: its front, `width_m` deep, in metres."""
    sign = 1 if stretch.side == "left" else -1
    near = sign * stretch.front_m
    return strip(road, stretch.from_m, stretch.to_m, near, near + sign * stretch.width_m)


def corridor_shape(road: Alignment, stretches: list[Stretch]) -> Polygon:
    """Draw the existing way between the parcels' fronts on both sides, in metres."""
    left = _fronts(road, [each for each in stretches if each.side == "left"], 1)
    right = _fronts(road, [each for each in stretches if each.side == "right"], -1)
    return Polygon(np.vstack([left, right[::-1]])).buffer(0)


def _fronts(road: Alignment, stretches: list[Stretch], sign: int) -> Floats:
    """Follow the fronts of one side, stepping where they differ; creek and gaps stand clear."""
    at = np.arange(0, road.length_m + 0.25, 0.25)
    offset = np.full(len(at), CREEK_EDGE_M)
    for each in stretches:
        offset[(at > each.from_m) & (at < each.to_m)] = each.front_m
    return points_at(road, at, sign * offset)
