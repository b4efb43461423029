"""What becomes of parcels and cases when a corridor is saved."""

from datetime import UTC, date, datetime

import pytest

from tests.domain.making import a_case, a_state, a_visit, done, marks
from trackers.domain.cases import CaseState, stretch_fields
from trackers.domain.components import ComponentKind
from trackers.domain.corridors import (
    Fate,
    Scenario,
    TakenParcel,
    check_scenario,
    check_widths,
    plan_of,
    totals_of,
    totals_of_cases,
)
from trackers.domain.errors import NotInRange, TextMissing, TextTooLong, WidthsOutOfOrder
from trackers.domain.stretches import Side, Stretch

ALONG = (Stretch(Side.LEFT, 10.0, 20.0),)


def taken(parcel_id=1, m2=25.0, remaining=200.0, stretches=ALONG):
    return TakenParcel(parcel_id, m2, remaining, stretches)


def case(code="XM-001", *steps, parcel_id=1, m2=25.0, stretches=ALONG, **more):
    return a_state(
        *steps, code=code, parcel_id=parcel_id, affected_m2=m2, **stretch_fields(stretches), **more
    )


def fates(lines):
    return {(one.parcel_id, one.fate) for one in lines}


class TestFates:
    """A road of five parcels, and what each comes to.

    Parcel 1 has a case that says the same, 2 one that says less, 3 a signed one, 4 none, 5 a
    closed one. Parcels 6 and 7 lie beside it now: 6 was visited, 7 never.
    """

    STATES = (
        case("A", parcel_id=1),
        case("B", "contacted", parcel_id=2, m2=20.0),
        case("C", "contacted", "agreed", "signed", parcel_id=3, m2=20.0),
        case("E", parcel_id=5, closed_on=date(2014, 4, 1)),
        case("F", "contacted", parcel_id=6),
        case("G", parcel_id=7),
    )
    TAKEN = tuple(taken(number) for number in (1, 2, 3, 4, 5))

    def test_each_parcel_and_case_has_its_own(self):
        lines = plan_of(self.TAKEN, self.STATES, owners={})
        assert fates(lines) == {
            (1, Fate.SAME),
            (2, Fate.CHANGED),
            (3, Fate.SIGNED),
            (4, Fate.NEW),
            (5, Fate.RETURNS),
            (6, Fate.STAYS),
            (7, Fate.FALLS_OUT),
        }

    @pytest.mark.parametrize(
        "state",
        [
            CaseState(a_case(), marks(done("contacted"))),
            CaseState(a_case(), {}, contacts=(a_visit(),)),
        ],
    )
    def test_whatever_was_ever_done_keeps_a_case(self, state):
        assert fates(plan_of([], [state], owners={})) == {(1, Fate.STAYS)}

    def test_a_paper_keeps_a_case_too(self):
        lines = plan_of([], [case("A")], owners={}, papers=frozenset({"A"}))
        assert fates(lines) == {(1, Fate.STAYS)}

    def test_another_side_or_another_chainage_is_a_change(self):
        for stretches in ((Stretch(Side.RIGHT, 10.0, 20.0),), (Stretch(Side.LEFT, 10.0, 21.0),)):
            assert fates(plan_of([taken()], [case(stretches=stretches)], owners={})) == {
                (1, Fate.CHANGED)
            }

    def test_a_centimetre_is_none(self):
        stretches = (Stretch(Side.LEFT, 10.01, 20.0),)
        lines = plan_of([taken(m2=25.01)], [case(stretches=stretches)], owners={})
        assert fates(lines) == {(1, Fate.SAME)}

    def test_cases_that_share_a_parcel_are_left_to_people(self):
        lines = plan_of([taken()], [case("A"), case("B")], owners={})
        assert fates(lines) == {(1, Fate.SHARED)}

    def test_a_remainder_below_the_minimum_is_said(self):
        lines = plan_of(
            [taken(1, remaining=39.9), taken(2, remaining=40.0)],
            [],
            owners={},
            least_remaining_m2=40.0,
        )
        assert [one.small for one in lines] == [True, False]

    def test_households_come_from_the_case_or_from_other_works(self):
        lines = plan_of([taken(1), taken(2), taken(3)], [case("A")], owners={2: ("H9",)})
        assert [one.households for one in lines] == [("H001",), ("H9",), ()]


class TestTotals:
    def test_a_proposal_counts_what_it_takes_and_whom(self):
        states = [case("A"), case("B", parcel_id=2, household_codes=("H001", "H002"))]
        lines = plan_of([taken(1), taken(2), taken(3)], states, owners={})
        kinds = {"A": [ComponentKind.LAND, ComponentKind.HOUSE], "B": [ComponentKind.LAND]}
        told = totals_of(lines, kinds)
        assert (told.parcels, told.households, told.affected_m2) == (3, 3, 75.0)
        assert (told.frontage_m, told.houses) == (30.0, 1)
        assert told.components == {ComponentKind.LAND: 2, ComponentKind.HOUSE: 1}

    def test_the_plan_in_force_counts_cases_in_scope(self):
        listed = [a_case("A"), a_case("B", parcel_id=2, closed_on=date(2014, 4, 1))]
        told = totals_of_cases(listed, {"A": [ComponentKind.TREES]})
        assert (told.parcels, told.households, told.affected_m2) == (1, 1, 15.0)
        assert told.components == {ComponentKind.TREES: 1}


class TestChecks:
    @pytest.mark.parametrize(
        ("widths", "error"),
        [
            ([(0.0, 0.0, 0.0)], NotInRange),
            ([(0.0, -1.0, 2.0)], NotInRange),
            ([(0.0, 101.0, 2.0)], NotInRange),
            ([(-1.0, 2.0, 2.0)], NotInRange),
            ([(0.0, 2.0, 2.0), (0.0, 3.0, 3.0)], WidthsOutOfOrder),
        ],
    )
    def test_widths_that_no_road_has(self, widths, error):
        with pytest.raises(error):
            check_widths(widths)

    def test_a_scenario_has_a_name_of_some_length(self):
        made = Scenario(
            "XM-1", "XM", "Dời tim", "", b"", (), "CB03", datetime(2014, 4, 7, tzinfo=UTC)
        )
        check_scenario(made)
        for name, error in ((" ", TextMissing), ("x" * 201, TextTooLong)):
            with pytest.raises(error):
                check_scenario(Scenario("XM-1", "XM", name, "", b"", (), "CB03", made.made_at))
