"""Coordinate systems: the pinned shift of VN-2000, and refusals."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj.transformer import TransformerGroup

from geodata.crs import CAN_THO, WGS84, areas_m2, points_in, to_crs, to_wgs84
from geodata.errors import BrokenCRS, GeodataError, MissingCRS, OutsideCRS, UnknownCRS

TRA_AN = (578124.65, 1115618.66)
VN2000 = [4756, 5896, 5897, 5898, 5899, *range(9205, 9219), 3405, 3406]


def frame_of(*points, crs=CAN_THO):
    return gpd.GeoDataFrame(
        {"name": "x"}, geometry=shapely.points(points), crs=crs, index=range(len(points))
    )


def metres_between(first, second):
    return np.hypot(*(to_xy(first) - to_xy(second)).T)


def to_xy(frame):
    return shapely.get_coordinates(frame.geometry.to_numpy())


@pytest.mark.parametrize("code", VN2000)
def test_a_round_trip_through_any_vn2000_system_loses_less_than_a_millimetre(code):
    start = to_crs(frame_of(TRA_AN), WGS84)
    back = to_crs(to_crs(to_crs(start, f"EPSG:{code}"), WGS84), CAN_THO)
    assert metres_between(back, frame_of(TRA_AN))[0] < 0.001


@pytest.mark.parametrize("code", VN2000)
def test_every_vn2000_system_meets_at_the_same_place_in_wgs84(code):
    start = frame_of(TRA_AN)
    through = to_wgs84(to_crs(start, f"EPSG:{code}"))
    assert np.abs(to_xy(through) - to_xy(to_wgs84(start))).max() < 1e-8


def by_operation(number):
    """Give TRA_AN in WGS 84 by one of the registry's two shifts, (1) = 5194 and (2) = 6960."""
    found = TransformerGroup(CAN_THO, WGS84, always_xy=True).transformers
    chosen = next(each for each in found if f"WGS 84 ({number})" in each.description)
    return frame_of(chosen.transform(*TRA_AN), crs=WGS84)


def test_the_pinned_shift_is_epsg_6960():
    assert np.abs(to_xy(to_wgs84(frame_of(TRA_AN))) - to_xy(by_operation(2))).max() < 1e-11


def test_the_pinned_shift_is_81_cm_away_from_epsg_5194():
    other = to_crs(by_operation(1), CAN_THO)
    assert metres_between(other, frame_of(TRA_AN))[0] == pytest.approx(0.81, abs=0.01)


def test_the_known_point_of_the_ward_comes_out_longitude_first():
    longitude, latitude = to_xy(to_wgs84(frame_of(TRA_AN)))[0]
    assert (round(longitude, 3), round(latitude, 3)) == (105.715, 10.087)


def test_a_system_without_a_code_is_recognised_by_its_datum():
    written = frame_of(TRA_AN).crs.to_wkt("WKT1_ESRI").replace("VN-2000 / TM-3 zone 482", "TM3")
    named = frame_of(TRA_AN).set_crs(written, allow_override=True)
    assert np.abs(to_xy(to_wgs84(named)) - to_xy(to_wgs84(frame_of(TRA_AN)))).max() < 1e-9


def test_other_systems_are_left_to_proj():
    start = frame_of((105.7146, 10.0875), crs=WGS84)
    assert np.allclose(to_xy(to_crs(start, "EPSG:32648")), to_xy(start.to_crs("EPSG:32648")))


def test_columns_index_and_missing_geometries_survive():
    frame = frame_of(TRA_AN, TRA_AN)
    frame.index = [7, 9]
    frame.loc[9, "geometry"] = None
    moved = to_wgs84(frame)
    assert moved.index.tolist() == [7, 9]
    assert moved.geometry.isna().tolist() == [False, True]
    assert moved.crs == WGS84


def test_a_frame_without_a_system_is_refused():
    with pytest.raises(MissingCRS):
        to_wgs84(frame_of(TRA_AN, crs=None))


@pytest.mark.parametrize("code", [6956, 6957, 6958, 6959])
def test_the_broken_systems_are_refused_by_name(code):
    with pytest.raises(BrokenCRS) as raised:
        to_wgs84(frame_of(TRA_AN, crs=f"EPSG:{code}"))
    assert raised.value.values == {"crs": f"EPSG:{code}"}
    with pytest.raises(BrokenCRS):
        to_crs(frame_of(TRA_AN), f"EPSG:{code}")


def test_an_unknown_system_is_refused_with_its_name():
    with pytest.raises(UnknownCRS) as raised:
        to_crs(frame_of(TRA_AN), "EPSG:999999")
    assert isinstance(raised.value, GeodataError)
    assert "EPSG:999999" in str(raised.value)


def test_coordinates_that_cannot_be_projected_are_refused():
    with pytest.raises(OutsideCRS):
        to_crs(frame_of((105.0, 1e9), crs=WGS84), CAN_THO)


def test_areas_are_square_metres_of_the_named_system():
    square = gpd.GeoDataFrame(geometry=[shapely.box(578000, 1115000, 578100, 1115100)], crs=CAN_THO)
    assert areas_m2(to_wgs84(square), CAN_THO)[0] == pytest.approx(10_000, abs=0.01)
    with pytest.raises(UnknownCRS):
        areas_m2(square, WGS84)


def test_points_are_moved_as_frames_are():
    place = to_xy(to_wgs84(frame_of(TRA_AN)))[0]
    [(x, y)] = points_in(CAN_THO, [tuple(place)])
    assert np.hypot(x - TRA_AN[0], y - TRA_AN[1]) < 0.001
    assert points_in(CAN_THO, []) == []
    with pytest.raises(BrokenCRS):
        points_in("EPSG:6956", [(105.7, 10.08)])
