"""Indicators: shares, the same period of last year, curves, tasks; figures worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from trackers.domain.errors import DateTooEarly, NotInRange, TextMissing
from trackers.domain.indicators import (
    Direction,
    Indicator,
    IndicatorKind,
    IndicatorTask,
    IndicatorValue,
    check_indicator,
    check_value,
    file_of,
)
from trackers.domain.periods import a_year_before, change_of, nearest_a_year_before, share_of

TODAY = date(2014, 4, 7)
YEAR = {"starts_on": date(2014, 1, 1), "ends_on": date(2014, 12, 31)}
TAX = Indicator("CT-1", "Thu thuế", "triệu đồng", 2000.0, "CB09", **YEAR)
FIGURES = (
    *((date(2013, 3, 31), 821.3), (date(2013, 4, 30), 1021.0), (date(2014, 1, 31), 236.8)),
    (date(2014, 3, 31), 887.0),
)


def values(*figures, code="CT-1"):
    return [IndicatorValue(code, on, value) for on, value in figures]


def a_file(indicator=TAX, figures=FIGURES, tasks=(), on=TODAY):
    return file_of(indicator, values(*figures, code=indicator.code), tasks, on)


class TestTax:
    def test_887_of_2000_is_44_35_per_cent_and_8_per_cent_above_821_3(self):
        file = a_file()
        assert file.share == pytest.approx(44.35)
        assert round(file.change, 1) == 8.0
        assert file.year_before.on == date(2013, 3, 31)
        assert (file.better, file.met) == (True, False)

    def test_a_figure_of_another_month_is_no_same_period(self):
        file = a_file(figures=((date(2013, 3, 20), 800.0), *FIGURES[2:]))
        assert (file.year_before, file.change, file.better) == (None, None, None)

    def test_the_nearest_within_a_week_stands_for_the_day(self):
        near = values((date(2013, 3, 25), 1.0), (date(2013, 4, 2), 2.0), (date(2013, 4, 7), 3.0))
        assert nearest_a_year_before(near, date(2014, 3, 31)).value == 2.0
        assert nearest_a_year_before(near, date(2014, 4, 14)).value == 3.0
        assert nearest_a_year_before(near, date(2014, 4, 15)) is None

    def test_a_figure_before_the_period_is_not_what_is_reached(self):
        file = a_file(figures=FIGURES[:2])
        assert (file.latest, file.reached, file.share, file.met) == (None, None, None, None)

    def test_a_figure_of_a_later_day_is_not_known_yet(self):
        assert a_file(on=date(2014, 3, 30)).reached == 236.8

    def test_the_curve_runs_through_the_period_and_last_years_beside_it(self):
        file = a_file()
        assert [(round(x, 3), y) for x, y in file.curve] == [(0.082, 236.8), (0.245, 887.0)]
        assert [(round(x, 3), y) for x, y in file.curve_before] == [(0.245, 821.3), (0.327, 1021.0)]

    def test_without_a_period_every_figure_counts_and_the_curve_is_the_last_year(self):
        file = a_file(
            replace(TAX, starts_on=None, ends_on=None), FIGURES[:2], on=date(2013, 12, 31)
        )
        assert file.reached == 1021.0
        assert file.period == (date(2012, 12, 31), date(2013, 12, 31))


def test_five_of_six_areas_have_rubbish_collection():
    truck = Indicator("CT-2", "Khu vực có xe lấy rác", "khu vực", 6.0, "CB03")
    file = a_file(truck, ((date(2014, 3, 31), 5.0),))
    assert (file.reached, file.target) == (5.0, 6.0)
    assert file.share == pytest.approx(83.333, abs=0.001)
    assert not file.met
    assert a_file(truck, ((date(2014, 3, 31), 6.0),)).met


def test_where_less_is_better_a_rise_is_worse_and_there_is_no_share():
    poor = replace(TAX, kind=IndicatorKind.PERCENT, direction=Direction.LOWER, target=1.5)
    file = a_file(poor, ((date(2013, 3, 31), 1.4), (date(2014, 3, 31), 1.8)))
    assert (file.share, file.met, file.better) == (None, False, False)
    assert file.change == pytest.approx(0.4)  # in points
    assert a_file(poor, ((date(2014, 3, 31), 1.5),)).met


class TestResolution:
    CLEAN = Indicator("CT-3", "Sạch rác", "", None, "CB09", kind=IndicatorKind.RESOLUTION)
    TASKS = (
        IndicatorTask("b", "CT-3", "Ký", "CB07", date(2014, 4, 4), position=2),
        IndicatorTask("a", "CT-3", "Đặt thùng", "CB08", date(2014, 3, 15), date(2014, 3, 12)),
        IndicatorTask("c", "CT-3", "Xe rác", "CB03", position=3),
        IndicatorTask("x", "CT-9", "Khác", "CB03", date(2014, 1, 1)),
    )

    def test_it_counts_its_own_tasks_and_which_are_late(self):
        file = a_file(self.CLEAN, tasks=self.TASKS)
        assert (file.reached, file.target) == (1.0, 3.0)
        assert file.share == pytest.approx(33.333, abs=0.001)
        assert [one.task_id for one in file.tasks] == ["a", "b", "c"]
        assert [one.task_id for one in file.late] == ["b"]
        assert (file.latest, file.change) == (None, None)

    def test_without_tasks_nothing_is_known(self):
        file = a_file(self.CLEAN)
        assert (file.reached, file.target, file.share, file.met) == (None, None, None, None)


class TestTheOneValueOfBefore:
    OLD = replace(TAX, value=44.35, on=date(2014, 3, 31))

    def test_it_is_the_first_of_the_series(self):
        file = a_file(self.OLD, ((date(2014, 4, 4), 50.0),))
        assert [(one.on.day, one.value) for one in file.values] == [(31, 44.35), (4, 50.0)]

    def test_a_row_of_the_same_day_takes_its_place(self):
        assert [one.value for one in a_file(self.OLD, ((date(2014, 3, 31), 45.0),)).values] == [
            45.0
        ]


@pytest.mark.parametrize(
    ("value", "target", "share"), [(1, 2, 50), (3, 2, 150), (None, 2, None), (1, 0, None)]
)
def test_a_share(value, target, share):
    assert share_of(value, target) == share


def test_a_change_from_nothing_has_no_percentage():
    assert change_of(5.0, 0.0, points=False) is None
    assert change_of(5.0, 0.0, points=True) == 5.0
    assert change_of(90.0, 100.0, points=False) == -10.0


def test_the_leap_day_has_a_day_a_year_before():
    assert a_year_before(date(2016, 2, 29)) == date(2015, 2, 28)


class TestChecks:
    def test_an_indicator_has_a_name_an_officer_and_days_in_order(self):
        for wrong, error in (
            ({"name": " "}, TextMissing),
            ({"officer_code": ""}, TextMissing),
            ({"target": -1.0}, NotInRange),
            ({"ends_on": date(2013, 12, 31)}, DateTooEarly),
        ):
            with pytest.raises(error):
                check_indicator(replace(TAX, **wrong))
        check_indicator(TAX)

    def test_a_percentage_may_pass_a_hundred_and_not_a_thousand(self):
        check_value(120.0, IndicatorKind.PERCENT)
        with pytest.raises(NotInRange):
            check_value(1001.0, IndicatorKind.PERCENT)
        check_value(1001.0, IndicatorKind.NUMBER)
