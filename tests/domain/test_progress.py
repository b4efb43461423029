from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import HANDED_OVER, a_state, an_obstacle, done, marks
from trackers.domain.cases import CaseState
from trackers.domain.progress import Row, curve_of, row_of, total_of

MONDAY = date(2014, 4, 7)


def handed_on(day, code="A"):
    state = a_state(*HANDED_OVER, code=code, affected_m2=10.0)
    return CaseState(state.case, {**state.marks, **marks(done("handover", day))})


def test_a_row_counts_how_far_cases_came():
    row = row_of(
        [
            a_state(code="A"),
            a_state("contacted", code="B", obstacles=(an_obstacle(),)),
            a_state("contacted", "agreed", code="C"),
            a_state("contacted", "agreed", "signed", code="D"),
            handed_on(date(2014, 4, 1), "E"),
            a_state(code="F", closed_on=MONDAY),
        ],
        MONDAY,
    )
    assert (row.cases, row.consulted, row.agreed, row.signed, row.handed_over) == (5, 4, 3, 2, 1)
    assert (row.blocked, row.area_m2, row.handed_m2) == (1, 70.0, 10.0)
    assert row.percent == 20.0
    assert round(row.percent_m2 or 0, 1) == 14.3


def test_weeks_begin_on_monday():
    days = [date(2014, 3, 30), date(2014, 3, 31), date(2014, 4, 6), date(2014, 4, 7)]
    row = row_of([handed_on(day, str(day)) for day in days], MONDAY)
    assert (row.last_week, row.this_week) == (2, 1)


def test_without_cases_there_is_no_percentage():
    assert (Row().percent, Row().percent_m2) == (None, None)


def test_the_total_adds_every_column():
    assert total_of([Row(cases=2, area_m2=1.5), Row(cases=3, handed_over=1)]) == Row(
        cases=5, area_m2=1.5, handed_over=1
    )


def test_the_curve_steps_up_on_each_day_and_ends_today():
    days = [(date(2014, 3, 3), 5.0), (date(2014, 3, 1), 10.0), (date(2014, 3, 3), 1.0)]
    curve = curve_of(days, start=date(2014, 2, 1), end=MONDAY)
    assert [(p.on.isoformat(), p.cases, p.area_m2) for p in curve] == [
        ("2014-02-01", 0, 0.0),
        ("2014-03-01", 1, 10.0),
        ("2014-03-03", 3, 16.0),
        ("2014-04-07", 3, 16.0),
    ]


@given(st.lists(st.tuples(st.dates(date(2014, 1, 1), MONDAY), st.floats(0, 1e4)), max_size=30))
def test_the_curve_never_falls_and_ends_with_the_sum(days):
    curve = curve_of(days, start=date(2014, 1, 1), end=MONDAY)
    assert [p.cases for p in curve] == sorted(p.cases for p in curve)
    assert curve[-1].cases == len(days)
    assert abs(curve[-1].area_m2 - sum(area for _, area in days)) < 1e-6
    assert len({p.on for p in curve}) == len(curve)
