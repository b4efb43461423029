"""The demo ward's fabric holds the figures that the demo tells."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import Point

from geodata.crs import CAN_THO, WGS84, to_crs
from geodata.demo import Fabric, make_fabric

LAYERS = ("outline", "roads", "water", "areas", "parcels", "plots", "sites", "centreline")
DONATED = [f"XM-{i:03d}" for i in [*range(1, 137), 149]]
RECOVERED = [f"XM-{i:03d}" for i in range(137, 149)]


@pytest.fixture(scope="module")
def fabric() -> Fabric:
    return make_fabric()


@pytest.fixture(scope="module")
def metric(fabric) -> dict[str, gpd.GeoDataFrame]:
    """Every layer in metres of EPSG:5897."""
    return {name: to_crs(getattr(fabric, name), CAN_THO) for name in LAYERS}


@pytest.fixture(scope="module")
def plots(fabric) -> pd.DataFrame:
    return fabric.plots.set_index("code")


def overlaps_m2(shapes: np.ndarray) -> np.ndarray:
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = first < second
    return shapely.area(shapely.intersection(shapes[first[pairs]], shapes[second[pairs]]))


def test_the_ward_has_its_area_place_and_bounds(fabric, metric):
    assert metric["outline"].area.iloc[0] == pytest.approx(5.66e6, rel=0.05)
    west, south, east, north = fabric.outline.total_bounds
    assert 105.6981 <= west < 105.6984
    assert 10.0739 <= south < 10.0742
    assert 105.7355 < east <= 105.7358
    assert 10.0987 < north <= 10.0990
    assert fabric.outline.geometry.iloc[0].contains(Point(105.7146, 10.0875))


def test_every_layer_is_in_degrees_valid_and_called_schematic(fabric):
    assert fabric.source == "schematic"
    for name in LAYERS:
        layer = getattr(fabric, name)
        assert layer.crs == WGS84
        assert layer.geometry.is_valid.all()
        assert not layer.geometry.is_empty.any()


def test_the_road_is_1900_metres_long_and_winds_gently(metric):
    line = metric["centreline"].geometry.iloc[0]
    assert line.length == pytest.approx(1900, abs=0.5)
    ends = Point(line.coords[0]).distance(Point(line.coords[-1]))
    assert 0.95 < ends / line.length < 0.999
    assert 2.0 <= metric["roads"].set_index("code").loc["XM", "width_m"] <= 2.5
    assert set(metric["roads"]["kind"]) >= {"main", "lane"}


def test_the_six_areas_partition_the_ward(metric):
    areas = metric["areas"]
    assert set(areas["code"]) == {"KV1", "KV2", "KVRS", "KVVN", "KV3", "KV4"}
    whole = metric["outline"].geometry.iloc[0]
    assert shapely.union_all(areas.geometry).symmetric_difference(whole).area < 0.1
    assert overlaps_m2(areas.geometry.to_numpy()).max() < 0.1


@pytest.mark.parametrize(
    ("code", "from_m", "to_m"),
    [("KV1", 0, 520), ("KV2", 520, 980), ("KVRS", 980, 1500), ("KVVN", 1500, 1900)],
)
def test_each_area_owns_its_chainage_of_the_road(metric, code, from_m, to_m):
    line = metric["centreline"].geometry.iloc[0]
    area = metric["areas"].set_index("code").geometry[code]
    own = shapely.ops.substring(line, from_m + 2, to_m - 2)
    assert own.difference(area.buffer(0.5)).length == 0
    assert line.intersection(area).length == pytest.approx(to_m - from_m, abs=3)


def test_a_creek_runs_along_the_left_of_the_road_from_km0_800_to_km1_500(metric):
    line = metric["centreline"].geometry.iloc[0]
    creek = metric["water"].set_index("code").geometry["W02"]
    for at in range(810, 1500, 10):
        ahead, here = line.interpolate(at + 1), line.interpolate(at)
        left = np.array([-(ahead.y - here.y), ahead.x - here.x])
        assert creek.contains(Point(np.array(here.coords[0]) + left * 5))
        assert not creek.intersects(Point(np.array(here.coords[0]) - left * 5))


def test_there_are_4500_parcels_of_unique_number_that_do_not_overlap(fabric, metric):
    parcels = fabric.parcels
    assert len(parcels) == pytest.approx(4500, rel=0.02)
    assert parcels["parcel_id"].tolist() == list(range(1, len(parcels) + 1))
    assert not parcels.duplicated(["sheet_no", "parcel_no"]).any()
    assert overlaps_m2(metric["parcels"].geometry.to_numpy()).max() < 0.01


def test_parcels_stay_in_the_ward_and_out_of_water_and_roads(metric):
    shapes = metric["parcels"].geometry.to_numpy()
    whole = metric["outline"].geometry.iloc[0]
    assert shapely.area(shapely.difference(shapes, whole)).max() < 0.01
    roads = metric["roads"]
    ways = roads.geometry.buffer(roads["width_m"] / 2, cap_style="flat")
    for gap in (*metric["water"].geometry, *ways):
        hit = shapely.intersects(shapes, gap)
        assert shapely.area(shapely.intersection(shapes[hit], gap)).sum() < 1.0


def test_parcels_know_their_areas_and_mostly_agree_with_the_paper(metric):
    parcels = metric["parcels"]
    drawn = parcels.geometry.area
    assert np.abs(parcels["drawn_area_m2"] - drawn).max() < 0.06
    error = np.abs(parcels["declared_area_m2"] / parcels["drawn_area_m2"] - 1)
    assert 0.01 < (error > 0.05).mean() < 0.08
    assert error.median() < 0.01


def test_only_deliberate_strips_are_thin(metric):
    parcels = metric["parcels"]
    assert parcels.geometry.area.min() >= 4
    width = 2 * parcels.geometry.area / parcels.geometry.length
    thin = parcels[width < 0.55]
    assert len(thin) >= 12
    assert thin.geometry.length.div(2).between(8, 26).all()
    assert not (width.between(0.55, 1.5)).any()


def test_uses_are_those_of_a_ward_of_the_delta(fabric):
    uses = fabric.parcels["land_type"].value_counts()
    assert set(uses.index) >= {"ODT", "CLN", "LUC", "BHK", "TSC", "DGD", "DYT", "DGT"}
    assert uses["CLN"] + uses["ODT"] > len(fabric.parcels) / 2


def test_there_are_181_cases_each_with_its_own_parcel(fabric, plots):
    wanted = [f"XM-{i:03d}" for i in range(1, 150)] + [f"HC-{i:02d}" for i in range(1, 10)]
    wanted += [f"YT-{i:02d}" for i in range(1, 8)] + [f"MN-{i:02d}" for i in range(1, 17)]
    assert sorted(plots.index) == sorted(wanted)
    assert plots["parcel_id"].is_unique
    assert plots["parcel_id"].isin(fabric.parcels["parcel_id"]).all()
    assert (plots["project_code"] == plots.index.str[:2]).all()


def test_cases_carry_the_area_of_their_parcel(fabric, plots):
    area = fabric.parcels.set_index("parcel_id")["area_code"]
    assert (area.loc[plots["parcel_id"]].to_numpy() == plots["area_code"].to_numpy()).all()
    assert set(plots.loc[plots["project_code"] == "MN", "area_code"]) == {"KV4"}
    assert set(plots.loc[plots["project_code"].isin(["HC", "YT"]), "area_code"]) == {"KV3"}


@pytest.mark.parametrize(
    ("first", "last", "area", "from_m", "to_m"),
    [
        (1, 56, "KV1", 0, 520), (149, 149, "KV1", 0, 520), (57, 95, "KV2", 520, 980),
        (96, 123, "KVRS", 980, 1500), (124, 136, "KVVN", 1500, 1760),
        (137, 148, "KVVN", 1760, 1900),
    ],
)  # fmt: skip
def test_codes_rise_with_the_chainage_of_their_area(plots, first, last, area, from_m, to_m):
    group = plots.loc[[f"XM-{i:03d}" for i in range(first, last + 1)]]
    assert set(group["area_code"]) == {area}
    assert group["chainage_from_m"].is_monotonic_increasing
    assert group["chainage_from_m"].min() >= from_m
    assert group["chainage_to_m"].max() <= to_m


def test_rach_sen_has_cases_on_one_side_only_and_the_others_on_both(plots):
    sides = plots[plots["project_code"] == "XM"].groupby("area_code")["side"].nunique()
    assert sides.to_dict() == {"KV1": 2, "KV2": 2, "KVRS": 1, "KVVN": 2}


def test_the_model_stretch_is_contiguous_on_one_side(plots):
    stretch = plots.loc[[f"XM-{i}" for i in range(101, 116)]]
    assert set(stretch["side"]) == {"right"}
    ends = stretch["chainage_to_m"].to_numpy()[:-1]
    assert np.allclose(stretch["chainage_from_m"].to_numpy()[1:], ends)
    assert stretch["chainage_from_m"].iloc[0] == 1086
    assert stretch["chainage_to_m"].iloc[-1] == 1326
    assert stretch.loc[:"XM-108", "frontage_m"].sum() == pytest.approx(124)
    assert stretch.loc["XM-110":, "frontage_m"].sum() == pytest.approx(98)


def test_xm_109_stands_from_km1_210_to_km1_228(plots):
    assert plots.loc["XM-109", ["chainage_from_m", "chainage_to_m"]].tolist() == [1210, 1228]


@pytest.mark.parametrize(
    ("code", "front", "width", "area"),
    [("XM-109", 18, 0.9, 16.2), ("XM-031", 13, 1.2, 15.6), ("XM-072", 14, 0.9, 12.6)],
)
def test_the_told_strips_have_their_figures(plots, code, front, width, area):
    assert plots.loc[code, ["frontage_m", "strip_width_m", "affected_m2"]].tolist() == [
        front, width, area,
    ]  # fmt: skip


def test_xm_115_gives_14_4_square_metres_and_xm_047_has_an_11_metre_front(plots):
    assert plots.loc["XM-115", "affected_m2"] == 14.4
    assert plots.loc["XM-047", "frontage_m"] == 11


def test_donations_are_small_and_recoveries_larger(plots):
    donated, recovered = plots.loc[DONATED], plots.loc[RECOVERED]
    assert donated["affected_m2"].between(5, 80).all()
    assert 12 <= donated["affected_m2"].median() <= 18
    assert donated["strip_width_m"].between(0.5, 2.5).all()
    assert plots.loc[DONATED + RECOVERED, "frontage_m"].between(4, 25).all()
    assert recovered["affected_m2"].between(40, 300).all()


def test_no_two_cases_of_one_side_share_a_metre_of_front(plots):
    for _, side in plots[plots["project_code"] == "XM"].groupby("side"):
        ordered = side.sort_values("chainage_from_m")
        gap = ordered["chainage_from_m"].to_numpy()[1:] - ordered["chainage_to_m"].to_numpy()[:-1]
        assert gap.min() > -0.011


def test_every_road_case_fronts_the_corridor_with_its_strip_inside_its_parcel(metric):
    parcels = metric["parcels"].set_index("parcel_id").geometry
    corridor = metric["sites"].set_index("project_code").geometry["XM"]
    line = metric["centreline"].geometry.iloc[0]
    for case in metric["plots"].query("project_code == 'XM'").itertuples():
        parcel = parcels[case.parcel_id]
        assert parcel.intersects(corridor)
        assert case.geometry.difference(parcel).area < 0.05
        assert case.geometry.area == pytest.approx(case.affected_m2, rel=0.03, abs=0.3)
        front = shapely.intersection(parcel.boundary, line.buffer(2.6))
        assert front.length > case.frontage_m * 0.95


def test_the_sites_have_plausible_sizes_and_the_road_is_5_metres_wide(metric):
    area = metric["sites"].set_index("project_code").geometry.area
    assert 4000 <= area["HC"] <= 6000
    assert 1200 <= area["YT"] <= 2000
    assert 4500 <= area["MN"] <= 6500
    assert area["XM"] == pytest.approx(1900 * 5.0, rel=0.002)
    kinds = metric["sites"].set_index("project_code")["kind"].to_dict()
    assert kinds == {"HC": "admin", "YT": "health", "MN": "school", "XM": "road"}


def test_the_cases_of_a_site_fill_it(metric):
    sites = metric["sites"].set_index("project_code").geometry
    for code, group in metric["plots"].groupby("project_code"):
        if code != "XM":
            taken = shapely.union_all(group.geometry)
            assert taken.symmetric_difference(sites[code]).area < 1
            assert group["affected_m2"].sum() == pytest.approx(sites[code].area, abs=2)


def test_the_playground_of_the_school_is_one_side_of_its_site(metric):
    school = metric["plots"].set_index("code").query("project_code == 'MN'")
    yard = shapely.union_all(school.loc["MN-13":"MN-16"].geometry)
    classes = shapely.union_all(school.loc["MN-01":"MN-12"].geometry)
    assert yard.geom_type == classes.geom_type == "Polygon"


def test_the_awkward_numbers_are_there(fabric, plots):
    parcels = fabric.parcels.set_index("parcel_id")
    assert parcels.loc[plots.loc["XM-052", "parcel_id"], "parcel_no"] == "263A"
    assert parcels.loc[plots.loc["XM-119", "parcel_id"], "sheet_no"] == "P7-73"


def test_public_land_lies_opposite_the_case_that_declines(metric, plots):
    line = metric["centreline"].geometry.iloc[0]
    middle = plots.loc["XM-149", ["chainage_from_m", "chainage_to_m"]].mean()
    assert plots.loc["XM-149", "side"] == "left"
    parcels = metric["parcels"]
    public = parcels[parcels["land_type"] == "DSH"]
    assert public.distance(line.interpolate(middle)).min() < 3


def test_the_same_seed_draws_the_same_ward_and_another_seed_another(fabric):
    again, other = make_fabric(), make_fabric(seed=1)
    for name in LAYERS:
        pd.testing.assert_frame_equal(getattr(fabric, name), getattr(again, name))
    assert not other.parcels.geometry.iloc[:50].equals(fabric.parcels.geometry.iloc[:50])


@pytest.mark.parametrize("wanted", [500, 20_000])
def test_other_sizes_hold_their_count_without_overlaps(wanted):
    drawn = make_fabric(parcels=wanted)
    assert len(drawn.parcels) == pytest.approx(wanted, rel=0.02)
    assert drawn.parcels.geometry.is_valid.all()
    assert len(drawn.plots) == 181
    assert overlaps_m2(to_crs(drawn.parcels, CAN_THO).geometry.to_numpy()).max() < 0.01
