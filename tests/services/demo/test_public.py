"""What the demo's public page tells, and that it stays a page worth reading."""

from datetime import UTC, datetime

from trackers.domain.public_tables import cell_label
from trackers.services.public_figures import public_figures

NOW = datetime(2014, 4, 7, 0, 30, tzinfo=UTC)


def test_the_road_is_told_by_area_in_classes_of_five_households_or_more(ward):
    rows = public_figures(ward, now=NOW)["XM"].rows
    told = {
        row.area_code: {
            cell_label(cell): number
            for cell, number in zip(row.shown.split, row.shown.numbers, strict=True)
        }
        for row in rows
    }
    assert told == {
        "KV1": {"Đang thực hiện": 48, "Đã ký hoặc đã bàn giao": 7},
        "KV2": {"Đang thực hiện": 31, "Đã ký hoặc đã bàn giao": 9},
        "KVRS": {"Đang thực hiện": 8, "Đã ký/đã duyệt": 6, "Đã bàn giao": 12},
        "KVVN": {"Đang thực hiện": 19, "Đã ký hoặc đã bàn giao": 5},
    }
    assert [(one.from_m, one.to_m) for row in rows for one in row.runs if one.cleared] == [
        (1080, 1180)
    ]


def test_finished_works_are_told_by_who_has_handed_over(ward):
    figures = public_figures(ward, now=NOW)
    found = {code: (one.handed_over, one.percent) for code, one in figures.items()}
    assert found == {"HC": (7, None), "YT": (6, None), "MN": (10, None), "XM": (12, 1200 / 145)}


def test_the_roads_curve_goes_up_week_by_week(ward):
    curve = public_figures(ward, now=NOW)["XM"].curve
    assert [(one.signed, one.handed_over) for one in curve][-5:] == [
        (5, 0),
        (15, 0),
        (15, 0),
        (31, 0),
        (39, 12),
    ]
