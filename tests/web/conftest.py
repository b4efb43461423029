import geopandas
import pytest
from starlette.applications import Starlette

from tests import tiny
from trackers.config import Settings
from trackers.domain.parcels import Accuracy
from trackers.services.layers import base_shape, cut_layer, put_in_force
from trackers.services.wards import get_ward
from trackers.store import open_store
from trackers.web.routes import routes
from trackers.web.site import Site


def cut(ledger):
    """Put a layer of the tiny ward's four parcels in force."""
    frame = geopandas.GeoDataFrame(
        {
            "parcel_id": [1, 2, 3, 4],
            "sheet_no": ["12", "12", "12", "P7-73"],
            "parcel_no": ["101", "102", "103", "263A"],
            "land_type": ["ODT"] * 4,
            "area_code": ["KV1"] * 4,
            "drawn_area_m2": [240.0] * 4,
            "declared_area_m2": [238.5] * 4,
        },
        geometry=[tiny.square(number) for number in (1, 2, 3, 4)],
        crs="EPSG:4326",
    )
    layer = cut_layer(
        ledger,
        frame,
        base=[base_shape("outline", tiny.square(1).buffer(0.01), name="Phường Thử")],
        source="test",
        accuracy=Accuracy.SCHEMATIC,
        now=tiny.NOW,
    )
    with ledger.write(tiny.NOW) as writing:
        put_in_force(writing, layer, frame)
        writing.record("layer.used", layer.layer, actor="QT", effective_on=tiny.TODAY)
    return layer.layer


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data folder with the tiny ward and its layer, made once for a file of tests."""
    folder = tmp_path_factory.mktemp("data")
    store = open_store(folder, durable=False)
    cut(tiny.build(store))
    store.close()
    return folder


@pytest.fixture
def site(folder):
    site = Site(Settings(data_dir=folder))
    yield site
    site.close()


@pytest.fixture
def ledger(site):
    return site.ledger("TEST")


@pytest.fixture
def layer(ledger):
    return get_ward(ledger).layer


@pytest.fixture
def app(site):
    return Starlette(routes=routes(site))
