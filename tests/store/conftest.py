import pytest

from tests import tiny
from trackers.store import open_store


@pytest.fixture
def empty_store(tmp_path):
    store = open_store(tmp_path / "data", durable=False)
    yield store
    store.close()


@pytest.fixture
def ledger(empty_store):
    return tiny.build(empty_store)
