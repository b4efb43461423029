from datetime import date

import pytest

from trackers.domain.fan import FanPoint
from trackers.domain.progress import curve_of
from trackers.domain.projects import Milestone, Target
from trackers.drawing.charts import LATE, s_curve
from trackers.drawing.gantt import gantt, slip_words
from trackers.drawing.signs import DONE, SIGNS

TODAY = date(2014, 4, 7)
MET = Milestone("a", "XM", "Nghị quyết", date(2014, 2, 28), actual_on=date(2014, 2, 20))
SLIPPED = Milestone("b", "XM", "Mặt bằng đoạn mẫu", date(2014, 4, 11), date(2014, 4, 18))
CONFIRMED = Milestone("c", "XM", "Khởi công", date(2014, 4, 21), date(2014, 4, 24), confirmed=True)
FORGOTTEN = Milestone("d", "XM", "Họp dân", date(2014, 3, 15))


def rows(chart, **match):
    """The values of every layer that hold what is asked for."""
    drawn = chart.to_dict(validate=True)
    return [
        one
        for layer in drawn["layer"]
        for one in layer["data"]["values"]
        if all(one.get(name) == value for name, value in match.items())
    ]


def layer_of(chart, **match):
    return next(
        layer
        for layer in chart.to_dict()["layer"]
        if any(
            all(one.get(name) == value for name, value in match.items())
            for one in layer["data"]["values"]
        )
    )


class TestGantt:
    def test_an_estimate_is_hollow_on_a_dashed_line_and_a_confirmed_day_is_not(self):
        chart = gantt([SLIPPED, CONFIRMED], TODAY)
        (estimated,) = rows(chart, code="b", kind=SIGNS["estimated"].label)
        (confirmed,) = rows(chart, code="c", kind=SIGNS["confirmed"].label)
        assert estimated["fill"] == "#FFFFFF"
        assert confirmed["fill"] == confirmed["colour"] == SIGNS["confirmed"].colour
        dashed = layer_of(chart, code="b", to="2014-04-18T00:00:00")
        solid = layer_of(chart, code="c", to="2014-04-24T00:00:00")
        assert "strokeDash" in dashed["mark"]
        assert "strokeDash" not in solid["mark"]

    def test_every_milestone_shows_its_plan_and_its_best_day(self):
        chart = gantt([MET, SLIPPED], TODAY)
        assert [one["day"] for one in rows(chart, code="a") if "day" in one] == [
            "28/02/2014",
            "20/02/2014",
        ]
        assert rows(chart, code="b", day="18/04/2014")[0]["slip"] == "chậm 07 ngày"

    def test_the_day_that_land_allows_has_a_sign_of_its_own_and_is_never_cut(self):
        chart = gantt([SLIPPED], TODAY, land={"b": date(2014, 6, 2)})
        (allowed,) = rows(chart, kind=SIGNS["land"].label)
        assert (allowed["day"], allowed["slip"]) == ("02/06/2014", "chậm 52 ngày")
        assert chart.to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"][1] > allowed["from"]
        assert not rows(gantt([SLIPPED], TODAY), kind=SIGNS["land"].label)

    def test_a_milestone_nobody_forecast_is_late_up_to_today(self):
        (line,) = [one for one in rows(gantt([FORGOTTEN], TODAY)) if "to" in one]
        assert (line["to"], line["colour"]) == ("2014-04-07T00:00:00", LATE)

    def test_today_stands_as_a_line_with_its_words(self):
        assert rows(gantt([MET], TODAY), words="Hôm nay 07/04")

    def test_days_are_written_local_so_that_no_browser_moves_them(self):
        assert all(
            one["from"].endswith("T00:00:00") for one in rows(gantt([MET], TODAY)) if "from" in one
        )

    def test_names_are_data_and_no_expression(self):
        hostile = Milestone("x", "XM", "{{7*7}} datum['a'] <b>", date(2014, 5, 1))
        chart = gantt([hostile], TODAY)
        assert rows(chart, text="{{7*7}} datum['a'] <b>")

    def test_a_project_without_milestones_still_draws(self):
        assert gantt([], TODAY).to_dict(validate=True)["height"] > 0


class TestCurve:
    def curve(self, targets=(), **more):
        points = curve_of(
            [(date(2014, 3, 3), 30.0), (date(2014, 3, 20), 10.0)],
            start=date(2014, 2, 1),
            end=TODAY,
        )
        values = {"total_cases": 4, "total_m2": 80.0, "today": TODAY}
        return s_curve(points, targets, **values | more)

    def test_shares_of_cases_and_of_area_differ(self):
        chart = self.curve()
        cases = rows(chart, line="Số hồ sơ, thực tế", day="20/03/2014")
        area = rows(chart, line="Diện tích, thực tế", day="20/03/2014")
        assert {one["share"] for one in cases} == {50.0}
        assert {one["share"] for one in area} == {50.0}
        assert {one["share"] for one in rows(chart, day="03/03/2014")} == {25.0, 37.5}

    def test_targets_are_a_dashed_line_from_nothing(self):
        chart = self.curve([Target("XM", date(2014, 4, 30), 3), Target("XM", date(2014, 5, 31), 4)])
        plan = rows(chart, line="Số hồ sơ, kế hoạch")
        assert [one["share"] for one in plan] == [0.0, 75.0, 100.0]
        assert "strokeDash" in layer_of(chart, line="Số hồ sơ, kế hoạch")["mark"]

    def test_without_targets_no_plan_is_promised_in_the_legend(self):
        assert not rows(self.curve(), line="Số hồ sơ, kế hoạch")
        assert "kế hoạch" not in str(self.curve().to_dict())

    def test_no_area_is_no_division_by_zero(self):
        assert rows(self.curve(total_m2=0.0), line="Diện tích, thực tế", share=0.0)

    def test_what_is_foreseen_is_a_band_in_shares_of_the_cases(self):
        fan = [FanPoint(TODAY, 2, 2, 2), FanPoint(date(2014, 6, 1), 2, 3, 4)]
        chart = self.curve(fan=fan)
        band = rows(chart, day="01/06/2014", words="3 hồ sơ, từ 2 đến 4")
        assert {(one["low"], one["share"], one["high"]) for one in band} == {(50.0, 75.0, 100.0)}
        assert "area" in str(chart.to_dict())
        assert "2014-06-06" in str(chart.to_dict())

    def test_handed_over_has_the_colour_it_has_on_the_map(self):
        assert DONE in str(self.curve().to_dict())


@pytest.mark.parametrize(
    ("slip", "words"), [(0, "đúng kế hoạch"), (3, "chậm 03 ngày"), (-12, "sớm 12 ngày")]
)
def test_a_slip_is_said_in_words(slip, words):
    assert slip_words(slip) == words
