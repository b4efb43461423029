"""What every room's tests can ask for: an empty store, the tiny ward's ledger, an officer."""

import pytest

from tests import tiny
from tests.browser import a_browser, chromium_path
from trackers.store import open_store
from trackers.words import use_language


@pytest.fixture
def empty_store(tmp_path):
    """A store without wards in a folder of its own."""
    store = open_store(tmp_path / "data", durable=False)
    yield store
    store.close()


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
