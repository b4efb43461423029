import json
import shutil
import zipfile

import geopandas as gpd
import pyogrio
import pytest
from shapely.geometry import box

from geodata.errors import (
    EmptyFile,
    FileTooLarge,
    InvalidGeometry,
    MissingFile,
    SeveralLayers,
    UnreadableFile,
    WrongFormat,
)
from geodata.readers import read_features
from geodata.sandbox import Limits
from geodata.writers import write_features

SQUARES = [box(570_000 + 20 * n, 1_115_000, 570_010 + 20 * n, 1_115_012) for n in range(3)]


@pytest.fixture
def frame():
    return gpd.GeoDataFrame(
        {
            "SHBANDO": [5, 5, 6],
            "SHTHUA": ["263A", "P7-73", "1"],
            "DIENTICH": [119.355, 120.0, None],
            "TENCHU": ["Nguyễn Thị Thuỷ", "Trần Văn Đức", None],
        },
        geometry=SQUARES,
        crs="EPSG:5897",
    )


def collection(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more})


def feature(ring, **properties):
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": shape}


RING = [[0, 0], [1, 0], [1, 1], [0, 0]]


def zipped(folder, target):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, f"ranh đất/{part.name}")
    return target


@pytest.fixture
def shapefile(frame, tmp_path):
    folder = tmp_path / "shp"
    folder.mkdir()
    frame.to_file(folder / "thua.shp", engine="pyogrio")
    (folder / "thua.cpg").unlink()
    return folder


def test_a_geopackage_comes_back_as_texts_numbers_and_shapes(frame, tmp_path):
    write_features(frame, tmp_path / "thua.gpkg")
    read = read_features(tmp_path / "thua.gpkg")
    assert read.crs == "EPSG:5897"
    assert read["SHBANDO"].tolist() == ["5", "5", "6"]
    assert read["SHTHUA"].tolist() == ["263A", "P7-73", "1"]
    assert read["DIENTICH"].tolist()[:2] == [119.355, 120.0]
    assert read["TENCHU"].tolist()[:2] == ["Nguyễn Thị Thuỷ", "Trần Văn Đức"]
    assert read["TENCHU"].isna().tolist() == [False, False, True]
    assert read.geometry.geom_equals(frame.geometry).all()


def test_geojson_is_in_degrees_unless_it_says_otherwise(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text(collection(feature(RING, n=1)))
    assert read_features(path).crs == "EPSG:4326"
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5897"}}
    path.write_text(collection(feature(RING, n=1), crs=named))
    assert read_features(path).crs == "EPSG:5897"


def test_whole_numbers_dates_and_flags_become_texts(tmp_path):
    path = tmp_path / "a.json"
    first = feature(RING, n=1, on="2014-04-07", ok=True, many=["a", "b"], at="2014-04-07T08:30:00")
    path.write_text(collection(first, feature(RING, n=None, on=None)), encoding="utf-8")
    read = read_features(path)
    assert read["n"].tolist()[0] == "1"
    assert read["on"].tolist()[0] == "2014-04-07"
    assert read["at"].tolist()[0].startswith("2014-04-07T08:30")
    assert read["ok"].tolist()[0] in ("True", "1")
    assert read.drop(columns="geometry").iloc[1].isna().all()


def test_texts_come_out_composed(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text(
        collection({**feature(RING), "properties": {"te\u0302n": "Thu\u0309y"}}), encoding="utf-8"
    )
    assert read_features(path)["tên"].tolist() == ["Thủy"]


def test_an_open_ring_is_closed_and_heights_are_dropped(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text(collection(feature([[0, 0, 7], [1, 0, 7], [1, 1, 7]])))
    (shape,) = read_features(path).geometry
    assert shape.is_valid
    assert not shape.has_z


def test_a_ring_that_cannot_be_built_is_named_by_its_row(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text(collection(feature(RING), feature([[0, 0]])))
    with pytest.raises(InvalidGeometry) as caught:
        read_features(path)
    assert caught.value.values["row"] == 2


def test_a_shape_with_damaged_bytes_is_unreadable(tmp_path):
    path = tmp_path / "a.gpkg"
    write_features(gpd.GeoDataFrame(geometry=SQUARES, crs="EPSG:5897"), path)
    raw, wkb = path.read_bytes(), SQUARES[1].wkb
    assert raw.count(wkb) == 1
    path.write_bytes(raw.replace(wkb, wkb[:5] + b"\xff\xff\xff\x7f" + wkb[9:]))
    with pytest.raises(UnreadableFile):
        read_features(path)


def test_a_geopackage_of_plain_tables_draws_nothing(frame, tmp_path):
    pyogrio.write_dataframe(frame.drop(columns="geometry"), tmp_path / "a.gpkg", layer="ho")
    with pytest.raises(EmptyFile):
        read_features(tmp_path / "a.gpkg")


def test_a_zipped_shapefile_is_read_from_any_folder_of_the_zip(shapefile, tmp_path):
    read = read_features(zipped(shapefile, tmp_path / "thua.zip"))
    assert read.crs == "EPSG:5897"
    assert read["TENCHU"].tolist()[0] == "Nguyễn Thị Thuỷ"
    assert read["DIENTICH"].tolist()[0] == 119.355


def test_a_shapefile_without_its_index_or_its_system_is_still_read(shapefile, tmp_path):
    (shapefile / "thua.shx").unlink()
    (shapefile / "thua.prj").unlink()
    read = read_features(zipped(shapefile, tmp_path / "thua.zip"))
    assert len(read) == 3
    assert read.crs is None


def test_old_encodings_are_decided_by_content_whatever_the_cpg_says(shapefile, tmp_path):
    table = (shapefile / "thua.dbf").read_bytes()
    for text, raw in (
        ("Nguyễn Thị Thuỷ", b"Nguy\xd4n Th\xde Thu\xfb"),
        ("Trần Văn Đức", b"Tr\xc7n V\xa8n \xa7\xf8c"),
    ):
        utf8 = text.encode()
        table = table.replace(utf8, raw.ljust(len(utf8)))
    (shapefile / "thua.dbf").write_bytes(table)
    (shapefile / "thua.cpg").write_text("CP1258")
    read = read_features(zipped(shapefile, tmp_path / "thua.zip"))
    assert read["TENCHU"].tolist()[:2] == ["Nguyễn Thị Thuỷ", "Trần Văn Đức"]


def test_two_shapefiles_in_a_zip_are_refused(shapefile, tmp_path):
    for part in list(shapefile.iterdir()):
        shutil.copy(part, part.with_stem("khac"))
    with pytest.raises(SeveralLayers):
        read_features(zipped(shapefile, tmp_path / "thua.zip"))


def test_two_layers_in_a_geopackage_are_refused_but_a_plain_table_is_no_layer(frame, tmp_path):
    path = tmp_path / "thua.gpkg"
    frame.to_file(path, layer="thua", engine="pyogrio")
    pyogrio.write_dataframe(frame.drop(columns="geometry"), path, layer="ho", append=False)
    assert len(read_features(path)) == 3
    frame.to_file(path, layer="khac", engine="pyogrio")
    with pytest.raises(SeveralLayers) as caught:
        read_features(path)
    assert sorted(caught.value.values["layers"]) == ["khac", "thua"]


def test_a_missing_file_is_named_without_its_folder(tmp_path):
    with pytest.raises(MissingFile) as caught:
        read_features(tmp_path / "không có.geojson")
    assert caught.value.values == {"name": "không có.geojson"}


def test_a_folder_is_unreadable(tmp_path):
    (tmp_path / "a.geojson").mkdir()
    with pytest.raises(UnreadableFile):
        read_features(tmp_path / "a.geojson")


@pytest.mark.parametrize("name", ["a.dwg", "a.kml", "a.tab", "a"])
def test_other_formats_are_refused_by_name(tmp_path, name):
    (tmp_path / name).write_text("x")
    with pytest.raises(WrongFormat):
        read_features(tmp_path / name)


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.zip"])
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path, name):
    (tmp_path / name).write_text("STT;Tờ;Thửa\n1;5;7\n", encoding="utf-8")
    with pytest.raises(WrongFormat):
        read_features(tmp_path / name)


def test_a_cut_geojson_is_unreadable(tmp_path):
    (tmp_path / "a.geojson").write_text(collection(feature(RING))[:-20])
    with pytest.raises(UnreadableFile):
        read_features(tmp_path / "a.geojson")


def test_a_damaged_zip_is_unreadable(shapefile, tmp_path):
    path = zipped(shapefile, tmp_path / "thua.zip")
    raw = bytearray(path.read_bytes())
    raw[60:90] = bytes(30)
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile):
        read_features(path)


def test_a_file_without_rows_is_empty(tmp_path):
    (tmp_path / "a.geojson").write_text(collection())
    (tmp_path / "b.geojson").write_bytes(b"")
    for name in ("a.geojson", "b.geojson"):
        with pytest.raises(EmptyFile):
            read_features(tmp_path / name)


def test_too_many_rows_or_bytes_are_refused(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text(collection(*[feature(RING, n=n) for n in range(11)]))
    with pytest.raises(FileTooLarge) as caught:
        read_features(path, limits=Limits(rows=10))
    assert caught.value.values == {"name": "a.geojson", "what": "rows", "limit": 10}
    assert len(read_features(path, limits=Limits(rows=11))) == 11
    with pytest.raises(FileTooLarge):
        read_features(path, limits=Limits(file_bytes=100))
