"""The app's own script on a small real ward, one folder a test."""

import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.tiny import build
from trackers.config import settings
from trackers.services.site import close_site, open_site
from trackers.store import Ledger, open_store

MAIN = Path(__file__).parents[2] / "trackers" / "ui" / "main.py"


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A folder with the small ward, made once."""
    folder = tmp_path_factory.mktemp("built")
    store = open_store(folder, durable=False)
    build(store)
    store.close()
    return folder


@pytest.fixture
def ledger(built, tmp_path, monkeypatch) -> Ledger:
    """The small ward of this test, where the app finds it."""
    folder = tmp_path / "data"
    shutil.copytree(built, folder)
    monkeypatch.setenv("MATBANG_DATA_DIR", str(folder))
    # A page under test has no browser, and so no cookies.
    monkeypatch.setattr(type(st.context), "cookies", {})
    settings.cache_clear()
    st.cache_data.clear()
    yield open_site(folder).ledger("TEST")
    close_site(folder)
    settings.cache_clear()


@pytest.fixture
def app(ledger):
    """Give the app as a browser opens it: `app(**{"as": "CB03"}, case="XM-001")`."""

    def opened(**address: str) -> AppTest:
        test = AppTest.from_file(str(MAIN), default_timeout=30)
        for name, text in address.items():
            test.query_params[name] = text
        return test.run()

    return opened
