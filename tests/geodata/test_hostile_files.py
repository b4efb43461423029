"""Files made to break readers: each must be refused, quickly, and read nothing else."""

import json
import signal
import sqlite3
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
from shapely.geometry import box

from geodata import sandbox
from geodata.errors import (
    FileError,
    FileTooLarge,
    GeodataError,
    TooSlow,
    UnreadableFile,
    UnsafeArchive,
    WrongFormat,
)
from geodata.readers import read_features
from geodata.sandbox import Limits
from geodata.tables import read_table
from geodata.writers import write_features


@pytest.fixture
def secret(tmp_path):
    """Give a good file elsewhere on the machine, which no upload may reach."""
    frame = gpd.GeoDataFrame({"word": ["secret"]}, geometry=[box(0, 0, 1, 1)], crs="EPSG:4326")
    write_features(frame, tmp_path / "secret.geojson")
    return tmp_path / "secret.geojson"


def vrt(source):
    return (
        f"<OGRVRTDataSource><OGRVRTLayer name='secret'><SrcDataSource>{source}</SrcDataSource>"
        "</OGRVRTLayer></OGRVRTDataSource>"
    )


def gdalg(source):
    line = f"gdal vector pipeline ! read {source} ! write x.gpkg"
    return json.dumps({"type": "gdal_streamed_alg", "command_line": line})


KML = (
    '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark>'
    "<Point><coordinates>1,2</coordinates></Point></Placemark></Document></kml>"
)


def test_gdal_itself_would_follow_these_files(secret, tmp_path):
    (tmp_path / "a.geojson").write_text(vrt(secret))
    assert pyogrio.read_dataframe(tmp_path / "a.geojson")["word"].tolist() == ["secret"]


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg"])
@pytest.mark.parametrize("trap", [vrt, gdalg, lambda _: KML], ids=["vrt", "gdalg", "kml"])
def test_a_file_that_points_to_another_is_refused(secret, tmp_path, trap, name):
    (tmp_path / name).write_text(trap(secret))
    with pytest.raises(FileError):
        read_features(tmp_path / name)


def test_a_trap_inside_a_zip_is_refused(secret, tmp_path):
    for member in ("a.vrt", "a.shp", "a.geojson"):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr(member, vrt(secret))
        with pytest.raises(FileError):
            read_features(tmp_path / "a.zip")


def test_a_geojson_of_only_an_address_fetches_nothing(tmp_path):
    (tmp_path / "a.geojson").write_text("http://127.0.0.1:9/x.geojson")
    with pytest.raises(WrongFormat):
        read_features(tmp_path / "a.geojson")


def bomb(path, member="a.shp", size=600 * 2**20):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:  # noqa: SIM117
        with archive.open(member, "w", force_zip64=True) as file:
            for _ in range(size // 2**20):
                file.write(bytes(2**20))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb(tmp_path / "a.zip")
    with pytest.raises(FileTooLarge):
        read_features(tmp_path / "a.zip")


def test_a_workbook_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml")
    with pytest.raises(FileTooLarge):
        read_table(tmp_path / "a.xlsx")


def test_an_archive_of_countless_members_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for n in range(300):
            archive.writestr(f"{n}.txt", "")
    with pytest.raises(FileTooLarge):
        read_features(tmp_path / "a.zip")


@pytest.mark.parametrize(
    "member", ["../a.shp", "x/../../a.shp", "/etc/a.shp", "..\\a.shp", "C:a.shp"]
)
def test_a_member_outside_its_archive_is_refused(tmp_path, member):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(UnsafeArchive) as caught:
        read_features(tmp_path / "a.zip")
    assert caught.value.values["reason"] == "path"


def test_a_link_inside_an_archive_is_refused(tmp_path):
    info = zipfile.ZipInfo("a.shp")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(UnsafeArchive):
        read_features(tmp_path / "a.zip")


def test_an_encrypted_archive_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.shp", "x")
    raw = bytearray((tmp_path / "a.zip").read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(raw)
    with pytest.raises(UnsafeArchive):
        read_features(tmp_path / "a.zip")


def with_view(path, select):
    """Turn the layer of a GeoPackage into a view."""
    frame = gpd.GeoDataFrame({"word": ["x"]}, geometry=[box(0, 0, 1, 1)], crs="EPSG:4326")
    frame.to_file(path, layer="thua", engine="pyogrio")
    with sqlite3.connect(path) as base:
        for (name,) in base.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            base.execute(f'DROP TRIGGER "{name}"')
        base.execute("ALTER TABLE thua RENAME TO kept")
        base.execute(f"CREATE VIEW thua AS {select}")
        base.execute("DELETE FROM gpkg_ogr_contents")
        base.execute("UPDATE gpkg_geometry_columns SET table_name = 'thua'")
        base.execute("UPDATE gpkg_contents SET table_name = 'thua'")
    base.close()


COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {most})"


def test_a_view_of_millions_of_rows_is_cut_short(tmp_path):
    select = f"{COUNT.format(most=2_000_000)} SELECT i AS fid, geom FROM n, kept"
    with_view(tmp_path / "a.gpkg", select)
    with pytest.raises(FileTooLarge):
        read_features(tmp_path / "a.gpkg", limits=Limits(rows=1000))


def test_a_view_that_eats_memory_is_stopped(tmp_path):
    select = (
        f"{COUNT.format(most=200)} SELECT i AS fid, geom, hex(zeroblob(20000000)) AS w FROM n, kept"
    )
    with_view(tmp_path / "a.gpkg", select)
    with pytest.raises((FileTooLarge, UnreadableFile)):
        read_features(tmp_path / "a.gpkg")


def test_a_view_that_never_ends_is_stopped(tmp_path):
    select = f"{COUNT.format(most=10**12)} SELECT i AS fid, geom FROM n, kept WHERE i < 0"
    with_view(tmp_path / "a.gpkg", select)
    with pytest.raises(TooSlow):
        read_features(tmp_path / "a.gpkg", limits=Limits(seconds=3))


def test_a_deeply_nested_geojson_does_not_bring_the_server_down(tmp_path):
    (tmp_path / "a.geojson").write_text('{"type":"FeatureCollection","features":' + "[" * 500_000)
    with pytest.raises(FileError):
        read_features(tmp_path / "a.geojson")


def child(tmp_path, code, **environment):
    """Run code as the parsing child runs: same environment, same limits."""
    known = sandbox._environment(tmp_path, "GeoJSON") | environment
    lines = "from geodata.child import confine\nconfine(memory_bytes=2**30, seconds=10)\n" + code
    return subprocess.run(
        [sys.executable, "-P", "-c", lines], env=known, capture_output=True, text=True, check=False
    )


def test_the_child_has_one_driver(tmp_path):
    done = child(tmp_path, "import pyogrio; print(list(pyogrio.list_drivers()))")
    assert done.stdout.strip() == "['GeoJSON']"


def test_a_driver_that_this_process_lacks_does_not_return_in_the_child():
    environ = {"OGR_SKIP": "LIBKML, NewDriver", "GDAL_SKIP": "VRT"}
    skipped = sandbox._other_drivers("GPKG", environ)
    assert {"LIBKML", "NewDriver", "VRT", "GeoJSON"} <= skipped
    assert "GPKG" not in skipped


def test_the_child_refuses_to_work_with_more_drivers_than_one(tmp_path):
    code = "from geodata import parsing; parsing._require_only('GeoJSON')"
    assert "drivers left" in child(tmp_path, code, GDAL_SKIP="LIBKML").stderr


def test_the_child_cannot_take_more_memory_than_allowed(tmp_path):
    assert "MemoryError" in child(tmp_path, "x = bytearray(2**31)").stderr


def test_the_child_does_not_see_our_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("MATBANG_SECRET", "x")
    assert "MATBANG_SECRET" not in sandbox._environment(tmp_path, "GPKG")


@pytest.mark.parametrize(
    ("code", "kind"),
    [(-signal.SIGXCPU, TooSlow), (-signal.SIGSEGV, UnreadableFile), (1, UnreadableFile)],
)
def test_a_child_that_dies_is_an_error_of_the_file(tmp_path, code, kind):
    (tmp_path / "log").write_text("what it said last")
    with pytest.raises(kind) as caught:
        sandbox._answer(tmp_path, "a.geojson", code, Limits())
    assert caught.value.values["name"] == "a.geojson"


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    (tmp_path / "a.geojson").write_text("nothing")
    with pytest.raises(GeodataError):
        read_features(tmp_path / "a.geojson")
    assert list(Path(tmp_path / "scratch").iterdir()) == []
