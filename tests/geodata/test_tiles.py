import gzip
import math
from concurrent.futures import ThreadPoolExecutor

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
from pmtiles.tile import Entry
from shapely import affinity
from shapely.geometry import Polygon, box

from geodata.errors import EmptyFile, MissingFile, TilesIncomplete, UnreadableFile
from geodata.tiles import TileArchive, build_tiles

LON, LAT, METRE = 105.70, 10.075, 1 / 110_600


def parcels(shapes, first=1):
    degrees = [affinity.affine_transform(one, [METRE, 0, 0, METRE, LON, LAT]) for one in shapes]
    ids = np.arange(first, first + len(shapes))
    return gpd.GeoDataFrame(
        {"parcel_id": ids, "sheet_no": "5", "parcel_no": [f"{n}A" for n in ids], "holder": "x"},
        geometry=degrees,
        crs="EPSG:4326",
    )


def uneven_grid(count):
    """Draw quarters of odd shape and, each third, a strip of 0.5 m × 10 m at any angle."""
    rng, side = np.random.default_rng(7), math.isqrt(count) + 1
    shapes = []
    for n in range(count):
        if n % 3:
            corners = np.array([(0, 0), (12, 0), (12, 12), (0, 12)]) + rng.uniform(-2, 2, (4, 2))
            shape = Polygon(corners)
        else:
            shape = affinity.rotate(box(0, 0, 0.5, 10), rng.uniform(0, 180))
        shapes.append(affinity.translate(shape, 16 * (n % side), 16 * (n // side)))
    return shapes


def ids_at(path, zoom):
    columns = pyogrio.raw.read(path, columns=["id"], read_geometry=False, ZOOM_LEVEL=str(zoom))[3]
    return set(columns[0].tolist())


def address(lon, lat, z):
    x = (lon + 180) / 360 * 2**z
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**z
    return z, int(x), int(y)


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    path = tmp_path_factory.mktemp("tiles") / "parcels.pmtiles"
    assert build_tiles(parcels(uneven_grid(5000)), path) == 5000
    return path


@pytest.mark.parametrize("zoom", [14, 15, 16])
def test_five_thousand_parcels_and_strips_are_all_in_the_tiles(ward, zoom):
    assert ids_at(ward, zoom) == set(range(1, 5001))


def test_a_strip_stays_a_strip_at_the_last_zoom(ward):
    frame = pyogrio.read_dataframe(ward, ZOOM_LEVEL="16", where="id = 1")
    (strip,) = frame.geometry
    scale = math.cos(math.radians(LAT))
    assert strip.area * scale**2 == pytest.approx(5.0, rel=0.15)


def test_tiles_carry_only_the_id_and_the_numbers(ward):
    frame = pyogrio.read_dataframe(ward, max_features=3)
    assert sorted(set(frame.columns) - {"geometry", "mvt_id"}) == ["id", "t"]
    assert frame["t"].str.fullmatch(r"5/\d+A").all()


def test_an_archive_answers_by_address(ward):
    archive = TileArchive(ward)
    lon, lat = LON + 200 * METRE, LAT + 200 * METRE
    for zoom in range(12, 17):
        packed = archive.tile(*address(lon, lat, zoom))
        assert packed is not None
        assert b"parcels" in gzip.decompress(packed)
    assert archive.zooms == (12, 16)
    assert archive.bounds == pytest.approx(
        (LON, LAT, LON + 1140 * METRE, LAT + 1140 * METRE), abs=1e-3
    )
    archive.close()


@pytest.mark.parametrize(
    "where", [(11, 1, 1), (17, 1, 1), (14, 0, 0), (14, -1, 5), (14, 5, 2**14), (12, 4095, 4095)]
)
def test_where_nothing_is_an_archive_has_no_tile(ward, where):
    assert TileArchive(ward).tile(*where) is None


def test_many_threads_may_ask_at_once(ward):
    archive = TileArchive(ward)
    wanted = [address(LON + n * 10 * METRE, LAT + 100 * METRE, 16) for n in range(100)] * 5
    alone = [archive.tile(*one) for one in wanted]
    fresh = TileArchive(ward)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda one: fresh.tile(*one), wanted)) == alone


def test_a_large_archive_answers_through_its_leaf_directories(tmp_path):
    path = tmp_path / "wide.pmtiles"
    rng = np.random.default_rng(3)
    places = rng.uniform(0, 120_000, (9000, 2))
    build_tiles(parcels([box(x, y, x + 20, y + 20) for x, y in places]), path)
    archive = TileArchive(path)
    assert archive._header["leaf_directory_length"] > 0
    for x, y in places[:200]:
        assert archive.tile(*address(LON + (x + 10) * METRE, LAT + (y + 10) * METRE, 16))


def test_parcels_in_vn2000_land_where_they_are(tmp_path):
    path = tmp_path / "parcels.pmtiles"
    frame = parcels([box(0, 0, 10, 10)])
    frame = frame.set_geometry([box(578_000, 1_115_000, 578_010, 1_115_010)], crs="EPSG:5897")
    build_tiles(frame, path)
    west, south, _, _ = TileArchive(path).bounds
    assert (west, south) == pytest.approx((105.71344, 10.08191), abs=1e-4)


def test_a_sliver_thinner_than_any_step_is_widened_and_not_lost(tmp_path):
    path = tmp_path / "parcels.pmtiles"
    slivers = [box(5.01 * n, 0, 5.01 * n + 0.001, 4) for n in range(20)]
    assert build_tiles(parcels([*slivers, box(0, 10, 5, 15)]), path) == 21
    assert ids_at(path, 16) == set(range(1, 22))


def test_a_parcel_that_cannot_be_drawn_stops_the_cutting_and_keeps_the_old_file(tmp_path):
    path = tmp_path / "parcels.pmtiles"
    build_tiles(parcels([box(0, 0, 10, 10)]), path)
    before = path.read_bytes()
    with pytest.raises(TilesIncomplete) as caught:
        build_tiles(parcels([box(0, 0, 10, 10), Polygon()], first=7), path)
    assert caught.value.values == {"missing": 1, "total": 2, "example": 8}
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["parcels.pmtiles"]


def test_no_parcels_make_no_tiles(tmp_path):
    with pytest.raises(EmptyFile):
        build_tiles(parcels([]), tmp_path / "parcels.pmtiles")


def test_a_crowded_tile_drops_nothing(tmp_path):
    path = tmp_path / "parcels.pmtiles"
    shapes = [box(x, y, x + 0.8, y + 0.8) for x in range(110) for y in range(110)]
    build_tiles(parcels(shapes), path, min_zoom=16)
    assert len(ids_at(path, 16)) == 12_100


def test_an_archive_whose_directories_go_in_circles_ends(ward):
    archive = TileArchive(ward)
    leaf, root = archive._header["leaf_directory_offset"], archive._header["root_offset"]
    archive._directories = {leaf: [Entry(0, 0, 1, 0)], root: [Entry(0, 0, 1, 0)]}
    assert archive.tile(16, 1, 1) is None


@pytest.mark.parametrize("raw", [b"", b"PM", b"x" * 200, b"PMTiles\x02" + bytes(200)])
def test_what_is_no_archive_is_unreadable(tmp_path, raw):
    (tmp_path / "a.pmtiles").write_bytes(raw)
    with pytest.raises(UnreadableFile):
        TileArchive(tmp_path / "a.pmtiles")


def test_tiles_packed_otherwise_are_refused(ward, tmp_path):
    raw = bytearray(ward.read_bytes())
    raw[98] = 1
    (tmp_path / "a.pmtiles").write_bytes(raw)
    with pytest.raises(UnreadableFile):
        TileArchive(tmp_path / "a.pmtiles")


def test_a_missing_archive_is_named(tmp_path):
    with pytest.raises(MissingFile):
        TileArchive(tmp_path / "a.pmtiles")
