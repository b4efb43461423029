"""Working days: without Saturdays, Sundays and the ward's holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackers.domain.errors import TextMissing
from trackers.domain.working_days import Holiday, WorkCalendar, calendar_of, check_holiday

KINGS = date(2014, 4, 9)
SPRING = calendar_of(
    [
        Holiday(KINGS, "Giỗ Tổ Hùng Vương"),
        Holiday(date(2014, 4, 30), "Giải phóng miền Nam"),
        Holiday(date(2014, 5, 1), "Quốc tế Lao động"),
    ],
    {2014},
)
days = st.dates(date(2013, 1, 1), date(2015, 1, 1))


def test_a_holiday_and_a_weekend_are_no_working_days():
    assert [SPRING.is_working(date(2014, 4, n)) for n in (8, 9, 10, 12, 13, 14)] == [
        True,
        False,
        True,
        False,
        False,
        True,
    ]


def test_three_working_days_after_monday_7_april_2014_are_friday_11_april():
    """8 and 10, then 11: the 9th is Giỗ Tổ."""
    assert SPRING.after(date(2014, 4, 7), 3) == date(2014, 4, 11)


def test_without_the_ward_s_list_the_holiday_counts():
    assert WorkCalendar().after(date(2014, 4, 7), 3) == date(2014, 4, 10)


def test_days_behind_are_negative():
    assert SPRING.between(date(2014, 4, 11), date(2014, 4, 7)) == -3


def test_years_that_nobody_confirmed_are_told():
    assert SPRING.unconfirmed(date(2013, 12, 1), date(2015, 1, 2)) == [2013, 2015]


def test_a_holiday_has_a_name():
    with pytest.raises(TextMissing):
        check_holiday(Holiday(KINGS, "  "))


@given(start=days, count=st.integers(1, 80))
def test_counting_on_and_counting_between_agree(start, count):
    end = SPRING.after(start, count)
    assert SPRING.is_working(end)
    assert SPRING.between(start, end) == count


@given(start=days, count=st.integers(0, 80), off=st.sets(days, max_size=20))
def test_more_holidays_never_bring_a_day_forward(start, count, off):
    assert WorkCalendar(frozenset(off)).after(start, count) >= start + timedelta(days=count)
    assert WorkCalendar(frozenset(off)).after(start, count) >= WorkCalendar().after(start, count)
