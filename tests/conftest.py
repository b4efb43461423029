"""What every room's tests can ask for: an empty store, the tiny ward's ledger, an officer.

Tests of the store and of services that ask for `empty_store` or `ledger` run twice: on SQLite and
on a PostGIS that we start ourselves, once per run (per worker of xdist).
"""

from pathlib import Path

import pytest

from tests import tiny
from tests.browser import a_browser, chromium_path
from tests.postgres import a_cluster, programs
from trackers.store import open_store
from trackers.store.opening import Store
from trackers.store.tables import metadata
from trackers.words import use_language

ON_BOTH = tuple(Path(__file__).parent / room for room in ("store", "services"))


def pytest_generate_tests(metafunc):
    """Run what touches the store on both kinds of it."""
    both = any(folder in metafunc.definition.path.parents for folder in ON_BOTH)
    if both and "empty_store" in metafunc.fixturenames:
        metafunc.parametrize("empty_store", ["sqlite", "postgis"], indirect=True)


@pytest.fixture
def empty_store(request, tmp_path):
    """A store without wards in a folder of its own."""
    if getattr(request, "param", "sqlite") == "postgis":
        postgis = request.getfixturevalue("postgis_store")
        yield Store(tmp_path / "data", postgis.reader, postgis.writer)
        return
    store = open_store(tmp_path / "data", durable=False)
    yield store
    store.close()


@pytest.fixture(scope="session")
def cluster():
    """A PostgreSQL server of our own."""
    if programs() is None:
        pytest.skip("NO POSTGRESQL: install postgresql and postgis to run the tests on PostGIS")
    with a_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def template(cluster):
    """The name of a database that has our tables and no ward; nobody writes to it."""
    name = cluster.create()
    open_store(Path("unused"), cluster.url(name), keys=tiny.KEYS).close()
    return name


@pytest.fixture(scope="session")
def shared_store(cluster, template):
    """One store on PostGIS for all tests that need no database of their own."""
    store = open_store(Path("unused"), cluster.url(cluster.create(template)), keys=tiny.KEYS)
    yield store
    store.close()


@pytest.fixture
def postgis_store(shared_store):
    """The shared store on PostGIS, emptied: cheaper by far than a database for each test."""
    emptied = "; ".join(f"DELETE FROM {table.name}" for table in metadata.sorted_tables)
    with shared_store.writer.begin() as connection:
        connection.exec_driver_sql(emptied)
    return shared_store


@pytest.fixture
def postgis_url(cluster, template):
    """The address of a database of this test's own, with our tables and no ward."""
    name = cluster.create(template)
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def ledger(empty_store):
    """The tiny ward TEST of tests/tiny.py."""
    return tiny.build(empty_store)


@pytest.fixture
def actor():
    """The officer in charge of the tiny ward's first cases."""
    return tiny.OFFICER


@pytest.fixture(autouse=True)
def _vietnamese():
    """Each test starts in Vietnamese, whatever the one before it spoke."""
    with use_language("vi"):
        yield


@pytest.fixture(scope="module")
def browser():
    """A real browser; let go after each module, for its event loop would be in others' way."""
    if chromium_path() is None:
        pytest.skip("NO BROWSER: install the system's chromium to run the browser tests")
    with a_browser() as browser:
        yield browser
