"""The range in which handovers may go on."""

from datetime import date
from itertools import pairwise

from trackers.domain.fan import FanPoint, fan_of
from trackers.domain.forecast import Forecast

TODAY = date(2014, 4, 7)


def futures(*days):
    """Make a forecast whose draws hand over on such days from today, five of each."""
    arrivals = tuple(tuple(TODAY.toordinal() + one for one in each) for each in days)
    return Forecast(TODAY, len(days[0]), {}, frozenset(), arrivals=arrivals * 5)


def test_nothing_foreseen_draws_nothing():
    assert fan_of(Forecast(TODAY, 3, {}, frozenset()), 4) == ()


def test_it_begins_with_what_is_so_and_ends_with_all_where_futures_agree():
    fan = fan_of(futures((10, 20)), 7)
    assert fan[0] == FanPoint(TODAY, 7, 7, 7)
    assert fan[-1] == FanPoint(date(2014, 4, 27), 9, 9, 9)
    by_day = {one.on: one for one in fan}
    assert by_day[date(2014, 4, 16)].middle == 7
    assert by_day[date(2014, 4, 17)].middle == 8


def test_futures_that_differ_leave_a_range_that_never_turns_back():
    fan = fan_of(futures((10, 400), (30, 60), (5, 90), (100, 300)), 0)
    assert any(one.low < one.high for one in fan)
    for one in fan:
        assert one.low <= one.middle <= one.high
    for before, after in pairwise(fan):
        assert before.on < after.on
        assert before.low <= after.low
        assert before.middle <= after.middle
        assert before.high <= after.high


def test_a_picture_ends_after_two_years():
    assert (fan_of(futures((3000,)), 0)[-1].on - TODAY).days == 730
