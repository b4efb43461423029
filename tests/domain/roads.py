"""Roads for tests: cases along them, drawn in the docstrings of those who use them."""

from hypothesis import strategies as st

from tests.domain.making import HANDED_OVER, a_state


def along(code, start, end, *steps, side="right", **more):
    """A case on one side of the road, from `start` to `end` metres."""
    return a_state(*steps, code=code, side=side, chainage_from_m=start, chainage_to_m=end, **more)


# Right side; "=" handed over, "-" not:
#   0         20        30     38          60        70
#   |== A ====|-- B ----|== C =|  (gap)    |== D ====|
# Left side:                   |--- E -----|
ROAD = [
    along("A", 0.0, 20.0, *HANDED_OVER),
    along("B", 20.0, 30.0, "contacted"),
    along("C", 30.0, 38.0, *HANDED_OVER),
    along("D", 60.0, 70.0, *HANDED_OVER),
    along("E", 38.0, 60.0, "contacted", side="left"),
]


class Road(list):
    """Cases along a road, which a failing test shows in one line."""

    def __repr__(self):
        return " ".join(
            f"{one.case.code}{'=' if one.handed_over else '-'}{at.side}:{at.from_m:g}-{at.to_m:g}"
            for one in self
            for at in one.case.stretches
        )


@st.composite
def roads(draw, most=12):
    """Cases of both sides, touching, apart or one over the other, some handed over."""
    count = draw(st.integers(1, most))
    listed = Road()
    for number in range(count):
        start = draw(st.integers(0, 60)) * 2.0
        steps = draw(st.sampled_from([(), ("contacted",), HANDED_OVER]))
        side = draw(st.sampled_from(["left", "right"]))
        length = draw(st.integers(1, 15)) * 2.0
        listed.append(along(f"R-{number:02d}", start, start + length, *steps, side=side))
    return listed


@st.composite
def plain_roads(draw, most=8):
    """The same where no case lies over another: one after the other, with gaps here and there."""
    listed, at = Road(), {"left": 0.0, "right": 0.0}
    for number in range(draw(st.integers(1, most))):
        side = draw(st.sampled_from(["left", "right"]))
        start = at[side] + draw(st.sampled_from([0, 0, 0, 4]))
        at[side] = start + draw(st.integers(1, 10)) * 2.0
        steps = draw(st.sampled_from([(), ("contacted",), HANDED_OVER]))
        listed.append(along(f"R-{number:02d}", start, at[side], *steps, side=side))
    return listed
