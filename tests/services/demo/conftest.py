"""The demo ward, built once for all of its tests."""

from datetime import UTC, datetime

import pytest

from tests.domain.making import an_actor
from trackers.domain.people import Role
from trackers.services import demo
from trackers.store import cases, households, open_store


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("demo"), durable=False)
    yield store
    store.close()


@pytest.fixture(scope="session")
def ward(store):
    """The demo ward's ledger, with fewer parcels than it shows."""
    return demo.load(store, parcels=900, started_at=datetime(2026, 1, 5, 1, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def states(ward):
    """Every case by its code, the closed one too."""
    with ward.read() as reading:
        return {state.case.code: state for state in cases.read_states(reading)}


@pytest.fixture(scope="session")
def homes(ward):
    """Every household by its code."""
    with ward.read() as reading:
        return households.read_all_households(reading)


@pytest.fixture(scope="session")
def clerk():
    return an_actor("CB09", "Âu Thị Mười", Role.OFFICER, demo.CODE)
