import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
import websockets

from tests import tiny
from trackers.services.site import DATABASE, build_demo, open_site
from trackers.store import open_store

ROOT = Path(__file__).parent.parent


@pytest.fixture
def data(tmp_path):
    """A data folder with the tiny ward."""
    store = open_store(tmp_path / "data", durable=False)
    tiny.build(store)
    store.close()
    return tmp_path / "data"


def environment(data, **more):
    kept = {name: value for name, value in os.environ.items() if "MATBANG" not in name}
    # The code under test, even where another copy of the program is installed.
    return kept | {"MATBANG_DATA_DIR": str(data), "PYTHONPATH": str(ROOT)} | more


def matbang(data, *words, **more):
    """Run the program as a person would, from a folder that is not its own."""
    return subprocess.run(
        [sys.executable, "-m", "trackers.cli", *words],
        cwd=data.parent,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def assert_refused(done, vietnamese, english):
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 2
    assert vietnamese in lines[0]
    assert english in lines[1]


def test_a_ward_moves_to_another_database_and_opens_there(data, postgis_url):
    done = matbang(data, "move", "--to", postgis_url)
    assert done.returncode == 0, done.stderr
    assert "hai bên khớp nhau" in done.stdout
    assert "geheim" not in done.stdout
    there = matbang(data, "ward", "list", MATBANG_DATABASE_URL=postgis_url)
    assert there.stdout == matbang(data, "ward", "list").stdout
    again = matbang(data, "move", "--to", postgis_url, "--ward", "TEST")
    assert_refused(again, "Nơi nhận đã có phường", "already has a ward TEST")


SHIPPED = ROOT / "trackers" / "domain" / "tracks.toml"


class TestTracks:
    def test_our_own_workflows_have_no_fault(self, tmp_path):
        done = matbang(tmp_path / "data", "tracks", "check", str(SHIPPED))
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("tracks.toml: bản 1, ")

    def test_every_fault_of_a_file_is_told_with_its_line_in_both_languages(self, tmp_path):
        file = tmp_path / "tracks.toml"
        text = SHIPPED.read_text(encoding="utf-8").replace('["agreed"]', '["agrred"]')
        file.write_text(text.replace('stage = "handed"', 'stage = "x"', 1), encoding="utf-8")
        done = matbang(tmp_path / "data", "tracks", "check", str(file))
        assert (done.returncode, done.stdout) == (2, "")
        line = text[: text.index('stage = "handed"')].count("\n") + 1
        assert f"Dòng {line} (donation.step “handover”): “stage” không nhận “x”" in done.stderr
        assert f"Line {line} (donation.step “handover”): “stage” does not take “x”" in done.stderr

    def test_a_file_that_is_not_there(self, tmp_path):
        done = matbang(tmp_path / "data", "tracks", "check", str(tmp_path / "no.toml"))
        assert_refused(done, "Không tìm thấy tệp no.toml", "no.toml")


class TestRefusals:
    def test_a_data_folder_that_cannot_be_made(self, tmp_path):
        (tmp_path / "file").write_text("")
        done = matbang(tmp_path / "file", "ward", "list")
        assert_refused(done, "Không mở được cơ sở dữ liệu", "cannot be opened")

    def test_a_database_that_is_none(self, data):
        (data / DATABASE).write_bytes(b"not a database, only words" * 100)
        assert_refused(matbang(data, "verify"), "Không mở được", "cannot be opened")

    def test_a_setting_that_cannot_be_used(self, data):
        done = matbang(data, "ward", "list", MATBANG_LANGUAGE="fr")
        assert_refused(done, "MATBANG_LANGUAGE", "MATBANG_LANGUAGE")

    def test_a_ward_that_exists_already(self, data):
        done = matbang(data, "ward", "add", "TEST", "Phường Thử")
        assert_refused(done, "Đã có phường hoặc xã mang mã TEST", "already a ward")

    def test_a_coordinate_system_nobody_knows(self, data):
        done = matbang(data, "ward", "add", "NEW", "Xã Mới", "--crs", "EPSG:1")
        assert_refused(done, "EPSG:1", "EPSG:1")
        assert "NEW" not in matbang(data, "ward", "list").stdout

    def test_a_ward_that_does_not_exist(self, data):
        assert_refused(matbang(data, "verify", "--ward", "NO"), "mã NO", "code NO")

    def test_a_file_that_does_not_exist(self, data):
        done = matbang(data, "import", "parcels", "none.geojson")
        assert_refused(done, "none.geojson", "none.geojson")

    def test_a_port_that_is_taken(self, data):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = str(taken.getsockname()[1])
            done = matbang(data, "serve", "--port", port)
        assert_refused(done, f"Cổng {port}", f"Port {port}")

    def test_a_real_ward_is_never_replaced_by_the_demo(self, data):
        before = (data / DATABASE).read_bytes()
        assert_refused(matbang(data, "demo", "--reset"), "Phường Thử", "Phường Thử")
        assert (data / DATABASE).read_bytes() == before


class TestWards:
    def test_a_ward_is_added_and_listed(self, data):
        done = matbang(data, "ward", "add", "NEW", "Xã Mới")
        assert (done.returncode, done.stderr) == (0, "")
        lines = matbang(data, "ward", "list").stdout.splitlines()
        assert [line.split("\t")[:2] for line in lines] == [
            ["NEW", "Xã Mới"],
            ["TEST", "Phường Thử"],
        ]

    def test_a_sound_log_is_said_to_hold(self, data):
        done = matbang(data, "verify", MATBANG_LANGUAGE="en")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("TEST: the log holds: 5 entries, ")

    def test_a_log_somebody_touched_is_named_by_every_false_entry_and_row(self, data):
        store = open_store(data)
        with store.writer.begin() as connection:
            connection.exec_driver_sql("UPDATE events SET actor = 'CB99' WHERE revision = 3")
            connection.exec_driver_sql("UPDATE cases SET affected_m2 = 3 WHERE code = 'XM-002'")
        store.close()
        done = matbang(data, "verify")
        assert (done.returncode, done.stdout) == (1, "")
        first, entry, row = done.stderr.splitlines()
        assert "TEST: sổ ghi không khớp, 2 lỗi" in first
        assert "Mục 3 (Mở hồ sơ XM-001)" in entry
        assert "Hồ sơ XM-002 – diện tích (m²) [cases.affected_m2]" in row
        english = matbang(data, "verify", MATBANG_LANGUAGE="en").stderr
        assert "Entry 3 (Open the case XM-001)" in english

    def test_a_cut_tail_is_found_by_the_seal_that_was_printed(self, data):
        sealed = matbang(data, "verify").stdout.rstrip(".\n").rsplit(" ", 1)[1]
        assert matbang(data, "verify", "--head", sealed, "--revision", "5").returncode == 0
        done = matbang(data, "verify", "--head", "0" * 16, "--revision", "5")
        assert done.returncode == 1
        assert "Mục 5 không mang mã niêm phong đã in" in done.stderr

    def test_a_seal_that_is_none_is_refused(self, data):
        assert_refused(matbang(data, "verify", "--head", "abc"), "“abc”", "“abc”")


class TestImports:
    def test_parcels_come_in_from_a_map_file(self, data):
        corners = [[105.701, 10.081], [105.702, 10.081], [105.702, 10.082], [105.701, 10.081]]
        feature = {
            "type": "Feature",
            "properties": {"so_to": "30", "so_thua": "7"},
            "geometry": {"type": "Polygon", "coordinates": [corners]},
        }
        file = data.parent / "new.geojson"
        file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
        done = matbang(
            data, "import", "parcels", str(file), "--keep", "--map", "so_to=sheet_no",
            "--map", "so_thua=parcel_no",
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert "1 mới" in done.stdout

    def test_a_pair_without_an_equals_sign_is_refused(self, data):
        done = matbang(data, "import", "parcels", "x.geojson", "--map", "sheet")
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


class TestFirstStart:
    def test_an_empty_folder_finds_the_demo_whole(self, tmp_path):
        store = open_site(tmp_path / "data")
        try:
            (code,) = store.ward_codes()
            assert (store.ledger(code).folder / "layers").is_dir()
            assert open_site(tmp_path / "data") is store
        finally:
            store.close()
        left = {path.name for path in (tmp_path / "data").iterdir()}
        assert left <= {
            DATABASE,
            f"{DATABASE}-wal",
            f"{DATABASE}-shm",
            f"{DATABASE}-turn",
            "wards",
            "secret.key",
            ".lock",
        }

    def test_a_start_that_was_interrupted_leaves_nothing_in_the_way(self, tmp_path):
        build_demo(tmp_path, parcels=300)
        (tmp_path / DATABASE).unlink()
        (tmp_path / f"{DATABASE}-wal").write_bytes(b"of another database")
        build_demo(tmp_path, parcels=300)
        store = open_store(tmp_path)
        assert len(store.ward_codes()) == 1
        store.close()

    def test_a_demo_that_fails_leaves_nothing_but_the_key_file(self, tmp_path, monkeypatch):
        monkeypatch.setattr("trackers.services.demo.load", lambda store, parcels: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build_demo(tmp_path)
        assert [one.name for one in tmp_path.iterdir()] == ["secret.key"]


class TestServing:
    """The three ways to start, from a foreign folder, end in the same program."""

    @pytest.mark.parametrize("way", ["matbang", "streamlit", "uvicorn"])
    def test_it_answers_on_its_port_and_ends_when_told(self, data, way):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        ways = {
            "matbang": ["trackers.cli", "serve", "--port", port],
            "streamlit": ["streamlit", "run", str(ROOT / "app.py"), "--server.port", port],
            "uvicorn": ["uvicorn", "--app-dir", str(ROOT), "app:app", "--port", port],
        }
        with (data.parent / "log").open("w") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", *ways[way]],
                cwd=data.parent,
                env=environment(data),
                stdout=log,
                stderr=log,
            )
        try:
            body = wait_for(f"http://127.0.0.1:{port}/healthz", server)
            assert body["status"] == "ok"
            page = httpx.get(f"http://127.0.0.1:{port}/")
            assert "<title>Streamlit</title>" in page.text
            forwarded = {"X-Forwarded-For": "10.0.0.1"}
            assert httpx.get(f"http://127.0.0.1:{port}/", headers=forwarded).status_code == 403
            assert opens(port, f"http://127.0.0.1:{port}")
            assert not opens(port, "http://evil.example")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)
        assert "Traceback" not in (data.parent / "log").read_text()


def opens(port, origin):
    """Tell whether a page of that origin may open Streamlit's WebSocket."""

    async def knock():
        address = f"ws://127.0.0.1:{port}/_stcore/stream"
        async with websockets.connect(address, origin=origin, proxy=None):
            return True

    try:
        return asyncio.run(knock())
    except websockets.InvalidStatus as refused:
        return refused.response.status_code != 403


def wait_for(url, server, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            return httpx.get(url).json()
        except httpx.TransportError:  # not there yet, or still opening its store
            time.sleep(0.1)
    raise AssertionError(f"no answer, exit code {server.poll()}")
