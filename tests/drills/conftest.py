import pytest

from tests import tiny
from trackers.store import open_store


@pytest.fixture
def folder(tmp_path):
    """A data folder with the tiny ward, kept as safely as a real one from here on."""
    folder = tmp_path / "data"
    store = open_store(folder, durable=False)
    tiny.build(store)
    store.close()
    return folder


@pytest.fixture
def ledger(folder):
    store = open_store(folder)
    yield store.ledger("TEST")
    store.close()
