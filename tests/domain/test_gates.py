"""Gates: which land a milestone waits for, and the earliest day that land allows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import TODAY, a_state, a_visit, an_obstacle
from trackers.domain.errors import NotInRange
from trackers.domain.gates import Ground, check_gate, foreseen, gates_of
from trackers.domain.projects import Milestone
from trackers.domain.stretches import Side, Stretch

HANDED = ("contacted", "agreed", "signed", "handover")


def on_road(code, from_m, to_m, *steps, side="right", **more):
    ends = {"chainage_from_m": from_m, "chainage_to_m": to_m}
    return a_state(*steps, code=code, side=side, **ends, **more)


def a_milestone(*gate, **more):
    return Milestone("XM-4", "XM", "Khởi công", date(2014, 4, 21), gate=gate, **more)


def the_gate(milestone, states, **more):
    (gate,) = gates_of([milestone], states, **more)
    return gate


def codes(gate):
    return [one.case.code for one in gate.open_cases]


class TestWhichLand:
    def test_a_stretch_waits_for_what_covers_it_on_its_side_and_is_not_handed_over(self):
        """Hold the gate 100–200 on the right against a road with both sides.

        ::

            left          |  D 100–160 |
                   0      100          160    200     300
            right  |  A   |x B, 90–130 | C 130–180, handed | gap |E 199.8–300|
                          ^=========== gate ==========^

        B begins before the gate and reaches into it; E only touches it (0.2 m); D is on the other
        side; nobody has to clear the gap 180–199.8.
        """
        states = [
            on_road("A", 0, 90),
            on_road("B", 90, 130),
            on_road("C", 130, 180, *HANDED),
            on_road("D", 100, 160, side="left"),
            on_road("E", 199.8, 300),
        ]
        gate = the_gate(a_milestone(("right", 100.0, 200.0)), states)
        assert (codes(gate), gate.cases) == (["B"], 2)

    def test_both_sides_are_two_stretches(self):
        states = [on_road("A", 0, 90), on_road("D", 0, 60, side="left")]
        both = a_milestone(("left", 0.0, 50.0), ("right", 0.0, 50.0))
        assert sorted(codes(the_gate(both, states))) == ["A", "D"]

    def test_a_case_that_is_named_counts_once_and_who_left_the_scope_holds_nothing(self):
        left = on_road("B", 90, 130, closed_on=TODAY, close_reason="Ngoài phạm vi")
        waits = a_milestone(("right", 0.0, 200.0), waits_for=("A", "Z"))
        gate = the_gate(waits, [on_road("A", 0, 90), left])
        assert (codes(gate), gate.cases, gate.unopened) == (["A"], 2, ("Z",))

    def test_what_is_met_or_waits_for_no_land_has_no_gate(self):
        met = a_milestone(("right", 0.0, 200.0), actual_on=TODAY)
        assert gates_of([met, a_milestone()], [on_road("A", 0, 90)]) == []

    @given(st.permutations([(0, 40), (40, 70), (55, 90), (90, 200)]))
    def test_the_order_of_cases_does_not_matter(self, ends):
        states = [on_road(f"{start}", start, end) for start, end in ends]
        gate = the_gate(a_milestone(("right", 50.0, 100.0)), states)
        assert sorted(codes(gate)) == ["40", "55", "90"]

    @given(
        st.lists(st.tuples(st.integers(0, 99), st.integers(1, 60)), min_size=1, max_size=12),
        st.integers(0, 99),
    )
    def test_handing_over_what_holds_a_gate_opens_it(self, lands, start):
        gate = a_milestone(("right", float(start), start + 40.0))
        states = [on_road(f"A{n}", at, at + long) for n, (at, long) in enumerate(lands)]
        held = codes(the_gate(gate, states))
        cleared = [
            on_road(f"A{n}", at, at + long, *(HANDED if f"A{n}" in held else ()))
            for n, (at, long) in enumerate(lands)
        ]
        assert codes(the_gate(gate, cleared)) == []


class TestEarliestDay:
    def test_the_latest_day_recorded_of_a_case_holds_it_and_the_last_case_the_gate(self):
        promised = a_visit(promise="Ký", promise_on=date(2014, 4, 12), next_on=date(2014, 4, 10))
        drain = an_obstacle(due_on=date(2014, 4, 20))
        harmless = an_obstacle(due_on=date(2014, 6, 30), blocks_handover=False)
        states = [
            on_road("A", 0, 40, contacts=(promised,)),
            on_road("B", 40, 80, obstacles=(drain, harmless)),
            on_road("C", 80, 120),
        ]
        gate = the_gate(a_milestone(("right", 0.0, 120.0)), states)
        days = {one.state.case.code: (one.on, one.by) for one in gate.held}
        assert days == {
            "A": (date(2014, 4, 12), Ground.PROMISE),
            "B": (date(2014, 4, 20), Ground.OBSTACLE),
            "C": (None, None),
        }
        assert gate.earliest_on(TODAY) == date(2014, 4, 20)
        assert (gate.last.state.case.code, gate.undated) == ("B", 1)

    def test_a_day_that_has_passed_counts_as_today(self):
        gone = a_visit(next_on=date(2014, 3, 25))
        gate = the_gate(a_milestone(("right", 0.0, 9.0)), [on_road("A", 0, 9, contacts=(gone,))])
        assert gate.earliest_on(TODAY) == TODAY
        assert gate.last.on == date(2014, 3, 25)

    def test_nothing_recorded_tells_no_day(self):
        gate = the_gate(a_milestone(("right", 0.0, 9.0)), [on_road("A", 0, 9)])
        assert (gate.earliest_on(TODAY), gate.last) == (None, None)

    def test_the_forecast_speaks_where_nothing_is_recorded(self):
        promised = a_visit(promise="Ký", promise_on=date(2014, 4, 12))
        states = [
            on_road("A", 0, 9, contacts=(promised,)),
            on_road("B", 9, 20),
            on_road("C", 20, 30),
        ]
        gate = the_gate(a_milestone(("right", 0.0, 30.0)), states)
        seen = foreseen(gate, {"A": date(2014, 7, 1), "B": date(2014, 5, 30), "C": None})
        days = {one.state.case.code: (one.on, one.by) for one in seen.held}
        assert days == {
            "A": (date(2014, 4, 12), Ground.PROMISE),
            "B": (date(2014, 5, 30), Ground.FORECAST),
            "C": (None, None),
        }
        assert (seen.earliest_on(TODAY), seen.undated) == (date(2014, 5, 30), 1)
        assert seen.last.state.case.code == "B"

    def test_days_can_be_withheld(self):
        promised = a_visit(promise="Ký", promise_on=date(2014, 4, 12))
        state = on_road("A", 0, 9, contacts=(promised,))
        gate = the_gate(a_milestone(("right", 0.0, 9.0)), [state], dated=False)
        assert (codes(gate), gate.earliest_on(TODAY)) == (["A"], None)


@pytest.mark.parametrize("ends", [(300.0, 300.0), (300.0, 200.0), (-1.0, 5.0), (0.0, 1900.1)])
def test_a_gate_lies_on_its_road(ends):
    with pytest.raises(NotInRange):
        check_gate([Stretch(Side.LEFT, *ends)], 1900.0)
    check_gate([Stretch(Side.LEFT, 0.0, 1900.0)], 1900.0)
    check_gate([Stretch(Side.LEFT, 0.0, 1900.1)], None)
