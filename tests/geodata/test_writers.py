import geopandas as gpd
import pytest
from shapely.geometry import box

from geodata.crs import to_crs
from geodata.errors import MissingCRS, WrongFormat
from geodata.readers import read_features
from geodata.writers import write_features


@pytest.fixture
def frame():
    return gpd.GeoDataFrame(
        {"n": ["thửa"]}, geometry=[box(578_000, 1_115_000, 578_010, 1_115_010)], crs=5897
    )


def test_geojson_is_written_in_degrees_with_the_pinned_shift(frame, tmp_path):
    write_features(frame, tmp_path / "a.geojson")
    read = read_features(tmp_path / "a.geojson")
    assert read.crs == "EPSG:4326"
    assert to_crs(read, "EPSG:5897").geometry.geom_equals_exact(frame.geometry, 0.005).all()


def test_a_geopackage_keeps_its_system(frame, tmp_path):
    write_features(frame, tmp_path / "a.gpkg")
    assert read_features(tmp_path / "a.gpkg").crs == "EPSG:5897"


def test_other_formats_are_not_written(frame, tmp_path):
    with pytest.raises(WrongFormat):
        write_features(frame, tmp_path / "a.shp")


def test_shapes_of_no_system_are_not_written_as_degrees(frame, tmp_path):
    with pytest.raises(MissingCRS):
        write_features(frame.set_crs(None, allow_override=True), tmp_path / "a.geojson")
