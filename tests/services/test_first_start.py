"""A first start on a server: the demo ward is there whole, or not at all."""

import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from tests import tiny
from tests.browser import ROOT
from trackers.services import demo, site
from trackers.store import open_store, proof, tables
from trackers.store.errors import WardTaken

KILLED = """
import os, signal, sys
from pathlib import Path
from tests.services import test_first_start as here
from trackers.services import moving as services, site
from trackers.store import moving

def die(*_given, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

here.stand_in(site.demo)
plain = moving._rows
if sys.argv[3] == "rows":
    moving._rows = lambda *given: die() if given[1].name == "contacts" else plain(*given)
else:
    services.Moved = die
site.prepare(Path(sys.argv[1]), sys.argv[2])
"""


def stand_in(place):
    """Let the tiny ward, with a photo, stand for the demo, which takes half a minute to build."""

    def load(store, *, parcels):
        ledger = tiny.build(store)
        photo = ledger.folder / "photos" / "P1.jpg"
        photo.parent.mkdir(parents=True)
        photo.write_bytes(b"a picture")

    place.load, place.CODE = load, "TEST"


@pytest.fixture
def little_demo(monkeypatch):
    monkeypatch.setattr(demo, "load", demo.load)
    monkeypatch.setattr(demo, "CODE", demo.CODE)
    stand_in(demo)


def rows(store):
    with store.reader.connect() as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.metadata.sorted_tables
        )


def left(folder):
    """What lies in the data folder, without what a start may leave there for good."""
    return {path.name for path in folder.iterdir()} - {"wards", ".lock", "secret.key"}


@pytest.mark.parametrize("moment", ["rows", "files"])
def test_a_kill_half_way_leaves_no_half_ward_and_the_next_start_loads_it_whole(
    tmp_path, postgis_url, little_demo, moment
):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), postgis_url, moment],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, "")
    store = open_store(tmp_path, postgis_url)
    assert rows(store) == 0
    store.close()
    store = site.prepare(tmp_path, postgis_url)
    with store.ledger("TEST").read() as reading:
        assert proof.prove(reading).holds
        assert reading.rows(tables.cases)
    assert (tmp_path / "wards" / "TEST" / "photos" / "P1.jpg").read_bytes() == b"a picture"
    assert left(tmp_path) == set()
    assert [one.name for one in (tmp_path / "wards").iterdir()] == ["TEST"]
    store.close()


def test_it_adds_its_files_to_those_that_are_there_and_leaves_nothing_else(
    tmp_path, postgis_url, little_demo
):
    older = tmp_path / "wards" / "TEST" / "photos" / "older.jpg"
    older.parent.mkdir(parents=True)
    older.write_bytes(b"of the embedded database")
    site.prepare(tmp_path, postgis_url).close()
    assert {one.name for one in older.parent.iterdir()} == {"older.jpg", "P1.jpg"}
    assert left(tmp_path) == set()


def test_a_server_that_another_machine_filled_meanwhile_is_taken_as_it_is(
    tmp_path, postgis_url, little_demo, monkeypatch
):
    plain = site.add_demo

    def late(store):
        other = open_store(tmp_path / "other", postgis_url, keys=store.keys)
        plain(other)
        other.close()
        plain(store)

    monkeypatch.setattr(site, "add_demo", late)
    store = site.prepare(tmp_path / "mine", postgis_url)
    assert store.ward_codes() == ["TEST"]
    with pytest.raises(WardTaken):
        plain(store)
    store.close()
