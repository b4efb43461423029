import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import MultiPolygon, Polygon, box

from geodata.crs import to_crs, to_wgs84
from geodata.errors import (
    BadNumber,
    BrokenCRS,
    DuplicateParcel,
    EmptyFile,
    EmptyGeometry,
    InvalidGeometry,
    MissingColumn,
    MissingCRS,
    MissingValue,
    OutsideWindow,
    UnknownCRS,
)
from geodata.parcels import clean_parcels
from geodata.readers import read_features
from geodata.writers import write_features

WARD = (105.66, 10.05, 105.74, 10.12)
EAST, NORTH = 578_000.0, 1_115_000.0


def parcels(count=3, crs="EPSG:5897", shapes=None, **columns):
    squares = [box(EAST + 20 * n, NORTH, EAST + 20 * n + 10, NORTH + 12) for n in range(count)]
    given = {"SHBANDO": ["5"] * count, "SHTHUA": [str(n) for n in range(count)]} | columns
    return gpd.GeoDataFrame(given, geometry=shapes or squares, crs=crs)


def raised(kind, frame, **options):
    with pytest.raises(kind) as caught:
        clean_parcels(frame, window=WARD, **options)
    return caught.value.values


def test_parcels_come_out_with_our_columns_in_degrees():
    clean = clean_parcels(parcels(KHLOAIDAT=["ODT", None, " CLN "]), window=WARD)
    assert list(clean.columns) == [
        "sheet_no",
        "parcel_no",
        "land_type",
        "declared_area_m2",
        "drawn_area_m2",
        "source_row",
        "geometry",
    ]
    assert clean.crs == "EPSG:4326"
    assert clean["land_type"].tolist() == ["ODT", "", "CLN"]
    assert clean["source_row"].tolist() == [1, 2, 3]
    assert clean["declared_area_m2"].isna().all()
    assert clean["drawn_area_m2"].to_numpy() == pytest.approx(120.0, abs=1e-4)
    assert to_crs(clean, "EPSG:5897").geometry.geom_equals_exact(parcels().geometry, 1e-3).all()


def test_without_any_table_columns_the_missing_one_is_named():
    frame = parcels()[["SHTHUA", "geometry"]]
    assert raised(MissingColumn, frame)["field"] == "sheet_no"


def test_a_column_can_be_chosen():
    frame = parcels().rename(columns={"SHBANDO": "ban_do_so"})
    clean = clean_parcels(frame, columns={"ban_do_so": "sheet_no"}, window=WARD)
    assert clean["sheet_no"].tolist() == ["5", "5", "5"]


def test_declared_areas_are_read_as_officers_write_them():
    texts = ["9.222,1", "20.000", ""]
    clean = clean_parcels(parcels(DIENTICH=texts), window=WARD)
    assert clean["declared_area_m2"].tolist()[:2] == [9222.1, 20_000.0]
    assert np.isnan(clean["declared_area_m2"].iloc[2])
    typed = clean_parcels(parcels(DIENTICH=[119.355, 20.0, 0.0]), window=WARD)
    assert typed["declared_area_m2"].tolist()[:2] == [119.355, 20.0]
    assert np.isnan(typed["declared_area_m2"].iloc[2])


@pytest.mark.parametrize("value", ["nhiều", -5.0, np.inf])
def test_a_bad_area_is_named_by_row_and_column(value):
    values = raised(BadNumber, parcels(DIENTICH=[1.0, value, 2.0]))
    assert values == {"row": 2, "column": "DIENTICH", "value": value}


@pytest.mark.parametrize("value", ["", "  ", None, np.nan])
@pytest.mark.parametrize("column", ["SHBANDO", "SHTHUA"])
def test_an_empty_number_is_named_by_row_and_column(column, value):
    texts = ["1", "2", value]
    assert raised(MissingValue, parcels(**{column: texts})) == {"row": 3, "column": column}


def test_numbers_stay_texts():
    clean = clean_parcels(parcels(SHTHUA=["263A", "P7-73", "007"]), window=WARD)
    assert clean["parcel_no"].tolist() == ["263A", "P7-73", "007"]
    typed = clean_parcels(parcels(SHTHUA=[1.0, 2.0, 3.5]), window=WARD)
    assert typed["parcel_no"].tolist() == ["1", "2", "3.5"]


def test_the_second_of_two_equal_parcels_is_named_with_the_first():
    values = raised(DuplicateParcel, parcels(SHTHUA=["1", "2", " 1 "]))
    assert values == {"sheet_no": "5", "parcel_no": "1", "row": 3, "first_row": 1}


def test_french_sections_are_told_apart_by_their_prefix():
    frame = parcels(prefixe=["000", "123", None]).rename(
        columns={"SHBANDO": "section", "SHTHUA": "numero"}
    )
    frame["numero"] = "1"
    frame["section"] = ["AB", "AB", "AC"]
    clean = clean_parcels(frame, window=WARD)
    assert clean["sheet_no"].tolist() == ["AB", "123AB", "AC"]


def test_an_empty_frame_is_an_empty_file():
    with pytest.raises(EmptyFile):
        clean_parcels(parcels(0))


def test_an_empty_outline_is_named_by_its_row():
    shapes = [parcels().geometry[0], Polygon(), parcels().geometry[2]]
    assert raised(EmptyGeometry, parcels(shapes=shapes)) == {"row": 2}


def test_a_crossed_outline_is_named_by_its_row():
    corners = [(0, 0), (10, 10), (10, 0), (0, 10)]
    bowtie = affinity.translate(Polygon(corners), EAST, NORTH)
    shapes = [*parcels().geometry[:2], bowtie]
    assert raised(InvalidGeometry, parcels(shapes=shapes))["row"] == 3


def test_parts_of_one_parcel_stay_together():
    two = MultiPolygon(
        [box(EAST, NORTH, EAST + 1, NORTH + 1), box(EAST + 5, NORTH, EAST + 6, NORTH + 1)]
    )
    clean = clean_parcels(parcels(1, shapes=[two]), window=WARD)
    assert clean.geometry[0].geom_type == "MultiPolygon"


def test_without_a_system_the_file_is_refused_unless_one_is_given():
    assert "wanted" in raised(MissingCRS, parcels(crs=None))
    clean = clean_parcels(parcels(crs=None), crs="EPSG:5897", window=WARD)
    assert clean["drawn_area_m2"].to_numpy() == pytest.approx(120.0, abs=1e-4)


def test_a_given_system_goes_before_a_wrong_one_in_the_file():
    clean = clean_parcels(parcels(crs="EPSG:32648"), crs="EPSG:5897", window=WARD)
    assert to_crs(clean, "EPSG:5897").geometry.geom_equals_exact(parcels().geometry, 1e-3).all()


@pytest.mark.parametrize("crs", ["EPSG:1", "nonsense"])
def test_an_unknown_system_is_refused(crs):
    assert raised(UnknownCRS, parcels(), crs=crs) == {"crs": crs}


def test_the_broken_systems_are_refused():
    raised(BrokenCRS, parcels(), crs="EPSG:6957")


def outside(frame, **options):
    values = raised(OutsideWindow, frame, **options)
    return values["cause"], values["suggested"], values["outside"]


def test_swapped_axes_are_recognised():
    turned = [box(NORTH, EAST, NORTH + 10, EAST + 10)]
    assert outside(parcels(1, shapes=turned)) == ("swapped", "EPSG:5897", 1)


def test_metres_read_as_degrees_are_recognised():
    assert outside(parcels(crs="EPSG:4326")) == ("metres", "EPSG:5897", 3)


def test_degrees_read_as_metres_are_recognised():
    frame = to_wgs84(parcels())
    assert outside(frame, crs="EPSG:5897") == ("degrees", "EPSG:4326", 3)


def test_another_meridian_is_recognised():
    assert outside(parcels(), crs="EPSG:9210") == ("system", "EPSG:5897", 3)


def test_a_place_nobody_can_explain_is_just_outside():
    assert outside(parcels(1, shapes=[box(0, 0, 1, 1)]))[0] == "unknown"


def test_coordinates_beyond_any_system_are_outside():
    far = [box(1e12, 1e12, 1e12 + 10, 1e12 + 10)]
    values = raised(OutsideWindow, parcels(1, shapes=far))
    assert (values["bounds"], values["cause"]) == (None, "unknown")


def test_one_stray_parcel_is_named_by_its_row():
    shapes = [*parcels().geometry[:2], box(500_000, NORTH, 500_010, NORTH + 10)]
    values = raised(OutsideWindow, parcels(shapes=shapes))
    assert (values["row"], values["outside"], values["total"]) == (3, 1, 3)
    assert (values["cause"], values["suggested"]) == ("unknown", None)


def test_without_a_window_only_the_earth_limits():
    assert len(clean_parcels(parcels(1, shapes=[box(500_000, NORTH, 500_010, NORTH + 10)]))) == 1
    with pytest.raises(OutsideWindow):
        clean_parcels(parcels(crs="EPSG:4326"))


@settings(max_examples=5, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(575_000, 580_000), st.floats(1_112_000, 1_118_000), st.floats(1, 50)),
        min_size=1,
        max_size=4,
    )
)
def test_a_file_in_vn2000_comes_back_to_the_millimetre(tmp_path_factory, corners):
    path = tmp_path_factory.mktemp("vn2000") / "thua.gpkg"
    shapes = [box(x, y, x + side, y + side) for x, y, side in corners]
    frame = parcels(len(shapes), shapes=shapes)
    write_features(frame, path)
    clean = clean_parcels(read_features(path), metric_crs="EPSG:5897")
    back = to_crs(clean, "EPSG:5897")
    assert back.geometry.geom_equals_exact(frame.geometry, 1e-3).all()
    assert clean["drawn_area_m2"].to_numpy() == pytest.approx(frame.area.to_numpy(), rel=1e-4)
